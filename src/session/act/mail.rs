use super::super::{Slot, Transaction, Turn};
use crate::spec::ReplyKey;

/// MAIL: a mail transaction begins (RFC 5321 section 4.1.1.2).
pub fn mail(turn: &mut Turn<'_>) {
    mail_with(turn, ReplyKey::MailOk);
}

/// The same, said by another key.
pub fn mail_with(turn: &mut Turn<'_>, key: ReplyKey) {
    let reverse_path = turn.mailbox().unwrap_or_default();
    let parameters = parameters(turn);
    let slots = path_slots(turn);
    let smtputf8 = parameters.iter().any(|parameter| parameter.eq_ignore_ascii_case("SMTPUTF8"));
    turn.session.transaction = Some(Transaction { reverse_path, parameters, smtputf8, ..Transaction::default() });
    turn.say_with(key, &slots);
}

/// The address, and the path as the client wrote it.
pub(super) fn path_slots(turn: &Turn<'_>) -> Vec<(Slot, String)> {
    turn.path().map_or_else(Vec::new, |path| {
        vec![(Slot::Address, turn.mailbox().unwrap_or_default().to_string()), (Slot::Argument, turn.text(path.span))]
    })
}

/// The parameters of the line, as the client wrote them.
pub(super) fn parameters(turn: &Turn<'_>) -> Vec<String> {
    turn.path_argument().map_or_else(Vec::new, |argument| argument.parameters.iter().map(|parameter| turn.text(parameter.span)).collect())
}
