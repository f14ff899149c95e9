use super::super::{Event, Turn};
use super::mail::{parameters, path_slots};
use crate::spec::ReplyKey;

/// RCPT: one more recipient (RFC 5321 section 4.1.1.3). With the first one the message gets its queue id.
pub fn rcpt(turn: &mut Turn<'_>) {
    let Some(forward_path) = turn.mailbox().cloned() else {
        return;
    };
    let parameters = parameters(turn);
    let slots = path_slots(turn, ReplyKey::RcptOk);
    open_message(turn);
    if let Some(transaction) = turn.session.transaction_mut() {
        transaction.forward_paths.push(forward_path);
        transaction.recipient_parameters.push(parameters);
    }
    turn.say_with(ReplyKey::RcptOk, &slots);
}

fn open_message(turn: &mut Turn<'_>) {
    if turn.session.transaction().is_none_or(|open| open.queue_id.is_some()) {
        return;
    }
    let queue_id = (turn.server.words.queue_id)(turn.session.open_message());
    turn.log(Event::Opened(&queue_id));
    if let Some(transaction) = turn.session.transaction_mut() {
        transaction.queue_id = Some(queue_id);
    }
}
