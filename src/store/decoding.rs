//! What is being decoded: the text or file, the worker that reads it, and what it found.

use std::sync::Arc;

use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use smtp_playground_decode::{Attempt, Shown};
use web_sys::js_sys::Uint8Array;

use super::{Against, Place, Sheet, Store};
use crate::browser::{self, Decoder, Told};
use playground::content::Label;
use playground::queries::attempt::{self, Wanted};
use playground::record::import::Imported;
use smtp_engine::session::Stage;

/// The largest file that is read, in octets; the decoder reads no more of one.
const LARGEST: f64 = 64.0 * 1024.0 * 1024.0;
/// A longer paste is read without being put into the field: browsers take seconds to lay it out.
pub const LONG_TEXT: usize = 200_000;
/// How long typing must rest before it is read, in milliseconds.
const REST: u32 = 150;

/// A file, or a text so long that the field does not hold it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Nothing for a text that was pasted.
    pub name: Option<String>,
    pub octets: u32,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// There is nothing to read.
    Nothing,
    /// The decoder is on its way.
    Loading,
    /// It reads.
    Busy,
    Done,
    /// The decoder could not be had.
    Failed,
    /// The file is too large.
    TooLarge,
    /// The browser does not give the file.
    NoFile,
}

/// The room of what is decoded. Copies are the same.
#[derive(Clone, Copy)]
pub struct Decoding {
    text: RwSignal<String>,
    document: RwSignal<Option<Document>>,
    reading: RwSignal<Reading>,
    shown: RwSignal<Option<Arc<Shown>>>,
    copied: RwSignal<Option<Label>>,
    octets: StoredValue<Option<Uint8Array>, LocalStorage>,
    worker: StoredValue<Option<Decoder>, LocalStorage>,
    ready: StoredValue<bool>,
    asked: StoredValue<u32>,
    /// What is read is to be imported.
    imports: StoredValue<bool>,
    rest: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Decoding {
    pub(super) fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            document: RwSignal::new(None),
            reading: RwSignal::new(Reading::Nothing),
            shown: RwSignal::new(None),
            copied: RwSignal::new(None),
            octets: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            ready: StoredValue::new(false),
            asked: StoredValue::new(0),
            imports: StoredValue::new(false),
            rest: StoredValue::new_local(None),
        }
    }

    /// What stands in the field.
    pub fn text(self) -> ReadSignal<String> {
        self.text.read_only()
    }

    /// The file that is read in the place of the field.
    pub fn document(self) -> ReadSignal<Option<Document>> {
        self.document.read_only()
    }

    pub fn reading(self) -> ReadSignal<Reading> {
        self.reading.read_only()
    }

    /// What was found.
    pub fn shown(self) -> ReadSignal<Option<Arc<Shown>>> {
        self.shown.read_only()
    }

    /// What became of copying the summary.
    pub fn copied(self) -> ReadSignal<Option<Label>> {
        self.copied.read_only()
    }
}

impl Store {
    /// Begins to fetch the decoder, so that it is there when something has been pasted.
    pub fn prepare_decoder(self) {
        if self.decoding.worker.with_value(Option::is_some) {
            return;
        }
        self.decoding.ready.set_value(false);
        let worker = Decoder::start(move |told| self.hear(told));
        if worker.is_none() {
            self.decoding.reading.set(Reading::Failed);
        }
        self.decoding.worker.set_value(worker);
    }

    /// Reads a text that is to be imported. It stands in the field of Decode, too.
    pub(super) fn import_decoded(self, text: &str) {
        let room = self.decoding;
        room.rest.set_value(None);
        let octets = browser::octets_of_text(text);
        if text.len() <= LONG_TEXT {
            room.document.set(None);
            room.text.set(text.to_owned());
            self.read_octets(Some(octets));
        } else {
            self.take_document(Document { name: None, octets: octets.length() }, octets);
        }
        room.imports.set_value(true);
        if room.reading.get_untracked() == Reading::Failed {
            self.import_is_read(None);
        }
    }

    /// Tells the import, if one waits, what was found.
    fn import_is_read(self, shown: Option<&Shown>) {
        let waits = self.decoding.imports.get_value();
        self.decoding.imports.set_value(false);
        if waits {
            self.take_import(shown);
        }
    }

    /// The text in the field has changed; it is read when typing rests.
    pub fn decode_text(self, text: String) {
        let room = self.decoding;
        room.imports.set_value(false);
        room.document.set(None);
        room.text.set(text);
        room.rest.set_value(Some(Timeout::new(REST, move || {
            room.text.with_untracked(|text| self.read_octets((!text.trim().is_empty()).then(|| browser::octets_of_text(text))));
        })));
    }

    /// Decodes a text that is too long for the field.
    pub fn decode_long(self, text: &str) {
        let octets = browser::octets_of_text(text);
        self.take_document(Document { name: None, octets: octets.length() }, octets);
    }

    /// Decodes a file that the person chose or dropped; one that is far too large is not even read.
    pub fn decode_file(self, file: &web_sys::File) {
        if file.size() > LARGEST {
            return self.decoding.reading.set(Reading::TooLarge);
        }
        let name = file.name();
        browser::octets_of(file, move |octets| match octets {
            Some(octets) => self.take_document(Document { name: Some(name), octets: octets.length() }, octets),
            None => self.decoding.reading.set(Reading::NoFile),
        });
    }

    fn take_document(self, document: Document, octets: Uint8Array) {
        self.decoding.text.set(String::new());
        self.decoding.rest.set_value(None);
        self.decoding.document.set(Some(document));
        self.read_octets(Some(octets));
    }

    /// Forgets what was decoded.
    pub fn clear_decoded(self) {
        self.decoding.text.set(String::new());
        self.decoding.document.set(None);
        self.decoding.rest.set_value(None);
        self.read_octets(None);
    }

    /// Reads the same again: the language has changed, or the decoder had failed.
    pub fn decode_again(self) {
        self.prepare_decoder();
        if self.decoding.octets.with_value(Option::is_some) {
            self.ask();
        }
    }

    fn read_octets(self, octets: Option<Uint8Array>) {
        self.decoding.copied.set(None);
        let nothing = octets.is_none();
        self.decoding.octets.set_value(octets);
        if nothing {
            // An answer that is still on its way is none any more.
            self.decoding.asked.update_value(|asked| *asked += 1);
            self.decoding.shown.set(None);
            self.decoding.reading.set(Reading::Nothing);
        } else {
            self.prepare_decoder();
            self.ask();
        }
    }

    /// Asks the decoder; where it is not there yet, it is asked when it is.
    fn ask(self) {
        let room = self.decoding;
        if room.worker.with_value(Option::is_none) {
            return;
        }
        if !room.ready.get_value() {
            return room.reading.set(Reading::Loading);
        }
        room.reading.set(Reading::Busy);
        room.asked.update_value(|asked| *asked += 1);
        let tag = self.language.get_untracked().tag();
        room.octets.with_value(|octets| {
            if let Some(octets) = octets {
                room.worker.with_value(|worker| worker.as_ref().map(|worker| worker.ask(room.asked.get_value(), octets, tag)));
            }
        });
    }

    fn hear(self, told: Told) {
        let room = self.decoding;
        match told {
            Told::Ready => {
                room.ready.set_value(true);
                if room.octets.with_value(Option::is_some) {
                    self.ask();
                }
            }
            // Another text has taken its place.
            Told::Answer(number, _) if number != room.asked.get_value() => {}
            Told::Answer(_, json) => match serde_json::from_str::<Shown>(&json) {
                Ok(shown) => {
                    let shown = Arc::new(shown);
                    room.shown.set(Some(shown.clone()));
                    room.reading.set(Reading::Done);
                    self.import_is_read(Some(&shown));
                }
                Err(_) => room.reading.set(Reading::Failed),
            },
            Told::Failed => {
                room.reading.set(Reading::Failed);
                self.import_is_read(None);
                // Not at once: it is the worker itself that tells it here.
                set_timeout(move || room.worker.set_value(None), std::time::Duration::ZERO);
            }
        }
    }

    /// Copies a summary without personal data.
    pub fn copy_decoded(self) {
        let Some(shown) = self.decoding.shown.get_untracked() else { return };
        let told = self.decoding.copied;
        let summary = shown.summary.clone();
        browser::copy(&shown.summary, move |done| match done {
            Ok(()) => told.set(Some(Label::DecodeCopied)),
            Err(_) => self.show_to_copy(summary),
        });
    }

    /// Opens a session that comes to the same refusal; the one before is kept.
    pub fn try_refusal(self, attempt: &Attempt) {
        let stage = Stage::ALL.into_iter().find(|(_, name)| *name == attempt.stage).map_or(Stage::Rcpt, |(stage, _)| stage);
        let wanted = Wanted {
            server: attempt.server.as_deref(),
            stage,
            code: attempt.code,
            enhanced: attempt.enhanced,
            cause: attempt.cause.as_deref(),
        };
        if let Some(timeline) = attempt::session(&wanted) {
            self.replace(timeline, Label::DecodeTried, vec![]);
            self.leave_decode();
        }
    }

    /// Opens what was said in the dialogue `number` as a session, with the real replies beside ours; the session before is kept.
    pub fn read_as_session(self, number: usize) {
        let Some(shown) = self.decoding.shown.get_untracked() else { return };
        let Some(dialogue) = shown.dialogues.get(number) else { return };
        let turns = dialogue.turns.iter().map(|turn| (turn.client.as_deref(), turn.reply.as_deref()));
        let imported = Imported::of_dialogue(dialogue.server.as_deref(), dialogue.role.as_deref(), turns);
        let server = imported.server().unwrap_or_else(|| self.server_in(imported.role()));
        self.replace(imported.play(server), Label::PastOpened, vec![]);
        self.library.imported.set(Some(Arc::new(imported)));
        self.leave_decode();
        self.dialogs.compared.set(Some(Against::Log(server.id)));
        self.open_sheet(Sheet::Comparison);
    }

    fn leave_decode(self) {
        self.go_back_to_session();
        self.frame.place.set(Place::Talk);
    }
}
