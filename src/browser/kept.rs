//! What is kept in the browser's storage.

use web_sys::js_sys::Math;

use super::now;
use super::storage::{self, StorageError};
use crate::settings::Settings;

/// Under which key the settings are kept.
const KEY: &str = "smtp-playground";

/// What became of what was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There was nothing.
    Nothing,
    /// It was read.
    Read(Settings),
    /// It is damaged, or of another version.
    Corrupt,
    /// The browser does not allow to look.
    Denied,
}

/// Reads what was kept.
pub fn load() -> Kept {
    match storage::read(KEY) {
        Ok(None) => Kept::Nothing,
        Ok(Some(text)) => Settings::read(&text).map_or(Kept::Corrupt, Kept::Read),
        Err(_) => Kept::Denied,
    }
}

pub fn save(settings: Settings) -> Result<(), StorageError> {
    storage::write(KEY, &settings.write())
}

/// A name that nothing has yet, for what is kept.
pub fn unused_name() -> String {
    format!("{}-{}", now().0, (Math::random() * 1e9) as u64)
}
