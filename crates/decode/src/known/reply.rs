use super::{PROVIDERS, REPLIES};
use std::collections::HashSet;

/// A row of `data/replies.toml`.
pub(super) struct Reply {
    /// Its id.
    pub(super) id: &'static str,
    /// The number of its provider.
    pub(super) provider: usize,
    /// Its reply code; `None` is what a client program says.
    pub(super) code: Option<u16>,
    /// Its enhanced code.
    pub(super) enhanced: Option<&'static str>,
    /// Its words, sorted, each once, without codes and placeholders.
    pub(super) words: &'static [&'static str],
}

/// A known reply that a text agrees with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Known {
    /// Its id in the reference, without `replies/`.
    pub(crate) id: &'static str,
    /// The id of its provider.
    pub(crate) provider: &'static str,
}

/// The share of its words that must agree where its provider is in the paste, and where it is not.
const NAMED: f32 = 0.6;
const UNNAMED: f32 = 0.9;
/// Where the provider is in the paste, a reply whose words agree so well is the same with another code or detail.
const SAME_WORDS: f32 = 0.8;
/// A reply of fewer words is taken for nobody's where its provider is not in the paste, unless nothing else is said.
const TELLING: usize = 4;
/// The words of the standard's own replies (RFC 5321 section 4.2.3): anybody says them.
const STANDARD: &[&str] = &[
    "aborted",
    "action",
    "allocation",
    "allowed",
    "arguments",
    "authentication",
    "available",
    "bad",
    "channel",
    "closing",
    "command",
    "commands",
    "completed",
    "error",
    "exceeded",
    "failed",
    "implemented",
    "in",
    "insufficient",
    "local",
    "mail",
    "mailbox",
    "name",
    "not",
    "of",
    "okay",
    "or",
    "parameter",
    "parameters",
    "please",
    "processing",
    "recognized",
    "rejected",
    "requested",
    "required",
    "sequence",
    "service",
    "storage",
    "syntax",
    "system",
    "taken",
    "transaction",
    "transmission",
    "try",
    "unavailable",
    "unrecognized",
    "user",
];

/// The known reply that `words` agree with best. `provider` is whose words they are, if that is known: a reply of
/// another one is then taken for nothing.
pub(crate) fn nearest(words: &[String], code: Option<u16>, enhanced: Option<&str>, provider: Option<&str>) -> Option<Known> {
    let said: HashSet<&str> = words.iter().map(String::as_str).collect();
    let mut best: Option<(f32, &Reply, &'static str)> = None;
    for reply in REPLIES {
        let Some(whose) = PROVIDERS.get(reply.provider) else { continue };
        let found = reply.words.iter().filter(|word| said.contains(**word)).count();
        let share = found as f32 / reply.words.len().max(1) as f32;
        let fits = agrees(reply.code, code) && agrees(reply.enhanced, enhanced);
        if !(fits || provider == Some(whose.id) && share >= SAME_WORDS && found > 1) {
            continue;
        }
        let own = reply.words.iter().filter(|word| !STANDARD.contains(word)).count();
        // Nothing else is said.
        let whole = found == reply.words.len() && said.len() <= found + 1 && reply.code == code;
        // A program's words come from any host; a service's only from its own.
        let enough = match provider {
            Some(provider) if provider == whose.id => share >= NAMED && found > 0,
            Some(_) if !whose.hosts.is_empty() => false,
            _ => share >= UNNAMED && own > 1 && (whole || reply.words.len() >= TELLING),
        };
        let exact = f32::from(u8::from(reply.code == code)) + f32::from(u8::from(reply.enhanced == enhanced));
        let score = share * (found as f32).sqrt() + exact / 2.0;
        if enough && best.is_none_or(|(other, ..)| score > other) {
            best = Some((score, reply, whose.id));
        }
    }
    best.map(|(_, reply, provider)| Known { id: reply.id, provider })
}

/// Whether the entry `replies/...` is what a program of the sender's side says.
pub(crate) fn is_of_client(entry: &str) -> bool {
    let id = entry.strip_prefix("replies/");
    let reply = id.and_then(|id| REPLIES.iter().find(|reply| reply.id == id));
    reply.and_then(|reply| PROVIDERS.get(reply.provider)).is_some_and(|provider| super::is_client(provider.id))
}

/// Whether what is known of one does not speak against the other.
fn agrees<T: PartialEq>(one: Option<T>, other: Option<T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::causes::words::words;

    fn id(text: &str, code: Option<u16>, provider: Option<&str>) -> Option<&'static str> {
        nearest(&words(text, 400), code, None, provider).map(|known| known.id)
    }

    #[test]
    fn a_named_provider_is_known_by_most_of_its_words() {
        let text = "Username and Password not accepted. For more information go to https://support.google.com/mail/?p=BadCredentials";
        assert_eq!(id(text, Some(535), Some("gmail")), Some("gmail-535-5-7-8"));
        assert_eq!(id(text, Some(535), Some("qq")), None, "the same words of somebody else");
    }

    #[test]
    fn the_same_words_of_a_named_provider_count_with_another_code() {
        assert_eq!(id("HL:ICC this host connects too often", Some(554), Some("netease")), Some("netease-421-hl-icc"));
        assert_eq!(id("HL:ICC this host connects too often", Some(554), None), None);
    }

    #[test]
    fn a_short_reply_is_known_where_nothing_else_is_said() {
        assert_eq!(id("Connection frequency limited", Some(550), None), Some("qq-550-7"));
        assert_eq!(id("Connection frequency limited by this host for an hour", Some(550), None), None);
    }

    #[test]
    fn a_word_or_two_are_nobodys() {
        for text in ["nested exception is: timeout", "Authentication failed", "Login incorrect", "Gateway Time-out"] {
            assert_eq!(id(text, None, None), None, "{text}");
        }
        assert_eq!(id("Requested action not taken: mailbox unavailable", Some(550), None), None, "the words of the standard");
    }
}
