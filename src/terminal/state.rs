use leptos::prelude::*;

use crate::dynamic::{flag, part, text, words};
use crate::icons::{Icon, Shape};
use crate::store::Store;
use playground::content::{Label, reference};
use playground::queries::status::{WAY, station};

/// The padlock, the state in words, and how far the mail has come.
#[component]
pub(super) fn StateLine() -> impl IntoView {
    let store = Store::get();
    let state = move || store.conversation.status.with(|status| status.state);
    let tls = move || store.conversation.status.with(|status| status.tls);
    let entry = move || reference::state(store.language.get(), state());
    let login = move || match store.conversation.status.with(|status| status.login.clone()) {
        Some(login) => store.filled(Label::SessionLoggedInAs, &[("login", &login)]),
        None => String::new(),
    };
    view! {
        <div class="state" data-tls=flag(tls)>
            <p class="station">
                <strong>{words(move || entry().name)}</strong>
                <Way/>
            </p>
            <p class="lock">
                {part(move || view! { <Icon shape=if tls() { Shape::Locked } else { Shape::Unlocked }/> })}
                <span>{words(move || store.text(if tls() { Label::TlsOn } else { Label::TlsOff }))}</span>
            </p>
            <p class="waits">{words(move || entry().waits)}</p>
            <p class="login">{text(login)}</p>
        </div>
    }
}

/// The way of a mail as a row of stations. The words are in the state line; this is for the eye.
#[component]
fn Way() -> impl IntoView {
    let store = Store::get();
    let reached = move || station(store.conversation.status.with(|status| status.state));
    let dot = move |place: usize| {
        let class = words(move || match reached() {
            Some(at) if at == place => "here",
            Some(at) if at > place => "passed",
            _ => "",
        });
        view! { <i class=class></i> }
    };
    view! { <span class="stations" aria-hidden="true">{(0..WAY.len()).map(dot).collect::<Vec<_>>()}</span> }
}
