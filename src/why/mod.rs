//! The place "why": what the selected line means, the pictures of the session, the reply codes, the mailbox,
//! the server's log.
//!
//! Each part is drawn anew when what it shows or the language changes, so the functions that draw it are
//! plain: values in, view out.

mod codes;
mod command;
mod line;
mod octets;
mod reply;
mod sequence;
mod server;
mod states;
mod way;

use leptos::prelude::*;

use self::codes::Codes;
use self::line::LinePart;
use self::sequence::SequencePart;
use self::server::{Mailboxes, ServerPart};
use self::states::States;
use crate::chrome::{Tab, TabList};
use crate::dynamic::{self, when};
use crate::learn::WorkshopPart;
use crate::store::{Part, Store};
use playground::content::Label;

/// The parts of "why" as tabs.
#[component]
pub(super) fn Why() -> impl IntoView {
    let store = Store::get();
    let tab = |part: Part| Tab { shows: part.id(), text: part.tab(), counts_mail: part == Part::Mailbox };
    let open = Signal::derive(move || store.why.part().get().id());
    let choose = Callback::new(move |id| {
        if let Some(part) = Part::ALL.into_iter().find(|part| part.id() == id) {
            store.why.open(part);
        }
    });
    let panel = move |part: Part| {
        let (id, tab) = (part.id(), format!("tab-{}", part.id()));
        // An exercise may ask which server it is: then what would tell it is not there until it is solved.
        let kept_back = Memo::new(move |_| part.tells_server() && store.lessons.hides("server"));
        let content = dynamic::part(move || match part {
            _ if kept_back.get() => view! { <p class="fine">{store.text(Label::TaskHiddenPart)}</p> }.into_any(),
            Part::Line => view! { <LinePart/> }.into_any(),
            Part::States => view! { <States/> }.into_any(),
            Part::Sequence => view! { <SequencePart/> }.into_any(),
            Part::Mailbox => view! { <Mailboxes/> }.into_any(),
            Part::Codes => view! { <Codes/> }.into_any(),
            Part::Log => view! { <ServerPart/> }.into_any(),
            Part::Workshop => view! { <WorkshopPart/> }.into_any(),
        });
        let hidden = when(move || store.why.part().get() != part);
        view! { <div class="part" id=id role="tabpanel" aria-labelledby=tab tabindex="0" hidden=hidden>{content}</div> }
    };
    // The form is there while an exercise is being made.
    let is_making = Memo::new(move |_| store.lessons.is_making());
    dynamic::part(move || {
        let parts = || Part::ALL.into_iter().filter(|part| *part != Part::Workshop || is_making.get());
        view! {
            <TabList label=Label::WhyTabs tabs=parts().map(tab).collect() open choose/>
            {parts().map(panel).collect::<Vec<_>>()}
        }
    })
}

impl Part {
    /// All of them, in the order of their tabs.
    const ALL: [Self; 7] = [Self::Workshop, Self::Line, Self::States, Self::Sequence, Self::Mailbox, Self::Log, Self::Codes];

    /// Whether it names the server, or speaks in its words.
    fn tells_server(self) -> bool {
        match self {
            Self::Line | Self::Sequence | Self::Mailbox | Self::Log => true,
            Self::States | Self::Codes | Self::Workshop => false,
        }
    }

    /// Its id in the document.
    const fn id(self) -> &'static str {
        match self {
            Self::Line => "part-line",
            Self::States => "part-states",
            Self::Sequence => "part-sequence",
            Self::Mailbox => "part-mailbox",
            Self::Codes => "part-codes",
            Self::Log => "part-log",
            Self::Workshop => "part-workshop",
        }
    }

    const fn tab(self) -> Label {
        match self {
            Self::Line => Label::WhyTabLine,
            Self::States => Label::StatesTab,
            Self::Sequence => Label::SequenceTab,
            Self::Mailbox => Label::MailboxTitle,
            Self::Codes => Label::WhyTabCodes,
            Self::Log => Label::LogTab,
            Self::Workshop => Label::MakeTab,
        }
    }
}
