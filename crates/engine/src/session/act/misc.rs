use super::super::Turn;
use crate::spec::ReplyKey;

/// QUIT (RFC 5321 section 4.1.1.10).
pub fn quit(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::Goodbye);
    turn.close();
}

/// NOOP (RFC 5321 section 4.1.1.9).
pub fn noop(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::NoopOk);
}

/// RSET: the mail transaction is given up, all else stays (RFC 5321 section 4.1.1.5).
pub fn rset(turn: &mut Turn<'_>) {
    turn.session.reset_transaction();
    turn.say(ReplyKey::RsetOk);
}

/// STARTTLS: the handshake comes next (RFC 3207 section 4).
pub fn starttls(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::StartTlsReady);
    turn.start_tls();
}

/// VRFY: the server does not tell, but would take mail for it (RFC 5321 section 3.5.3).
pub fn verify(turn: &mut Turn<'_>) {
    turn.say(ReplyKey::VrfyCannot);
}
