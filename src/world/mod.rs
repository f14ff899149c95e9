//! The world's dialog: who has a mailbox, what the DNS says, what fails.

mod fault;
mod field;
mod wrong;

use leptos::prelude::*;

use self::fault::AddFault;
use self::field::Field;
use super::dialog::Dialog;
use super::dynamic::{part, press};
use super::store::{Sheet, Store};
use playground::content::Label;
use playground::record::WorldField;

pub(super) use self::field::title;

/// The fields, in groups with a heading. The first group stands open.
const GROUPS: [(Label, &[WorldField]); 4] = {
    use WorldField as F;
    [
        (Label::WorldEditPeople, &[F::Users, F::Aliases, F::Logins, F::SenderOwners]),
        (Label::WorldEditDns, &[F::LocalDomains, F::Zones]),
        (Label::WorldEditLimits, &[F::Faults, F::MessageSizeLimit, F::RecipientLimit]),
        (Label::WorldEditHosts, &[F::ClientName, F::ClientAddress, F::Host, F::HostAddress, F::RelayClients, F::SystemAccounts]),
    ]
};

/// The world, to be edited.
#[component]
pub(super) fn WorldDialog() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.dialogs.world_form().with(Option::is_some));
    // Drawn once, when it opens: what is typed stays in its fields.
    let fields =
        part(move || open.get().then(|| GROUPS.map(|(title, fields)| group(store, title, fields)).into_iter().collect::<Vec<_>>()));
    let wrong = part(move || {
        let count = store.dialogs.world_form().with(|form| form.as_ref().map_or(0, |form| form.errors.len()));
        (count > 0).then(|| store.filled(Label::WorldEditWrong, &[("count", &count.to_string())]))
    });
    view! {
        <Dialog sheet=Sheet::World title=Label::WorldEditTitle>
            <p>{store.t(Label::WorldEditText)}</p>
            <p class="fine">{store.t(Label::WorldEditPasswords)}</p>
            {fields}
            <p class="warning" role="status">{wrong}</p>
            <div class="row">
                <button type="button" class="button primary" on:click=press(move || store.apply_world())>{store.t(Label::WorldEditApply)}</button>
                <button type="button" class="button" on:click=press(move || store.reset_world())>{store.t(Label::WorldEditReset)}</button>
            </div>
        </Dialog>
    }
}

fn group(store: Store, title: Label, fields: &'static [WorldField]) -> AnyView {
    let fields = fields.iter().map(|&field| {
        let add = (field == WorldField::Faults).then(|| view! { <AddFault/> });
        view! {
            <Field field/>
            {add}
        }
    });
    view! {
        <fieldset>
            <legend>{store.t(title)}</legend>
            {fields.collect::<Vec<_>>()}
        </fieldset>
    }
    .into_any()
}
