use leptos::prelude::*;

use super::wrong::says;
use crate::dynamic::{flag, part, text};
use crate::store::{Store, world_field_id};
use playground::content::Label;
use playground::record::WorldField;

/// One field of the world: what it is, how it is written, what is wrong with it.
#[component]
pub(super) fn Field(field: WorldField) -> impl IntoView {
    let store = Store::get();
    let id = world_field_id(field);
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-wrong"));
    let described_by = format!("{hint} {wrong}");
    let value = text(move || {
        store.dialogs.world_form().with(|form| form.as_ref().map_or_else(String::new, |form| form.text.get(field).to_owned()))
    });
    let errors = Memo::new(move |_| {
        store.dialogs.world_form().with(|form| {
            let errors = form.iter().flat_map(|form| &form.errors);
            errors.filter(|error| error.field == field).cloned().collect::<Vec<_>>()
        })
    });
    let messages = part(move || errors.get().iter().map(|error| view! { <span>{says(error, store)}</span> }).collect::<Vec<_>>());
    let invalid = flag(move || errors.with(|errors| !errors.is_empty()));
    let edit = move |text: String| store.edit_world(field, &text);
    let control = if field.is_single() {
        view! {
            <input
                type="text"
                id=id.clone()
                aria-describedby=described_by
                aria-invalid=invalid
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                prop:value=value
                on:change:target=move |event| edit(event.target().value())
            />
        }
        .into_any()
    } else {
        view! {
            <textarea
                id=id.clone()
                rows=rows(field)
                aria-describedby=described_by
                aria-invalid=invalid
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                prop:value=value
                on:change:target=move |event| edit(event.target().value())
            ></textarea>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{store.t(title(field))}</label>
            <span class="fine" id=hint>{store.t(about(field))}</span>
            {control}
            <p class="wrong" id=wrong role="status">{messages}</p>
        </div>
    }
}

const fn rows(field: WorldField) -> &'static str {
    match field {
        WorldField::Zones | WorldField::SystemAccounts => "6",
        WorldField::LocalDomains | WorldField::Users | WorldField::Aliases => "4",
        _ => "3",
    }
}

/// What a field is called.
pub(crate) const fn title(field: WorldField) -> Label {
    match field {
        WorldField::Users => Label::WorldFieldUsers,
        WorldField::Logins => Label::WorldFieldLogins,
        WorldField::Aliases => Label::WorldFieldAliases,
        WorldField::LocalDomains => Label::WorldFieldLocalDomains,
        WorldField::Zones => Label::WorldFieldZones,
        WorldField::SenderOwners => Label::WorldFieldSenderOwners,
        WorldField::MessageSizeLimit => Label::WorldFieldMessageSizeLimit,
        WorldField::RecipientLimit => Label::WorldFieldRecipientLimit,
        WorldField::Faults => Label::WorldFieldFaults,
        WorldField::ClientName => Label::WorldFieldClientName,
        WorldField::ClientAddress => Label::WorldFieldClientAddress,
        WorldField::Host => Label::WorldFieldHost,
        WorldField::HostAddress => Label::WorldFieldHostAddress,
        WorldField::RelayClients => Label::WorldFieldRelayClients,
        WorldField::SystemAccounts => Label::WorldFieldSystemAccounts,
    }
}

const fn about(field: WorldField) -> Label {
    match field {
        WorldField::Users => Label::WorldHintUsers,
        WorldField::Logins => Label::WorldHintLogins,
        WorldField::Aliases => Label::WorldHintAliases,
        WorldField::LocalDomains => Label::WorldHintLocalDomains,
        WorldField::Zones => Label::WorldHintZones,
        WorldField::SenderOwners => Label::WorldHintSenderOwners,
        WorldField::MessageSizeLimit => Label::WorldHintMessageSizeLimit,
        WorldField::RecipientLimit => Label::WorldHintRecipientLimit,
        WorldField::Faults => Label::WorldHintFaults,
        WorldField::ClientName => Label::WorldHintClientName,
        WorldField::ClientAddress => Label::WorldHintClientAddress,
        WorldField::Host => Label::WorldHintHost,
        WorldField::HostAddress => Label::WorldHintHostAddress,
        WorldField::RelayClients => Label::WorldHintRelayClients,
        WorldField::SystemAccounts => Label::WorldHintSystemAccounts,
    }
}
