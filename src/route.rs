//! What the page's address asks for: its fragment, and what follows `?`.

use super::settings::Theme;
use playground::content::Language;
use playground::record::LINK_START;
use smtp_playground_lessons::{HAND_IN_LINK_START, LESSON_LINK_START};

/// What the fragment of the page's address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// The session as it is.
    Playground,
    /// The session in a share link: the whole fragment, without `#`.
    Shared(String),
    /// The exercises in a link: the whole fragment, without `#`.
    Exercise(String),
    /// A hand-in in a link: the whole fragment, without `#`.
    HandIn(String),
    /// The exercises: what follows `#/learn/`, which is empty for the list of them.
    Learn(String),
    /// The view that explains what is pasted.
    Decode,
    /// A place in the reference: what follows `#/reference/`.
    Reference(String),
}

impl Route {
    /// Reads a fragment, with or without `#`. What nobody has made asks for nothing.
    pub fn read(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        if fragment.starts_with(LINK_START) {
            return Self::Shared(fragment.to_owned());
        }
        if fragment.starts_with(HAND_IN_LINK_START) {
            return Self::HandIn(fragment.to_owned());
        }
        if fragment.starts_with(LESSON_LINK_START) {
            return Self::Exercise(fragment.to_owned());
        }
        let path = fragment.strip_prefix('/').unwrap_or_default();
        match path.split_once('/').unwrap_or((path, "")) {
            ("learn", place) => Self::Learn(place.to_owned()),
            ("decode", _) => Self::Decode,
            ("reference", place) => Self::Reference(place.to_owned()),
            _ => Self::Playground,
        }
    }
}

/// The set of exercises beside the page that what follows `?` asks for (`set=week3`).
pub fn wanted_set(search: &str) -> Option<&str> {
    search.trim_start_matches('?').split('&').find_map(|pair| pair.strip_prefix("set="))
}

/// How the page is asked for that is shown in a frame of another page: `?embed=1`, and perhaps `&lang=` and `&theme=`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Embedding {
    /// Its language; nothing follows the browser.
    pub language: Option<Language>,
    pub theme: Theme,
}

impl Embedding {
    /// Reads what follows `?`, with or without the `?`; nothing if the page is not asked for in a frame. What is
    /// not known is left aside.
    pub fn read(search: &str) -> Option<Self> {
        let search = search.strip_prefix('?').unwrap_or(search);
        let value =
            |name: &str| search.split('&').find_map(|pair| pair.split_once('=').filter(|(key, _)| *key == name)).map(|(_, value)| value);
        value("embed").filter(|value| *value == "1")?;
        let language =
            value("lang").and_then(|tag| Language::ALL.iter().copied().find(|language| language.tag().eq_ignore_ascii_case(tag)));
        let theme = value("theme").and_then(|id| Theme::ALL.into_iter().find(|theme| theme.id() == id)).unwrap_or_default();
        Some(Self { language, theme })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_in_a_frame_is_read() {
        let chinese = Language::ALL.iter().copied().find(|language| language.tag() == "zh-CN");
        assert_eq!(Embedding::read(""), None);
        assert_eq!(Embedding::read("?embed=0"), None);
        assert_eq!(Embedding::read("?xembed=1&lang=zh-CN"), None);
        assert_eq!(Embedding::read("?embed=1"), Some(Embedding::default()));
        assert_eq!(Embedding::read("?lang=zh-cn&embed=1&theme=dark"), Some(Embedding { language: chinese, theme: Theme::Dark }));
        assert_eq!(Embedding::read("?embed=1&lang=tlh&theme=%00&&="), Some(Embedding::default()));
    }

    #[test]
    fn a_set_is_asked_for() {
        assert_eq!(wanted_set(""), None);
        assert_eq!(wanted_set("?offset=1"), None);
        assert_eq!(wanted_set("?embed=1&set=week3"), Some("week3"));
    }

    #[test]
    fn a_fragment_is_read() {
        assert_eq!(Route::read(""), Route::Playground);
        assert_eq!(Route::read("#"), Route::Playground);
        assert_eq!(Route::read("#command"), Route::Playground);
        assert_eq!(Route::read("#/"), Route::Playground);
        assert_eq!(Route::read("#/references"), Route::Playground);
        assert_eq!(Route::read("#/learn"), Route::Learn(String::new()));
        assert_eq!(Route::read("#/learn/first-mail/hello"), Route::Learn("first-mail/hello".into()));
        assert_eq!(Route::read("#/decode"), Route::Decode);
        assert_eq!(Route::read("#s=1.abc"), Route::Shared("s=1.abc".into()));
        assert_eq!(Route::read("#h=1.abc"), Route::HandIn("h=1.abc".into()));
        assert_eq!(Route::read("#l=1.abc"), Route::Exercise("l=1.abc".into()));
        assert_eq!(Route::read("s="), Route::Shared("s=".into()));
        assert_eq!(Route::read("#/reference"), Route::Reference(String::new()));
        assert_eq!(Route::read("#/reference/commands/ehlo"), Route::Reference("commands/ehlo".into()));
    }
}
