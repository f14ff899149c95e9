//! Files that are given to the list of exercises: sets, progress, hand-ins.

use leptos::prelude::*;
use web_sys::File;

use super::super::{Store, Told};
use crate::browser;
use playground::content::Label;
use smtp_playground_lessons::{HandIn, Progress};

/// A larger file is none of ours, and is not even read.
const MAX_FILE: f64 = 4_000_000.0;

/// A file, and what stood in it; nothing if the browser could not read it.
type Given = (String, Option<String>);

impl Store {
    /// Takes in files that the person chose or dropped, whatever they are, once all of them are read.
    pub fn take_files(self, files: Vec<File>) {
        let count = files.len();
        let given = StoredValue::new(Vec::<Given>::new());
        let came = move |name: String, text: Option<String>| {
            given.update_value(|given| given.push((name, text)));
            if given.with_value(Vec::len) == count {
                self.sort_files(given.get_value());
            }
        };
        let readers = files.into_iter().filter_map(|file| {
            let name = file.name();
            if file.size() > MAX_FILE {
                came(name, None);
                return None;
            }
            Some(browser::text_of(file, move |text| came(name, text)))
        });
        // Files that are still being read give way to these.
        self.lessons.reading.set_value(readers.collect());
    }

    fn sort_files(self, mut given: Vec<Given>) {
        given.sort();
        self.lessons.news.set(Vec::new());
        let mut hand_ins = Vec::new();
        for (name, text) in given {
            match text {
                None => self.report(Label::LearnFileUnread, vec![("file", name)]),
                Some(text) if text.contains("smtp_playground_progress") => self.import_progress(&name, &text),
                Some(text) if text.contains("smtp_playground_hand_in") => {
                    let read = HandIn::read(text.as_bytes()).map_err(|error| error.to_string());
                    hand_ins.push((name, read));
                }
                Some(text) => self.take_set(&name, &text),
            }
        }
        if !hand_ins.is_empty() {
            self.grade_hand_ins(hand_ins);
        }
    }

    fn import_progress(self, name: &str, text: &str) {
        match Progress::read(text) {
            Ok(progress) => {
                self.merge_progress(&progress);
                self.report(Label::LearnProgressImported, vec![("file", name.to_owned())]);
            }
            Err(error) => self.report(Label::LearnFileRefused, vec![("file", name.to_owned()), ("what", error.to_string())]),
        }
    }

    /// Saves how far somebody is as a file.
    pub fn export_progress(self) {
        browser::download("progress.json", "application/json", &self.lessons.progress.with_untracked(Progress::write));
    }

    /// Adds to what became of the files that were given.
    pub(super) fn report(self, label: Label, values: Vec<(&'static str, String)>) {
        let told: Told = (label, values);
        self.lessons.news.update(|news| news.push(told));
    }
}
