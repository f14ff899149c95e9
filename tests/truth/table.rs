//! The command table and the servers cannot disagree: every verb is tried in every state on every
//! server, and so is every recorded session. A reply or a move that the table does not list fails, and
//! so does one that it lists and that never happens.

use crate::agreement;

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smtp_engine::session::{Effect, Input, Provenance, ReadAs, Role, Server, Session, Timestamp, World};
use smtp_engine::spec::{COMMANDS, ReplyKey, State, Verb, command};
use smtp_engine::syntax::parse;
use smtp_servers::providers::triggers::{Place, TRIGGERS};

/// Replies that can stand behind any line, and so in no row.
const ANYWHERE: &[ReplyKey] = &[
    ReplyKey::TooManyErrors,
    ReplyKey::BadUtf8,
    ReplyKey::EmptyLine,
    ReplyKey::NotSmtp,
    ReplyKey::Greeting,
    ReplyKey::LineTooLong,
    ReplyKey::UnknownCommand,
    ReplyKey::TimedOut,
    ReplyKey::EndlessLine,
    ReplyKey::PipelinedTooEarly,
    // Behind a thousand of them
    ReplyKey::TooManyMessages,
    // Asked for by a fault plan or an address at fail.test
    ReplyKey::Greylisted,
    ReplyKey::MailboxFull,
    ReplyKey::DiskFull,
    ReplyKey::ClientBlocked,
    ReplyKey::ShuttingDown,
    ReplyKey::RateLimited,
    ReplyKey::PlannedFailure,
    ReplyKey::UnknownCommand,
    ReplyKey::NulCharacter,
    ReplyKey::SyncError,
    ReplyKey::TooManyIdleCommands,
    ReplyKey::SecurityFailure,
    ReplyKey::OnlyBdat,
    ReplyKey::OnlyRset,
    ReplyKey::LostInMessage,
    // A verb with a space before it, or one that the server does not have.
    ReplyKey::UnknownCommand,
    ReplyKey::TooManyWithoutLogin,
];

/// Lines that are wrong in ways which no recorded session is.
const BROKEN: &[&str] = &[
    "MAIL FROM:<joe@example.org> SIZE=99999999999999999999",
    "MAIL FROM:<nobody-here@example.com>",
    "ETRN",
    "ETRN -bad-",
    "ETRN example.com",
    "BDAT 20000000",
    "BDAT 1 LAST",
    "RCPT TO:<alice@example.com>",
    "XCLIENT",
    "XFORWARD",
    "AUTH",
    "AUTH PLAIN =",
    "AUTH PLAIN !!!!",
    "VRFY <>",
    "VRFY team",
    "VRFY nobody-here",
    "VRFY joe@example.org",
    "EXPN alice",
    "EXPN nobody-here",
    "EXPN joe@example.org",
    "HELP nothing",
    "ETRN nonexistent.invalid",
    "NOOP a b",
    "QUIT now",
    "EHLO",
    "EHLO -bad-",
    "EHLO [300.1.2.3]",
    "EHLO a b",
    "HELO",
    "HELO [300.1.2.3]",
    "HELO [127.0.0.9]",
    "HELO a b",
    "MAIL FROM:<alice@example.com> BY=30;R",
    "MAIL FROM:<alice@example.com> BY=120;R",
    "MAIL FROM:<alice@example.com> MT-PRIORITY=3",
    "MAIL FROM:<alice@example.com> MT-PRIORITY=10",
    "MAIL FROM:<alice@example.com> RET=ALL",
    "MAIL FROM:<alice@example.com> ENVID=+",
    "MAIL FROM:<alice@example.com> ENVID=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
    "MAIL FROM:<jörg@example.com>",
    "MAIL FROM:<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@example.com>",
    "RCPT TO:<xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@example.com>",
    "AUTH CRAM-MD5 AAAA",
    "HELO [300.1.2.3]",
    "AUTH =",
    "VRFY joe@x@example.org",
    "VRFY joe@",
    "EHLO \u{1}",
    "HELO \u{1}",
    "MAIL FROM:<joe@example.org> SMTPUTF8=1",
    "MAIL FROM:<joe@example.org> REQUIRETLS=1",
    "RCPT TO:<joe@",
    "RCPT TO:<joe@example.org> NOTIFY=NEVER NOTIFY=NEVER",
];

/// What was seen: which verb, on which server, what came of it.
#[derive(Default)]
struct Seen {
    replies: BTreeSet<(Verb, ReplyKey)>,
    moves: BTreeSet<(Verb, State)>,
    wrong: BTreeSet<String>,
}

/// A session that is watched.
struct Watched<'s> {
    server: &'s Server,
    world: World,
    session: Session,
    verb: Option<Verb>,
    previous: String,
}

impl<'s> Watched<'s> {
    fn new(server: &'s Server, seen: &mut Seen) -> Self {
        let world = World { message_size_limit: 2000, ..World::standard() };
        let mut watched =
            Self { server, world, session: Session::new(Timestamp::default()).watched(), verb: None, previous: String::new() };
        watched.give(Input::Connect, "(connect)", seen);
        watched
    }

    /// Gives octets at once; the session tells which line each effect belongs to.
    fn send(&mut self, octets: &[u8], seen: &mut Seen) {
        self.give(Input::Octets(octets), &String::from_utf8_lossy(octets), seen);
        if self.session.state() == State::Handshake {
            self.verb = None;
            self.give(Input::Handshake(true), "(handshake)", seen);
        }
    }

    fn give(&mut self, input: Input<'_>, what: &str, seen: &mut Seen) {
        let before = self.session.state();
        let mut effects = Vec::new();
        self.session.handle(input, self.server, &self.world, &mut effects);
        let closing = effects.contains(&Effect::Close);
        for effect in effects {
            match (self.verb, effect) {
                (_, Effect::Read(ReadAs::Command, line)) => self.verb = parse(line.trim_ascii_end()).verb,
                (Some(verb), Effect::Reply(reply)) => {
                    seen.replies.insert((verb, reply.key));
                    if !command(verb).replies.contains(&reply.key) && !ANYWHERE.contains(&reply.key) {
                        seen.wrong.insert(format!(
                            "{:?} in {before:?}: {} is answered by {:?}, which its row does not list (line {what:?})",
                            self.server,
                            verb.name(),
                            reply.key
                        ));
                    }
                    self.previous = reply.text;
                }
                (None, Effect::Reply(reply)) => self.previous = reply.text,
                (Some(verb), Effect::Moved { to, .. }) => {
                    seen.moves.insert((verb, to));
                    let given_up = to == State::Closed && closing;
                    if !command(verb).leads_to.contains(&to) && !given_up {
                        seen.wrong.insert(format!(
                            "{:?}: {} leads from {before:?} to {to:?}, which its row does not list (line {what:?})",
                            self.server,
                            verb.name()
                        ));
                    }
                }
                _ => {}
            }
        }
    }
}

/// Lines that lead into each state, as far as the server lets them.
fn ways(server: &Server) -> Vec<Vec<String>> {
    let lines = |text: &str| text.split('|').map(str::to_owned).collect::<Vec<_>>();
    let plain = STANDARD.encode("\0alice@example.com\0wonderland");
    let secure = format!("EHLO client.example.org|STARTTLS|EHLO client.example.org|AUTH PLAIN {plain}");
    let start = if server.role == Role::Submission { secure.as_str() } else { "EHLO client.example.org" };
    let from = if server.role == Role::Submission { "alice@example.com" } else { "joe@example.org" };
    let mail = format!("{start}|MAIL FROM:<{from}>");
    let rcpt = format!("{mail}|RCPT TO:<bob@example.com>");
    vec![
        Vec::new(),
        lines("HELO client.example.org"),
        lines("EHLO client.example.org"),
        lines("EHLO client.example.org|STARTTLS"),
        lines("EHLO client.example.org|STARTTLS|EHLO client.example.org"),
        lines(&format!("EHLO client.example.org|STARTTLS|EHLO client.example.org|MAIL FROM:<{from}>")),
        lines("EHLO client.example.org|STARTTLS|EHLO client.example.org|MAIL FROM:<nobody-here@example.com>"),
        lines("EHLO client.example.org|STARTTLS|EHLO client.example.org|AUTH LOGIN"),
        lines(&format!("{start}|EHLO -bad-|MAIL FROM:<{from}>")),
        lines(&format!("{start}|EHLO [300.1.2.3]|MAIL FROM:<{from}>")),
        lines(&format!("{start}|MAIL FROM:<joe@nonexistent.invalid>")),
        lines(&format!("{start}|MAIL FROM:<joe>")),
        lines(start),
        lines(&mail),
        lines(&rcpt),
        lines(&format!("{rcpt}|BDAT 7|hello")),
        lines(&format!("{rcpt}|DATA")),
    ]
}

/// Octets that follow a recipient and are no single line.
fn messages() -> Vec<Vec<u8>> {
    let hops = "Received: x\r\n".repeat(60);
    let long = "x".repeat(2100);
    vec![
        format!("BDAT {} LAST\r\n{hops}", hops.len()).into_bytes(),
        format!("BDAT {} LAST\r\n{long}", long.len()).into_bytes(),
        format!("DATA\r\n{hops}.\r\n").into_bytes(),
        format!("DATA\r\n{long}\r\n.\r\n").into_bytes(),
        b"BDAT 5\r\nabcdeBDAT 2 LAST\r\nok".to_vec(),
        b"BDAT 0\r\nBDAT 2 LAST\r\nok".to_vec(),
        b"RSET\r\nBDAT 1\r\nxMAIL FROM:<>\r\nDATA\r\n".to_vec(),
        format!("{}\r\n", "A".repeat(20_000)).into_bytes(),
        b"DATA\r\n\xff\r\n.\r\n".to_vec(),
        b"BDAT 1 LAST\r\n\xff".to_vec(),
        b"RSET\r\nMAIL FROM:<alice@example.com> BODY=BINARYMIME\r\nRCPT TO:<bob@example.com>\r\nDATA\r\n.\r\n".to_vec(),
        format!("AUTH PLAIN\r\n{}\r\n", "A".repeat(12_290)).into_bytes(),
        b"BDAT 5\r\nabcdeBDAT 0\r\n".to_vec(),
        b"BDAT 13 LAST\r\nFrom: joe\r\n\r\n".to_vec(),
        b"DATA\r\nFrom: joe\r\n\r\n.\r\n".to_vec(),
        b"HELO client.example.org\r\nEHLO\r\nMAIL FROM:<joe@example.org> SMTPUTF8\r\n".to_vec(),
        [
            &b"RSET\r\nMAIL FROM:<joe@example.org> PRDR\r\nRCPT TO:<alice@example.com>\r\nRCPT TO:<bob@example.com>\r\n"[..],
            b"DATA\r\n\r\n.\r\n",
        ]
        .concat(),
        [
            &b"RSET\r\nMAIL FROM:<joe@example.org> PRDR\r\nRCPT TO:<alice@example.com>\r\nRCPT TO:<bob@example.com>\r\n"[..],
            b"BDAT 2 LAST\r\n\r\n",
        ]
        .concat(),
    ]
}

/// What asks a provider for its refusals: a login, senders and recipients, and messages.
fn triggered(server: &Server) -> Vec<Vec<Vec<u8>>> {
    if !matches!(server.provenance, Provenance::PublicTranscripts(_)) {
        return Vec::new();
    }
    let line = |text: &str| format!("{text}\r\n").into_bytes();
    let login = |name: &str| {
        let lines =
            ["EHLO client.example.org", "STARTTLS", "EHLO client.example.org", "AUTH LOGIN", &STANDARD.encode(name), "d29uZGVybGFuZA=="];
        lines.map(line).to_vec()
    };
    let start = if server.role == Role::Submission { login("alice@example.com") } else { vec![line("EHLO client.example.org")] };
    let from = if server.role == Role::Submission { "alice@example.com" } else { "joe@example.org" };
    let mut sessions = vec![vec![line("EHLO -bad-..")], vec![line("HELO -bad-..")]];
    let mut mail = |from: &str, to: &str, text: &str| {
        let message = format!("From: a@example.org\r\n\r\n{text}\r\n");
        let envelope = [start.clone(), vec![line(&format!("MAIL FROM:<{from}>")), line(&format!("RCPT TO:<{to}>"))]].concat();
        let by_data = vec![line("DATA"), format!("{message}.\r\n").into_bytes()];
        let by_chunk = vec![format!("BDAT {} LAST\r\n{message}", message.len()).into_bytes()];
        sessions.extend([[envelope.clone(), by_data].concat(), [envelope, by_chunk].concat()]);
    };
    mail("bob@example.com", "bob@example.com", "sent as another");
    mail(from, "nobody-here@example.com", "to nobody");
    for trigger in TRIGGERS {
        match trigger.place {
            Place::Sender => mail(&format!("{}@example.org", trigger.word), "bob@example.com", "x"),
            Place::Recipient => mail(from, &format!("{}@example.com", trigger.word), "x"),
            Place::Message => mail(from, "bob@example.com", &format!("filename=\"x{}\"", trigger.word)),
            Place::Login => {}
        }
    }
    sessions.extend(
        TRIGGERS.iter().filter(|trigger| trigger.place == Place::Login).map(|trigger| login(&format!("{}@example.com", trigger.word))),
    );
    sessions
}

/// Tries each server on a thread of its own.
fn try_everything() -> Seen {
    let stimuli = &agreement::folders().iter().flat_map(|folder| agreement::recording::load_stimuli(folder)).collect();
    let mut all = Seen::default();
    std::thread::scope(|scope| {
        let tries: Vec<_> = smtp_servers::ALL.iter().map(|server| scope.spawn(move || try_server(server, stimuli))).collect();
        for seen in tries {
            let seen = seen.join().expect("no panic");
            all.replies.extend(seen.replies);
            all.moves.extend(seen.moves);
            all.wrong.extend(seen.wrong);
        }
    });
    all
}

fn try_server(server: &'static Server, stimuli: &BTreeMap<String, agreement::recording::Stimulus>) -> Seen {
    let mut seen = Seen::default();
    for session in triggered(server) {
        let mut watched = Watched::new(server, &mut seen);
        for octets in session {
            watched.send(&octets, &mut seen);
        }
    }
    for way in ways(server) {
        let tried = COMMANDS.iter().flat_map(|row| row.samples.iter().copied().chain([row.verb.name()])).chain(BROKEN.iter().copied());
        let lines = tried.map(|line| format!("{line}\r\nNOOP\r\n.\r\nNOOP\r\n").into_bytes());
        for octets in messages().into_iter().chain(lines) {
            let mut watched = Watched::new(server, &mut seen);
            for step in &way {
                watched.send(format!("{step}\r\n").as_bytes(), &mut seen);
            }
            watched.send(&octets, &mut seen);
        }
    }
    for stimulus in stimuli.values().filter(|stimulus| stimulus.role == server.role.id()) {
        let mut watched = Watched::new(server, &mut seen);
        for step in &stimulus.steps {
            if step.condition.as_ref().is_some_and(|code| !watched.previous.starts_with(code.as_str())) {
                continue;
            }
            if let Some(send) = &step.send {
                watched.send(&send.octets(), &mut seen);
            }
        }
    }
    seen
}

#[test]
fn the_table_lists_what_happens_and_nothing_else() {
    let seen = try_everything();
    let mut wrong: Vec<String> = seen.wrong.into_iter().collect();
    for row in &COMMANDS {
        for key in row.replies {
            if !seen.replies.contains(&(row.verb, *key)) {
                wrong.push(format!("{} lists the reply {key:?}, which no server gives", row.verb.name()));
            }
        }
        for state in row.leads_to {
            // A command that leaves the state as it is makes no move.
            if !seen.moves.contains(&(row.verb, *state)) && row.verb != Verb::Noop {
                wrong.push(format!("{} lists the state {state:?}, where it never leads", row.verb.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn rows_stand_in_the_order_of_the_verbs() {
    for (index, verb) in Verb::ALL.into_iter().enumerate() {
        assert_eq!(COMMANDS[index].verb, verb);
    }
}
