use leptos::prelude::*;

use super::mailbox::subject;
use crate::app::dynamic::press;
use crate::app::queries::mail::Mail;
use crate::app::store::Store;
use crate::content::Label;

/// One message: envelope, headers, body, and the source as it lies in the mailbox.
pub(super) fn mail_view(mail: &Mail, store: Store) -> AnyView {
    let empty = |text: Label| view! { <p class="empty">{store.text(text)}</p> }.into_any();
    let headers = match mail.headers.as_slice() {
        [] => empty(Label::MailboxNoHeaders),
        headers => pairs(headers.to_vec()),
    };
    let body = match mail.body.as_str() {
        "" => empty(Label::MailboxNoBody),
        body => view! { <pre class="letter" dir="auto">{body.to_owned()}</pre> }.into_any(),
    };
    view! {
        <article class="mail">
            <button type="button" class="link" on:click=press(move || store.mail.set(None))>"← " {store.text(Label::MailboxBack)}</button>
            <h3 dir="auto">{subject(mail, store)}</h3>
            {section("envelope", store.text(Label::MailboxEnvelope), pairs(envelope(mail, store)))}
            {section("headers", store.text(Label::MailboxHeaders), headers)}
            {section("body", store.text(Label::MailboxBody), body)}
            <details>
                <summary>{store.text(Label::MailboxRaw)}</summary>
                <p class="fine">{store.text(Label::MailboxRawAdded)}</p>
                <pre class="source" tabindex="0" dir="ltr"><span class="added">{mail.trace.clone()}</span>{mail.source.clone()}</pre>
            </details>
        </article>
    }
    .into_any()
}

/// What the servers said to each other about the message. Readers never see it.
fn envelope(mail: &Mail, store: Store) -> Vec<(String, String)> {
    let sender = if mail.sender.is_empty() { store.text(Label::MailboxNullSender).to_owned() } else { mail.sender.clone() };
    let rows = [
        (Label::MailboxFrom, sender),
        (Label::MailboxTo, mail.recipients.join(", ")),
        (Label::MailboxDeliveredTo, mail.mailboxes.join(", ")),
        (Label::MailboxRelayedTo, mail.relayed.join(", ")),
        (Label::MailboxQueueId, mail.queue_id.clone()),
        (Label::MailboxSize, store.octets(mail.size)),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (store.text(name).to_owned(), value)).collect()
}

fn section(class: &'static str, title: &'static str, content: AnyView) -> AnyView {
    view! { <section class=class><h4>{title}</h4> {content}</section> }.into_any()
}

fn pairs(pairs: Vec<(String, String)>) -> AnyView {
    let row = |(name, value): (String, String)| view! { <div><dt>{name}</dt> <dd dir="auto">{value}</dd></div> };
    view! { <dl class="pairs">{pairs.into_iter().map(row).collect::<Vec<_>>()}</dl> }.into_any()
}
