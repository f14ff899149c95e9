//! Postfix's mail log. With `debug_peer_list` it holds the whole dialogue (`smtpd[7]: < client: EHLO ...`);
//! otherwise what was said is put together again from what it notes: refusals with their words, and of a
//! message that was taken the sender and the recipients.

use std::collections::BTreeMap;

use super::{Spoken, is_reply_line};

pub(super) fn knows(line: &str) -> bool {
    Noted::read(line).is_some_and(|noted| noted.text.starts_with("connect from ") || noted.text.contains("client="))
}

pub(super) fn read(lines: &[&str]) -> Result<Vec<Spoken>, usize> {
    let noted: Vec<Noted<'_>> = lines.iter().filter_map(|line| Noted::read(line)).collect();
    let dialogue: Vec<Spoken> = noted.iter().filter_map(Noted::dialogue).collect();
    if dialogue.iter().any(|spoken| *spoken != Spoken::Connected) {
        return Ok(dialogue);
    }
    let mut log = Log::default();
    noted.iter().for_each(|noted| log.take(noted));
    Ok(log.sessions.iter().flat_map(|session| session.spoken(&log.mails)).collect())
}

/// A line of the log.
struct Noted<'l> {
    /// The program, such as `smtpd`.
    program: &'l str,
    /// Its process.
    process: &'l str,
    /// What it notes.
    text: &'l str,
}

impl<'l> Noted<'l> {
    fn read(line: &'l str) -> Option<Self> {
        let (_, rest) = line.split_once(" postfix")?;
        let (name, text) = rest.split_once("]: ")?;
        let (name, process) = name.split_once('[')?;
        Some(Self { program: name.rsplit('/').next()?, process, text })
    }

    /// A line of the dialogue: `> client.example.org[127.0.0.9]: 250 2.1.0 Ok`.
    fn dialogue(&self) -> Option<Spoken> {
        if self.program != "smtpd" {
            return None;
        }
        if self.text.starts_with("connect from ") {
            return Some(Spoken::Connected);
        }
        let (mark, rest) = self.text.split_at_checked(2)?;
        let (_, said) = rest.split_once("]: ")?;
        match mark {
            "> " if is_reply_line(said) => Some(Spoken::Server(said.to_owned())),
            "< " => Some(Spoken::Client(said.to_owned())),
            _ => None,
        }
    }

    /// The queue id, and what is noted of the message.
    fn message(&self) -> Option<(&'l str, &'l str)> {
        let (id, text) = self.text.split_once(": ")?;
        (id.len() >= 6 && id.bytes().all(|octet| octet.is_ascii_alphanumeric())).then_some((id, text))
    }
}

/// Sender and recipients of a message.
#[derive(Default)]
struct Message<'l> {
    from: Option<&'l str>,
    to: Vec<&'l str>,
}

/// What was done in a session.
enum Step<'l> {
    /// The message of that queue id was sent.
    Message(&'l str),
    /// A command was refused: its verb, sender, recipient, and the reply.
    Refused(&'l str, Option<&'l str>, Option<&'l str>, &'l str),
}

#[derive(Default)]
struct Session<'l> {
    process: &'l str,
    host: &'l str,
    hello: Option<(&'static str, &'l str)>,
    steps: Vec<Step<'l>>,
    /// How it ended: how many of which command there were.
    ended: Option<&'l str>,
}

#[derive(Default)]
struct Log<'l> {
    sessions: Vec<Session<'l>>,
    mails: BTreeMap<&'l str, Message<'l>>,
}

impl<'l> Log<'l> {
    fn take(&mut self, noted: &Noted<'l>) {
        if let Some((id, text)) = noted.message() {
            self.mail(id, text);
        }
        if noted.program != "smtpd" {
            return;
        }
        if let Some(peer) = noted.text.strip_prefix("connect from ") {
            let host = peer.split_once('[').map_or(peer, |(host, _)| host);
            self.sessions.push(Session { process: noted.process, host, ..Session::default() });
            return;
        }
        let Some(session) = self.sessions.iter_mut().rev().find(|session| session.process == noted.process && session.ended.is_none())
        else {
            return;
        };
        if noted.text.starts_with("disconnect from ") {
            session.ended = Some(noted.text);
        } else if let Some((id, _)) = noted.message().filter(|(_, text)| text.starts_with("client=")) {
            session.steps.push(Step::Message(id));
        }
        if let Some((_, refusal)) = noted.text.split_once(": reject: ") {
            session.refused(refusal);
        }
    }

    fn mail(&mut self, id: &'l str, text: &'l str) {
        let mail = self.mails.entry(id).or_default();
        if let Some(from) = field(text, "from=<").filter(|_| text.starts_with("from=<")) {
            mail.from = Some(from);
        } else if text.starts_with("to=<") {
            // What an alias stands for was not said by the client.
            let to = field(text, "orig_to=<").or_else(|| field(text, "to=<"));
            mail.to.extend(to.filter(|to| !mail.to.contains(to)));
        }
    }
}

impl<'l> Session<'l> {
    /// `RCPT from host[address]: 554 5.7.1 ...; from=<...> to=<...> proto=ESMTP helo=<...>`
    fn refused(&mut self, text: &'l str) {
        let Some((verb, rest)) = text.split_once(" from ") else { return };
        let Some((_, rest)) = rest.split_once("]: ") else { return };
        let (reply, about) = rest.rsplit_once("; ").unwrap_or((rest, ""));
        if let Some(name) = field(about, "helo=<") {
            let verb = if about.contains("proto=ESMTP") { "EHLO" } else { "HELO" };
            self.hello.get_or_insert((verb, name));
        }
        self.steps.push(Step::Refused(verb, field(about, "from=<"), field(about, "to=<"), reply));
    }

    fn spoken(&self, mails: &BTreeMap<&'l str, Message<'l>>) -> Vec<Spoken> {
        let quiet = |line: String| Spoken::Unanswered(line);
        let mut spoken = vec![Spoken::Connected];
        let counts = |name: &str| self.ended.is_some_and(|ended| ended.contains(&format!(" {name}=")));
        let (verb, name) = self.hello.unwrap_or((if counts("helo") { "HELO" } else { "EHLO" }, self.host));
        spoken.push(quiet(format!("{verb} {name}")));
        let mut sender = None;
        let mut give_sender = |spoken: &mut Vec<Spoken>, from: Option<&'l str>| {
            if let Some(from) = from.filter(|from| sender != Some(*from)) {
                sender = Some(from);
                spoken.push(quiet(format!("MAIL FROM:<{from}>")));
            }
        };
        for step in &self.steps {
            match step {
                Step::Message(id) => {
                    let Some(mail) = mails.get(id) else { continue };
                    give_sender(&mut spoken, mail.from);
                    if mail.from.is_some() && !mail.to.is_empty() {
                        spoken.extend(mail.to.iter().map(|to| quiet(format!("RCPT TO:<{to}>"))));
                        spoken.extend(["DATA", "."].map(|line| quiet(line.to_owned())));
                    }
                }
                Step::Refused(verb, from, to, reply) => {
                    let said = match (*verb, to) {
                        ("RCPT", Some(to)) => {
                            give_sender(&mut spoken, *from);
                            format!("RCPT TO:<{to}>")
                        }
                        ("MAIL", _) => format!("MAIL FROM:<{}>", from.unwrap_or_default()),
                        ("VRFY", Some(to)) => format!("VRFY {to}"),
                        ("DATA", _) => "DATA".to_owned(),
                        _ => continue,
                    };
                    spoken.push(Spoken::Client(said));
                    spoken.push(Spoken::Server((*reply).to_owned()));
                }
            }
        }
        if counts("quit") {
            spoken.push(quiet("QUIT".to_owned()));
        }
        spoken
    }
}

/// What stands between `mark` and the next `>`.
fn field<'l>(text: &'l str, mark: &str) -> Option<&'l str> {
    let (_, rest) = text.split_once(mark)?;
    Some(rest.split_once('>')?.0)
}
