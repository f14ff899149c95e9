//! How the faults of a whole line are mended.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::spelling::{closest, to_ascii};
use super::{Fault, FaultKind, Fix};
use crate::spec::Verb;
use crate::wire::Span;

/// A word that is no verb: one letter is wrong, `FROM:` or `TO:` was glued to it or stands alone.
pub(super) fn unknown_verb(line: &[u8], span: Span) -> Fault {
    let word = span.text(line);
    let upper = word.to_ascii_uppercase();
    for (glued, alone, verb) in [("MAILFROM", "FROM:", "MAIL "), ("RCPTTO", "TO:", "RCPT ")] {
        if upper.starts_with(glued) {
            return Fault::mend(FaultKind::UnknownVerb, span, Span::at(span.start + verb.len() - 1), " ");
        }
        if upper.starts_with(alone) {
            return Fault::mend(FaultKind::UnknownVerb, span, Span::at(span.start), verb);
        }
    }
    let meant = closest(&word, Verb::ALL.map(Verb::name)).map(str::to_owned);
    Fault::maybe(FaultKind::UnknownVerb, span, meant)
}

/// What is not ASCII becomes it where it only looks different; MAIL, VRFY and EXPN may ask for SMTPUTF8
/// (RFC 6531 sections 3.4 and 3.7.4.2).
pub(super) fn non_ascii(text: &str) -> Option<Fix> {
    let plain = to_ascii(text);
    if plain.is_ascii() {
        return Some(Fix { span: Span::new(0, text.len()), replacement: plain });
    }
    let verb = text.split_ascii_whitespace().next().and_then(|word| Verb::parse(word.as_bytes()));
    let end = text.trim_ascii_end().len();
    matches!(verb, Some(Verb::Mail | Verb::Vrfy | Verb::Expn))
        .then(|| Fix { span: Span::new(end, text.len()), replacement: " SMTPUTF8".into() })
}

/// Base64 whose padding is missing gets it; anything else is taken for the text that was meant.
pub(super) fn base64(response: &[u8]) -> String {
    let bare: String = String::from_utf8_lossy(response).trim_end_matches('=').to_owned();
    let padded = format!("{bare}{}", "=".repeat((4 - bare.len() % 4) % 4));
    if STANDARD.decode(&padded).is_ok() { padded } else { STANDARD.encode(response) }
}

/// The digits of what should be a count.
pub(super) fn count(word: &[u8]) -> Option<String> {
    if word.eq_ignore_ascii_case(b"LAST") {
        return Some("0 LAST".into());
    }
    let digits: String = word.iter().filter(|octet| octet.is_ascii_digit()).map(|&octet| char::from(octet)).collect();
    digits.parse::<u64>().is_ok().then_some(digits)
}
