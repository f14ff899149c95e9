use crate::LANGUAGES;

include!(concat!(env!("OUT_DIR"), "/entries.rs"));

/// Whether the reference has this entry, such as "faq/user-unknown".
pub(crate) fn is_entry(entry: &str) -> bool {
    row(entry).is_some()
}

/// What the entry is called in `language` (a tag of [`LANGUAGES`]; English stands in for all others).
pub(crate) fn entry_title(language: &str, entry: &str) -> Option<&'static str> {
    let column = LANGUAGES.iter().position(|tag| tag.eq_ignore_ascii_case(language)).unwrap_or(0);
    row(entry)?.1.get(column).copied()
}

fn row(entry: &str) -> Option<&'static (&'static str, [&'static str; LANGUAGE_COUNT])> {
    TITLES.binary_search_by_key(&entry, |(entry, _)| entry).ok().and_then(|row| TITLES.get(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_of_all_kinds_have_a_title_in_each_language() {
        for entry in [
            "codes/550",
            "enhanced/x.1.1",
            "faq/user-unknown",
            "replies/gmail-550-5-1-1",
            "topics/dkim",
            "providers/gmail",
            "compare/keywords",
            "commands/ehlo",
            "commands/burl",
            "mechanisms/plain",
        ] {
            for language in LANGUAGES {
                assert!(entry_title(language, entry).is_some_and(|title| !title.trim().is_empty()), "{entry} in {language}");
            }
        }
        assert!(!is_entry("faq/nothing"));
    }
}
