use leptos::prelude::*;

use super::envelope::envelope_view;
use super::mailbox::subject;
use super::parts::parts_view;
use crate::dynamic::press;
use crate::store::Store;
use playground::content::Label;
use playground::queries::letter::{Letter, TraceKind};
use playground::queries::mail::Mail;

/// More header fields are not drawn; the raw message has all of them.
const MOST_FIELDS: usize = 200;
/// More characters of the raw message are not drawn.
const MOST_RAW: usize = 500_000;

/// One message: envelope against header, what it is made of, and its source as it lies in the mailbox.
pub(super) fn letter_view(mail: &Mail, letter: Letter, store: Store) -> AnyView {
    let Letter { headers, trace, parts, comparison, source } = letter;
    let fields = match headers.len() {
        0 => view! { <p class="empty">{store.text(Label::MailboxNoHeaders)}</p> }.into_any(),
        _ => pairs(headers.into_iter().take(MOST_FIELDS).collect()),
    };
    view! {
        <article class="mail">
            <button type="button" class="link" on:click=press(move || store.why.close_mail())>"← " {store.text(Label::MailboxBack)}</button>
            <h3 dir="auto">{subject(mail, store)}</h3>
            {section("contents", store.text(Label::MailboxBody), parts_view(parts, store))}
            {section("envelope", store.text(Label::EnvelopeTitle), envelope_view(comparison, store))}
            {section("taken", store.text(Label::MailboxTaken), pairs(taken(mail, store)))}
            <details>
                <summary>{store.text(Label::MailboxHeaders)}</summary>
                {fields}
            </details>
            <details>
                <summary>{store.text(Label::MailboxRaw)}</summary>
                <p class="fine">{store.text(Label::MailboxRawAdded)}</p>
                <dl class="trace">{trace.into_iter().map(|field| added(field, store)).collect::<Vec<_>>()}</dl>
                <p class="fine">{store.text(Label::MailboxRawSent)}</p>
                <pre class="source" tabindex="0" dir="ltr">{shortened(source)}</pre>
            </details>
        </article>
    }
    .into_any()
}

/// A field that the server put before the message, and what it is for.
fn added((kind, field): (TraceKind, String), store: Store) -> AnyView {
    let about = match kind {
        TraceKind::ReturnPath => Label::TraceReturnPath,
        TraceKind::Received => Label::TraceReceived,
        TraceKind::DeliveredTo => Label::TraceDeliveredTo,
        TraceKind::OriginalTo => Label::TraceOriginalTo,
        TraceKind::Other => Label::TraceOther,
    };
    view! {
        <div>
            <dt><pre class="added" dir="ltr">{field}</pre></dt>
            <dd>{store.text(about)}</dd>
        </div>
    }
    .into_any()
}

/// What the server did with it.
fn taken(mail: &Mail, store: Store) -> Vec<(String, String)> {
    let rows = [
        (Label::MailboxDeliveredTo, mail.mailboxes.join(", ")),
        (Label::MailboxRelayedTo, mail.relayed.join(", ")),
        (Label::MailboxQueueId, mail.queue_id.clone()),
        (Label::MailboxSize, store.octets(mail.size)),
    ];
    rows.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (store.text(name).to_owned(), value)).collect()
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(MOST_RAW) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

fn section(class: &'static str, title: &'static str, content: AnyView) -> AnyView {
    view! { <section class=class><h4>{title}</h4> {content}</section> }.into_any()
}

fn pairs(pairs: Vec<(String, String)>) -> AnyView {
    let row = |(name, value): (String, String)| view! { <div><dt>{name}</dt> <dd dir="auto">{value}</dd></div> };
    view! { <dl class="pairs">{pairs.into_iter().map(row).collect::<Vec<_>>()}</dl> }.into_any()
}
