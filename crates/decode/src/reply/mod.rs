//! A single reply, or a code, in any of the ways people write them.

use crate::bounce::{addresses, session};
use crate::causes::Explainer;
use crate::codes::{self, Codes, Standing};
use crate::not_smtp::speaks_of_mail;
use crate::paste::Paste;
use crate::recognise::Evidence;
use crate::report::{Confidence, Finding, Kind, Report};

/// The longest text that is taken for a single reply.
const LONGEST: usize = 4_000;

/// A short text.
pub(crate) fn evidence(paste: &Paste<'_>) -> Evidence {
    let short = paste.text.len() <= LONGEST && !paste.text.trim().is_empty();
    if short { Evidence::Possible } else { Evidence::None }
}

/// The codes and words of the reply. `None` where no code stands in it and the words tell nothing.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Report> {
    let text = paste.text.trim();
    let found = codes::find(text);
    let speaks = speaks_of_mail(&text.to_lowercase());
    let codes = if counts(text, &found, speaks) { found } else { Codes::default() };
    let coded = |line: &str| {
        codes.code.is_some() && codes::reply_code(line) == codes.code
            || codes.enhanced.is_some() && codes::enhanced(line) == codes.enhanced.as_deref()
    };
    let line = paste.lines().find(|line| coded(line.text)).or_else(|| paste.lines().find(|line| !line.text.trim().is_empty()))?.number;
    let mut finding = Finding {
        recipient: text.starts_with('<').then(|| addresses(text).next().map(str::to_owned)).flatten(),
        remote: session::remote(text),
        stage: session::stage(text),
        code: codes.code,
        enhanced: codes.enhanced.clone(),
        text: Some(text.to_owned()),
        line: Some(line),
        ..Finding::default()
    };
    let coded = finding.code.is_some() || finding.enhanced.is_some();
    Explainer::default().explain(&mut finding);
    if !coded {
        // The header of a mail says "dkim=fail", too, and is no reply.
        if finding.confidence != Confidence::Text || crate::header::read(paste).is_some() || !speaks && !may_be_of_mail(text) {
            return None;
        }
        // Words that others say, too, and sentences in which they may mean something else: it is a guess.
        let is_known = finding.entries.iter().any(|entry| entry.starts_with("replies/"));
        if !speaks || !is_known && text.split_whitespace().count() > SHORT {
            finding.confidence = Confidence::Likely;
        }
    }
    Some(Report { findings: vec![finding], ..Report::new(Kind::Reply) })
}

/// The most words of a text in which a code stands for itself: "error 550", "what is 550".
const FEW: usize = 3;

/// Whether the codes in `text` are those of a reply, and not numbers in a sentence: "room 550 is full".
fn counts(text: &str, codes: &Codes, speaks: bool) -> bool {
    let told = || {
        let mut finding = Finding { text: Some(text.to_owned()), ..Finding::default() };
        Explainer::default().explain(&mut finding);
        finding.confidence == Confidence::Text
    };
    match codes::standing(text, codes) {
        Standing::Firm => true,
        Standing::Loose => speaks || says_shared(text) || tokens(text) <= FEW || told(),
        Standing::Passing => speaks && told(),
    }
}

fn tokens(text: &str) -> usize {
    let split = |character: char| character.is_whitespace() || matches!(character, '"' | ',' | ':' | '{' | '}' | '=' | ';');
    text.split(split).filter(|token| !token.is_empty()).count()
}

/// Words that a mail server says and that others say, too, in lower case.
const SHARED: &[&str] = &[
    "mail",
    "message",
    "spam",
    "address",
    "relay",
    "domain",
    "dmarc",
    "spf",
    "dkim",
    "blocklist",
    "blacklist",
    "block list",
    "greylist",
    "attachment",
    "inbox",
    "virus",
];
/// A text of so many words may be a reply by itself.
const SHORT: usize = 8;

fn says_shared(text: &str) -> bool {
    let lower = text.to_lowercase();
    SHARED.iter().any(|word| lower.contains(word))
}

fn may_be_of_mail(text: &str) -> bool {
    text.split_whitespace().count() <= SHORT || says_shared(text)
}
