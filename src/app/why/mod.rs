//! The place "why": what the selected line means, the reply codes, the mailbox, the server's log.

mod codes;
mod command;
mod line;
mod log;
mod mail;
mod mailbox;
mod reply;

use leptos::prelude::*;

use self::codes::Codes;
use self::line::LinePart;
use self::log::Log;
use self::mailbox::Mailbox;
use crate::app::chrome::TabList;
use crate::app::store::{Part, Store};
use crate::content::Label;

/// The parts of "why" as tabs.
#[component]
pub(super) fn Why() -> impl IntoView {
    let store = Store::get();
    let mails = Signal::derive(move || store.views.with(|views| views.mails.len()));
    let tabs = vec![
        (Part::Line, "part-line", Label::WhyTabLine, None),
        (Part::Mailbox, "part-mailbox", Label::MailboxTitle, Some(mails)),
        (Part::Codes, "part-codes", Label::WhyTabCodes, None),
        (Part::Log, "part-log", Label::LogTab, None),
    ];
    let panel = move |part: Part, name: &'static str, content: AnyView| {
        view! {
            <div class="part" id=name role="tabpanel" aria-labelledby=format!("tab-{name}") tabindex="0" hidden=move || store.part.get() != part>
                {content}
            </div>
        }
    };
    view! {
        <TabList label=Label::WhyTabs tabs open=store.part.into() choose=Callback::new(move |part| store.part.set(part))/>
        {panel(Part::Line, "part-line", view! { <LinePart/> }.into_any())}
        {panel(Part::Mailbox, "part-mailbox", view! { <Mailbox/> }.into_any())}
        {panel(Part::Codes, "part-codes", view! { <Codes/> }.into_any())}
        {panel(Part::Log, "part-log", view! { <Log/> }.into_any())}
    }
}
