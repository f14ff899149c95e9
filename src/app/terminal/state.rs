use leptos::prelude::*;

use crate::app::icons::{Icon, Shape};
use crate::app::store::Store;
use crate::content::{Label, reference};
use crate::spec::State;

/// The way of a mail through a session; the other states are turns off this way.
const WAY: [State; 5] = [State::Connected, State::Ready, State::MailGiven, State::RcptGiven, State::Data];

/// The padlock, the state in words, and how far the mail has come.
#[component]
pub(super) fn StateLine() -> impl IntoView {
    let store = Store::get();
    let state = Memo::new(move |_| store.status.with(|status| status.state));
    let tls = Memo::new(move |_| store.status.with(|status| status.tls));
    let closed = move || state.get() == State::Closed;
    let words = move || reference::state(store.language.get(), state.get());
    let lock = move || {
        let shape = if tls.get() { Shape::Locked } else { Shape::Unlocked };
        view! { <Icon shape/> }
    };
    let security = move || store.t(if tls.get() { Label::TlsOn } else { Label::TlsOff })();
    let login =
        move || store.status.with(|status| status.login.clone()).map(|login| store.filled(Label::SessionLoggedInAs, &[("login", &login)]));
    view! {
        <div class="state" data-tls=move || tls.get().to_string() data-closed=move || closed().to_string()>
            <p class="station">
                <strong>{move || words().name}</strong>
                <Way state/>
            </p>
            <p class="lock">
                {lock}
                <span>{security}</span>
            </p>
            <p class="waits">{move || words().waits}</p>
            <p class="login">{login}</p>
        </div>
    }
}

/// The way of a mail as a row of stations. The words are in the state line; this is for the eye.
#[component]
fn Way(state: Memo<State>) -> impl IntoView {
    let reached = move || {
        let now = match state.get() {
            State::Authenticating => State::Ready,
            State::Handshake => State::Connected,
            State::Chunking => State::Data,
            other => other,
        };
        WAY.iter().position(|station| *station == now)
    };
    let station = move |place: usize| {
        let class = move || match reached() {
            Some(at) if at == place => "here",
            Some(at) if at > place => "passed",
            _ => "",
        };
        view! { <i class=class></i> }
    };
    view! { <span class="way" aria-hidden="true">{(0..WAY.len()).map(station).collect_view()}</span> }
}
