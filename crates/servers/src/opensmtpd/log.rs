//! What OpenSMTPD writes to its log: `smtp` of the session, then `mda` and `mta` of each delivery.

use std::collections::BTreeSet;

use super::line::split;
use super::message::{mix, received, unix_size};
use super::transaction::Known;
use super::{address, policy, vis};
use smtp_engine::session::sasl::Exchange;
use smtp_engine::session::{Delivery, Event, Mailbox, Reply, Server, Session, World};
use smtp_engine::spec::{ReplyKey, State};

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, _: &Server, lines: &mut Vec<String>) {
    let mut log = Log { session, world, lines };
    match event {
        Event::Connected => log.smtp(format_args!("connected address={} host={}", world.client.address, world.client.name)),
        Event::Replied { reply, line, .. } => log.replied(reply, line),
        Event::Secured(true) => log.smtp("tls ciphers=TLSv1.3:TLS_AES_256_GCM_SHA384:256"),
        Event::Secured(false) => log.lost("\"io-error: handshake failed: error:0A00010B:SSL routines::wrong version number\""),
        Event::LoggedIn(login) => log.smtp(format_args!("authentication user={} result=ok", vis::login(login.as_bytes()))),
        Event::LoginFailed { login, .. } => {
            log.smtp(format_args!("authentication user={} result=permfail", vis::login(login.as_bytes())));
        }
        Event::Delivered(delivery) => log.delivered(delivery),
        Event::Lost { .. } if session.state() == State::Handshake => {
            log.lost("\"io-error: handshake failed: error:0A000126:SSL routines::unexpected eof while reading\"");
        }
        // Who ends TLS properly is told from who does not; most do not.
        Event::Lost { .. } if session.tls() => {
            log.lost("\"io-error: read failed: error:0A000126:SSL routines::unexpected eof while reading\"");
        }
        Event::Lost { .. } => log.lost("disconnect"),
        Event::TimedOut { .. } => log.lost("timeout"),
        Event::Pipelined(_) | Event::LineTooLong(_) | Event::Opened(_) | Event::TooManyErrors | Event::Disconnected | Event::Remark(_) => {}
    }
}

struct Log<'l> {
    session: &'l Session,
    world: &'l World,
    lines: &'l mut Vec<String>,
}

impl Log<'_> {
    fn write(&mut self, text: impl std::fmt::Display) {
        let host = self.world.host.split('.').next().unwrap_or_default();
        let text = vis::syslog(&text.to_string());
        self.lines.push(format!("{} {host} smtpd[30]: {text}", self.session.now().rfc3339()));
    }

    /// A line of this session. Its id is 32 bits that count and 32 random ones (`generate_uid()`).
    fn smtp(&mut self, text: impl std::fmt::Display) {
        let id = self.id(0);
        self.write(format_args!("{id} smtp {text}"));
    }

    fn id(&self, number: u64) -> String {
        format!("{:08x}{:08x}", 0x74de_19b0 + self.world.seed % 0x1000 + number, mix(self.world.seed.wrapping_add(number)) >> 32)
    }

    fn lost(&mut self, reason: &str) {
        self.smtp(format_args!("disconnected reason={reason}"));
    }

    /// `smtp_reply()`: every refusal is logged with its command.
    fn replied(&mut self, reply: &Reply, line: &[u8]) {
        let result = reply.text.trim_end_matches(['\r', '\n']);
        if reply.key == ReplyKey::RcptOk {
            self.forward_files(line);
        }
        if reply.code.0 >= 400 {
            match reply.key {
                ReplyKey::PipelinedTooEarly | ReplyKey::LineTooLong | ReplyKey::EndlessLine => {
                    self.smtp(format_args!("bad-input result=\"{result}\""));
                }
                _ => {
                    if reply.key == ReplyKey::TooManyHops {
                        self.write("warn: loop detected");
                    }
                    let command = self.command(reply.key, line);
                    self.smtp(format_args!("failed-command command=\"{command}\" result=\"{result}\""));
                }
            }
        }
        // After these it closes.
        if matches!(reply.key, ReplyKey::Goodbye | ReplyKey::PipelinedTooEarly | ReplyKey::LineTooLong | ReplyKey::EndlessLine) {
            self.lost("quit");
        }
    }

    /// `parent_forward_open()`: for each account a `.forward` is looked for, and accounts of the system may
    /// have no home to look in.
    fn forward_files(&mut self, line: &[u8]) {
        let path = split(line).1.and_then(|arguments| address::read(arguments, &self.world.host, false));
        let Some((recipient, _)) = path.filter(|(recipient, _)| policy::is_local(recipient, self.world)) else {
            return;
        };
        for home in policy::users(&recipient, self.world).iter().filter_map(|user| policy::missing_home(user)) {
            self.write(format_args!("warn: smtpd: parent_forward_open: {home}: No such file or directory"));
        }
    }

    fn command(&self, key: ReplyKey, line: &[u8]) -> String {
        match self.session.exchange() {
            Some(Exchange::LoginName) => "AUTH LOGIN (username)".into(),
            Some(Exchange::LoginPassword(_)) => "AUTH LOGIN (password)".into(),
            Some(_) => "AUTH PLAIN (...)".into(),
            // At the end of a message the last command was DATA.
            _ if matches!(key, ReplyKey::MessageTooBig | ReplyKey::TooManyHops | ReplyKey::MessageMalformed) => {
                let known: Option<&Known> = self.session.memory().get();
                known.map_or_else(String::new, |known| vis::command(&known.data_line))
            }
            _ => vis::command(line),
        }
    }

    fn delivered(&mut self, delivery: &Delivery) {
        let id = &delivery.queue_id;
        let size = unix_size(received(&delivery.trace).as_bytes()) + unix_size(&delivery.message);
        let protocol = if self.session.hello().is_some_and(|hello| hello.extended) { "ESMTP" } else { "SMTP" };
        self.smtp(format_args!("message msgid={id} size={size} nrcpt={} proto={protocol}", delivery.forward_paths.len()));
        let from = delivery.reverse_path.to_string();
        for (recipient, number) in delivery.forward_paths.iter().zip(0..) {
            self.smtp(format_args!("envelope evpid={} from=<{from}> to=<{recipient}>", envelope(id, number)));
        }
        let mut domains: BTreeSet<&str> = BTreeSet::new();
        for (recipient, number) in delivery.forward_paths.iter().zip(0..) {
            let envelope = envelope(id, number);
            if policy::is_local(recipient, self.world) {
                self.mailbox(&envelope, &from, recipient);
            } else {
                let domain = recipient.domain.as_deref().unwrap_or_default();
                let known = !domains.insert(domain);
                self.relay(&envelope, &from, recipient, domain, known);
            }
        }
    }

    fn mailbox(&mut self, envelope: &str, from: &str, recipient: &Mailbox) {
        for (user, number) in policy::users(recipient, self.world).into_iter().zip(1..) {
            let id = self.id(number);
            self.write(format_args!(
                "{id} mda delivery evpid={envelope} from=<{from}> to=<{recipient}> rcpt=<{recipient}> user={user} delay=0s result=Ok \
                 stat=Delivered"
            ));
        }
    }

    fn relay(&mut self, envelope: &str, from: &str, recipient: &Mailbox, domain: &str, known: bool) {
        let id = self.id(9);
        let delivery = format!("mta delivery evpid={envelope} from=<{from}> to=<{recipient}> rcpt=<->");
        if !domain.starts_with('[') && self.world.zone(domain).is_none() {
            let none = "0".repeat(16);
            return self.write(format_args!(
                "{none} {delivery} source=\"-\" relay=\"{domain}\" delay=0s result=\"PermFail\" stat=\"Domain does not exist\""
            ));
        }
        if !known {
            self.write(format_args!("{id} mta connecting address=smtp://127.0.0.50:25 host=example.org"));
            self.write(format_args!("{id} mta connected"));
        }
        self.write(format_args!(
            "{id} {delivery} source=\"127.0.0.1\" relay=\"127.0.0.50 (example.org)\" delay=0s result=\"Ok\" \
             stat=\"250 2.0.0 Ok: queued as SINK\""
        ));
    }
}

/// An envelope's id begins with that of its message.
fn envelope(queue_id: &str, number: u64) -> String {
    format!("{queue_id}{:08x}", mix(number + 1) >> 32)
}
