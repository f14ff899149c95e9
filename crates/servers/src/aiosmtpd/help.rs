//! HELP (`smtp_HELP()`).

use super::{line, refuse, text};
use smtp_engine::session::{Slot, Turn};
use smtp_engine::spec::ReplyKey;

/// `@syntax`: the commands, how each is written, and what EHLO adds.
const COMMANDS: [(&str, &str, &str); 12] = [
    ("AUTH", "AUTH <mechanism>", ""),
    ("DATA", "DATA", ""),
    ("EHLO", "EHLO hostname", ""),
    ("HELO", "HELO hostname", ""),
    ("HELP", "HELP [command]", ""),
    ("MAIL", "MAIL FROM: <address>", super::envelope::PARAMETERS),
    ("NOOP", "NOOP [ignored]", ""),
    ("QUIT", "QUIT", ""),
    ("RCPT", "RCPT TO: <address>", super::envelope::PARAMETERS),
    ("RSET", "RSET", ""),
    ("STARTTLS", "STARTTLS", ""),
    ("VRFY", "VRFY <address>", ""),
];

/// The syntax of one command, or the list of all.
pub(super) fn help(turn: &mut Turn<'_>) {
    let topic = text::of(line::argument(turn.line)).to_uppercase();
    let extended = turn.session.hello().is_some_and(|hello| hello.extended);
    if let Some((_, syntax, more)) = COMMANDS.iter().find(|(name, ..)| *name == topic) {
        let more = if extended { *more } else { "" };
        return turn.say_with(ReplyKey::HelpTopic, &[(Slot::Argument, format!("{syntax}{more}"))]);
    }
    let names = COMMANDS.map(|(name, ..)| name).join(" ");
    if topic.is_empty() {
        turn.say_with(ReplyKey::HelpText, &[(Slot::Argument, names)]);
    } else {
        turn.refuse(refuse(ReplyKey::HelpUnknown).with(Slot::Argument, names));
    }
}
