//! What Sendmail writes to its log at `LogLevel=9`.

use super::memo::{Memo, Words, get, is, last_command, words};
use smtp_engine::session::{Event, Reply, Role, Server, Session, Turn, World};
use smtp_engine::spec::{ReplyKey, Verb};

/// The process that talks to the client.
pub(super) const PROCESS: u32 = 4242;

/// The room on the recorded server's disk, more or less.
const DISK: u64 = 77_000_000_000;

/// Gives the log one line.
pub(super) fn note(turn: &mut Turn<'_>, text: &str) {
    turn.log(Event::Remark(text));
}

/// The client as the log names it (`CurSmtpClient`).
pub(super) fn client(world: &World) -> String {
    format!("{} [{}]", world.client.name, world.client.address)
}

/// The daemon's name in the configuration.
pub(super) const fn daemon(role: Role) -> &'static str {
    match role {
        Role::Mx => "MTA-v4",
        Role::Submission => "MSP-v4",
    }
}

/// Each octet as a character, so that nothing is lost before it is written.
pub(super) fn octets(text: &[u8]) -> String {
    text.iter().copied().map(char::from).collect()
}

/// The sender's line, where one is due (`logsender()`).
pub(super) fn sender(turn: &mut Turn<'_>, message_id: &str) {
    if let Some(line) = sender_line(turn.session, turn.world, turn.server, message_id) {
        note(turn, &line);
        super::memo::set(turn.session, Memo::SenderToLog, 0);
    }
}

fn sender_line(session: &Session, world: &World, server: &Server, message_id: &str) -> Option<String> {
    if !is(session, Memo::SenderToLog) {
        return None;
    }
    let mut line = format!(
        "from={}, size={}, class=0, nrcpts={}",
        words(session, Words::Sender).chars().take(200).collect::<String>(),
        get(session, Memo::Size),
        get(session, Memo::Recipients)
    );
    if !message_id.is_empty() {
        line.push_str(&format!(", msgid={message_id}"));
    }
    if !words(session, Words::Body).is_empty() {
        line.push_str(&format!(", bodytype={}", words(session, Words::Body)));
    }
    let protocol = words(session, Words::MailProtocol);
    line.push_str(&format!(", proto={protocol}, daemon={}, relay={}", daemon(server.role), client(world)));
    Some(line)
}

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, server: &Server, lines: &mut Vec<String>) {
    let id = session.transaction().and_then(|open| open.queue_id.clone()).unwrap_or_else(|| (server.words.queue_id)(session.opened()));
    let mut write = |text: &str| lines.push(line(session, world, PROCESS, &format!("{id}: {text}")));
    match event {
        Event::Remark(text) => match text.strip_prefix('!') {
            Some(bare) => lines.push(line(session, world, PROCESS, bare)),
            None => write(text),
        },
        Event::Replied { reply, verb: None, refused: true, .. }
            if matches!(reply.key, ReplyKey::MessageTooBig | ReplyKey::NulByte | ReplyKey::HeadersTooLarge) =>
        {
            let why = reply.text.trim_end().splitn(3, ' ').nth(2).unwrap_or_default();
            super::deliveries::log_refused(&id, why, session, world, lines);
        }
        Event::Delivered(delivery) => super::deliveries::log(delivery, session, world, lines),
        Event::Replied { reply, verb: Some(verb @ (Verb::Mail | Verb::Rcpt)), line: command, refused: true } => {
            if let Some(text) = refusal(reply, verb, command, world) {
                write(&text);
            }
            // The transcript of an error needs room in the queue.
            let size = get(session, Memo::Size);
            if verb == Verb::Mail && size > DISK {
                let client = &world.client.name;
                let text = format!("low on space ({client} needs {size} bytes + 100 blocks in /var/spool/mqueue), max avail: 18998305");
                write(&text);
                write(&text);
            }
        }
        Event::Secured(true) => lines.push(line(
            session,
            world,
            PROCESS,
            &format!("STARTTLS=server, relay={}, version=TLSv1.3, verify=NOT, cipher=TLS_AES_256_GCM_SHA384, bits=256/256", client(world)),
        )),
        Event::Secured(false) => lines.push(line(
            session,
            world,
            PROCESS,
            &format!(
                "STARTTLS=server, error: accept failed=-1, reason=wrong version number, SSL_error=1, errno=0, retry=-1, relay={}",
                client(world)
            ),
        )),
        Event::LoggedIn(login) => {
            let mechanism = words(session, Words::Mechanism);
            let text = format!("AUTH=server, relay={}, authid={login}, mech={mechanism}, bits=0", client(world));
            lines.push(line(session, world, PROCESS, &text));
        }
        Event::Lost { .. } if session.transaction().is_some() => {
            let (client, daemon) = (client(world), daemon(server.role));
            write(&format!("lost input channel from {client} to {daemon} after {}", last_command(session)));
        }
        Event::Disconnected => {
            if let Some(text) = sender_line(session, world, server, "") {
                write(&text);
            }
            if !is(session, Memo::UsedIt) && !is(session, Memo::Rejecting) {
                let (client, daemon) = (client(world), daemon(server.role));
                write(&format!("{client} did not issue MAIL/EXPN/VRFY/ETRN during connection to {daemon}"));
            }
        }
        _ => {}
    }
}

/// What is logged of a refused MAIL or RCPT: what a ruleset refused, and of RCPT everything.
fn refusal(reply: &Reply, verb: Verb, command: &[u8], world: &World) -> Option<String> {
    let ruleset = match reply.key {
        ReplyKey::SenderDomainUnknown | ReplyKey::SenderNotQualified | ReplyKey::SenderLocalhost => Some("check_mail"),
        ReplyKey::RelayDenied | ReplyKey::RecipientNull => Some("check_rcpt"),
        _ => None,
    };
    let text = reply.text.trim_end_matches("\r\n");
    if let Some(ruleset) = ruleset {
        let address = octets(super::arguments::address_text(command));
        return Some(format!("ruleset={ruleset}, arg1={address}, relay={}, reject={text}", client(world)));
    }
    let silent = matches!(reply.key, ReplyKey::NeedMail | ReplyKey::CommandRejected | ReplyKey::TooManyErrors);
    (verb == Verb::Rcpt && !silent).then(|| text.splitn(3, ' ').nth(2).unwrap_or_default().to_owned())
}

/// A line of the log file, as rsyslog writes it; what is not printable is written in octal.
pub(super) fn line(session: &Session, world: &World, process: u32, text: &str) -> String {
    let host = world.host.split('.').next().unwrap_or_default();
    let mut line = format!("{} {host} sendmail[{process}]: ", session.now().rfc3339());
    for character in text.chars() {
        match character {
            '\\' => line.push_str("\\\\"),
            '\r' => line.push_str("\\r"),
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            ' '..='~' => line.push(character),
            _ => line.push_str(&format!("\\{:03o}", u32::from(character) & 0xff)),
        }
    }
    line
}
