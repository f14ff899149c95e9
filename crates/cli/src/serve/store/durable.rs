//! Files that are there after a power failure.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

/// Whether what is written is forced to the disk before it counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::serve) enum Sync {
    /// It is: nothing that was acknowledged is lost by a power failure.
    Forced,
    /// It is not, which is faster: the system writes it when it likes.
    Later,
}

impl Sync {
    /// Writes a new file.
    pub(super) fn write(self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        for part in parts {
            file.write_all(part)?;
        }
        match self {
            Self::Forced => file.sync_all(),
            Self::Later => Ok(()),
        }
    }

    /// Forces the names in a folder to the disk: a file that was renamed is found under its new name.
    pub(super) fn folder(self, folder: &Path) -> io::Result<()> {
        // Windows has no such call; its file systems keep a journal of names.
        if self == Self::Later || cfg!(windows) {
            return Ok(());
        }
        File::open(folder)?.sync_all()
    }

    /// Makes a folder and all above it; those that are there already cost nothing.
    pub(super) fn make_folder(self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            self.make_folder(parent)?;
        }
        match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => return Ok(()),
            made => made?,
        }
        folder.parent().filter(|parent| !parent.as_os_str().is_empty()).map_or(Ok(()), |parent| self.folder(parent))
    }
}
