//! The files of a built page.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::error::{Error, Result};

/// Files by their path below the directory of the page, with `/`.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// All files below `dist`: their paths there, with `/`, and where they are. Sorted.
pub(crate) fn list(dist: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    for entry in WalkDir::new(dist).sort_by_file_name() {
        let entry = entry.map_err(|error| Error::file(format!("cannot read {}", dist.display()))(error.into()))?;
        if !entry.file_type().is_dir() {
            let below = entry.path().strip_prefix(dist).unwrap_or(entry.path());
            let name = below.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/");
            files.push((name, entry.into_path()));
        }
    }
    Ok(files)
}

/// All files below `dist` with what they hold.
pub(crate) fn read_all(dist: &Path) -> Result<Files> {
    list(dist)?.into_iter().map(|(name, path)| Ok((name, read(&path)?))).collect()
}

/// What a file holds.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(Error::file(format!("cannot read {}", path.display())))
}

/// The text that a file holds.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(Error::file(format!("cannot read {}", path.display())))
}

/// Writes a file.
pub(crate) fn write(path: &Path, octets: impl AsRef<[u8]>) -> Result<()> {
    fs::write(path, octets).map_err(Error::file(format!("cannot write {}", path.display())))
}

/// Removes a file.
pub(crate) fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(Error::file(format!("cannot remove {}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_found_at_any_depth_under_names_with_slashes() {
        let dist = tempfile::tempdir().expect("a directory");
        fs::create_dir_all(dist.path().join("a").join("b")).expect("made");
        for name in ["z.txt", "a/y.txt", "a/b/x.txt"] {
            write(&dist.path().join(name), name).expect("written");
        }
        let found = read_all(dist.path()).expect("read");
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a/b/x.txt", "a/y.txt", "z.txt"]);
        assert!(found.iter().all(|(name, held)| name.as_bytes() == held));
        assert!(list(&dist.path().join("nothing")).is_err());
    }
}
