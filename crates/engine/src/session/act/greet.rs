use super::super::{Hello, Slot, Turn};
use crate::spec::ReplyKey;

/// EHLO: a new session begins, the extensions are named (RFC 5321 section 4.1.1.1).
pub fn ehlo(turn: &mut Turn<'_>) {
    greet(turn, true);
    let extensions = (turn.server.words.extensions)(turn.session, turn.world, turn.server);
    turn.say_with(ReplyKey::EhloOk, &[(Slot::Extensions, extensions.join("\n"))]);
}

/// HELO: a new session begins (RFC 5321 section 4.1.1.1).
pub fn helo(turn: &mut Turn<'_>) {
    greet(turn, false);
    turn.say(ReplyKey::HeloOk);
}

/// Section 4.1.4: the server clears its buffers and resets its state as if RSET had been given.
fn greet(turn: &mut Turn<'_>, extended: bool) {
    let name = (turn.server.hooks.hello_name)(&turn.text(turn.argument()));
    turn.session.greet(Hello { extended, name });
}
