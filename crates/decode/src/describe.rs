//! A report in words: for a terminal, and as a summary that can be sent to somebody.

use crate::causes::{cause_words, phrase};
use crate::report::{Action, Confidence, Finding, Report};

/// How a stretch of text is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// What matters.
    Strong,
    /// What matters less.
    Dim,
    /// A permanent failure.
    Bad,
    /// A temporary one.
    Waiting,
    /// No failure.
    Good,
}

/// The most findings that are told one by one.
const MOST: usize = 50;

/// `report` in `language` (a tag of [`crate::LANGUAGES`]), line by line. `paint` gets each stretch that is meant in some way. Control
/// characters of the paste are shown as `\x1b` and the like, so that nothing in it moves a terminal's cursor.
pub fn describe(report: &Report, language: &str, paint: &dyn Fn(Tone, &str) -> String) -> String {
    told(report, language, paint, &|text| text.to_owned())
}

/// The same to be sent to somebody: without colours and without what points to a person. Of an address only the domain stays.
///
/// ```
/// use smtp_playground_decode::{decode, summary};
///
/// let report = decode(b"<bob@example.com>: host mx.example.com[192.0.2.25] said: 550 5.1.1 <bob@example.com> User unknown");
/// assert!(!summary(&report, "en").contains("bob"));
/// ```
pub fn summary(report: &Report, language: &str) -> String {
    let locals: Vec<&str> =
        report.findings.iter().filter_map(|finding| finding.recipient.as_deref()?.rsplit_once('@')).map(|(local, _)| local).collect();
    told(report, language, &|_, text| text.to_owned(), &|text| without_words(&without_persons(text), &locals))
}

fn told(report: &Report, language: &str, paint: &dyn Fn(Tone, &str) -> String, keep: &dyn Fn(&str) -> String) -> String {
    let say = |key: &str| phrase(language, key).to_owned();
    let kind = say(&format!("kind.{}", id(&report.kind)));
    let mut lines = vec![match &report.source {
        Some(source) => format!("{} ({})", paint(Tone::Strong, &kind), printable(source)),
        None => paint(Tone::Strong, &kind),
    }];
    for finding in report.findings.iter().take(MOST) {
        lines.push(String::new());
        lines.extend(one(finding, language, paint, keep));
    }
    if report.findings.len() > MOST {
        lines.push(format!("\n+ {}", report.findings.len() - MOST));
    }
    for dialogue in report.dialogues.iter().take(MOST) {
        lines.push(format!("{}: {} / {}", say("label.dialogue"), dialogue.server.unwrap_or("?"), dialogue.turns.len()));
    }
    lines.join("\n") + "\n"
}

/// The lines about one finding.
fn one(finding: &Finding, language: &str, paint: &dyn Fn(Tone, &str) -> String, keep: &dyn Fn(&str) -> String) -> Vec<String> {
    let say = |key: &str| phrase(language, key).to_owned();
    let words = finding.cause.and_then(|cause| cause_words(language, cause));
    let recipient = finding.recipient.as_deref().map(|recipient| printable(&keep(recipient)));
    let title = words.map_or_else(|| say("label.unknown"), |words| words.title.to_owned());
    let lasting = match (finding.action, finding.permanent) {
        (Some(Action::Delivered | Action::Relayed | Action::Expanded), _) => paint(Tone::Good, &say("lasting.done")),
        (Some(Action::Delayed), _) => paint(Tone::Waiting, &say("lasting.delayed")),
        (_, Some(true)) => paint(Tone::Bad, &say("lasting.permanent")),
        (_, Some(false)) => paint(Tone::Waiting, &say("lasting.temporary")),
        (_, None) => String::new(),
    };
    let mut lines = vec![match recipient {
        Some(recipient) => format!("{}: {title}  {lasting}", paint(Tone::Strong, &recipient)),
        None => format!("{title}  {lasting}"),
    }];
    let mut said: Vec<String> = Vec::new();
    said.extend(finding.code.map(|code| code.to_string()));
    said.extend(finding.enhanced.clone());
    said.extend(finding.stage.map(|stage| say(&format!("stage.{}", id(&stage)))));
    said.extend(finding.remote.as_deref().map(|host| format!("{} {}", say("label.remote"), printable(host))));
    said.extend(finding.reporter.as_deref().map(|host| format!("{} {}", say("label.reporter"), printable(host))));
    if !said.is_empty() {
        lines.push(format!("  {}", said.join(" · ")));
    }
    if let Some(words) = words {
        let sure =
            if finding.confidence == Confidence::None { String::new() } else { say(&format!("confidence.{}", id(&finding.confidence))) };
        lines.push(format!("  {} {}", words.meaning, paint(Tone::Dim, &sure)));
        for (who, advice) in words.advice {
            lines.push(format!("  {}: {advice}", paint(Tone::Strong, &say(&format!("who.{}", id(who))))));
        }
    }
    for warning in &finding.warnings {
        lines.push(format!("  {}", paint(Tone::Waiting, &say(&format!("warning.{}", id(warning))))));
    }
    if let Some(text) = &finding.text {
        let text: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(12).collect();
        lines.push(format!("  {}", paint(Tone::Dim, &printable(&keep(&text.join(" "))))));
    }
    if !finding.entries.is_empty() {
        lines.push(format!("  {} {}", say("label.see"), finding.entries.join(", ")));
    }
    lines
}

/// The name of a value in labels: "end-of-data".
pub(crate) fn id<T: std::fmt::Debug>(value: &T) -> String {
    let mut id = String::new();
    for character in format!("{value:?}").chars() {
        if character.is_ascii_uppercase() && !id.is_empty() {
            id.push('-');
        }
        id.push(character.to_ascii_lowercase());
    }
    id
}

/// `text` without control characters.
fn printable(text: &str) -> String {
    text.chars()
        .map(|character| if character.is_control() { character.escape_default().to_string() } else { character.to_string() })
        .collect()
}

/// `text` in which of each address only the domain is left.
fn without_persons(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        let local = before
            .chars()
            .rev()
            .take_while(|character| !character.is_whitespace() && !"<>()[]\"',;:".contains(*character))
            .map(char::len_utf8)
            .sum::<usize>();
        let start = match before.strip_suffix('"').and_then(|quoted| quoted.rfind('"')) {
            Some(quote) => quote,
            None => before.len() - local,
        };
        kept.push_str(before.get(..start).unwrap_or_default());
        kept.push_str("…@");
        rest = after.get(1..).unwrap_or_default();
    }
    kept.push_str(rest);
    kept
}

/// The shortest local part that is a name rather than a word of the sentence.
const NAME: usize = 3;

/// `text` without the words `names`, in any case: servers also say "the mailbox of bob is full".
fn without_words(text: &str, names: &[&str]) -> String {
    let mut kept = String::with_capacity(text.len());
    for piece in text.split_inclusive(|character: char| !character.is_alphanumeric() && !"._-+".contains(character)) {
        let word = piece.trim_end_matches(|character: char| !character.is_alphanumeric());
        let is_name = word.len() >= NAME && names.iter().any(|name| name.eq_ignore_ascii_case(word));
        kept.push_str(if is_name { "…" } else { word });
        kept.push_str(piece.get(word.len()..).unwrap_or_default());
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[test]
    fn a_summary_names_no_person() {
        let report = decode(b"From: MAILER-DAEMON@mail.example.org\nSubject: failure notice\n\n<bob.secret@example.com>:\n550 5.1.1 \"b secret\"@example.com and bob.secret@example.com are unknown users\n");
        for language in crate::LANGUAGES {
            let summary = summary(&report, language);
            assert!(!summary.contains("secret") && summary.contains("example.com") && summary.contains("5.1.1"), "{summary}");
        }
    }

    #[test]
    fn nor_by_the_name_alone() {
        let report = decode(b"<carol@example.com>: host mx.example.com[192.0.2.25] said: 452 4.2.2 The mailbox of Carol is over its quota");
        let summary = summary(&report, "en");
        assert!(!summary.to_lowercase().contains("carol") && summary.contains("over its quota"), "{summary}");
    }

    #[test]
    fn nothing_in_a_paste_moves_the_cursor() {
        let report = decode(b"550 5.1.1 User unknown \x1b[2J\x07");
        let text = describe(&report, "en", &|_, text| text.to_owned());
        assert!(!text.contains(['\x1b', '\x07']) && text.contains("\\u{1b}"), "{text}");
    }
}
