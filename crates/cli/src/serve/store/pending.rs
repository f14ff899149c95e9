//! A message for several mailboxes reaches all of them or none, whatever happens in between.
//!
//! Renaming a file is whole or not at all, but several renames are not. So a note says first which mailboxes get the
//! file; from the moment it is there the delivery is decided. Where the program ends in the middle, the next start
//! does what the note says.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::durable::Sync;

/// The folder of the notes, in that of the mailboxes. No mailbox is called so: its name has a slash in it.
const NOTES: &str = ".pending/notes";

/// The notes about deliveries under way.
pub(super) struct Notes {
    folder: PathBuf,
    sync: Sync,
}

impl Notes {
    pub(super) fn new(root: &Path, sync: Sync) -> Self {
        Self { folder: root.join(NOTES), sync }
    }

    /// Notes that `file` goes to `mailboxes`; once this is done, it does.
    pub(super) fn write(&self, file: &str, mailboxes: &[&str]) -> io::Result<()> {
        self.sync.make_folder(&self.folder)?;
        let unfinished = self.folder.join(format!("{file}.unfinished"));
        let written = self
            .sync
            .write(&unfinished, &[mailboxes.join("\n").as_bytes()])
            .and_then(|()| fs::rename(&unfinished, self.folder.join(file)))
            .and_then(|()| self.sync.folder(&self.folder));
        if written.is_err() {
            // Neither must be found by the next start: nothing was decided.
            let _ = fs::remove_file(&unfinished);
            let _ = fs::remove_file(self.folder.join(file));
        }
        written
    }

    /// Takes a note away: all is done, or taken back.
    pub(super) fn remove(&self, file: &str) -> io::Result<()> {
        fs::remove_file(self.folder.join(file))
    }

    /// The deliveries that were decided and not finished: file, mailboxes.
    pub(super) fn left(&self) -> io::Result<Vec<(String, Vec<String>)>> {
        let found = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            found => found?,
        };
        let mut left = Vec::new();
        for entry in found {
            let entry = entry?;
            let Ok(file) = entry.file_name().into_string() else { continue };
            if file.ends_with(".unfinished") {
                fs::remove_file(entry.path())?;
            } else {
                left.push((file, fs::read_to_string(entry.path())?.lines().map(str::to_owned).collect()));
            }
        }
        Ok(left)
    }
}
