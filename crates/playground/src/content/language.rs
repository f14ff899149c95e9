use super::tables::{LABEL_KEYS, LABELS, LANGUAGE_ROWS, LANGUAGES, STATIC_LABEL_KEYS, STATIC_LABELS};

pub use super::tables::{Label, Language, StaticLabel};
use smtp_engine::spec::ReplyClass;

impl Language {
    /// All of them, English first.
    pub const ALL: &'static [Self] = LANGUAGES;

    /// Its BCP 47 tag, for `lang` attributes and storage.
    pub fn tag(self) -> &'static str {
        self.row()[0]
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        self.row()[1]
    }

    /// `ltr` or `rtl`, for `dir` attributes.
    pub fn direction(self) -> &'static str {
        self.row()[2]
    }

    /// The language that `tag` asks for: the one that shares the most subtags with it from the front, so
    /// `zh-Hans-CN` and `zh` both find `zh-CN`. `None` if not even the first one agrees.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let shared = |language: Self| {
            let pairs = language.tag().split('-').zip(tag.split(['-', '_']));
            pairs.take_while(|(ours, theirs)| ours.eq_ignore_ascii_case(theirs)).count()
        };
        Self::ALL.iter().copied().rev().filter(|language| shared(*language) > 0).max_by_key(|language| shared(*language))
    }

    /// The first of `tags` (in the order of preference) that there is a language for, else English.
    pub fn choose<'a>(tags: impl IntoIterator<Item = &'a str>) -> Self {
        tags.into_iter().find_map(Self::from_tag).unwrap_or_default()
    }

    /// Where its files are in the project, such as `content/en`.
    pub fn folder(self) -> &'static str {
        self.row()[3]
    }

    fn row(self) -> &'static [&'static str; 4] {
        &LANGUAGE_ROWS[self as usize]
    }
}

impl Label {
    /// All labels with their keys in `ui/`, such as `session.connect`.
    pub const ALL: &'static [(Self, &'static str)] = &LABEL_KEYS;

    /// The class of a reply in a word.
    pub const fn of_class(class: ReplyClass) -> Self {
        match class {
            ReplyClass::Completed => Self::RepliesClass2,
            ReplyClass::Intermediate => Self::RepliesClass3,
            ReplyClass::Transient => Self::RepliesClass4,
            ReplyClass::Permanent => Self::RepliesClass5,
        }
    }
}

impl StaticLabel {
    /// All labels with their keys in `static/`, such as `rescue.title`.
    pub const ALL: &'static [(Self, &'static str)] = &STATIC_LABEL_KEYS;
}

/// The text of `label` in `language`.
pub fn label(language: Language, label: Label) -> &'static str {
    LABELS[label as usize][language as usize]
}

/// The text of `label` in `language`, for the built files.
pub fn static_label(language: Language, label: StaticLabel) -> &'static str {
    STATIC_LABELS[label as usize][language as usize]
}

/// `count` octets in words of `language`.
pub fn octets(language: Language, count: usize) -> String {
    counted(language, count, Label::UnitOctet, Label::UnitOctets)
}

/// `count` lines in words of `language`.
pub fn lines(language: Language, count: usize) -> String {
    counted(language, count, Label::UnitLine, Label::UnitLines)
}

fn counted(language: Language, count: usize, one: Label, many: Label) -> String {
    let text = label(language, if count == 1 { one } else { many });
    fill(text, &[("count", &count.to_string())])
}

/// `text` with each `{name}` replaced by the value of that name. Names without a value stay as they are;
/// values are not looked into.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let value = behind.split_once('}').and_then(|(name, tail)| {
            let (_, value) = values.iter().find(|(key, _)| *key == name)?;
            Some((value, tail))
        });
        match value {
            Some((value, tail)) => {
                filled.push_str(value);
                rest = tail;
            }
            None => {
                filled.push('{');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}
