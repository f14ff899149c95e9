//! What Postfix writes to its log: `smtpd` of the session, then `cleanup`, `qmgr`, `local` and `smtp`
//! of each message.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::message::{crlf_size, header_lines, received, stored_size};
use super::token::{Word, words};
use super::{address, memory};
use smtp_engine::session::{Delivery, Event, LastStep, Mailbox, Reply, Role, SaslError, Server, Session, World};
use smtp_engine::spec::{ReplyKey, Verb};

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, server: &Server, lines: &mut Vec<String>) {
    let mut log = Log { session, world, server, lines };
    match event {
        Event::Connected => log.smtpd(format_args!("connect from {}", log.client())),
        // Behind these Postfix does not look for more (no SMTPD_CMD_FLAG_LAST).
        Event::Pipelined(_)
            if matches!(session.counts().last, LastStep::Command(Verb::Quit | Verb::Starttls | Verb::Auth | Verb::Bdat)) => {}
        Event::Pipelined(pending) => {
            let shown = escape(&pending[..pending.len().min(100)]);
            log.smtpd(format_args!("improper command pipelining after {} from {}: {shown}", log.last_step(), log.client()));
        }
        Event::LineTooLong(line) => {
            let start = String::from_utf8_lossy(&line[..line.len().min(30)]);
            log.smtpd(format_args!("warning: {}: request longer than {}: {start}...", log.client(), server.framing.lines.limit));
        }
        Event::Replied { reply, verb, line, refused: true } => log.refused(reply, verb, line),
        Event::Replied { .. } => {}
        Event::Opened(queue_id) => {
            let login = session.login().zip(session.mechanism());
            let login = login.map(|(login, mechanism)| format!(", sasl_method={mechanism}, sasl_username={login}")).unwrap_or_default();
            let submitter = memory::of(session).submitter.map(|name| format!(", sasl_sender={}", printable(&name))).unwrap_or_default();
            log.smtpd(format_args!("{queue_id}: client={}{login}{submitter}", log.client()));
        }
        Event::Secured(true) => log.smtpd(format_args!(
            "Anonymous TLS connection established from {}: TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits) \
             key-exchange X25519 server-signature RSA-PSS (2048 bits) server-digest SHA256",
            log.client()
        )),
        Event::Secured(false) => {
            log.smtpd(format_args!("SSL_accept error from {}: -1", log.client()));
            log.smtpd(format_args!(
                "warning: TLS library problem: error:0A00010B:SSL routines::wrong version number:../ssl/record/ssl3_record.c:350:"
            ));
            log.smtpd(format_args!("lost connection after STARTTLS from {}", log.client()));
        }
        Event::LoggedIn(_) => {}
        Event::Remark(text) => log.smtpd(text),
        Event::LoginFailed { mechanism, error, login, message } => log.login_failed(mechanism, error, login, message),
        Event::TooManyErrors => log.smtpd(format_args!("too many errors after {} from {}", log.last_step(), log.client())),
        Event::Delivered(delivery) => log.delivered(delivery),
        // A client that has sent its mail may go away.
        Event::Lost { .. } if session.counts().last == LastStep::EndOfMessage => {}
        Event::Lost { octets } => log.broken_off("lost connection", octets),
        Event::TimedOut { octets } => log.broken_off("timeout", octets),
        Event::Disconnected => log.disconnected(),
    }
}

struct Log<'l> {
    session: &'l Session,
    world: &'l World,
    server: &'l Server,
    lines: &'l mut Vec<String>,
}

impl Log<'_> {
    fn write(&mut self, program: &str, pid: u32, text: impl std::fmt::Display) {
        // Most lines fit, so that they grow in no steps; writing to a string cannot fail.
        let mut line = String::with_capacity(160);
        let _ = write!(line, "{} mail postfix/{program}[{pid}]: {text}", self.session.now().rfc3339());
        self.lines.push(line);
    }

    fn smtpd(&mut self, text: impl std::fmt::Display) {
        let program = if self.server.role == Role::Submission { "submission/smtpd" } else { "smtpd" };
        self.write(program, 106, text);
    }

    fn client(&self) -> String {
        [&self.world.client.name, "[", &self.world.client.address, "]"].concat()
    }

    /// `state->where`
    fn last_step(&self) -> &'static str {
        match self.session.counts().last {
            LastStep::Connect => "CONNECT",
            LastStep::Command(verb) => verb.name(),
            LastStep::Unknown => "UNKNOWN",
            LastStep::EndOfMessage => "END-OF-MESSAGE",
        }
    }

    fn refused(&mut self, reply: &Reply, verb: Option<Verb>, line: &[u8]) {
        let client = self.client();
        let text = || String::from_utf8_lossy(line).into_owned();
        let queue_id = self.session.transaction().and_then(|open| open.queue_id.clone());
        match reply.key {
            ReplyKey::NotSmtp => {
                self.smtpd(format_args!("warning: non-SMTP command from {client}: {}", escape(&line[..line.len().min(100)])))
            }
            ReplyKey::SenderSyntax | ReplyKey::RecipientSyntax => {
                // What is not even a word is refused without one in the log.
                if let Some(word) = address::word_of_line(verb, line).filter(|word| !word.torn) {
                    let verb = verb.map_or("", Verb::name);
                    let address = printable(&word.text);
                    self.smtpd(format_args!("warning: Illegal address syntax from {client} in {verb} command: {address}"));
                }
            }
            ReplyKey::NotifySyntax => {
                let words: Vec<Word<'_>> = words(line).collect();
                if let Some((word, value)) = words.iter().find_map(|word| unknown_notify(&word.text)) {
                    self.smtpd(format_args!("warning: unknown DSN NOTIFY command value \"{word}\" in \"{value}\""));
                }
            }
            ReplyKey::BdatSyntax => {
                let line = printable(&text());
                self.smtpd(format_args!("warning: {}: malformed BDAT command syntax from {client}: {line}", or_none(queue_id)));
            }
            ReplyKey::NullChunk => self.smtpd(format_args!("warning: {}: null BDAT request from {client}", or_none(queue_id))),
            ReplyKey::TooManyHops => {
                let id = (self.server.words.queue_id)(self.session.opened());
                self.write("cleanup", 156, format_args!("warning: {id}: message rejected: hopcount exceeded"));
            }
            ReplyKey::MessageTooBig => {
                let id = (self.server.words.queue_id)(self.session.opened());
                self.smtpd(format_args!("warning: {id}: queue file size limit exceeded"));
                self.write("cleanup", 156, format_args!("warning: mail_stream_cleanup: close error"));
            }
            ReplyKey::EtrnRefused => {
                let text = text();
                let domain = text.split_ascii_whitespace().nth(1).map_or("", |name| name.strip_prefix(['@', '#']).unwrap_or(name));
                self.smtpd(format_args!("warning: reject: ETRN {domain}... from {client}"));
            }
            key if is_policy(key) => self.rejected(reply, verb, line, queue_id),
            _ => {}
        }
    }

    /// `log_whatsup()`: which policy refused what.
    fn rejected(&mut self, reply: &Reply, verb: Option<Verb>, line: &[u8], queue_id: Option<String>) {
        let path = address::word_of_line(verb, line).and_then(|word| address::read(&word.text));
        let (mut from, mut to) = (self.session.transaction().map(|open| open.reverse_path.clone()), path);
        if verb == Some(Verb::Mail) {
            (from, to) = (to, None);
        }
        let from = from.map(|from| format!(" from=<{}>", external(&from))).unwrap_or_default();
        let to = to.map(|to| format!(" to=<{}>", external(&to))).unwrap_or_default();
        let hello = self.session.hello();
        let proto = if hello.is_some_and(|hello| hello.extended) { "ESMTP" } else { "SMTP" };
        let helo = hello.map(|hello| format!(" helo=<{}>", hello.name)).unwrap_or_default();
        let id = or_none(queue_id);
        let verb = verb.map_or("", Verb::name);
        self.smtpd(format_args!("{id}: reject: {verb} from {}: {};{from}{to} proto={proto}{helo}", self.client(), reply.text.trim_end()));
    }

    /// What Cyrus SASL tells of itself, then what Postfix tells.
    fn login_failed(&mut self, mechanism: &str, error: SaslError, login: &str, message: Option<&[u8]>) {
        let client = self.client();
        if error == SaslError::Aborted {
            return self.smtpd(format_args!("warning: {client}: SASL {mechanism} authentication aborted"));
        }
        if let Some(reason) = library_reason(mechanism, error, login, message) {
            self.smtpd(format_args!("warning: SASL authentication failure: {reason}"));
        }
        let login = if login.is_empty() { "(unavailable)" } else { login };
        self.smtpd(format_args!("warning: {client}: SASL {mechanism} authentication failed: {error}, sasl_username={login}"));
    }

    fn delivered(&mut self, delivery: &Delivery) {
        let id = &delivery.queue_id;
        let message_id = header_lines(&delivery.message)
            .find_map(|line| line.split_at_checked(11).filter(|(name, _)| name.eq_ignore_ascii_case(b"message-id:")))
            .map_or_else(String::new, |(_, value)| String::from_utf8_lossy(value).trim().to_owned());
        let message_id = if message_id.is_empty() { "<>".to_owned() } else { message_id };
        self.write("cleanup", 156, format_args!("{id}: message-id={message_id}"));
        let size = crlf_size(received(&delivery.trace).as_bytes()) + stored_size(&delivery.message);
        let mut seen = BTreeSet::new();
        let recipients: Vec<&Mailbox> =
            delivery.forward_paths.iter().filter(|path| seen.insert((&path.local_part, &path.domain))).collect();
        self.write(
            "qmgr",
            102,
            format_args!("{id}: from=<{}>, size={size}, nrcpt={} (queue active)", external(&delivery.reverse_path), recipients.len()),
        );
        for recipient in recipients {
            self.recipient(id, recipient);
        }
        self.write("qmgr", 102, format_args!("{id}: removed"));
    }

    fn recipient(&mut self, id: &str, recipient: &Mailbox) {
        let domain = recipient.domain_name();
        if let Some(domain) = domain.filter(|domain| !self.world.is_local_domain(domain)) {
            let relay = format!("mx.{domain}[127.0.0.50]:25");
            self.write(
                "smtp",
                168,
                format_args!(
                    "{id}: to=<{}>, relay={relay}, delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as SINK)",
                    external(recipient)
                ),
            );
            return;
        }
        let origin = self.world.origin();
        let whole = format!("{}@{}", recipient.local_part, domain.unwrap_or(origin));
        let original = recipient.to_string();
        let name = recipient.local_part.split_once('+').map_or(recipient.local_part.as_str(), |(name, _)| name);
        let targets = match self.world.alias(name) {
            Some(_) => self.world.mailboxes(name).into_iter().map(|user| format!("{user}@{origin}")).collect(),
            None => vec![whole],
        };
        for target in targets {
            let original = if target == original { String::new() } else { format!(" orig_to=<{original}>,") };
            self.write(
                "local",
                160,
                format_args!(
                    "{id}: to=<{target}>,{original} relay=local, delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (delivered to mailbox)"
                ),
            );
        }
    }

    /// The statistics of the session, in the order of Postfix's command table.
    fn broken_off(&mut self, reason: &str, octets: Option<u64>) {
        let octets = octets.map(|octets| format!(" ({octets} bytes)")).unwrap_or_default();
        self.smtpd(format_args!("{reason} after {}{octets} from {}", self.last_step(), self.client()));
    }

    fn disconnected(&mut self) {
        const ORDER: [Verb; 15] = [
            Verb::Helo,
            Verb::Ehlo,
            Verb::Xclient,
            Verb::Xforward,
            Verb::Starttls,
            Verb::Auth,
            Verb::Mail,
            Verb::Rcpt,
            Verb::Data,
            Verb::Bdat,
            Verb::Rset,
            Verb::Noop,
            Verb::Vrfy,
            Verb::Etrn,
            Verb::Quit,
        ];
        let counts = &self.session.counts();
        let rows = ORDER.iter().map(|verb| (verb.name(), counts.verbs[*verb as usize]));
        let mut statistics = String::new();
        let (mut accepted, mut total) = (0, 0);
        for (name, tally) in rows.chain([("unknown", counts.unknown)]) {
            accepted += tally.accepted;
            total += tally.total;
            if tally.total > 0 {
                let _ = write!(statistics, " {}={}", name.to_ascii_lowercase(), share(tally.accepted, tally.total));
            }
        }
        let commands = if total == 0 { "0/0".to_owned() } else { share(accepted, total) };
        self.smtpd(format_args!("disconnect from {}{statistics} commands={commands}", self.client()));
    }
}

fn share(accepted: u32, total: u32) -> String {
    if accepted == total { total.to_string() } else { format!("{accepted}/{total}") }
}

fn or_none(queue_id: Option<String>) -> String {
    queue_id.unwrap_or_else(|| "NOQUEUE".into())
}

/// An address with the quotes that it needs (`info_log_address_format = external`).
fn external(address: &Mailbox) -> String {
    if address.is_null() { String::new() } else { printable(&address::quote(&address.to_string())) }
}

/// `printable()`: control characters are not written down.
fn printable(text: &str) -> String {
    text.replace(|character: char| character.is_ascii_control(), "?")
}

/// The first word of NOTIFY in the parameter `word` that is none of its values, and all of them.
fn unknown_notify(word: &str) -> Option<(&str, &str)> {
    let (_, value) = word.split_once('=').filter(|(keyword, _)| keyword.eq_ignore_ascii_case("NOTIFY"))?;
    let known = |word: &&str| ["NEVER", "SUCCESS", "FAILURE", "DELAY"].iter().any(|name| word.eq_ignore_ascii_case(name));
    let unknown = value.split(',').find(|word| !word.is_empty() && !known(word))?;
    Some((unknown, value))
}

/// Replies of `smtpd_check.c`, which are logged as rejections.
const fn is_policy(key: ReplyKey) -> bool {
    matches!(
        key,
        ReplyKey::HelloNameInvalid
            | ReplyKey::HelloAddressInvalid
            | ReplyKey::SizeTooBig
            | ReplyKey::SenderDomainUnknown
            | ReplyKey::SenderNotQualified
            | ReplyKey::SenderNeedsLogin
            | ReplyKey::SenderNotOwned
            | ReplyKey::SenderUnknown
            | ReplyKey::UserUnknown
            | ReplyKey::RelayDenied
            | ReplyKey::RecipientDenied
    )
}

fn library_reason(mechanism: &str, error: SaslError, login: &str, message: Option<&[u8]>) -> Option<String> {
    if error == SaslError::MechanismUnknown {
        return Some(format!("Couldn't find mech {mechanism}"));
    }
    // What is not even base64 never reaches the mechanism.
    let message = message?;
    let nul = message.iter().filter(|&&octet| octet == 0).count();
    Some(match (mechanism, error) {
        ("PLAIN", SaslError::Failed) if nul > 0 && message.first() != Some(&0) => "Requested identity not authenticated identity".into(),
        ("PLAIN", SaslError::Failed) => "Password verification failed".into(),
        ("PLAIN" | "LOGIN", SaslError::Unavailable) => "All-whitespace username.".into(),
        ("PLAIN", SaslError::Protocol) => match nul {
            0 => "Can only find author (no password)".into(),
            1 => "Can only find author/en (no password)".into(),
            _ => "Got more data than we were expecting in the PLAIN plugin?".into(),
        },
        ("CRAM-MD5", SaslError::Failed) if !login.is_empty() => "incorrect digest response".into(),
        ("CRAM-MD5", SaslError::Protocol) => "need authentication name".into(),
        ("SCRAM-SHA-256", SaslError::Failed) => "unable to canonify user and get auxprops".into(),
        ("SCRAM-SHA-256", SaslError::Protocol) => "Invalid SCRAM-SHA-256 input".into(),
        _ => return None,
    })
}

/// As Postfix's `escape()` writes octets that are not printable.
fn escape(octets: &[u8]) -> String {
    let mut escaped = String::new();
    for character in String::from_utf8_lossy(octets).chars() {
        match character {
            '\r' => escaped.push_str("\\r"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\x07' => escaped.push_str("\\a"),
            '\x08' => escaped.push_str("\\b"),
            '\x0b' => escaped.push_str("\\v"),
            '\x0c' => escaped.push_str("\\f"),
            '\\' => escaped.push_str("\\\\"),
            plain if plain.is_ascii_graphic() || plain == ' ' => escaped.push(plain),
            other => other.to_string().bytes().for_each(|octet| escaped.push_str(&format!("\\{octet:03o}"))),
        }
    }
    escaped
}
