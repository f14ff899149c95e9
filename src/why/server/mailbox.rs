use std::sync::Arc;

use leptos::prelude::*;

use super::letter::letter_view;
use crate::browser;
use crate::dynamic::{part, press};
use crate::store::Store;
use playground::content::{Label, fill};
use playground::queries::letter::{Letter, decode_words};
use playground::queries::mail::{Mail, by_mailbox};
use playground::record::EventKind;
use smtp_engine::session::Role;

/// The messages that arrived, by mailbox; one of them opened.
#[component]
pub(in crate::why) fn Mailboxes() -> impl IntoView {
    let store = Store::get();
    let mails = Memo::new(move |_| store.conversation.views().with(|views| views.mails.clone()));
    let submission = Memo::new(move |_| store.conversation.status.with(|status| status.role == Role::Submission));
    // Read once, not with every line that is sent.
    let letter = Memo::new(move |_| {
        let event = store.why.mail().get()?;
        store.conversation.timeline().with_untracked(|timeline| match &timeline.events().get(event)?.kind {
            EventKind::Delivered(delivery) => Some(Letter::open(delivery, browser::decode)),
            _ => None,
        })
    });
    part(move || {
        let opened = store.why.mail().get().and_then(|event| mails.get().into_iter().find(|mail| mail.event == event));
        if let Some((mail, letter)) = opened.zip(letter.get()) {
            return letter_view(&mail, letter, store);
        }
        let boxes = mails.with(|mails| by_mailbox(mails));
        if boxes.is_empty() {
            let text = store.text(if submission.get() { Label::MailboxEmptySubmission } else { Label::MailboxEmpty });
            return view! { <p class="empty">{text}</p> }.into_any();
        }
        boxes.into_iter().map(|(name, mails)| box_view(name, &mails, store)).collect::<Vec<_>>().into_any()
    })
}

fn box_view(name: String, mails: &[Arc<Mail>], store: Store) -> AnyView {
    let items: Vec<AnyView> = mails.iter().map(|mail| item(mail, store)).collect();
    view! { <section class="box"><h3>{name}</h3> <ul>{items}</ul></section> }.into_any()
}

fn item(mail: &Mail, store: Store) -> AnyView {
    let event = mail.event;
    let sender = if mail.sender.is_empty() { "<>" } else { mail.sender.as_str() };
    let sender = fill(store.text(Label::MailboxUntitledFrom), &[("sender", sender)]);
    view! {
        <li>
            <button type="button" class="item" on:click=press(move || store.open_mail(event))>
                <strong dir="auto">{subject(mail, store)}</strong>
                <span dir="auto">{sender}</span>
                <span dir="auto">{mail.preview.clone()}</span>
            </button>
        </li>
    }
    .into_any()
}

/// The subject, or that there is none.
pub(super) fn subject(mail: &Mail, store: Store) -> String {
    match mail.subject.as_deref() {
        Some(subject) if !subject.is_empty() => decode_words(subject, browser::decode),
        _ => store.text(Label::MailboxNoSubject).to_owned(),
    }
}
