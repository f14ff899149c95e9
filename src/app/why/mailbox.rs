use std::sync::Arc;

use leptos::prelude::*;

use super::mail::MailView;
use crate::app::queries::mail::Mail;
use crate::app::store::Store;
use crate::content::Label;
use crate::session::Role;

/// The messages that arrived, by mailbox; one of them opened.
#[component]
pub(super) fn Mailbox() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| {
        let event = store.mail.get()?;
        store.views.with(|views| views.mails.iter().find(|mail| mail.event == event).cloned())
    });
    move || match open.get() {
        Some(mail) => view! { <MailView mail/> }.into_any(),
        None => view! { <Boxes/> }.into_any(),
    }
}

/// Every mailbox that has something, and what was handed on.
#[component]
fn Boxes() -> impl IntoView {
    let store = Store::get();
    let boxes = Memo::new(move |_| store.views.with(|views| by_mailbox(&views.mails)));
    let empty = move || {
        let submission = store.status.with(|status| status.role == Role::Submission);
        store.t(if submission { Label::MailboxEmptySubmission } else { Label::MailboxEmpty })()
    };
    view! {
        <Show when=move || boxes.with(Vec::is_empty)><p class="empty">{empty}</p></Show>
        {move || boxes.get().into_iter().map(|(name, mails)| view! {
            <section class="box">
                <h3>{name}</h3>
                <ul>{mails.into_iter().map(|mail| view! { <Item mail/> }).collect_view()}</ul>
            </section>
        }).collect_view()}
    }
}

#[component]
fn Item(mail: Arc<Mail>) -> impl IntoView {
    let store = Store::get();
    let event = mail.event;
    let subject = mail.header("Subject").map(str::to_owned);
    let sender = mail.sender.clone();
    let preview: String = mail.body.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(80).collect();
    view! {
        <li>
            <button type="button" class="item" on:click=move |_| store.open_mail(event)>
                <strong dir="auto">{move || subject.clone().unwrap_or_else(|| store.filled(Label::MailboxNoSubject, &[]))}</strong>
                <span class="from" dir="auto">{move || {
                    let sender = if sender.is_empty() { "<>" } else { sender.as_str() };
                    store.filled(Label::MailboxUntitledFrom, &[("sender", sender)])
                }}</span>
                <span class="preview" dir="auto">{preview}</span>
            </button>
        </li>
    }
}

/// Mailboxes in the order in which they first got something; the latest mail first.
fn by_mailbox(mails: &[Arc<Mail>]) -> Vec<(String, Vec<Arc<Mail>>)> {
    let mut boxes: Vec<(String, Vec<Arc<Mail>>)> = Vec::new();
    for mail in mails {
        for name in mail.mailboxes.iter().chain(&mail.relayed) {
            match boxes.iter_mut().find(|(known, _)| known == name) {
                Some((_, held)) => held.insert(0, mail.clone()),
                None => boxes.push((name.clone(), vec![mail.clone()])),
            }
        }
    }
    boxes
}
