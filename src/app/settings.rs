//! What is kept from one visit to the next: one JSON value with a version.

use serde::{Deserialize, Serialize};

use crate::content::Language;

/// The version of what is kept. A change that older pages cannot read gets a new one.
const VERSION: u32 = 1;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the page.
    pub const fn id(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What a person has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language; nothing follows the browser.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    language: Option<String>,
    #[serde(default)]
    theme: Theme,
}

impl Settings {
    /// As it is kept.
    pub fn write(self) -> String {
        let kept = Kept { version: VERSION, language: self.language.map(|language| language.tag().to_owned()), theme: self.theme };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Reads what was kept; nothing if it is not ours, of another version, or damaged.
    pub fn read(text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok().filter(|kept: &Kept| kept.version == VERSION)?;
        let language = match kept.language {
            Some(tag) => Some(Language::ALL.iter().copied().find(|language| language.tag() == tag)?),
            None => None,
        };
        Some(Self { language, theme: kept.theme })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_can_be_read() {
        for theme in Theme::ALL {
            for language in Language::ALL.iter().copied().map(Some).chain([None]) {
                let settings = Settings { language, theme };
                assert_eq!(Settings::read(&settings.write()), Some(settings));
            }
        }
    }

    #[test]
    fn anything_else_is_nothing() {
        let texts = [
            "",
            "{",
            "null",
            "[]",
            "42",
            "{}",
            r#"{"version":1,"language":"tlh"}"#,
            r#"{"version":2,"language":null}"#,
            r#"{"version":1,"language":7}"#,
            r#"{"version":1,"language":null,"theme":"pink"}"#,
        ];
        for text in texts {
            assert_eq!(Settings::read(text), None, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(Settings::read(&deep), None);
    }
}
