//! The sessions that are kept, and logs that were brought in.

use std::sync::Arc;

use gloo::file::callbacks::FileReader;
use leptos::prelude::*;

use super::keep::Keeper;
use super::past::Replaced;
use super::{Listed, Told};
use playground::content::Label;
use playground::record::Timeline;
use playground::record::import::Imported;

/// The room of the sessions that are kept and brought in. Copies are the same.
#[derive(Clone, Copy)]
pub struct Library {
    pub(super) sessions: RwSignal<Vec<Listed>>,
    pub(super) session_news: RwSignal<Option<Label>>,
    pub(super) deleted: RwSignal<Option<(String, String)>>,
    pub(super) imported: RwSignal<Option<Arc<Imported>>>,
    pub(super) import_failed: RwSignal<Option<Told>>,
    pub(super) file: StoredValue<Option<FileReader>, LocalStorage>,
    pub(super) keeper: StoredValue<Keeper>,
    pub(super) replaced: RwSignal<Vec<Replaced>>,
    /// The session as the link brought it.
    pub(super) start: RwSignal<Option<Timeline>>,
}

impl Library {
    pub(super) fn new() -> Self {
        Self {
            sessions: RwSignal::new(Vec::new()),
            session_news: RwSignal::new(None),
            deleted: RwSignal::new(None),
            imported: RwSignal::new(None),
            import_failed: RwSignal::new(None),
            file: StoredValue::new_local(None),
            keeper: StoredValue::new(Keeper::default()),
            replaced: RwSignal::new(Vec::new()),
            start: RwSignal::new(None),
        }
    }

    /// The sessions that are kept, the latest first.
    pub fn sessions(self) -> ReadSignal<Vec<Listed>> {
        self.sessions.read_only()
    }

    /// What became of keeping the session.
    pub fn session_news(self) -> ReadSignal<Option<Label>> {
        self.session_news.read_only()
    }

    /// The session that was deleted last: where it was kept, and what was.
    pub fn deleted(self) -> ReadSignal<Option<(String, String)>> {
        self.deleted.read_only()
    }

    /// The log that was imported last.
    pub fn imported(self) -> ReadSignal<Option<Arc<Imported>>> {
        self.imported.read_only()
    }

    /// Why nothing was imported.
    pub fn import_failed(self) -> ReadSignal<Option<Told>> {
        self.import_failed.read_only()
    }
}
