use leptos::prelude::*;

use crate::dialog::Dialog;
use crate::dynamic::{part, press};
use crate::store::{Sheet, Store};
use playground::content::Label;
use playground::record::{Action, Branch};
use smtp_engine::wire::visible;

/// The ways that the session took once: go on with one, or see it beside the session.
#[component]
pub(super) fn BranchesDialog() -> impl IntoView {
    let store = Store::get();
    let list = part(move || {
        let branches = store.conversation.timeline().with(|timeline| timeline.branches());
        if branches.is_empty() {
            return view! { <p class="empty">{store.text(Label::BranchesNone)}</p> }.into_any();
        }
        let rows: Vec<AnyView> = branches.iter().map(|branch| row(store, branch)).collect();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    });
    view! {
        <Dialog sheet=Sheet::Branches title=Label::BranchesTitle>
            <p>{store.t(Label::BranchesText)}</p>
            {list}
        </Dialog>
    }
}

fn row(store: Store, branch: &Branch) -> AnyView {
    let id = branch.id;
    let first = match &branch.first {
        Some(Action::Send(octets)) => visible(octets.strip_suffix(b"\r\n").unwrap_or(octets)),
        Some(Action::Connect) => store.text(Label::SessionConnect).to_owned(),
        Some(Action::Disconnect) => store.text(Label::SessionDisconnect).to_owned(),
        Some(Action::Wait) | None => String::new(),
    };
    let (fork, own) = (branch.fork.to_string(), branch.own.to_string());
    let about = store.filled(Label::BranchesAbout, &[("fork", &fork), ("own", &own)]);
    view! {
        <li>
            <p><code dir="ltr">{first}</code> <span class="fine">{about}</span></p>
            <p class="row">
                <button type="button" class="button" on:click=press(move || store.switch_to(id))>{store.text(Label::BranchesGo)}</button>
                <button type="button" class="button" on:click=press(move || store.compare_branch(id))>
                    {store.text(Label::BranchesCompare)}
                </button>
                <button type="button" class="link" on:click=press(move || store.forget_branch(id))>{store.text(Label::BranchesForget)}</button>
            </p>
        </li>
    }
    .into_any()
}
