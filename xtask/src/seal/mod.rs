//! Seals the built pages: each gets a Content-Security-Policy that allows no more than it needs, and the first page
//! says what its files must hold (Subresource Integrity).
//!
//! It goes by what stands in the pages, not by names of files. What is added later (the service worker's list of
//! files, for one) must leave the pages as they are.

mod integrity;
mod policy;

use std::path::Path;

use crate::error::{Error, Result};
use crate::files::{list, read_text, write};

pub(crate) use policy::is_policy;

/// The page of the app in `dist`; all others are text.
const APP: &str = "index.html";

/// Seals all pages in `dist`.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let mut count = 0;
    for (name, page) in list(dist)?.into_iter().filter(|(name, _)| name.ends_with(".html")) {
        let html = read_text(&page)?;
        let sealed = if name == APP {
            policy::with_policy(&integrity::with_integrity(&html, dist)?, policy::Kind::App)?
        } else {
            policy::with_policy(&html, policy::Kind::Text)?
        };
        let sealed = sealed.ok_or_else(|| Error::Tree(format!("{name} has no <meta charset>, after which its policy would stand")))?;
        write(&page, sealed)?;
        count += 1;
    }
    println!("Sealed {count} pages.");
    Ok(())
}
