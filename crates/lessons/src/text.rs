//! Words in several languages.

/// A text, in one language or in several. Words that were written without a language stand for all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(Vec<(String, String)>);

/// Several texts that belong together, such as the hints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts(Vec<(String, Vec<String>)>);

impl Text {
    /// A text in `language`; with an empty name, in whatever language the reader has.
    pub fn of(language: &str, text: String) -> Self {
        Self(vec![(language.to_owned(), text)])
    }

    /// Sets the text in `language`.
    pub fn put(&mut self, language: &str, text: String) {
        self.0.retain(|(known, _)| known != language);
        self.0.push((language.to_owned(), text));
    }

    /// The text for a reader of `language`: else the one without a language, else English, else the first.
    pub fn get(&self, language: &str) -> &str {
        pick(&self.0, language).map_or("", String::as_str)
    }

    /// The text that was written in just this language.
    pub fn exact(&self, language: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == language).map(|(_, text)| text.as_str())
    }

    /// The languages that it was written in, and the texts.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, text)| (language.as_str(), text.as_str()))
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// Takes the other one's languages too.
    pub(crate) fn merge(&mut self, other: Self) {
        other.0.into_iter().for_each(|(language, text)| self.put(&language, text));
    }

    /// The same, all in `language`, where no language was said.
    pub(crate) fn in_language(self, language: &str) -> Self {
        Self(self.0.into_iter().map(|(known, text)| (if known.is_empty() { language.to_owned() } else { known }, text)).collect())
    }
}

impl Texts {
    /// Texts in `language`; with an empty name, in whatever language the reader has.
    pub fn of(language: &str, texts: Vec<String>) -> Self {
        Self(vec![(language.to_owned(), texts)])
    }

    /// Sets the texts in `language`.
    pub fn put(&mut self, language: &str, texts: Vec<String>) {
        self.0.retain(|(known, _)| known != language);
        self.0.push((language.to_owned(), texts));
    }

    /// The texts for a reader of `language`, chosen as [`Text::get`] does.
    pub fn get(&self, language: &str) -> &[String] {
        pick(&self.0, language).map_or(&[], Vec::as_slice)
    }

    /// The texts that were written in just this language.
    pub fn exact(&self, language: &str) -> Option<&[String]> {
        self.0.iter().find(|(known, _)| known == language).map(|(_, texts)| texts.as_slice())
    }

    /// The languages that they were written in, and the texts.
    pub fn all(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0.iter().map(|(language, texts)| (language.as_str(), texts.as_slice()))
    }

    pub(crate) fn merge(&mut self, other: Self) {
        other.0.into_iter().for_each(|(language, texts)| self.put(&language, texts));
    }

    pub(crate) fn in_language(self, language: &str) -> Self {
        Self(self.0.into_iter().map(|(known, texts)| (if known.is_empty() { language.to_owned() } else { known }, texts)).collect())
    }
}

fn pick<'t, T>(all: &'t [(String, T)], language: &str) -> Option<&'t T> {
    let find = |wanted: &str| all.iter().find(|(known, _)| known == wanted).map(|(_, text)| text);
    find(language).or_else(|| find("")).or_else(|| find("en")).or_else(|| all.first().map(|(_, text)| text))
}
