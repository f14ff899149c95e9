//! The sessions that are kept under a name, those of other tabs, and those that cannot be read.

use leptos::prelude::*;

use super::keep::{DAMAGED_START, SESSION_START, TAB_START};
use super::{Sheet, Store};
use crate::browser::{self, storage};
use playground::content::Label;
use playground::record::Kept;
use smtp_engine::session::Timestamp;

/// A session in the list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Listed {
    /// When it was kept.
    pub at: Timestamp,
    /// Where it is kept.
    pub key: String,
    /// What it is called; nothing for one of another tab.
    pub name: String,
    /// Why it cannot be read.
    pub damage: Option<String>,
}

impl Store {
    /// Shows the sessions that are kept.
    pub fn open_sessions(self) {
        self.list_sessions();
        self.library.deleted.set(None);
        self.library.session_news.set(None);
        self.library.import_failed.set(None);
        self.open_sheet(Sheet::Sessions);
    }

    fn list_sessions(self) {
        let own = self.library.keeper.with_value(|keeper| format!("{TAB_START}{}", keeper.tab));
        let keys = [SESSION_START, TAB_START, DAMAGED_START].into_iter().flat_map(storage::keys).filter(|key| *key != own);
        let mut list: Vec<Listed> = keys
            .filter_map(|key| {
                let text = storage::read(&key).ok()??;
                Some(match Kept::head(&text) {
                    Ok(head) if !key.starts_with(DAMAGED_START) => Listed { at: head.at, key, name: head.name, damage: None },
                    Ok(head) => Listed { at: head.at, key, name: head.name, damage: Some(String::new()) },
                    Err(error) => Listed { at: Timestamp(0), key, name: String::new(), damage: Some(error.to_string()) },
                })
            })
            .collect();
        list.sort_unstable();
        list.reverse();
        self.library.sessions.set(list);
    }

    /// Keeps the session under a name.
    pub fn save_session(self, name: &str) {
        let name = name.trim();
        let name = if name.is_empty() { self.text_now(Label::SessionsUnnamed) } else { name };
        let kept = self.keep_named(name).is_ok();
        self.library.session_news.set(Some(if kept { Label::SessionsSaved } else { Label::SessionsNotSaved }));
        self.list_sessions();
    }

    /// Goes on with the session that is kept under `key`. The one before is kept.
    pub fn open_session(self, key: &str) {
        let Ok(Some(text)) = storage::read(key) else {
            return self.list_sessions();
        };
        match Kept::read(&text) {
            Ok(kept) => {
                self.replace(kept.timeline, Label::PastOpened, vec![]);
                self.close_sheet(Sheet::Sessions);
                self.focus_input();
            }
            Err(error) => {
                self.library.sessions.update(|list| {
                    if let Some(row) = list.iter_mut().find(|row| row.key == key) {
                        row.damage = Some(error.to_string());
                    }
                });
            }
        }
    }

    /// Gives the session that is kept under `key` another name.
    pub fn rename_session(self, key: &str, name: &str) {
        let text = storage::read(key).ok().flatten().unwrap_or_default();
        let renamed = Kept::rename(&text, name.trim());
        if let Ok(text) = renamed
            && let Err(error) = storage::write(key, &text)
        {
            self.library.session_news.set(Some(Label::SessionsNotSaved));
            self.tell_failed(error);
        }
        self.list_sessions();
    }

    /// Deletes what is kept under `key`; until the list is closed it can be taken back.
    pub fn delete_session(self, key: &str) {
        let text = storage::read(key).ok().flatten().unwrap_or_default();
        storage::remove(key);
        self.library.deleted.set(Some((key.to_owned(), text)));
        self.list_sessions();
    }

    /// Brings back what was deleted last.
    pub fn undelete_session(self) {
        if let Some((key, text)) = self.library.deleted.get_untracked() {
            match storage::write(&key, &text) {
                Ok(()) => self.library.deleted.set(None),
                Err(error) => self.tell_failed(error),
            }
        }
        self.list_sessions();
    }

    /// Saves what is kept under `key` as a file, whatever it is.
    pub fn download_kept(self, key: &str) {
        if let Ok(Some(text)) = storage::read(key) {
            browser::download("session.json", "application/json", &text);
        }
    }
}
