//! Seals the built pages: each gets a Content-Security-Policy that allows no more than it needs, and the first page
//! says what its files must hold (Subresource Integrity).
//!
//! It goes by what stands in the pages, not by names of files. What is added later (the service worker's list of
//! files, for one) must leave the pages as they are.

mod integrity;
mod policy;

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The page of the app in `dist`; all others are text.
const APP: &str = "index.html";

/// Seals all pages in `dist`.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let mut pages = Vec::new();
    list(dist, &mut pages)?;
    for page in &pages {
        let cannot = |verb| Error::file(format!("cannot {verb} {}", page.display()));
        let html = fs::read_to_string(page).map_err(cannot("read"))?;
        let sealed = if *page == dist.join(APP) {
            policy::with_policy(&integrity::with_integrity(&html, dist)?, policy::Kind::App)
        } else {
            policy::with_policy(&html, policy::Kind::Text)
        };
        let sealed =
            sealed.ok_or_else(|| Error::Tree(format!("{} has no <meta charset>, behind which its policy would stand", page.display())))?;
        fs::write(page, sealed).map_err(cannot("write"))?;
    }
    println!("Sealed {} pages.", pages.len());
    Ok(())
}

/// All pages below `dir`.
fn list(dir: &Path, into: &mut Vec<PathBuf>) -> Result<()> {
    let cannot = || Error::file(format!("cannot read {}", dir.display()));
    for entry in fs::read_dir(dir).map_err(cannot())? {
        let path = entry.map_err(cannot())?.path();
        if path.is_dir() {
            list(&path, into)?;
        } else if path.extension().is_some_and(|extension| extension == "html") {
            into.push(path);
        }
    }
    Ok(())
}
