//! What can be done from anywhere on the page: one table, read by the command palette, by the shortcuts
//! and by the help.

use leptos::prelude::{Get, With};

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
    /// Whether it can be done now.
    pub possible: fn(Store) -> bool,
    /// Does it.
    pub act: fn(Store),
}

impl PageAction {
    const fn new(label: Label, keys: &'static str, act: fn(Store)) -> Self {
        Self { label, keys, possible: |_| true, act }
    }

    /// Whether its keys are the text's own where a person writes.
    pub fn is_of_text(&self) -> bool {
        matches!(self.keys, "Control+Z" | "Control+Y")
    }

    const fn when(self, possible: fn(Store) -> bool) -> Self {
        Self { possible, ..self }
    }
}

/// All of them, in the order in which they are listed.
pub const ACTIONS: &[PageAction] = &[
    PageAction::new(Label::ActionList, "Control+K", Store::list_actions),
    PageAction::new(Label::SessionConnect, "", Store::connect).when(closed),
    PageAction::new(Label::SessionDisconnect, "", Store::disconnect).when(|store| !closed(store)),
    PageAction::new(Label::SessionReset, "", Store::reset),
    PageAction::new(Label::SessionUndo, "Control+Z", Store::undo).when(|store| store.conversation.status.with(|status| status.can_undo)),
    PageAction::new(Label::SessionRedo, "Control+Y", Store::redo).when(|store| store.conversation.status.with(|status| status.can_redo)),
    PageAction::new(Label::ShareOpen, "", Store::share),
    PageAction::new(Label::CodeTitle, "", Store::open_code),
    PageAction::new(Label::SessionsOpenTitle, "", Store::open_sessions),
    PageAction::new(Label::BranchesTitle, "", Store::open_branches)
        .when(|store| store.conversation.status.with(|status| status.branches > 0)),
    PageAction::new(Label::ReaderTitle, "", Store::open_reader),
    PageAction::new(Label::SearchOpen, "Control+Shift+K", Store::search),
    PageAction::new(Label::CompareOpen, "", Store::compare),
    PageAction::new(Label::TranscriptCopy, "", Store::copy_transcript),
    PageAction::new(Label::WorldEditOpen, "", Store::open_world),
    PageAction::new(Label::WorldEditReset, "", Store::reset_world).when(Store::world_is_changed),
    PageAction::new(Label::WorldEditBack, "", Store::take_world_back).when(|store| store.dialogs.world_before().with(Option::is_some)),
    PageAction::new(Label::StatesTitle, "", |store| store.look_at(Part::States)),
    PageAction::new(Label::SequenceTitle, "", |store| store.look_at(Part::Sequence)),
    PageAction::new(Label::SequenceExport, "", Store::save_sequence),
    PageAction::new(Label::ActionFocusInput, "Alt+2", Store::focus_input),
    PageAction::new(Label::FindOpen, "Control+F", Store::find),
    PageAction::new(Label::PresentStart, "Alt+P", Store::present).when(|store| !store.frame.presenter().get().on),
    PageAction::new(Label::PanelSay, "Alt+1", |store| store.toggle_panel(Side::Say)).when(wide),
    PageAction::new(Label::PanelWhy, "Alt+3", |store| store.toggle_panel(Side::Why)).when(wide),
    PageAction::new(Label::PanelReset, "", Store::reset_panels).when(wide),
    PageAction::new(Label::TypingMend, "Alt+Enter", |store| {
        store.mend();
    })
    .when(|store| store.typing.reading.with(|draft| draft.findings.iter().any(|finding| finding.fix.is_some()))),
    PageAction::new(Label::CompleteOpen, "Control+Space", |store| {
        store.focus_input();
        store.open_list();
    }),
    PageAction::new(Label::HelperLoginTitle, "", |store| store.typing.open_helper(Some(Helper::Login))).when(|store| {
        store.conversation.status.with(|status| status.login.is_none())
            && store.conversation.timeline().with(|timeline| timeline.server().offers_auth())
    }),
    PageAction::new(Label::HelperBase64Title, "", |store| store.typing.open_helper(Some(Helper::Base64))),
    PageAction::new(Label::HelperMessageTitle, "", |store| store.typing.open_helper(Some(Helper::Message))),
    PageAction::new(Label::MailboxTitle, "", |store| store.look_at(Part::Mailbox)),
    PageAction::new(Label::LogTitle, "", |store| store.look_at(Part::Log)),
    PageAction::new(Label::LogCopy, "", Store::copy_log),
];

fn wide(store: Store) -> bool {
    !store.frame.narrow().get()
}

fn closed(store: Store) -> bool {
    store.conversation.status.with(|status| status.state == State::Closed)
}
