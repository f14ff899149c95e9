use super::super::{Slot, Transaction, Turn};
use crate::spec::ReplyKey;

/// MAIL: a mail transaction begins (RFC 5321 section 4.1.1.2).
pub fn mail(turn: &mut Turn<'_>) {
    mail_with(turn, ReplyKey::MailOk);
}

/// MAIL, answered with `key`: for servers whose reply depends on the parameters.
pub fn mail_with(turn: &mut Turn<'_>, key: ReplyKey) {
    let reverse_path = turn.mailbox().cloned().unwrap_or_default();
    let parameters = parameters(turn);
    let slots = path_slots(turn, key);
    let smtputf8 = parameters.iter().any(|parameter| parameter.eq_ignore_ascii_case("SMTPUTF8"));
    turn.session.begin(Transaction { reverse_path, parameters, smtputf8, ..Transaction::default() });
    turn.say_with(key, &slots);
}

/// The address, and the path as the client wrote it; empty where the words of `key` name no slot.
pub(super) fn path_slots(turn: &Turn<'_>, key: ReplyKey) -> Vec<(Slot, String)> {
    let named = (turn.server.words.wording)(key).is_some_and(|wording| wording.text.contains('{'));
    turn.path().filter(|_| named).map_or_else(Vec::new, |path| {
        vec![(Slot::Address, turn.mailbox().map(ToString::to_string).unwrap_or_default()), (Slot::Argument, turn.text(path.span))]
    })
}

/// The parameters of the line, as the client wrote them.
pub(super) fn parameters(turn: &Turn<'_>) -> Vec<String> {
    turn.path_argument().map_or_else(Vec::new, |argument| argument.parameters.iter().map(|parameter| turn.text(parameter.span)).collect())
}
