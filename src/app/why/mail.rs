use std::sync::Arc;

use leptos::prelude::*;

use crate::app::queries::mail::Mail;
use crate::app::store::Store;
use crate::content::Label;

/// One message: envelope, headers, body, and the source as it lies in the mailbox.
#[component]
pub(super) fn MailView(mail: Arc<Mail>) -> impl IntoView {
    let store = Store::get();
    let subject = mail.header("Subject").map(str::to_owned);
    view! {
        <article class="mail">
            <button type="button" class="link" on:click=move |_| store.mail.set(None)>"← " {store.t(Label::MailboxBack)}</button>
            <h3 dir="auto">{move || subject.clone().unwrap_or_else(|| store.filled(Label::MailboxNoSubject, &[]))}</h3>
            <Envelope mail=mail.clone()/>
            <section>
                <h4>{store.t(Label::MailboxHeaders)}</h4>
                {if mail.headers.is_empty() {
                    view! { <p class="empty">{store.t(Label::MailboxNoHeaders)}</p> }.into_any()
                } else {
                    pairs(mail.headers.clone()).into_any()
                }}
            </section>
            <section>
                <h4>{store.t(Label::MailboxBody)}</h4>
                {if mail.body.is_empty() {
                    view! { <p class="empty">{store.t(Label::MailboxNoBody)}</p> }.into_any()
                } else {
                    view! { <pre class="letter" dir="auto">{mail.body.clone()}</pre> }.into_any()
                }}
            </section>
            <details>
                <summary>{store.t(Label::MailboxRaw)}</summary>
                <p class="fine">{store.t(Label::MailboxRawAdded)}</p>
                <pre class="source" tabindex="0" dir="ltr"><span class="added">{mail.trace.clone()}</span>{mail.source.clone()}</pre>
            </details>
        </article>
    }
}

/// What the servers said to each other about the message. Readers never see it.
#[component]
fn Envelope(mail: Arc<Mail>) -> impl IntoView {
    let store = Store::get();
    let row = move |label: Label, value: String| {
        (!value.is_empty()).then(|| view! { <div><dt>{store.t(label)}</dt> <dd dir="auto">{value}</dd></div> })
    };
    let null = mail.sender.is_empty();
    let (size, sender) = (mail.size, mail.sender.clone());
    view! {
        <section class="envelope">
            <h4>{store.t(Label::MailboxEnvelope)}</h4>
            <dl class="pairs">
                <div>
                    <dt>{store.t(Label::MailboxFrom)}</dt>
                    <dd dir="auto">{move || if null { store.filled(Label::MailboxNullSender, &[]) } else { sender.clone() }}</dd>
                </div>
                {row(Label::MailboxTo, mail.recipients.join(", "))}
                {row(Label::MailboxDeliveredTo, mail.mailboxes.join(", "))}
                {row(Label::MailboxRelayedTo, mail.relayed.join(", "))}
                {row(Label::MailboxQueueId, mail.queue_id.clone())}
                <div>
                    <dt>{store.t(Label::MailboxSize)}</dt>
                    <dd>{move || store.octets(size)}</dd>
                </div>
            </dl>
        </section>
    }
}

fn pairs(pairs: Vec<(String, String)>) -> impl IntoView {
    let row = |(name, value): (String, String)| view! { <div><dt dir="ltr">{name}</dt> <dd dir="auto">{value}</dd></div> };
    view! { <dl class="pairs">{pairs.into_iter().map(row).collect_view()}</dl> }
}
