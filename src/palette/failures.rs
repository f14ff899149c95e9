use leptos::prelude::*;

use super::Try;
use crate::dynamic::part;
use crate::store::Store;
use playground::content::{Label, reference};
use smtp_engine::session::FAIL_DOMAIN;
use smtp_servers::providers::triggers;

/// Local parts at [`FAIL_DOMAIN`] that show what can be asked for.
const EXAMPLES: [&str; 5] = ["451-4.7.1", "tempfail-2", "greylist", "mailbox-full", "disk-full"];

/// How to be refused: addresses that fail on any server, and what this provider is known to refuse.
#[component]
pub(super) fn FailuresCard() -> impl IntoView {
    let store = Store::get();
    let server = Memo::new(move |_| store.conversation.status.with(|status| (status.server, status.role)));
    let known_for = part(move || {
        let (id, role) = server.get();
        let language = store.language.get();
        let about = reference::provider(language, id).map(|entry| view! { <p>{entry.text}</p> });
        let found: Vec<_> = smtp_servers::find(id, role).into_iter().flat_map(triggers::of).collect();
        let rows = found.iter().map(|trigger| {
            let entry = reference::trigger(language, trigger);
            view! {
                <dt>{entry.name}</dt>
                <dd>{entry.text}</dd>
            }
        });
        view! {
            {about}
            <dl>{rows.collect::<Vec<_>>()}</dl>
        }
    });
    let examples = EXAMPLES.map(|local_part| view! { <li><Try line=format!("RCPT TO:<{local_part}@{FAIL_DOMAIN}>")/></li> });
    view! {
        <section class="world" aria-labelledby="group-failures">
            <h3 id="group-failures">{store.t(Label::FailuresTitle)}</h3>
            {known_for}
            <p>{store.t(Label::FailuresText)}</p>
            <ul>{examples.into_iter().collect::<Vec<_>>()}</ul>
        </section>
    }
}
