use leptos::prelude::*;

use crate::app::icons::{Icon, Shape};
use crate::app::store::Store;
use crate::content::Label;
use crate::servers::ALL;
use crate::session::Role;
use crate::spec::State;

/// Which server, in which role, and what can be done to the connection.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let store = Store::get();
    let closed = move || store.status.with(|status| status.state == State::Closed);
    let connection = move || if closed() { Label::SessionConnect } else { Label::SessionDisconnect };
    view! {
        <div class="bar" role="group" aria-label=store.t(Label::SessionControls)>
            <ServerPicker/>
            <RolePicker/>
            <div class="buttons">
                <button
                    type="button"
                    class="button"
                    class:primary=closed
                    on:click=move |_| if closed() { store.connect() } else { store.disconnect() }
                >
                    {move || store.t(connection())()}
                </button>
                <button type="button" class="button" title=store.t(Label::SessionResetTitle) on:click=move |_| { store.reset(); store.focus_input(); }>
                    <Icon shape=Shape::Again/>
                    <span>{store.t(Label::SessionReset)}</span>
                </button>
                <Step label=Label::SessionUndo shape=Shape::Undo can=Signal::derive(move || store.status.with(|status| status.can_undo)) go=Callback::new(move |()| store.undo())/>
                <Step label=Label::SessionRedo shape=Shape::Redo can=Signal::derive(move || store.status.with(|status| status.can_redo)) go=Callback::new(move |()| store.redo())/>
            </div>
        </div>
    }
}

#[component]
fn Step(label: Label, shape: Shape, can: Signal<bool>, go: Callback<()>) -> impl IntoView {
    let store = Store::get();
    // `aria-disabled` keeps the focus where it is when the last step was taken.
    view! {
        <button
            type="button"
            class="button"
            aria-label=store.t(label)
            title=store.t(label)
            aria-disabled=move || (!can.get()).to_string()
            on:click=move |_| if can.get_untracked() { go.run(()) }
        >
            <Icon shape/>
        </button>
    }
}

#[component]
fn ServerPicker() -> impl IntoView {
    let store = Store::get();
    let mut seen: Vec<&str> = Vec::new();
    let options = ALL.iter().filter(|server| {
        let new = !seen.contains(&server.id);
        seen.push(server.id);
        new
    });
    let options: Vec<_> = options.map(|server| (server.id, format!("{} {}", server.name, server.version))).collect();
    view! {
        <label class="picker">
            <span>{store.t(Label::ServerLabel)}</span>
            <select
                prop:value=move || store.status.with(|status| status.server)
                on:change:target=move |event| {
                    let role = store.status.with_untracked(|status| status.role);
                    store.choose(&event.target().value(), role);
                }
            >
                {options.into_iter().map(|(id, name)| view! { <option value=id>{name}</option> }).collect_view()}
            </select>
        </label>
    }
}

#[component]
fn RolePicker() -> impl IntoView {
    let store = Store::get();
    let roles = move || {
        let id = store.status.with(|status| status.server);
        Role::ALL.into_iter().filter(move |role| crate::servers::find(id, *role).is_some()).collect::<Vec<_>>()
    };
    let option = move |role: Role| {
        let text = match role {
            Role::Mx => Label::ServerRoleMxShort,
            Role::Submission => Label::ServerRoleSubmissionShort,
        };
        let chosen = move || store.status.with(|status| status.role == role);
        view! { <option value=role.id() prop:selected=chosen>{store.t(text)}</option> }
    };
    view! {
        <label class="picker">
            <span>{store.t(Label::ServerRole)}</span>
            <select
                title=store.t(Label::ServerChangesOnConnect)
                on:change:target=move |event| {
                    let wanted = event.target().value();
                    if let Some(role) = Role::ALL.into_iter().find(|role| role.id() == wanted) {
                        store.choose(store.status.with_untracked(|status| status.server), role);
                    }
                }
            >
                <For each=roles key=|role| *role children=option/>
            </select>
        </label>
    }
}
