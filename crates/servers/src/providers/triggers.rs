//! How to meet the refusals that providers are known for. In the practice world there is no SPF record
//! and no reputation, so a mail asks for its refusal by a word:
//!
//! | where | word | what the provider refuses |
//! | --- | --- | --- |
//! | login | `app-password@example.com` | the account's own password; an app password or authorisation code is needed |
//! | login | `web-login@example.com` | a login that nobody confirmed in a browser |
//! | login | `smtp-off@example.com` | an account for which SMTP is switched off |
//! | login | `too-many-logins@example.com` | one more login after too many failed ones |
//! | sender | `spf-fail@example.org` | a client that may not send for this domain (SPF) |
//! | sender | `dmarc-fail@example.org` | a mail that the domain's DMARC record asks to refuse |
//! | sender | `no-auth@example.org` | a mail for which neither SPF nor DKIM vouches |
//! | sender | `no-ptr@example.org` | a client without a name in the DNS |
//! | sender | `blocklisted@example.org` | a client on a block list |
//! | sender | `rate-limited@example.org` | a client that sends too much |
//! | recipient | `full@example.com` | a mailbox that is full |
//! | recipient | `disabled@example.com` | a mailbox that is switched off |
//! | message | the GTUBE line | spam |
//! | message | a file named `….exe` | a dangerous attachment |
//! | message | no `From:` line | a mail without the header lines that it needs (port 25 only) |
//!
//! The domain makes no difference, but recipients must be at a domain of the server. A word does its work
//! only where a transcript shows how that provider refuses such a thing, and at the stage where it does.

use smtp_engine::session::{Mailbox, Provenance, Refusal, Role, SaslError, Server, Stage, Wording};
use smtp_engine::spec::ReplyKey;

/// Where the word of a trigger stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The local part of the login.
    Login,
    /// The local part of the reverse-path.
    Sender,
    /// The local part of a forward-path.
    Recipient,
    /// Anywhere in the message.
    Message,
}

/// A word that asks for a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Trigger {
    /// Its name in content files.
    pub id: &'static str,
    /// Where it stands.
    pub place: Place,
    /// The word.
    pub word: &'static str,
    /// What is refused.
    pub key: ReplyKey,
}

/// The line that every spam filter takes for spam, made for tests
/// (<https://spamassassin.apache.org/gtube/>).
pub const GTUBE: &str = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";

/// All triggers.
pub const TRIGGERS: &[Trigger] = &[
    Trigger { id: "app-password", place: Place::Login, word: "app-password", key: ReplyKey::AppPasswordRequired },
    Trigger { id: "web-login", place: Place::Login, word: "web-login", key: ReplyKey::BrowserLoginRequired },
    Trigger { id: "smtp-off", place: Place::Login, word: "smtp-off", key: ReplyKey::LoginNotPermitted },
    Trigger { id: "too-many-logins", place: Place::Login, word: "too-many-logins", key: ReplyKey::TooManyLogins },
    Trigger { id: "spf-fail", place: Place::Sender, word: "spf-fail", key: ReplyKey::SpfFailed },
    Trigger { id: "dmarc-fail", place: Place::Sender, word: "dmarc-fail", key: ReplyKey::DmarcFailed },
    Trigger { id: "no-auth", place: Place::Sender, word: "no-auth", key: ReplyKey::SenderUnauthenticated },
    Trigger { id: "no-ptr", place: Place::Sender, word: "no-ptr", key: ReplyKey::ReverseDnsMissing },
    Trigger { id: "blocklisted", place: Place::Sender, word: "blocklisted", key: ReplyKey::ClientBlocked },
    Trigger { id: "rate-limited", place: Place::Sender, word: "rate-limited", key: ReplyKey::RateLimited },
    Trigger { id: "full", place: Place::Recipient, word: "full", key: ReplyKey::MailboxFull },
    Trigger { id: "disabled", place: Place::Recipient, word: "disabled", key: ReplyKey::UserDisabled },
    Trigger { id: "gtube", place: Place::Message, word: GTUBE, key: ReplyKey::SpamContent },
    Trigger { id: "program", place: Place::Message, word: ".exe", key: ReplyKey::AttachmentBlocked },
];

/// The triggers that do their work on `server`; none on one that is no provider.
pub fn of(server: &Server) -> impl Iterator<Item = &'static Trigger> {
    let provider = matches!(server.provenance, Provenance::PublicTranscripts(_));
    TRIGGERS.iter().filter(move |trigger| provider && works(server, trigger))
}

fn works(server: &Server, trigger: &Trigger) -> bool {
    match trigger.place {
        Place::Login => server.role == Role::Submission && (server.words.wording)(trigger.key).is_some(),
        Place::Sender | Place::Recipient | Place::Message => server.refusals.iter().any(|(key, _)| *key == trigger.key),
    }
}

fn find(place: Place, word: &str) -> Option<ReplyKey> {
    TRIGGERS.iter().find(|trigger| trigger.place == place && trigger.word.eq_ignore_ascii_case(word)).map(|trigger| trigger.key)
}

/// What `server` says at `stage` to something that asks for `key`; `None` where it says it elsewhere, or
/// no transcript shows it.
pub(super) fn refusal(server: &Server, key: ReplyKey, stage: Stage) -> Option<Refusal> {
    server.refusals.contains(&(key, stage)).then(|| {
        let refusal = Refusal::new(key);
        // RFC 5321 section 4.2.3: after a 421 the server closes.
        let closes = (server.words.wording)(key).is_some_and(|wording| wording.code == 421);
        if closes { refusal.closing() } else { refusal }
    })
}

/// What a failed login is told.
pub(super) fn of_login(error: SaslError, login: &str, wording: fn(ReplyKey) -> Option<&'static Wording>) -> Refusal {
    let word = login.split('@').next().unwrap_or_default();
    let asked = find(Place::Login, word).filter(|key| error == SaslError::Failed && wording(*key).is_some());
    Refusal::new(asked.unwrap_or(error.reply()))
}

/// Whether `sender` is refused at `stage`.
pub(super) fn of_sender(server: &Server, sender: &Mailbox, stage: Stage) -> Option<Refusal> {
    find(Place::Sender, &sender.local_part).and_then(|key| refusal(server, key, stage))
}

/// Whether `recipient` is refused.
pub(super) fn of_recipient(server: &Server, recipient: &Mailbox) -> Option<Refusal> {
    find(Place::Recipient, &recipient.local_part).and_then(|key| refusal(server, key, Stage::Rcpt))
}

/// Whether the mailbox of `recipient` is refused only when the message has come.
pub(super) fn of_recipient_at_end(server: &Server, recipient: &Mailbox) -> Option<Refusal> {
    find(Place::Recipient, &recipient.local_part).and_then(|key| refusal(server, key, Stage::EndOfData))
}

/// What a message asks for.
pub(super) fn of_message(message: &[u8]) -> impl Iterator<Item = ReplyKey> {
    let spam = contains(message, GTUBE.as_bytes()).then_some(ReplyKey::SpamContent);
    let attachment = message.split(|&octet| octet == b'\n').any(names_program).then_some(ReplyKey::AttachmentBlocked);
    spam.into_iter().chain(attachment)
}

/// Whether a header line of a MIME part names a file that ends with `.exe` (RFC 2183 section 2.3).
fn names_program(line: &[u8]) -> bool {
    let line = line.to_ascii_lowercase();
    let name = line.windows(9).position(|window| window == b"filename=").map(|at| &line[at + 9..]);
    name.is_some_and(|name| {
        let name = name.strip_prefix(b"\"").unwrap_or(name);
        let end = name.iter().position(|octet| matches!(octet, b'"' | b';' | b'\r')).unwrap_or(name.len());
        name[..end].ends_with(b".exe")
    })
}

fn contains(message: &[u8], text: &[u8]) -> bool {
    message.windows(text.len()).any(|window| window == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_by_its_name() {
        let keys = |message: &[u8]| of_message(message).collect::<Vec<_>>();
        assert_eq!(keys(b"Content-Disposition: attachment; filename=\"Setup.EXE\"\r\n"), [ReplyKey::AttachmentBlocked]);
        assert_eq!(keys(b"Content-Disposition: attachment; filename=x.exe; size=3\r\n"), [ReplyKey::AttachmentBlocked]);
        assert_eq!(keys(b"I send you x.exe\r\nfilename=x.exe.txt\r\nfilename="), []);
        assert_eq!(keys(format!("hi\r\n{GTUBE}\r\n").as_bytes()), [ReplyKey::SpamContent]);
        assert_eq!(keys(b""), []);
    }

    #[test]
    fn only_a_provider_has_triggers_and_each_has_words() {
        for server in crate::ALL {
            let provider = matches!(server.provenance, Provenance::PublicTranscripts(_));
            assert_eq!(of(server).next().is_some(), provider && (server.id, server.role) != ("icloud", Role::Submission), "{server:?}");
            for trigger in of(server) {
                assert!((server.words.wording)(trigger.key).is_some(), "{server:?} {trigger:?}");
            }
        }
    }
}
