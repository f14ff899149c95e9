use std::collections::BTreeSet;
use std::sync::LazyLock;

use toml::de::DeTable;

/// The sections of the RFCs that the project cites.
static RFCS: &str = include_str!("../../../../data/rfc.toml");

// The pages of the reference, `kind/id`, one a line; made by build.rs from the same files as the pages.
static PAGES: &str = include_str!(concat!(env!("OUT_DIR"), "/pages.txt"));

static KNOWN: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let mut known: BTreeSet<String> = PAGES.lines().map(|page| format!("reference/{page}")).collect();
    let Ok(rfcs) = DeTable::parse(RFCS) else {
        return known;
    };
    for (number, rfc) in rfcs.get_ref() {
        known.insert(format!("RFC {}", number.get_ref()));
        let sections = rfc.get_ref().get("sections").and_then(|sections| sections.get_ref().as_table());
        for section in sections.into_iter().flat_map(|sections| sections.keys()) {
            known.insert(format!("RFC {} section {}", number.get_ref(), section.get_ref()));
        }
    }
    known
});

/// Whether a reference leads to a page of the reference, or to a section of an RFC.
pub fn reference_exists(reference: &str) -> bool {
    KNOWN.contains(reference)
}

/// All that a reference may name.
pub fn references() -> impl Iterator<Item = &'static str> {
    KNOWN.iter().map(String::as_str)
}
