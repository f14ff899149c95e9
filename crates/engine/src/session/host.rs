//! What befalls the machine that the server runs on: no client did it, and no line asked for it.

use super::machine::{Line, answer_line};
use super::{Decision, Effect, Refusal, Server, Session, World};
use crate::spec::{ReplyKey, State};

impl Session {
    /// The message that was taken last could not be stored. The server says so (RFC 5321 section 4.2.2: 452) in the
    /// place of the replies that took it, which must not be sent: the client keeps the message and tries again.
    pub fn refuse_storage(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        let parsed = answer_line();
        let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
        if turn.session.state() == State::Closed {
            // The client has said goodbye in the same breath; the reply stands before that to its goodbye.
            let reply = turn.compose(ReplyKey::DiskFull, &[]);
            turn.effects.push(Effect::Reply(reply));
        } else {
            turn.refuse(Refusal::new(ReplyKey::DiskFull).by(Decision::Limit));
        }
    }

    /// The server is being shut down: it says so and closes (RFC 5321 section 3.8). In the middle of a TLS handshake
    /// nothing can be said.
    pub fn shut_down(&mut self, server: &Server, world: &World, effects: &mut Vec<Effect>) {
        if self.state() == State::Closed {
            return;
        }
        if self.state() == State::Handshake {
            self.close(server, world, effects);
        } else {
            let parsed = answer_line();
            let mut turn = self.turn(Line::default(), &parsed, server, world, effects);
            turn.refuse(Refusal::new(ReplyKey::ShuttingDown).closing().by(Decision::Limit));
        }
        self.note_move(effects);
    }
}
