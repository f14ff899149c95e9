//! What can be done from anywhere on the page: one table, read by the command palette, by the shortcuts
//! and by the help.

use std::time::Duration;

use leptos::prelude::{Get, With};

use super::browser;
use super::store::{Part, Side, Store};
use playground::content::Label;
use playground::queries::helpers::Helper;
use smtp_engine::spec::State;

/// Something that can be done from anywhere on the page.
#[derive(Clone, Copy)]
pub struct PageAction {
    /// What it does, in a few words.
    pub label: Label,
    /// The keys that do it, as `aria-keyshortcuts` writes them; empty if there are none.
    pub keys: &'static str,
    /// Other words that people look for it by.
    pub aka: Option<Label>,
    /// Whether it can be done now.
    pub possible: fn(Store) -> bool,
    /// Does it.
    pub act: fn(Store),
}

impl PageAction {
    const fn new(label: Label, keys: &'static str, act: fn(Store)) -> Self {
        Self { label, keys, aka: None, possible: |_| true, act }
    }

    /// Whether its keys are the text's own where a person writes.
    pub fn is_of_text(&self) -> bool {
        matches!(self.keys, "Control+Z" | "Control+Y")
    }

    const fn aka(self, words: Label) -> Self {
        Self { aka: Some(words), ..self }
    }

    const fn when(self, possible: fn(Store) -> bool) -> Self {
        Self { possible, ..self }
    }
}

/// Long enough for greylisting to let a mail pass, and for the idle timeout of each server.
const FIFTEEN_MINUTES: Duration = Duration::from_secs(15 * 60);

/// All of them, in the order in which they are listed.
pub const ACTIONS: &[PageAction] = &[
    // By its keys only: whoever sees the list has it open.
    PageAction::new(Label::ActionList, "Control+K", Store::list_actions).when(|_| !browser::has_dialog()),
    PageAction::new(Label::SessionConnect, "", Store::connect).aka(Label::AkaConnect).when(closed),
    PageAction::new(Label::SessionDisconnect, "", Store::disconnect).aka(Label::AkaDisconnect).when(|store| !closed(store)),
    PageAction::new(Label::SessionReset, "", Store::reset).aka(Label::AkaReset),
    PageAction::new(Label::SessionUndo, "Control+Z", Store::undo).aka(Label::AkaUndo).when(Store::can_undo),
    PageAction::new(Label::SessionRedo, "Control+Y", Store::redo)
        .aka(Label::AkaRedo)
        .when(|store| store.conversation.status.with(|status| status.can_redo)),
    PageAction::new(Label::PastBack, "", Store::go_back_to_start).aka(Label::AkaStart).when(Store::can_go_back_to_start),
    PageAction::new(Label::WaitMinutes, "", |store| store.wait(FIFTEEN_MINUTES)).aka(Label::AkaWait),
    PageAction::new(Label::ShareOpen, "", Store::share).aka(Label::AkaShare),
    PageAction::new(Label::CodeTitle, "", Store::open_code).aka(Label::AkaCode),
    PageAction::new(Label::SessionsOpenTitle, "", Store::open_sessions).aka(Label::AkaSessions),
    PageAction::new(Label::BranchesTitle, "", Store::open_branches)
        .aka(Label::AkaBranches)
        .when(|store| store.conversation.status.with(|status| status.branches > 0)),
    PageAction::new(Label::MakeOpen, "", Store::make_exercise).aka(Label::AkaMake).when(|store| !store.lessons.is_locked()),
    PageAction::new(Label::SearchOpen, "Control+Shift+K", Store::search).aka(Label::AkaSearch),
    PageAction::new(Label::CompareOpen, "", Store::compare).aka(Label::AkaCompare).when(told),
    PageAction::new(Label::TranscriptCopy, "", Store::copy_transcript).aka(Label::AkaCopy).when(told),
    PageAction::new(Label::WorldEditOpen, "", Store::open_world).aka(Label::AkaWorld),
    PageAction::new(Label::WorldEditReset, "", Store::reset_world).when(Store::world_is_changed),
    PageAction::new(Label::WorldEditBack, "", Store::take_world_back).when(|store| store.dialogs.world_before().with(Option::is_some)),
    PageAction::new(Label::StatesTitle, "", |store| store.look_at(Part::States)).aka(Label::AkaStates),
    PageAction::new(Label::SequenceTitle, "", |store| store.look_at(Part::Sequence)).aka(Label::AkaSequence),
    PageAction::new(Label::SequenceExport, "", Store::save_sequence).aka(Label::AkaSequence).when(told),
    PageAction::new(Label::ActionFocusInput, "Alt+2", Store::focus_input).aka(Label::AkaFocus),
    PageAction::new(Label::FindOpen, "Control+F", Store::find).aka(Label::AkaSearch),
    PageAction::new(Label::PresentStart, "Alt+P", Store::present).aka(Label::AkaPresent).when(|store| !store.frame.presenter().get().on),
    PageAction::new(Label::PanelSay, "Alt+1", |store| store.toggle_panel(Side::Say)).aka(Label::AkaPanels).when(wide),
    PageAction::new(Label::PanelWhy, "Alt+3", |store| store.toggle_panel(Side::Why)).aka(Label::AkaPanels).when(wide),
    PageAction::new(Label::PanelReset, "", Store::reset_panels).aka(Label::AkaPanels).when(wide),
    PageAction::new(Label::TypingMend, "Alt+Enter", |store| {
        store.mend();
    })
    .aka(Label::AkaMend)
    .when(|store| store.typing.reading.with(|draft| draft.findings.iter().any(|finding| finding.fix.is_some()))),
    PageAction::new(Label::CompleteOpen, "Control+Space", |store| {
        store.focus_input();
        store.open_list();
    })
    .aka(Label::AkaComplete),
    PageAction::new(Label::HelperLoginTitle, "", |store| store.typing.open_helper(Some(Helper::Login))).aka(Label::AkaLogin).when(
        |store| {
            store.conversation.status.with(|status| status.login.is_none())
                && store.conversation.timeline().with(|timeline| timeline.server().offers_auth())
        },
    ),
    PageAction::new(Label::HelperBase64Title, "", |store| store.typing.open_helper(Some(Helper::Base64))).aka(Label::AkaBase64),
    PageAction::new(Label::HelperMessageTitle, "", |store| store.typing.open_helper(Some(Helper::Message))).aka(Label::AkaMessage),
    PageAction::new(Label::MailboxTitle, "", |store| store.look_at(Part::Mailbox)).aka(Label::AkaMailbox),
    PageAction::new(Label::LogTitle, "", |store| store.look_at(Part::Log)).aka(Label::AkaLog),
    PageAction::new(Label::LogCopy, "", Store::copy_log).aka(Label::AkaLog).when(told),
];

fn wide(store: Store) -> bool {
    !store.frame.narrow().get()
}

/// The page may say which server it is.
fn told(store: Store) -> bool {
    !store.lessons.hides("server")
}

fn closed(store: Store) -> bool {
    store.conversation.status.with(|status| status.state == State::Closed)
}
