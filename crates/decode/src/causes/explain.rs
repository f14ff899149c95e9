//! From what a refusal states to what it means.

use std::collections::HashMap;

use super::phrases;
use super::tables::{Cause, by_code, by_enhanced, cause, numbered};
use super::words::words;
use crate::known;
use crate::report::{Action, Confidence, Finding, Stage, Warning};

/// The words of a text that are looked at.
const WORDS: usize = 600;
/// Entries of the reference that a finding names.
const ENTRIES: usize = 6;

/// Tells what refusals mean. It remembers, as a log says the same thing a thousand times.
#[derive(Default)]
pub(crate) struct Explainer {
    told: HashMap<Key, Meaning>,
}

/// What a meaning depends on. Numbers and names in the words do not count, codes do.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    words: Vec<String>,
    code: Option<u16>,
    enhanced: Option<String>,
    stage: Option<Stage>,
    action: Option<Action>,
    provider: Option<&'static str>,
    /// The cause, if it is stated.
    cause: Option<&'static str>,
}

#[derive(Clone, Default)]
struct Meaning {
    cause: Option<&'static str>,
    confidence: Confidence,
    provider: Option<&'static str>,
    entries: Vec<String>,
}

/// Remembered meanings; a paste that says more different things is explained anew each time.
const REMEMBERED: usize = 4_000;

impl Explainer {
    /// Fills in what follows from what `finding` states (`text`, codes, stage, action, hosts): cause, reason, confidence, who,
    /// entries, provider, permanent, warnings. A cause, a provider or `permanent` that is stated already stays.
    pub(crate) fn explain(&mut self, finding: &mut Finding) {
        let mut text = words(finding.text.as_deref().unwrap_or_default(), WORDS);
        if finding.provider.is_none() {
            self.tell_provider(finding, &text);
        }
        // Each line of a reply has the codes again, in the middle of a sentence.
        let code = finding.code.map(|code| code.to_string());
        text.retain(|word| Some(word) != code.as_ref() && Some(word) != finding.enhanced.as_ref());
        let key = Key {
            code: finding.code,
            enhanced: finding.enhanced.clone(),
            stage: finding.stage,
            action: finding.action,
            provider: finding.provider,
            cause: finding.cause,
            words: text,
        };
        let meaning = match self.told.get(&key) {
            Some(meaning) => meaning.clone(),
            None => {
                let meaning = meaning(&key);
                if self.told.len() < REMEMBERED {
                    self.told.insert(key, meaning.clone());
                }
                meaning
            }
        };
        conclude(finding, meaning);
    }

    fn tell_provider(&self, finding: &mut Finding, text: &[String]) {
        if let Some((id, word)) = known::named_in(text) {
            (finding.provider, finding.evidence) = (Some(id), Some(word.to_owned()));
        } else if let Some(host) = &finding.remote
            && let Some(id) = known::of_host(host)
        {
            (finding.provider, finding.evidence) = (Some(id), Some(host.clone()));
        }
    }
}

/// What is known of the words and codes in `key`.
fn meaning(key: &Key) -> Meaning {
    let known = known::nearest(&key.words, key.code, key.enhanced.as_deref(), key.provider);
    let by_enhanced = key.enhanced.as_deref().and_then(by_enhanced);
    let by_code = key.code.and_then(by_code);
    let stated = key.cause.and_then(cause);
    let (cause, confidence) = match (by_words(key, by_enhanced), by_enhanced, by_code) {
        _ if stated.is_some() => (stated, Confidence::None),
        (Some((cause, true)), ..) => (Some(cause), Confidence::Text),
        (_, Some((cause, _)), _) => (Some(of_sender(cause, key.stage)), Confidence::Code),
        (Some((cause, false)), ..) => (Some(cause), Confidence::Likely),
        (None, None, Some(cause)) => (Some(cause), Confidence::Code),
        (None, None, None) => (None, Confidence::None),
    };
    Meaning {
        cause: cause.map(|cause| cause.id),
        confidence,
        // A program of the sender's side has words of its own, but it refuses nothing.
        provider: known.map(|known| known.provider).filter(|id| !known::is_client(id)),
        entries: entries(known.map(|known| known.id), cause, key),
    }
}

/// What an enhanced code weighs that is sent for nothing else: as much as a phrase of four words.
const CODE: u16 = 6;
/// What a phrase weighs more if an enhanced code hints at the same.
const HINT: u16 = 2;
/// The cause whose words are said loosely, and the one that its code then tells: `550 5.2.1 User unknown`.
const LOOSE: &str = "user-unknown";
const REFUSES: &str = "recipient-refuses";
/// The cause of a domain that is not there.
const HOST: &str = "host-unknown";
/// The cause where it is the sender that is refused.
const SENDER: &str = "sender-refused";

/// The cause that most of `words` speak for, and whether they tell it or only hint at it. `None` if they say nothing, or less
/// than the enhanced code does.
fn by_words(key: &Key, by_enhanced: Option<(&'static Cause, bool)>) -> Option<(&'static Cause, bool)> {
    let mut best: Option<(u16, &phrases::Phrase)> = None;
    for (_, phrase) in phrases::found(&key.words) {
        let id = numbered(phrase.cause).map(|cause| cause.id);
        let weight = match by_enhanced {
            Some((cause, told)) if Some(cause.id) == id && phrase.weight > 1 => phrase.weight + if told { CODE } else { HINT },
            Some((_, true)) if phrase.weight < CODE || !phrase.sure || id == Some(LOOSE) => continue,
            Some((cause, false)) if cause.id == REFUSES && id == Some(LOOSE) && key.stage != Some(Stage::Rcpt) => continue,
            _ => phrase.weight,
        };
        let rank = |weight: u16, phrase: &phrases::Phrase| (phrase.sure, weight, u16::MAX - phrase.cause);
        if best.is_none_or(|(other, best)| rank(weight, phrase) > rank(other, best)) {
            best = Some((weight, phrase));
        }
    }
    let (_, phrase) = best?;
    let found = numbered(phrase.cause)?;
    // Whose recipient was taken means the sender's domain.
    let missing = if key.stage == Some(Stage::EndOfData) { SENDER } else { HOST };
    let found = if found.id == LOOSE && is_domain_missing(key) { cause(missing).unwrap_or(found) } else { found };
    Some((of_sender(found, key.stage), phrase.sure))
}

/// Whether the words say of a name with dots, and not of an address, that it does not exist: `mx.example.com does not exist`.
fn is_domain_missing(key: &Key) -> bool {
    const MISSING: [&str; 3] = ["does", "not", "exist"];
    key.words.windows(4).any(|words| match words {
        [name, rest @ ..] => {
            rest == MISSING && name.contains('.') && !name.starts_with('.') && name.bytes().any(|octet| octet.is_ascii_alphabetic())
        }
        [] => false,
    })
}

/// "Does not exist" in reply to MAIL is said of the sender.
fn of_sender(found: &'static Cause, stage: Option<Stage>) -> &'static Cause {
    let exists = [LOOSE, HOST].contains(&found.id);
    cause(SENDER).filter(|_| exists && stage == Some(Stage::Mail)).unwrap_or(found)
}

/// The entries of the reference, the nearest first.
fn entries(known: Option<&str>, cause: Option<&Cause>, key: &Key) -> Vec<String> {
    let mut entries: Vec<String> = known.map(|id| format!("replies/{id}")).into_iter().collect();
    entries.extend(cause.into_iter().flat_map(|cause| cause.entries).map(|entry| (*entry).to_owned()));
    entries.extend(key.enhanced.as_deref().and_then(|code| code.get(1..)).map(|rest| format!("enhanced/x{rest}")));
    entries.extend(key.code.map(|code| format!("codes/{code}")));
    entries.retain(|entry| known::is_entry(entry));
    // What the paste states itself goes before what only the cause names.
    let stated = |entry: &str| match entry.split_once('/') {
        Some(("enhanced", _)) => key.enhanced.is_some() || key.code.is_none(),
        Some(("faq", id)) => numbers(id).all(|number| key.code.is_none_or(|code| code.to_string() == number)),
        _ => true,
    };
    entries.sort_by_key(|entry| !stated(entry));
    let mut seen = Vec::new();
    entries.retain(|entry| !seen.contains(entry) && (seen.push(entry.clone()), true).1);
    entries.truncate(ENTRIES);
    entries
}

/// The reply codes in the name of an entry, such as "what-is-421".
fn numbers(id: &str) -> impl Iterator<Item = &str> {
    id.split('-').filter(|part| part.len() == 3 && part.bytes().all(|octet| octet.is_ascii_digit()) && !part.starts_with('1'))
}

/// The class of a cause in Sisimai's words, which also look at when it was said: a recipient that is refused only after the message was
/// "filtered", and a domain that cannot be found just now is an error of the network.
fn reason(finding: &Finding, row: Option<&'static Cause>) -> Option<&'static str> {
    let row = row?;
    let class = finding.enhanced.as_deref().and_then(|code| code.split_once('.'));
    let after = matches!(finding.stage, Some(Stage::Data | Stage::EndOfData)) && finding.provider.is_none();
    Some(match row.id {
        LOOSE if after && class.is_none_or(|(_, rest)| rest != "1.1") => "filtered",
        "host-unknown" if class.is_some_and(|(class, rest)| class == "4" && rest == "0.0") => "networkerror",
        _ => row.reason,
    })
}

fn conclude(finding: &mut Finding, meaning: Meaning) {
    if finding.cause.is_none() {
        (finding.cause, finding.confidence) = (meaning.cause, meaning.confidence);
    }
    finding.provider = finding.provider.or(meaning.provider);
    finding.entries.extend(meaning.entries);
    let row = finding.cause.and_then(cause);
    finding.reason = finding.reason.or_else(|| reason(finding, row));
    if let Some(row) = row.filter(|_| finding.who.is_empty()) {
        finding.who = row.who.to_vec();
    }
    let [code, enhanced] =
        [finding.code.map(|code| (code / 100) as u8 + b'0'), finding.enhanced.as_ref().and_then(|code| code.bytes().next())];
    if code.is_some() && enhanced.is_some() && code != enhanced {
        finding.warnings.push(Warning::ClassAndCodeDisagree);
    }
    if finding.action == Some(Action::Failed) && enhanced == Some(b'4') {
        finding.warnings.push(Warning::ActionAndCodeDisagree);
    }
    finding.permanent = finding.permanent.or_else(|| permanent(finding.action, enhanced.or(code), row));
}

/// Whether it will not pass by waiting: the reporter's action says so, then the class of the code, then what is usual.
fn permanent(action: Option<Action>, class: Option<u8>, cause: Option<&Cause>) -> Option<bool> {
    match (action, class) {
        (Some(Action::Delayed | Action::Delivered | Action::Relayed | Action::Expanded), _) => Some(false),
        (_, Some(b'5')) => Some(true),
        (_, Some(b'2' | b'4')) => Some(false),
        _ => cause.map(|cause| cause.permanent),
    }
}
