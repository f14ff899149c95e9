//! What must not leave the page: passwords that are not those of the practice world.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Action, EventKind, Timeline};
use smtp_engine::session::{Timestamp, World};
use smtp_engine::spec::ReplyKey;
use smtp_engine::syntax::{Argument, Parsed, parse};

/// What takes the place of a secret; it is base64 of `removed`.
pub(super) const REMOVED: &str = "cmVtb3ZlZA==";

/// What takes the place of a password in a world.
pub(super) const REMOVED_PASSWORD: &str = "removed";

/// All actions with secrets taken out, and how many there were. The logins of the practice world and of `known`
/// are no secrets; those of a world that was changed are.
pub(super) fn without_secrets(timeline: &Timeline, known: &World) -> (Vec<(Timestamp, Action)>, usize) {
    let mut timeline = timeline.clone();
    timeline.go_to(usize::MAX);
    let mut sent = Sent::of(&timeline);
    let mut secrets = Vec::new();
    // Those of an AUTH exchange that is under way: whether they are secret shows at its end.
    let mut open = Vec::new();
    // Whoever is let in has a login of the world; where everybody knows those, even a digest of a password tells nothing.
    let all_known = timeline.world().logins.iter().all(|login| World::standard().logins.contains(login) || known.logins.contains(login));
    for event in timeline.events() {
        let (octets, secret) = match &event.kind {
            EventKind::Reply(reply) => {
                match reply.key {
                    ReplyKey::AuthOk if all_known => open.clear(),
                    ReplyKey::AuthChallenge => {}
                    _ => secrets.append(&mut open),
                }
                continue;
            }
            EventKind::Answer(octets) => (octets, Some(0..octets.len())),
            EventKind::Command { octets, parsed } => (octets, initial_response(parsed)),
            EventKind::Data(octets) => (octets, None),
            _ => continue,
        };
        let found = sent.find(octets, event.input);
        if let Some(secret) = secret.filter(|secret| !is_public(octets.get(secret.clone()).unwrap_or_default(), known)) {
            open.push(found.start + secret.start..(found.start + secret.end).min(found.end));
        }
    }
    secrets.append(&mut open);
    // What waits for the rest of its line.
    let rest = timeline.session().unfinished_line();
    let start = sent.octets.len().saturating_sub(rest.len());
    let secret = if timeline.session().exchange().is_some() { Some(0..rest.len()) } else { initial_response(&parse(rest)) };
    secrets.extend(
        secret
            .filter(|secret| !is_public(rest.get(secret.clone()).unwrap_or_default(), known))
            .map(|secret| start + secret.start..start + secret.end),
    );
    let removed = secrets.len();
    // From the last one on, so that the places before it stay as they are.
    secrets.into_iter().rev().for_each(|secret| sent.remove(secret));
    (sent.actions, removed)
}

/// The initial response of AUTH in a command.
fn initial_response(parsed: &Parsed) -> Option<Range<usize>> {
    match &parsed.argument {
        Argument::Auth(argument) => argument.initial_response.map(|span| span.start..span.end),
        _ => None,
    }
}

/// All that was sent, in one piece: a line can come in several actions.
struct Sent {
    actions: Vec<(Timestamp, Action)>,
    octets: Vec<u8>,
    /// Where each action's octets begin.
    starts: Vec<usize>,
    /// How far the session has read.
    read: usize,
}

impl Sent {
    fn of(timeline: &Timeline) -> Self {
        let actions: Vec<(Timestamp, Action)> = timeline.all_actions().map(|(at, action)| (at, action.clone())).collect();
        let (mut octets, mut starts) = (Vec::new(), Vec::with_capacity(actions.len()));
        for (_, action) in &actions {
            starts.push(octets.len());
            if let Action::Send(sent) = action {
                octets.extend_from_slice(sent);
            }
        }
        Self { actions, octets, starts, read: 0 }
    }

    /// Where `line`, which ended in the action `input`, stands. Where it cannot be found, as one that was cut, all that
    /// came since the line before it.
    fn find(&mut self, line: &[u8], input: usize) -> Range<usize> {
        let start = self.starts.get(input).copied().unwrap_or(0);
        let end = self.starts.get(input + 1).copied().unwrap_or(self.octets.len());
        // What came before the connection was made is read by the action that makes it.
        let from = if start < end { self.read.max((start + 1).saturating_sub(line.len().max(1))) } else { self.read };
        let room = self.octets.get(from..end).unwrap_or_default();
        let found = match line {
            [] => Some(0),
            _ => room.windows(line.len()).position(|window| window == line),
        };
        let place = found.map_or(self.read.min(end)..end, |at| from + at..from + at + line.len());
        self.read = self.read.max(place.end);
        place
    }

    /// Puts the sign for what was removed in the place of `secret`.
    fn remove(&mut self, secret: Range<usize>) {
        let mut sign = Some(REMOVED);
        for (number, (_, action)) in self.actions.iter_mut().enumerate() {
            let Action::Send(octets) = action else { continue };
            let start = self.starts.get(number).copied().unwrap_or(0);
            let length = self.starts.get(number + 1).copied().unwrap_or(self.octets.len()) - start;
            let here = secret.start.saturating_sub(start).min(length)..secret.end.saturating_sub(start).min(length);
            if here.start < here.end {
                octets.splice(here, sign.take().unwrap_or_default().bytes());
            }
        }
    }
}

/// Whether an answer in AUTH holds nothing that is not known to everyone: nothing at all, a cancel, or
/// something of the logins of the practice world or of `other`.
fn is_public(answer: &[u8], other: &World) -> bool {
    let Ok(plain) = STANDARD.decode(answer) else {
        return matches!(answer, b"" | b"*" | b"=");
    };
    let world = World::standard();
    let known = |part: &[u8]| {
        part.is_empty()
            || world.logins.iter().chain(&other.logins).any(|login| part == login.name.as_bytes() || part == login.password.as_bytes())
    };
    // PLAIN and LOGIN hold the words themselves; digests of other mechanisms give no password away, but
    // they could be tried against a list of passwords, so they are taken out too.
    plain.split(|&octet| octet == 0).all(known)
}

#[cfg(test)]
mod tests {
    use super::super::{read_link, write_link};
    use super::*;
    use hmac::{Hmac, Mac};
    use md5::Md5;
    use smtp_servers::postfix;

    /// What is left in the link of a session inside TLS that sends these pieces.
    fn shared(pieces: &[&str]) -> (String, usize) {
        let mut timeline = Timeline::new(&postfix::SUBMISSION, World::standard()).inside_tls();
        timeline.act(Action::Connect, Timestamp(0));
        for piece in pieces {
            timeline.act(Action::Send(piece.as_bytes().to_vec()), Timestamp(0));
        }
        let link = write_link(&timeline);
        let read = read_link(&link.fragment).expect("a session");
        let sent = read.all_actions().filter_map(|(_, action)| match action {
            Action::Send(octets) => Some(String::from_utf8_lossy(octets).into_owned()),
            _ => None,
        });
        (sent.collect(), link.secrets_removed)
    }

    #[test]
    fn a_digest_of_a_password_that_everybody_knows_is_none() {
        // RFC 2195 section 2, with the challenge that the standard world gives first.
        let mut timeline = Timeline::new(&postfix::SUBMISSION, World::standard()).inside_tls();
        timeline.act(Action::Connect, Timestamp(0));
        timeline.act(Action::Send(b"EHLO a\r\nAUTH CRAM-MD5\r\n".to_vec()), Timestamp(0));
        let reply = timeline.events().iter().rev().find_map(|event| match &event.kind {
            EventKind::Reply(reply) => reply.text.strip_prefix("334 ").map(|text| text.trim_end().to_owned()),
            _ => None,
        });
        let challenge = STANDARD.decode(reply.expect("a challenge")).expect("base64");
        let digest = |password: &str| {
            let mut mac = <Hmac<Md5> as Mac>::new_from_slice(password.as_bytes()).expect("any key");
            mac.update(&challenge);
            mac.finalize().into_bytes().iter().map(|octet| format!("{octet:02x}")).collect::<String>()
        };
        for (password, removed) in [("wonderland", 0), ("my real password", 1)] {
            let answer = STANDARD.encode(format!("alice@example.com {}", digest(password)));
            let mut timeline = timeline.clone();
            timeline.act(Action::Send(format!("{answer}\r\n").into_bytes()), Timestamp(0));
            assert_eq!(write_link(&timeline).secrets_removed, removed, "{password}");
        }
    }

    #[test]
    fn a_secret_that_comes_in_pieces_is_taken_out() {
        let said = ["EHLO a\r\nAUTH LOGIN\r\nYWxpY2VAZXhhbXBsZS5jb20=\r\nc2Vj", "cm", "V0\r\nNOOP\r\n"];
        let left = format!("EHLO a\r\nAUTH LOGIN\r\nYWxpY2VAZXhhbXBsZS5jb20=\r\n{REMOVED}\r\nNOOP\r\n");
        assert_eq!(shared(&said), (left, 1));
    }

    #[test]
    fn a_secret_that_looks_like_a_command_is_taken_out_in_its_place() {
        let left = format!("EHLO a\r\nAUTH LOGIN\r\n{REMOVED}\r\n{REMOVED}\r\nAUTH PLAIN {REMOVED}\r\n");
        assert_eq!(shared(&["EHLO a\r\nAUTH LOGIN\r\nAUTH\r\n", "EHLO\r\n", "AUTH PLAIN AUTH\r\n"]), (left, 3));
    }

    #[test]
    fn a_secret_whose_line_has_not_ended_is_taken_out() {
        assert_eq!(shared(&["EHLO a\r\nAUTH LOGIN\r\n", "c2Vj", "cmV0"]), (format!("EHLO a\r\nAUTH LOGIN\r\n{REMOVED}"), 1));
        assert_eq!(shared(&["EHLO a\r\nAUTH PLAIN c2Vjcm"]), (format!("EHLO a\r\nAUTH PLAIN {REMOVED}"), 1));
    }
}
