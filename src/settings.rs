//! What is kept from one visit to the next: one JSON value with a version.

use serde::{Deserialize, Serialize};

use playground::content::Language;

/// The version of what is kept. A change that older pages cannot read gets a new one.
const VERSION: u32 = 1;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
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

/// The panels beside the terminal: how wide they are, and whether they are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Layout {
    pub say: Panel,
    pub why: Panel,
}

/// A panel beside the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Panel {
    /// Its width in CSS pixels; nothing is as wide as the page thinks best.
    pub width: Option<u16>,
    /// It is not seen.
    pub hidden: bool,
}

impl Panel {
    /// The least and the greatest width, in CSS pixels.
    pub const BOUNDS: (u16, u16) = (180, 900);

    /// The same, `width` CSS pixels wide, as far as that is possible.
    #[must_use]
    pub fn with_width(self, width: f64) -> Self {
        let (least, greatest) = Self::BOUNDS;
        Self { width: Some(width.clamp(f64::from(least), f64::from(greatest)) as u16), hidden: false }
    }
}

/// What a person has chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The language; nothing follows the browser.
    pub language: Option<Language>,
    pub theme: Theme,
    /// The panels beside the terminal.
    pub layout: Layout,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    language: Option<String>,
    #[serde(default)]
    theme: Theme,
    #[serde(default)]
    layout: Layout,
}

impl Settings {
    /// As it is kept.
    pub fn write(self) -> String {
        let kept = Kept {
            version: VERSION,
            language: self.language.map(|language| language.tag().to_owned()),
            theme: self.theme,
            layout: self.layout,
        };
        serde_json::to_string(&kept).unwrap_or_default()
    }

    /// Reads what was kept; nothing if it is not ours, of another version, or damaged.
    pub fn read(text: &str) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok().filter(|kept: &Kept| kept.version == VERSION)?;
        let language = match kept.language {
            Some(tag) => Some(Language::ALL.iter().copied().find(|language| language.tag() == tag)?),
            None => None,
        };
        // A width that no page of ours has written must not push the terminal away.
        let panel = |panel: Panel| panel.width.map_or(panel, |width| Panel { hidden: panel.hidden, ..panel.with_width(width.into()) });
        let layout = Layout { say: panel(kept.layout.say), why: panel(kept.layout.why) };
        Some(Self { language, theme: kept.theme, layout })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_can_be_read() {
        for theme in Theme::ALL {
            for language in Language::ALL.iter().copied().map(Some).chain([None]) {
                let why = Panel { hidden: true, ..Panel::default().with_width(400.0) };
                let settings = Settings { language, theme, layout: Layout { say: Panel::default(), why } };
                assert_eq!(Settings::read(&settings.write()), Some(settings));
            }
        }
    }

    #[test]
    fn a_panel_never_pushes_the_terminal_away() {
        let read = |text| Settings::read(text).map(|settings| settings.layout.say.width);
        assert_eq!(read(r#"{"version":1,"language":null,"layout":{"say":{"width":60000}}}"#), Some(Some(900)));
        assert_eq!(read(r#"{"version":1,"language":null,"layout":{"say":{"width":0}}}"#), Some(Some(180)));
        assert_eq!(read(r#"{"version":1,"language":null}"#), Some(None));
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
