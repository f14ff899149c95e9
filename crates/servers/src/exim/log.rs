//! What Exim writes to its main log.

use super::delivery;
use super::memory::{Loop, recall};
use super::stored::{self, Stored};
use smtp_engine::session::{Delivery, Event, Server, Session, World};
use smtp_engine::spec::{ReplyKey, State};

/// Appends the log lines of `event`.
pub(super) fn log(event: Event<'_>, session: &Session, world: &World, server: &Server, lines: &mut Vec<String>) {
    let mut write = |text: String| lines.push(format!("{} {text}", stamp(session)));
    match event {
        Event::Remark(text) => write(text.to_owned()),
        Event::Secured(false) => write(format!(
            "TLS error on connection from {} (gnutls_handshake): An unexpected TLS packet was received.",
            connection(session, world)
        )),
        Event::Replied { reply, .. } if reply.key == ReplyKey::TlsActive => {
            write(format!("TLS error on connection from {} (STARTTLS received after TLS started): ", connection(session, world)))
        }
        Event::Delivered(delivery) => delivered(delivery, session, world, server, &mut write),
        Event::Lost { .. } => lost(session, world, &mut write),
        _ => {}
    }
}

/// `2026-11-22 04:31:03`
fn stamp(session: &Session) -> String {
    session.now().rfc3339().chars().take(19).map(|character| if character == 'T' { ' ' } else { character }).collect()
}

/// `host_and_ident(FALSE)`: the client, with the name that it gave where that is another.
pub(super) fn connection(session: &Session, world: &World) -> String {
    let name = recall(session, |known| known.shown_name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default());
    format!("{}{name} [{}]", world.client.name, world.client.address)
}

/// `host_and_ident(TRUE)`
pub(super) fn host(session: &Session, world: &World) -> String {
    format!("H={}", connection(session, world))
}

/// ` X=... CV=no` of a connection inside TLS.
pub(super) fn tls(session: &Session) -> &'static str {
    if session.tls() { " X=TLS1.3:ECDHE_X25519__RSA_PSS_RSAE_SHA256__AES_256_GCM:256 CV=no" } else { "" }
}

/// ` A=authenticator:login` of a client that is logged in.
pub(super) fn login(session: &Session) -> String {
    let authenticator = recall(session, |known| known.authenticator);
    session.login().map(|login| format!(" A={authenticator}:{login}")).unwrap_or_default()
}

/// `string_printing()`: control characters and what is not ASCII are escaped as in C; a tab is not.
pub(super) fn printing(octets: &[u8]) -> String {
    let mut shown = String::with_capacity(octets.len());
    for &octet in octets {
        match octet {
            b'\n' => shown.push_str("\\n"),
            b'\r' => shown.push_str("\\r"),
            8 => shown.push_str("\\b"),
            11 => shown.push_str("\\v"),
            12 => shown.push_str("\\f"),
            b'\t' | b' '..=b'~' => shown.push(char::from(octet)),
            _ => shown.push_str(&format!("\\{octet:03o}")),
        }
    }
    shown
}

/// The `<=` line, then those of the delivery, which follows at once.
fn delivered(delivery: &Delivery, session: &Session, world: &World, server: &Server, write: &mut impl FnMut(String)) {
    let id = &delivery.queue_id;
    write(arrival(delivery, session, world));
    // smtp_accept_queue_per_connection
    if recall(session, |known| known.messages) > 10 {
        write(format!("{id} no immediate delivery: more than 10 messages received in one connection"));
        return;
    }
    delivery::lines(delivery, session, world, server).into_iter().for_each(write);
}

/// `id <= sender H=... P=esmtps X=... A=... K S=358 id=message-id`
fn arrival(delivery: &Delivery, session: &Session, world: &World) -> String {
    let size = stored::size(delivery, session);
    let message = Stored::read(&delivery.message, recall(session, |known| known.crlf));
    let message_id = message.message_id().map(|id| format!(" id={id}")).unwrap_or_default();
    let (sender, chunks) = recall(session, |known| (known.envelope.sender.clone(), if known.in_chunks { " K" } else { "" }));
    let sender = if sender.is_empty() { "<>".to_owned() } else { sender };
    format!(
        "{} <= {sender} {} P={}{}{}{chunks} S={size}{message_id}",
        delivery.queue_id,
        host(session, world),
        stored::protocol(session),
        tls(session),
        login(session),
    )
}

/// The client went away. Outside a transaction that is not worth a line.
fn lost(session: &Session, world: &World, write: &mut impl FnMut(String)) {
    let client = connection(session, world);
    let (reading, id) = recall(session, |known| (known.reading, known.message_id.clone()));
    let tls_error = |direction: &str, what: &str| format!("TLS error on connection from {client} ({direction}): {what}");
    if session.tls() {
        let id = match (&id, session.state()) {
            (Some(id), _) => format!("{id} "),
            (None, State::Data) => format!("{} ", stored::next_id(session)),
            _ => String::new(),
        };
        write(format!("{id}{}", tls_error("recv", "The TLS connection was non-properly terminated.")));
    }
    match session.state() {
        State::Authenticating => {
            let gone = "The specified session has been invalidated for some reason.";
            let mechanism = recall(session, |known| known.login.mechanism);
            write(tls_error("send", gone));
            write(tls_error("recv", gone));
            write(tls_error("send", gone));
            write(format!(
                "{} authenticator failed for {client}: 535 Incorrect authentication data",
                super::auth::AUTHENTICATORS.get(mechanism).copied().unwrap_or("")
            ));
            write(tls_error("recv", gone));
        }
        State::Data => {
            let place = stored::reading_place(session.unfinished_message());
            write(format!("SMTP connection from {client} lost while reading message data{place}"));
        }
        State::Chunking if session.reads_data() || reading != Loop::Commands => {
            let chunks = session.transaction().and_then(|open| open.chunks.as_deref()).unwrap_or_default();
            let place = stored::reading_place(chunks);
            write(format!("SMTP connection from {client} lost while reading message data{place}"));
        }
        // lost_incoming_connection
        State::MailGiven | State::RcptGiven => write(format!("unexpected disconnection while reading SMTP command from {client} D=0s")),
        _ => {}
    }
}
