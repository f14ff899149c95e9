//! Logs and files of real sessions, brought into the page.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Against, Sheet, Store};
use crate::browser;
use playground::content::Label;
use playground::record::import::{ImportError, LogKind, MAX_IMPORT, import};
use playground::record::{Kept, export};
use smtp_engine::session::Role;
use smtp_playground_decode::Shown;

/// What a file can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Text,
    /// A transcript in Markdown.
    Markdown,
    /// The whole session, to be imported again.
    Json,
    Dialogue,
    Python,
}

impl FileKind {
    pub const ALL: [(Self, Label); 5] = [
        (Self::Text, Label::ExportText),
        (Self::Markdown, Label::ExportMarkdown),
        (Self::Json, Label::ExportJson),
        (Self::Dialogue, Label::ExportDialogue),
        (Self::Python, Label::ExportPython),
    ];
}

impl Store {
    /// Saves the session as a file.
    pub fn export(self, kind: FileKind) {
        let (name, media, text) = self.conversation.timeline.with_untracked(|timeline| match kind {
            FileKind::Text => ("session.txt", "text/plain", export::text(timeline)),
            FileKind::Markdown => ("session.md", "text/markdown", export::markdown(timeline)),
            FileKind::Json => ("session.json", "application/json", Kept::write("", browser::now(), timeline)),
            FileKind::Dialogue => ("session.smtp", "text/plain", export::dialogue(timeline)),
            FileKind::Python => ("test_session.py", "text/x-python", export::python(timeline)),
        });
        browser::download(name, media, &text);
    }

    /// Takes in a file that the person chose; one that is far too large is not even read.
    pub fn import_file(self, file: web_sys::File) {
        if file.size() > MAX_IMPORT as f64 {
            return self.library.import_failed.set(Some((Label::ImportTooLarge, vec![])));
        }
        // A file that is still being read gives way to this one.
        self.library.file.set_value(Some(browser::text_of(file, move |text| match text {
            Some(text) => self.import(&text),
            None => self.library.import_failed.set(Some((Label::ImportNoFile, vec![]))),
        })));
    }

    /// Takes in a log, or a session that was saved as JSON. What cannot be read leaves all as it is.
    pub fn import(self, text: &str) {
        self.library.import_failed.set(None);
        if text.trim_start().starts_with('{') && text.len() <= MAX_IMPORT {
            match Kept::read(text) {
                Ok(kept) => {
                    self.replace(kept.timeline, Label::PastOpened, vec![]);
                    self.close_sheet(Sheet::Sessions);
                    self.focus_input();
                }
                Err(error) => self.library.import_failed.set(Some((Label::ImportJson, vec![("what", error.to_string())]))),
            }
            return;
        }
        match import(text) {
            Ok(imported) => {
                let role = imported.role();
                let server = imported.server().unwrap_or_else(|| self.server_in(role));
                self.replace(imported.play(server), Label::PastOpened, vec![]);
                self.library.imported.set(Some(Arc::new(imported)));
                self.dialogs.compared.set(Some(Against::Log(server.id)));
                self.close_sheet(Sheet::Sessions);
                self.open_sheet(Sheet::Comparison);
            }
            // None of the programs that are known by name: the decoder knows more forms.
            Err(ImportError::Unknown) => {
                self.library.import_failed.set(Some((Label::ImportDecoding, vec![])));
                self.import_decoded(text);
            }
            Err(error) => self.library.import_failed.set(Some(refusal(error))),
        }
    }

    /// The decoder has read what was to be imported: a dialogue becomes the session; anything else that it knows is shown under
    /// Decode.
    pub(super) fn take_import(self, shown: Option<&Shown>) {
        let Some(shown) = shown.filter(|shown| !["unknown", "not-smtp"].contains(&shown.kind.as_str())) else {
            return self.library.import_failed.set(Some(refusal(ImportError::Unknown)));
        };
        self.library.import_failed.set(None);
        self.close_sheet(Sheet::Sessions);
        if shown.dialogues.is_empty() {
            browser::go("#/decode");
        } else {
            self.read_as_session(0);
        }
    }

    /// The present server in `role`, or as it is.
    pub(super) fn server_in(self, role: Role) -> &'static smtp_engine::session::Server {
        let server = self.conversation.timeline.with_untracked(playground::record::Timeline::server);
        smtp_servers::find(server.id, role).unwrap_or(server)
    }
}

fn refusal(error: ImportError) -> (Label, Vec<(&'static str, String)>) {
    match error {
        ImportError::TooLarge => (Label::ImportTooLarge, vec![]),
        ImportError::Unknown => (Label::ImportUnknown, vec![]),
        ImportError::NothingSaid(kind) => (Label::ImportNothingSaid, vec![("kind", name(kind).to_owned())]),
        ImportError::Line { kind, line, text } => {
            (Label::ImportLine, vec![("kind", name(kind).to_owned()), ("line", line.to_string()), ("text", text)])
        }
    }
}

/// What the program calls itself.
pub(crate) const fn name(kind: LogKind) -> &'static str {
    match kind {
        LogKind::Transcript => "C: / S:",
        LogKind::Swaks => "swaks",
        LogKind::Curl => "curl -v",
        LogKind::Smtplib => "smtplib",
        LogKind::Nodemailer => "nodemailer",
        LogKind::PhpMailer => "PHPMailer",
        LogKind::OpenSsl => "openssl s_client",
        LogKind::Postfix => "Postfix",
    }
}
