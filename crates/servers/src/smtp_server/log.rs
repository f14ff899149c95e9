//! What smtp-server gives to its `logger`, as the recorded server wrote it: one JSON object a line.

use super::{own, text};
use smtp_engine::session::{Event, Server, Session, Turn, World};
use smtp_engine::spec::{ReplyKey, State};

/// `connection.id`: 80 random bits in base 32.
const ID: &str = "s1mtpplaygr0und0";
/// What OpenSSL says of plain text where a handshake should come.
const NO_TLS: &str = "808C0DD1D07F0000:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/openssl/ssl/record/ssl3_record.c:350:\n";

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, _: &Server, lines: &mut Vec<String>) {
    let client = &world.client.address;
    let flags = session.counts().own[own::FLAGS];
    let mut log = |level, tnx, message: String| lines.push(record(session, level, tnx, &message));
    match event {
        Event::Remark(line) => lines.push(line.to_owned()),
        Event::Replied { reply, .. } => {
            if reply.key == ReplyKey::Greeting {
                log("info", "connection", format!("Connection from [{client}]"));
            }
            log("debug", "send", format!("S: {}", reply.text.strip_suffix("\r\n").unwrap_or(&reply.text)));
        }
        Event::Secured(true) => log("info", "starttls", "Connection upgraded to TLS using TLS_AES_256_GCM_SHA384".into()),
        Event::Secured(false) => {
            for _ in 0..2 {
                log("error", "error", format!("{ID} {client} {NO_TLS}"));
                log("error", "", format!("server error: {NO_TLS}"));
            }
        }
        Event::LoggedIn(login) => log("info", "auth", format!("{login} authenticated using {}", session.mechanism().unwrap_or_default())),
        Event::LoginFailed { mechanism, login, .. } => {
            log("info", "autherror", format!("Authentication error for {login} using {mechanism}. Invalid username or password"));
        }
        // _flushData(): what waits for its line's end is taken for a command after all, but nobody can be answered.
        Event::Lost { .. } if !session.unfinished_line().is_empty() => {
            log("debug", "command", shown(session.unfinished_line(), session.state() == State::Authenticating));
        }
        Event::Disconnected => {
            let error = if flags & own::HANDSHAKE == 0 { "" } else { " after error" };
            log("info", "close", format!("{ID} received \"close\" event from {client}{error}"));
            let greeted = flags & own::GREETED != 0;
            log("info", "close", format!("Connection closed to {}", if greeted { format!("[{client}]") } else { client.clone() }));
        }
        _ => {}
    }
}

/// Writes the line that a command came; `answer` for one in an AUTH exchange.
pub(super) fn command(turn: &mut Turn<'_>, line: &[u8], answer: bool) {
    write(turn, "debug", "command", &shown(line, answer));
}

/// Writes one line.
pub(super) fn write(turn: &mut Turn<'_>, level: &str, tnx: &str, message: &str) {
    let line = record(turn.session, level, tnx, message);
    turn.log(Event::Remark(&line));
}

/// `_redactCredentials()`
fn shown(line: &[u8], answer: bool) -> String {
    let line = text::of(line);
    let name = line.split(' ').next().unwrap_or("").to_uppercase();
    match text::words(&line).as_slice() {
        _ if answer => "C: /* secured */".into(),
        [verb, mechanism, _, ..] if name == "AUTH" => format!("C: {verb} {mechanism} /* secured */"),
        _ => format!("C: {line}"),
    }
}

fn record(session: &Session, level: &str, tnx: &str, message: &str) -> String {
    let now = session.now().rfc3339();
    let time = now.get(..23).unwrap_or(&now);
    let tnx = if tnx.is_empty() { String::new() } else { format!("\"tnx\":\"{tnx}\",") };
    format!("{{\"time\":\"{time}Z\",\"level\":\"{level}\",{tnx}\"msg\":\"{}\"}}", text::json(message))
}
