//! What aiosmtpd writes to its logger `mail.log`, as the recorded server formatted it; errors of Python
//! come with their tracebacks.

use super::crash::Crash;
use super::{envelope, own, traceback};
use smtp_engine::session::{Event, Server, Session, Turn, World};
use smtp_engine::spec::State;

/// The client's port.
const PORT: u16 = 40_000;

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, _: &Server, lines: &mut Vec<String>) {
    let peer = peer(world);
    let mut log = |message: String| lines.push(record(session, "INFO", &message));
    match event {
        Event::Remark(line) => lines.push(line.to_owned()),
        Event::Connected => {
            log("Available AUTH mechanisms: LOGIN(builtin) PLAIN(builtin)".into());
            log(format!("Peer: {peer}"));
            log(format!("{peer} handling connection"));
        }
        Event::Secured(false) => {
            if session.tls() {
                lines.push(format!("{} asyncio[12] ERROR: Fatal error on SSL protocol", time(session)));
                lines.extend(traceback::INSIDE_TLS.iter().map(|line| (*line).to_owned()));
            }
            lines.push(record(session, "ERROR", &format!("{peer} SMTP session exception")));
            let text = if session.tls() { traceback::SECOND } else { traceback::FIRST };
            lines.extend(text.iter().chain(traceback::END).map(|line| (*line).to_owned()));
        }
        Event::LoggedIn(_) => {
            lines.push(record(session, "WARNING", "Session.login_data is deprecated and will be removed in version 2.0"));
        }
        Event::Lost { .. } => {
            if !session.tls() {
                log(format!("{peer} EOF received"));
            }
            if session.state() == State::Data {
                log("Connection lost during DATA".into());
            }
        }
        Event::Disconnected => {
            // Where the handshake failed, the loop that handles the client is gone already.
            if session.counts().own[own::HANDSHAKE] == 0 {
                if session.tls() {
                    log(format!("{peer} EOF received"));
                }
                log(format!("{peer} Connection lost during _handle_client()"));
            }
            log(format!("{peer} connection lost"));
        }
        _ => {}
    }
}

/// Writes one line about the client.
pub(super) fn client(turn: &mut Turn<'_>, level: &str, message: &str) {
    let message = format!("{} {message}", peer(turn.world));
    write(turn, level, &message);
}

/// Writes one line.
pub(super) fn write(turn: &mut Turn<'_>, level: &str, message: &str) {
    let line = record(turn.session, level, message);
    turn.log(Event::Remark(&line));
}

/// `log.exception()` for an error inside Python's parser.
pub(super) fn crash(turn: &mut Turn<'_>, crash: &Crash) {
    client(turn, "ERROR", "SMTP session exception");
    if let Some(found) = crash.found.as_deref().filter(|found| found.starts_with('@')) {
        for line in traceback::NO_LOCAL_PART {
            note(turn, &line.replace("{found}", &super::text::logged(found)));
        }
    }
    let (line, function, names) = envelope::reading(turn.verb());
    start_traceback(turn);
    let marks = " ".repeat(names.len() + 3);
    frame(turn, true, line, function, &format!("{names} = self._getaddr(arg)"), &format!("{marks}^^^^^^^^^^^^^^^^^^"));
    for site in crash.sites.iter().rev() {
        let place = site.frame();
        frame(turn, place.own, place.line, place.function, place.code, place.marks);
    }
    note(turn, &format!("{}: {}", crash.error.class(), crash.error.text()));
}

/// The same for a reply that cannot be sent.
pub(super) fn encode_error(turn: &mut Turn<'_>, error: &str) {
    client(turn, "ERROR", "SMTP session exception");
    start_traceback(turn);
    frame(turn, true, 1258, "smtp_VRFY", "await self.push('502 Could not VRFY ' + arg)", "");
    frame(turn, true, 592, "push", "response = bytes(", "           ^^^^^^");
    note(turn, &format!("UnicodeEncodeError: {error}"));
}

/// The same for an answer in AUTH that is longer than the stream gives.
pub(super) fn overrun(turn: &mut Turn<'_>) {
    client(turn, "ERROR", "SMTP session exception");
    start_traceback(turn);
    note(turn, "ValueError: Separator is found, but chunk is longer than limit");
}

fn start_traceback(turn: &mut Turn<'_>) {
    note(turn, "Traceback (most recent call last):");
    frame(turn, true, 756, "_handle_client", "await method(arg)", "");
}

fn frame(turn: &mut Turn<'_>, own: bool, line: u16, function: &str, code: &str, marks: &str) {
    let file = if own { "<site-packages>/aiosmtpd/smtp.py" } else { "<python-lib>/email/_header_value_parser.py" };
    note(turn, &format!("  File \"{file}\", line {line}, in {function}"));
    note(turn, &format!("    {code}"));
    if !marks.is_empty() {
        note(turn, &format!("    {marks}"));
    }
}

fn note(turn: &mut Turn<'_>, line: &str) {
    turn.log(Event::Remark(line));
}

fn peer(world: &World) -> String {
    format!("('{}', {PORT})", world.client.address)
}

/// `asctime`
fn time(session: &Session) -> String {
    let now = session.now().rfc3339();
    now.get(..23).unwrap_or(&now).replace('T', " ").replace('.', ",")
}

fn record(session: &Session, level: &str, message: &str) -> String {
    format!("{} mail.log[12] {level}: {message}", time(session))
}
