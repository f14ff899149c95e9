//! Giving the session to others, and taking theirs.

use leptos::prelude::*;

use super::{Job, LINK_ID, Sheet, Store};
use crate::browser;
use crate::route::Route;
use playground::content::Label;
use playground::record::{Kept, LINK_START, LinkError, Timeline, read_link, write_link};
use smtp_engine::session::Timestamp;

/// A link to the session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    pub address: String,
    /// How many passwords were left out.
    pub secrets_removed: usize,
    /// It is so long that this page would refuse to read it.
    pub too_long: bool,
}

impl Store {
    /// Makes a link to the session and shows it.
    pub fn share(self) {
        let link = self.conversation.timeline.with_untracked(write_link);
        let too_long = link.fragment.len() > playground::record::MAX_LINK;
        let address = format!("{}#{}", browser::address(), link.fragment);
        self.dialogs.copied.set(None);
        self.dialogs.shared.set(Some(Share { address, secrets_removed: link.secrets_removed, too_long }));
        self.open_sheet(Sheet::Share);
    }

    /// Copies the link that is shown.
    pub fn copy_link(self) {
        if let Some(share) = self.dialogs.shared.get_untracked() {
            Self::copy_shown(&share.address, LINK_ID, self.dialogs.copied);
        }
    }

    /// Does what the page's address asks for. A link that cannot be read leaves the session as it is.
    pub fn open_route(self, route: &Route) {
        let fragment = match route {
            Route::Playground => return self.frame.job.set(Job::Practise),
            Route::Exercise(fragment) => return self.open_lesson_link(fragment),
            Route::HandIn(fragment) => return self.open_hand_in(fragment),
            Route::Learn(place) => return self.learn(place),
            Route::Decode => return self.frame.job.set(Job::Decode),
            Route::Reference(place) => return self.frame.job.set(Job::Reference(place.clone())),
            Route::Shared(fragment) => fragment,
        };
        self.frame.job.set(Job::Practise);
        match read_link(fragment) {
            Ok(timeline) => {
                self.library.start.set(Some(timeline.clone()));
                // After a reload it may be there already.
                let whole = |timeline: &Timeline| Kept::write("", Timestamp(0), timeline);
                let is_here = self.conversation.timeline.with_untracked(|now| whole(now) == whole(&timeline));
                if !is_here {
                    self.replace(timeline, Label::ShareOpenedKept, vec![]);
                    if !untrack(move || self.is_just_replaced()) {
                        self.tell(Label::ShareOpened, vec![]);
                    }
                }
            }
            Err(error) => {
                let (label, values) = refusal(error);
                self.tell(label, values);
            }
        }
    }

    /// Shows the session that the page's address asks for, in a frame; the address stays, as nothing is kept.
    pub fn open_embedded(self, route: &Route) {
        let fragment = match route {
            Route::Shared(fragment) => fragment,
            Route::Exercise(fragment) => return self.open_lesson_link(fragment),
            Route::Learn(place) => return self.learn(place),
            _ => return,
        };
        match read_link(fragment) {
            Ok(timeline) => {
                self.library.start.set(Some(timeline.clone()));
                self.show(timeline);
            }
            Err(error) => {
                let (label, values) = refusal(error);
                self.tell(label, values);
            }
        }
    }

    /// Takes a link out of the page's address as soon as the session is no longer the one that it brought: else the next
    /// reload would bring that one back.
    pub(super) fn leave_link(self) {
        let has_link = browser::fragment().trim_start_matches('#').starts_with(LINK_START);
        if has_link && browser::root_attribute("data-embed").is_none() && untrack(move || self.can_go_back_to_start()) {
            browser::clear_fragment();
        }
    }

    /// Where the session is when the page is not in a frame: the link to it, without what follows `?`.
    pub fn address_of_session(self) -> String {
        let address = browser::address_alone();
        let page = address.split('#').next().unwrap_or_default();
        let link = self.conversation.timeline.with_untracked(write_link);
        if link.fragment.len() > playground::record::MAX_LINK { page.to_owned() } else { format!("{page}#{}", link.fragment) }
    }

    /// Opens the contents of the reference.
    pub fn open_reader(self) {
        browser::go("#/reference");
    }

    /// Goes back to the session, from whatever takes its place.
    pub fn go_back_to_session(self) {
        match self.task_place() {
            // The address says again which exercise it is of.
            Some(place) => {
                browser::go(&format!("#/learn/{place}"));
                self.frame.job.set(Job::Learn(place));
            }
            None => {
                browser::clear_fragment();
                self.frame.job.set(Job::Practise);
            }
        }
        self.focus_input();
    }
}

/// What a person is told about a link that cannot be read.
fn refusal(error: LinkError) -> (Label, Vec<(&'static str, String)>) {
    match error {
        LinkError::NotALink => (Label::ShareNotALink, vec![]),
        LinkError::Version(version) => (Label::ShareVersion, vec![("version", version)]),
        LinkError::TooLarge => (Label::ShareTooLarge, vec![]),
        LinkError::Damaged(what) => (Label::ShareDamaged, vec![("what", what)]),
        LinkError::UnknownServer(server) => (Label::ShareUnknownServer, vec![("server", server)]),
    }
}
