//! A card: one finding in words.

use serde::{Deserialize, Serialize};

use super::attempt::{Attempt, attempt};
use super::fill;
use crate::causes::{cause_words, phrase};
use crate::describe::id;
use crate::known;
use crate::report::{Action, Confidence, Finding, Report};

/// What is said about one recipient or failure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The cause in a few words.
    pub title: String,
    pub recipient: Option<String>,
    /// Whether it will pass: "permanent", "temporary", "delayed" or "done", and the same in words.
    pub lasting: Option<(String, String)>,
    /// The cause in a sentence.
    pub meaning: String,
    /// How sure that is, in a sentence.
    pub confidence: String,
    /// Whose move it is.
    pub whose: Option<String>,
    /// What each can do, those whose move it is first.
    pub advice: Vec<Advice>,
    pub facts: Vec<Fact>,
    /// What does not fit together.
    pub warnings: Vec<String>,
    /// The words of the refusal.
    pub said: Option<String>,
    /// Entries of the reference.
    pub links: Vec<Link>,
    /// The line of the paste, from 1.
    pub line: Option<usize>,
    pub attempt: Option<Attempt>,
}

/// What somebody can do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    pub who: String,
    pub text: String,
    /// It is their move.
    pub first: bool,
}

/// Something that is known, by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub name: String,
    pub value: String,
    /// What explains the value.
    pub note: Option<String>,
    /// The entry of the reference about it.
    pub entry: Option<String>,
}

/// An entry of the reference, and what it is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its address: "faq/user-unknown".
    pub entry: String,
    pub title: String,
}

pub(super) fn card(finding: &Finding, report: &Report, language: &str) -> Card {
    let say = |key: &str| phrase(language, key).to_owned();
    let words = finding.cause.and_then(|cause| cause_words(language, cause));
    let by_code = || {
        let enhanced = finding.enhanced.as_deref().map(|code| format!("enhanced/x{}", code.get(1..).unwrap_or_default()));
        let code = finding.code.map(|code| format!("codes/{code}"));
        enhanced.into_iter().chain(code).find_map(|entry| known::entry_title(language, &entry))
    };
    let meaning = match (&words, by_code()) {
        (Some(words), _) => words.meaning.to_owned(),
        (None, _) if is_success(finding) => say("unknown.done"),
        (None, Some(title)) => fill(phrase(language, "unknown.code"), &[("code", title)]),
        (None, None) => say("unknown.nothing"),
    };
    let first = |who| finding.who.contains(who);
    Card {
        title: words
            .map_or_else(|| say(if is_success(finding) { "lasting.done-title" } else { "label.unknown" }), |words| words.title.to_owned()),
        recipient: finding.recipient.clone(),
        lasting: lasting(finding).map(|lasting| (lasting.to_owned(), say(&format!("lasting.{lasting}")))),
        meaning,
        confidence: match (&words, finding.confidence) {
            (Some(_), Confidence::None) | (None, _) => String::new(),
            (Some(_), confidence) => say(&format!("sure.{}", id(&confidence))),
        },
        whose: (!finding.who.is_empty()).then(|| {
            let who: Vec<_> = finding.who.iter().map(|who| say(&format!("who.{}", id(who)))).collect();
            who.join(phrase(language, "label.then"))
        }),
        advice: words
            .iter()
            .flat_map(|words| words.advice)
            .map(|(who, text)| Advice { who: say(&format!("who.{}", id(who))), text: (*text).to_owned(), first: first(who) })
            .collect(),
        facts: facts(finding, language),
        warnings: finding.warnings.iter().map(|warning| say(&format!("warning.{}", id(warning)))).collect(),
        said: finding.text.as_deref().map(one_block).filter(|text| !text.is_empty()),
        links: links(finding, language),
        line: finding.line,
        attempt: attempt(finding, report.source.as_deref()),
    }
}

/// Whether nothing failed.
pub(super) fn is_success(finding: &Finding) -> bool {
    matches!(finding.action, Some(Action::Delivered | Action::Relayed | Action::Expanded))
        || finding.code.is_some_and(|code| code < 400) && finding.cause.is_none()
}

fn lasting(finding: &Finding) -> Option<&'static str> {
    match (finding.action, finding.permanent) {
        _ if is_success(finding) => Some("done"),
        (Some(Action::Delayed), _) => Some("delayed"),
        (_, Some(true)) => Some("permanent"),
        (_, Some(false)) => Some("temporary"),
        (_, None) => None,
    }
}

fn facts(finding: &Finding, language: &str) -> Vec<Fact> {
    let name = |key: &str| phrase(language, key).to_owned();
    let fact = |key: &str, value: String| Fact { name: name(key), value, ..Fact::default() };
    let known_entry = |entry: String| known::is_entry(&entry).then_some(entry);
    let mut facts = Vec::new();
    let name_of = |id: &'static str| known::entry_title(language, &format!("providers/{id}")).or_else(|| known::name_of(id));
    let provider = finding.provider.and_then(|id| Some((id, name_of(id)?)));
    if let Some(host) = finding.remote.as_ref().or(provider.is_some().then_some(&String::new())) {
        let value = match provider {
            Some((_, provider)) if host.is_empty() => provider.to_owned(),
            Some((_, provider)) => format!("{provider} ({host})"),
            None => host.clone(),
        };
        let evidence = finding.evidence.as_deref().filter(|words| !words.eq_ignore_ascii_case(host));
        let note = provider.and(evidence).map(|words| fill(phrase(language, "fact.evidence"), &[("words", words)]));
        let entry = provider.and_then(|(id, _)| known_entry(format!("providers/{id}")));
        facts.push(Fact { note, entry, ..fact("fact.refused-by", value) });
    }
    if let Some(host) = finding.reporter.clone().filter(|host| Some(host) != finding.remote.as_ref()) {
        facts.push(fact("fact.told-by", host));
    }
    if let Some(stage) = finding.stage {
        facts.push(fact("fact.stage", name(&format!("stage.{}", id(&stage)))));
    }
    if let Some(code) = finding.code {
        let entry = known_entry(format!("codes/{code}"));
        let note = entry.as_deref().and_then(|entry| known::entry_title(language, entry)).and_then(|title| title.split_once(' '));
        facts.push(Fact { note: note.map(|(_, title)| title.to_owned()), entry, ..fact("fact.code", code.to_string()) });
    }
    if let Some(code) = &finding.enhanced {
        let entry = code.get(1..).and_then(|rest| known_entry(format!("enhanced/x{rest}")));
        let note = entry.as_deref().and_then(|entry| known::entry_title(language, entry)).and_then(|title| title.split_once(' '));
        facts.push(Fact { note: note.map(|(_, title)| title.to_owned()), entry, ..fact("fact.enhanced", code.clone()) });
    }
    facts
}

/// What the facts do not link to already.
fn links(finding: &Finding, language: &str) -> Vec<Link> {
    let others = finding.entries.iter().filter(|entry| !entry.starts_with("codes/"));
    others.filter_map(|entry| Some(Link { title: known::entry_title(language, entry)?.to_owned(), entry: entry.clone() })).collect()
}

/// The lines of `text` without empty ones, and few of them.
fn one_block(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(12).collect();
    lines.join("\n").chars().take(1_200).collect()
}

#[cfg(test)]
mod tests {
    use crate::show;

    #[test]
    fn a_card_says_who_refused_where_why_and_whose_move_it_is() {
        let shown = show(include_bytes!("../../tests/samples/postfix-two-recipients.eml"), "en");
        let card = &shown.cards[0];
        assert!(card.recipient.is_some() && card.whose.is_some() && !card.meaning.is_empty() && !card.advice.is_empty(), "{card:?}");
        assert!(card.advice[0].first, "those whose move it is come first: {card:?}");
        assert!(card.facts.iter().any(|fact| fact.name == "Reply code" && fact.entry.is_some()), "{card:?}");
    }

    #[test]
    fn what_is_not_known_is_told_with_what_the_code_says() {
        let shown = show(b"599 9.9.9 xyzzy plugh", "en");
        assert!(shown.cards.iter().all(|card| card.confidence.is_empty()), "{shown:?}");
        let shown = show(b"554 5.9.9 xyzzy plugh qwerty", "en");
        assert!(
            shown.cards.is_empty() || shown.cards[0].meaning.contains("not known") || !shown.cards[0].confidence.is_empty(),
            "{shown:?}"
        );
    }
}
