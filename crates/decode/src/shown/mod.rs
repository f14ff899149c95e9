//! A report as a page shows it: in words of one language, with the text that was read in pieces. It crosses from the worker
//! that reads to the page that draws, so it is plain data both ways, and says everything that is said: the page has no words about mail.

mod attempt;
mod card;
mod checks;
mod excerpt;
mod way;

pub use attempt::Attempt;
pub use card::{Advice, Card, Fact, Link};
pub use checks::ShownCheck;
pub use excerpt::{Piece, PieceKind, ShownLine};
pub use way::ShownHop;

use serde::{Deserialize, Serialize};

use crate::causes::phrase;
use crate::describe::id;
use crate::paste::Paste;
use crate::report::{Dialogue, Finding, Kind, Note, Report};
use crate::{Budget, recognise, summary};

/// The most cards that are shown.
const CARDS: usize = 100;
/// The most dialogues that can be opened.
const DIALOGUES: usize = 20;

/// A report in words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shown {
    /// The kind of the text: "bounce", "not-smtp".
    pub kind: String,
    /// The same in words, and what wrote it.
    pub title: String,
    /// What that kind means for the reader.
    pub lead: String,
    pub cards: Vec<Card>,
    /// Findings that have no card, as there are too many.
    pub more: usize,
    /// The text that was read, or of a long one the lines around those that matter.
    pub text: Vec<ShownLine>,
    /// The domain in From.
    pub from: Option<String>,
    /// The way of the mail, the first step first.
    pub way: Vec<ShownHop>,
    pub checks: Vec<ShownCheck>,
    /// What the checks come to.
    pub verdict: Option<String>,
    pub dialogues: Vec<ShownDialogue>,
    /// A summary without personal data.
    pub summary: String,
    /// Only the beginning was read.
    pub cut: bool,
}

/// What was said, to be opened as a session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownDialogue {
    /// The id of the server whose words they are.
    pub server: Option<String>,
    /// "mx" or "submission".
    pub role: Option<String>,
    pub turns: Vec<ShownTurn>,
    /// What the client noted.
    pub notes: Vec<String>,
}

/// What the client said, and what came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownTurn {
    pub client: Option<String>,
    pub reply: Option<String>,
}

/// Reads `octets` and tells what is in them in `language` (a tag of [`crate::LANGUAGES`]; English stands in for all others).
///
/// ```
/// let shown = smtp_playground_decode::show(b"550 5.1.1 <bob@example.com>: User unknown", "en");
/// assert_eq!(shown.cards[0].title, "No such recipient");
/// ```
pub fn show(octets: &[u8], language: &str) -> Shown {
    let paste = Paste::new(octets, Budget::default());
    of(&recognise::read(&paste), &paste, language)
}

fn of(report: &Report, paste: &Paste<'_>, language: &str) -> Shown {
    // A log tells of every mail; those that went through are counted.
    let is_told = |finding: &Finding| report.kind != Kind::Log || !card::is_success(finding);
    let told: Vec<usize> = report.findings.iter().enumerate().filter(|(_, finding)| is_told(finding)).map(|(number, _)| number).collect();
    let done = (report.findings.len() - told.len()).to_string();
    let card_of = |finding: usize| told.binary_search(&finding).ok().filter(|card| *card < CARDS);
    let kind = id(&report.kind);
    let say = |key: &str| phrase(language, key).to_owned();
    let title = say(&format!("kind.{kind}"));
    let header = report.header.as_ref();
    let lead = match header {
        Some(_) if report.kind == Kind::Unknown => say("lead.header"),
        _ => fill(phrase(language, &format!("lead.{kind}")), &[("done", &done)]),
    };
    Shown {
        title: match (&report.source, header) {
            (Some(source), _) => fill(phrase(language, "label.of-source"), &[("kind", &title), ("source", source)]),
            (None, Some(_)) if report.kind == Kind::Unknown => say("kind.header"),
            (None, _) => title,
        },
        lead,
        cards: told
            .iter()
            .take(CARDS)
            .filter_map(|number| report.findings.get(*number))
            .map(|finding| card::card(finding, report, language))
            .collect(),
        more: told.len().saturating_sub(CARDS),
        text: excerpt::excerpt(paste, &report.marks, &card_of),
        from: header.and_then(|header| header.from.clone()),
        way: header.map(|header| way::way(header, language)).unwrap_or_default(),
        checks: header.map(|header| checks::checks(header, language)).unwrap_or_default(),
        verdict: header.and_then(|header| checks::verdict(header, language)),
        dialogues: report.dialogues.iter().filter(|dialogue| !dialogue.turns.is_empty()).take(DIALOGUES).map(dialogue).collect(),
        summary: summary(report, language),
        cut: report.notes.contains(&Note::CutShort),
        kind,
    }
}

fn dialogue(dialogue: &Dialogue) -> ShownDialogue {
    ShownDialogue {
        server: dialogue.server.map(str::to_owned),
        role: dialogue.role.map(str::to_owned),
        turns: dialogue.turns.iter().map(|turn| ShownTurn { client: turn.client.clone(), reply: turn.reply.clone() }).collect(),
        notes: dialogue.notes.clone(),
    }
}

/// `text` with its braces filled: `{host}` by the value of "host".
fn fill(text: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(text.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_in_words_of_each_language() {
        for (text, kind) in [
            ("550 5.1.1 <bob@example.com>: User unknown", "reply"),
            ("ERROR:  relation \"users\" does not exist at character 15", "not-smtp"),
            ("nothing that anybody knows", "unknown"),
            ("220 mail.example.com ESMTP\nEHLO a\n250 mail.example.com\nMAIL FROM:<a@example.org>\n550 5.7.1 no\n", "dialogue"),
        ] {
            for language in crate::LANGUAGES {
                let shown = show(text.as_bytes(), language);
                assert_eq!(shown.kind, kind, "{text}");
                assert!(!shown.title.contains('.') && !shown.lead.is_empty() && !shown.lead.starts_with("lead."), "{shown:?}");
            }
        }
    }

    #[test]
    fn the_header_of_a_mail_is_no_reply() {
        let shown = show(b"Authentication-Results: mx.example.net; dkim=fail header.d=example.com; dmarc=fail header.from=example.com\nFrom: a@example.com\nSubject: x\n", "en");
        assert_eq!((shown.kind.as_str(), shown.title.as_str(), shown.cards.len()), ("unknown", "The header of a mail", 0));
        assert_eq!(shown.checks.len(), 2);
    }

    #[test]
    fn it_comes_back_from_json_as_it_was() {
        let shown = show(include_bytes!("../../tests/samples/postfix-two-recipients.eml"), "zh-CN");
        let json = serde_json::to_string(&shown).expect("JSON");
        assert_eq!(serde_json::from_str::<Shown>(&json).expect("the same"), shown);
        assert_eq!(shown.cards.len(), 2);
    }
}
