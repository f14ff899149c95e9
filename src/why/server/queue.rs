use leptos::prelude::*;

use crate::dynamic::{part, press};
use crate::store::{Part, Store};
use playground::content::Label;
use playground::queries::queue::{Fate, Queued, queue};

/// The messages that the server has taken, and what became of them.
#[component]
pub(super) fn Queue() -> impl IntoView {
    let store = Store::get();
    let rows = part(move || {
        if store.why.part().get() != Part::Log {
            return ().into_any();
        }
        let found = store
            .conversation
            .views()
            .with(|views| store.conversation.timeline().with(|timeline| queue(timeline, &views.mails, views.incoming.octets)));
        let (done, waiting): (Vec<Queued>, Vec<Queued>) = found.into_iter().partition(Queued::is_done);
        let list = |messages: Vec<Queued>| messages.into_iter().take(MOST).map(|message| row(message, store)).collect::<Vec<_>>();
        let none = waiting.is_empty().then(|| view! { <p class="empty">{store.text(Label::QueueEmpty)}</p> });
        let through = (!done.is_empty()).then(|| {
            let title = store.filled(Label::QueueThrough, &[("count", &done.len().to_string())]);
            view! {
                <details>
                    <summary>{title}</summary>
                    <ul class="queue">{list(done)}</ul>
                </details>
            }
        });
        let waiting = (!waiting.is_empty()).then(|| view! { <ul class="queue">{list(waiting)}</ul> });
        view! {
            {none}
            {waiting}
            {through}
        }
        .into_any()
    });
    view! {
        <h3>{store.t(Label::QueueTitle)}</h3>
        <p class="fine">{store.t(Label::QueueText)}</p>
        {rows}
    }
}

/// So many messages are listed; the mailbox has all of them.
const MOST: usize = 50;

fn row(message: Queued, store: Store) -> AnyView {
    let Queued { event, queue_id, size, at, sender, recipients } = message;
    let id = if queue_id.is_empty() { store.text(Label::QueueNoId).to_owned() } else { queue_id };
    let sender = if sender.is_empty() { "<>".to_owned() } else { sender };
    let at = at.map(|at| view! { <span class="fine">{at.rfc5322()}</span> });
    let open = event.map(|event| {
        view! { <button type="button" class="link" on:click=press(move || store.open_mail(event))>{store.text(Label::MailboxOpen)}</button> }
    });
    let fates = recipients.into_iter().map(|(recipient, fate)| {
        let stuck = fate.is_stuck().then_some("stuck");
        view! { <li class=stuck><code dir="ltr">{recipient}</code> " " {says(&fate, store)}</li> }
    });
    view! {
        <li>
            <p><b><code dir="ltr">{id}</code></b> " " {store.octets(size)} " " {at}</p>
            <p>{store.text(Label::QueueFrom)} " " <code dir="ltr">{sender}</code></p>
            <ul>{fates.collect::<Vec<_>>()}</ul>
            {open}
        </li>
    }
    .into_any()
}

fn says(fate: &Fate, store: Store) -> String {
    match fate {
        Fate::Arriving => store.text(Label::QueueArriving).to_owned(),
        Fate::Mailboxes(names) => store.filled(Label::QueueMailboxes, &[("names", &names.join(", "))]),
        Fate::ToExchanger(domain) => store.filled(Label::QueueExchanger, &[("domain", domain)]),
        Fate::ToHost(domain) => store.filled(Label::QueueHost, &[("domain", domain)]),
        Fate::NoDomain(domain) => store.filled(Label::QueueNoDomain, &[("domain", domain)]),
        Fate::NoHost(domain) => store.filled(Label::QueueNoHost, &[("domain", domain)]),
        Fate::Nowhere => store.text(Label::QueueNowhere).to_owned(),
    }
}
