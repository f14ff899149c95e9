use leptos::prelude::*;

use crate::dynamic::{Changing, flag, part, press, when, words};
use crate::icons::{Icon, Shape};
use crate::server_list::server_options;
use crate::store::Store;
use playground::content::Label;
use smtp_engine::session::Role;
use smtp_engine::spec::State;
use smtp_servers::distinct;

/// Which server, in which role, and what can be done to the connection.
#[component]
pub(super) fn Bar() -> impl IntoView {
    let store = Store::get();
    let closed = move || store.conversation.status.with(|status| status.state == State::Closed);
    let can_undo = Signal::derive(move || store.can_undo());
    let back = part(move || {
        let go = press(move || store.go_back_to_start());
        store
            .can_go_back_to_start()
            .then(|| view! { <button type="button" class="button" on:click=go>{store.text(Label::PastBack)}</button> })
    });
    let can_redo = Signal::derive(move || store.conversation.status.with(|status| status.can_redo));
    view! {
        <div class="bar" role="group" aria-label=store.t(Label::SessionControls)>
            <ServerPicker/>
            <RolePicker/>
            <div class="buttons">
                <button
                    type="button"
                    class=words(move || if closed() { "button primary" } else { "button" })
                    on:click=press(move || if closed() { store.connect() } else { store.disconnect() })
                >
                    {words(move || store.text(if closed() { Label::SessionConnect } else { Label::SessionDisconnect }))}
                </button>
                <button
                    type="button"
                    class="button"
                    title=store.t(Label::SessionResetTitle)
                    on:click=press(move || {
                        store.reset();
                        store.focus_input();
                    })
                >
                    <Icon shape=Shape::Again/>
                    <span>{store.t(Label::SessionReset)}</span>
                </button>
                {back}
                <Step label=Label::SessionUndo shape=Shape::Undo can=can_undo go=Callback::new(move |()| store.undo())/>
                <Step label=Label::SessionRedo shape=Shape::Redo can=can_redo go=Callback::new(move |()| store.redo())/>
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
            aria-disabled=flag(move || !can.get())
            on:click=press(move || if can.get_untracked() { go.run(()) })
        >
            <Icon shape/>
        </button>
    }
}

/// A padlock, while the server belongs to an exercise.
fn lock(store: Store) -> Changing<AnyView> {
    part(move || store.lessons.is_locked().then(|| view! { <Icon shape=Shape::Locked/> }))
}

fn locked(store: Store) -> Changing<&'static str> {
    words(move || store.text(if store.lessons.is_locked() { Label::TaskLocked } else { Label::ServerChangesOnConnect }))
}

#[component]
fn ServerPicker() -> impl IntoView {
    let store = Store::get();
    let choose = move |id: String| store.choose(&id, store.conversation.status.with_untracked(|status| status.role));
    // An exercise may ask which one it is: then the document does not hold it.
    let hidden = Memo::new(move |_| store.lessons.hides("server"));
    let list = part(move || {
        if hidden.get() {
            return view! { <em>{store.text(Label::TaskHidden)}</em> }.into_any();
        }
        let is_chosen = move |id: &str| store.conversation.status.with(|status| status.server == id);
        let options = server_options(store, &distinct().collect::<Vec<_>>(), is_chosen);
        view! {
            <select
                disabled=when(move || store.lessons.is_locked())
                title=locked(store)
                on:change:target=move |event| choose(event.target().value())
            >
                {options}
            </select>
        }
        .into_any()
    });
    view! { <label class="picker"><span>{store.t(Label::ServerLabel)} {lock(store)}</span> {list}</label> }
}

#[component]
fn RolePicker() -> impl IntoView {
    let store = Store::get();
    let server = Memo::new(move |_| store.conversation.status.with(|status| status.server));
    let roles = move || Role::ALL.into_iter().filter(|role| smtp_servers::find(server.get(), *role).is_some()).collect::<Vec<_>>();
    let option = move |role: Role| {
        let text = match role {
            Role::Mx => Label::ServerRoleMxShort,
            Role::Submission => Label::ServerRoleSubmissionShort,
        };
        let chosen = when(move || store.conversation.status.with(|status| status.role == role));
        view! { <option value=role.id() prop:selected=chosen>{store.t(text)}</option> }
    };
    let choose = move |id: String| {
        if let Some(role) = Role::from_id(&id) {
            store.choose(server.get_untracked(), role);
        }
    };
    view! {
        <label class="picker">
            <span>{store.t(Label::ServerRole)} {lock(store)}</span>
            <select disabled=when(move || store.lessons.is_locked()) title=locked(store) on:change:target=move |event| choose(event.target().value())>
                <For each=roles key=|role| *role children=option/>
            </select>
        </label>
    }
}
