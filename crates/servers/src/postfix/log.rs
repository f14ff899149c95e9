//! What Postfix writes to its log: `smtpd` of the session, then `cleanup`, `qmgr`, `local` and `smtp`
//! of each message.

use std::fmt::Write;

use super::message::{crlf_size, header_lines, received};
use smtp_engine::session::{Delivery, Event, LastStep, Mailbox, Reply, Role, SaslError, Server, Session, World};
use smtp_engine::spec::{ReplyKey, Verb};
use smtp_engine::syntax::{Argument, FaultKind, parse};

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, server: &Server, lines: &mut Vec<String>) {
    let mut log = Log { session, world, server, lines };
    match event {
        Event::Connected => log.smtpd(format_args!("connect from {}", log.client())),
        // Behind these Postfix does not look for more (no SMTPD_CMD_FLAG_LAST).
        Event::Pipelined(_) if matches!(session.counts.last, LastStep::Command(Verb::Quit | Verb::Starttls | Verb::Auth)) => {}
        Event::Pipelined(pending) => {
            let shown = escape(&pending[..pending.len().min(100)]);
            log.smtpd(format_args!("improper command pipelining after {} from {}: {shown}", log.last_step(), log.client()));
        }
        Event::LineTooLong(line) => {
            let start = String::from_utf8_lossy(&line[..line.len().min(30)]);
            log.smtpd(format_args!("warning: {}: request longer than {}: {start}...", log.client(), server.lines.limit));
        }
        Event::Replied { reply, verb, line, refused: true } => log.refused(reply, verb, line),
        Event::Replied { .. } => {}
        Event::Opened(queue_id) => {
            let login = session.login().zip(session.mechanism());
            let login = login.map(|(login, mechanism)| format!(", sasl_method={mechanism}, sasl_username={login}")).unwrap_or_default();
            log.smtpd(format_args!("{queue_id}: client={}{login}", log.client()));
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
        Event::LoggedIn(_) | Event::Remark(_) => {}
        Event::LoginFailed { mechanism, error, login, message } => log.login_failed(mechanism, error, login, message),
        Event::TooManyErrors => log.smtpd(format_args!("too many errors after {} from {}", log.last_step(), log.client())),
        Event::Delivered(delivery) => log.delivered(delivery),
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
        match self.session.counts.last {
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
                let parsed = parse(line);
                // What is not even a token is refused without a word in the log.
                if parsed.fault(FaultKind::UnclosedBracket).is_some() || parsed.fault(FaultKind::UnclosedQuote).is_some() {
                    return;
                }
                let address = match &parsed.argument {
                    Argument::Path(argument) => argument.path.map_or_else(String::new, |path| path.span.text(line)),
                    Argument::Text(span) => span.text(line),
                    _ => String::new(),
                };
                let verb = verb.map_or("", Verb::name);
                self.smtpd(format_args!("warning: Illegal address syntax from {client} in {verb} command: {address}"));
            }
            ReplyKey::NotifySyntax => {
                let notify = text()
                    .split_ascii_whitespace()
                    .find_map(|word| word.get(7..).filter(|_| word.to_ascii_uppercase().starts_with("NOTIFY=")).map(str::to_owned));
                if let Some(value) = notify.filter(|value| !value.is_empty()) {
                    self.smtpd(format_args!("warning: unknown DSN NOTIFY command value \"{value}\" in \"{value}\""));
                }
            }
            ReplyKey::BdatSyntax => {
                let id = queue_id.map(|id| format!("{id}: ")).unwrap_or_default();
                self.smtpd(format_args!("warning: {id}malformed BDAT command syntax from {client}: {}", text()));
            }
            ReplyKey::EtrnRefused => {
                let domain = text().split_ascii_whitespace().nth(1).unwrap_or("").to_owned();
                self.smtpd(format_args!("warning: reject: ETRN {domain}... from {client}"));
            }
            key if is_policy(key) => self.rejected(reply, verb, line, queue_id),
            _ => {}
        }
    }

    /// `log_whatsup()`: which policy refused what.
    fn rejected(&mut self, reply: &Reply, verb: Option<Verb>, line: &[u8], queue_id: Option<String>) {
        let parsed = parse(line);
        let path = match &parsed.argument {
            Argument::Path(argument) => argument.path.map(|path| Mailbox::read(&path, line)),
            Argument::Text(span) => Some(Mailbox { local_part: span.text(line), domain: None }),
            _ => None,
        };
        let (mut from, mut to) = (self.session.transaction().map(|open| open.reverse_path.clone()), path);
        if verb == Some(Verb::Mail) {
            (from, to) = (to, None);
        }
        let from = from.map(|from| format!(" from=<{from}>")).unwrap_or_default();
        let to = to.map(|to| format!(" to=<{to}>")).unwrap_or_default();
        let hello = self.session.hello();
        let proto = if hello.is_some_and(|hello| hello.extended) { "ESMTP" } else { "SMTP" };
        let helo = hello.map(|hello| format!(" helo=<{}>", hello.name)).unwrap_or_default();
        let id = queue_id.unwrap_or_else(|| "NOQUEUE".into());
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
        let size = crlf_size(received(&delivery.trace).as_bytes()) + crlf_size(&delivery.message);
        let mut recipients: Vec<&Mailbox> = Vec::new();
        for path in &delivery.forward_paths {
            if !recipients.contains(&path) {
                recipients.push(path);
            }
        }
        self.write(
            "qmgr",
            102,
            format_args!("{id}: from=<{}>, size={size}, nrcpt={} (queue active)", delivery.reverse_path, recipients.len()),
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
            self.write("smtp", 168, format_args!("{id}: to=<{recipient}>, relay={relay}, delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as SINK)"));
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
            Verb::Xclient,
            Verb::Xforward,
            Verb::Quit,
        ];
        let counts = &self.session.counts;
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
            control if control.is_ascii_control() => escaped.push_str(&format!("\\{:03o}", control as u32)),
            other => escaped.push(other),
        }
    }
    escaped
}
