//! What Sendmail remembers of a session besides, by name.

use std::time::Duration;

use smtp_engine::session::{Session, Turn};

/// What is remembered; only the functions here know which is where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Notes {
    /// Counters and flags, by [`Memo`].
    numbers: [u64; 24],
    /// Texts, by [`Words`].
    texts: [String; 8],
    /// The recipients of the transaction as they were given.
    recipients: Vec<String>,
}

/// The numbers in [`Notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Memo {
    /// The first line was read (`first`).
    SpokeFirst,
    /// The client broke the protocol; nearly all commands are refused (`nullserver`).
    Rejecting,
    /// HELO and EHLO so far (`n_helo`), and so on.
    Hellos,
    Noops,
    Verifies,
    Etrns,
    Auths,
    BadCommands,
    /// The sender was read, and waits for its line in the log (`EF_LOGSENDER`).
    SenderToLog,
    /// SIZE of MAIL (`e_msgsize`).
    Size,
    /// Accepted recipients (`e_nrcpts`).
    Recipients,
    /// RET, ENVID and AUTH were given; they stay even where MAIL is refused.
    RetGiven,
    EnvidGiven,
    AuthGiven,
    /// MAIL, EXPN, VRFY or ETRN was said (`lognullconnection` is false).
    UsedIt,
    /// VERB was said.
    Verbose,
    /// A list of addresses had a comma or bracket (not `EF_OLDSTYLE`).
    NewStyle,
    /// The last command, as [`LAST_COMMANDS`] numbers it.
    LastCommand,
}

/// The texts in [`Notes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// The sender as the client wrote it, each octet a character.
    Sender,
    /// BODY as it was given.
    Body,
    /// With what protocol the client talks (`protocol`).
    Protocol,
    /// With what protocol it talked when it said MAIL (`$r`).
    MailProtocol,
    /// The SASL mechanism as the client wrote it.
    Mechanism,
}

/// The names that the log has for the last command.
const LAST_COMMANDS: &[&str] = &[
    "startup", "mail", "rcpt", "data", "rset", "vrfy", "expn", "help", "noop", "quit", "helo", "ehlo", "etrn", "auth", "starttls", "verb",
];

pub(super) fn get(session: &Session, memo: Memo) -> u64 {
    session.memory().get::<Notes>().map_or(0, |notes| notes.numbers[memo as usize])
}

pub(super) fn is(session: &Session, memo: Memo) -> bool {
    get(session, memo) != 0
}

pub(super) fn set(session: &mut Session, memo: Memo, value: u64) {
    session.memory_mut().with(|notes: &mut Notes| notes.numbers[memo as usize] = value);
}

pub(super) fn words(session: &Session, words: Words) -> &str {
    session.memory().get::<Notes>().map_or("", |notes| notes.texts[words as usize].as_str())
}

pub(super) fn write(session: &mut Session, words: Words, text: impl Into<String>) {
    session.memory_mut().with(|notes: &mut Notes| notes.texts[words as usize] = text.into());
}

/// The recipients of the transaction as they were given.
pub(super) fn recipients(session: &Session) -> &[String] {
    session.memory().get::<Notes>().map_or(&[], |notes| notes.recipients.as_slice())
}

/// One more recipient.
pub(super) fn add_recipient(session: &mut Session, recipient: String) {
    session.memory_mut().with(|notes: &mut Notes| notes.recipients.push(recipient));
}

/// The transaction is over.
pub(super) fn forget_recipients(session: &mut Session) {
    session.memory_mut().with(|notes: &mut Notes| notes.recipients.clear());
}

/// Keeps the last command's name.
pub(super) fn remember_command(session: &mut Session, name: &str) {
    let number = LAST_COMMANDS.iter().position(|known| known.eq_ignore_ascii_case(name)).unwrap_or(0);
    set(session, Memo::LastCommand, number as u64);
}

/// The last command's name, as the log has it.
pub(super) fn last_command(session: &Session) -> &'static str {
    LAST_COMMANDS.get(get(session, Memo::LastCommand) as usize).copied().unwrap_or("startup")
}

/// After the handshake only the counters start anew.
pub(super) fn after_handshake(session: &mut Session) {
    set(session, Memo::SpokeFirst, 0);
    set(session, Memo::Hellos, 0);
}

/// The longest pause in seconds (`MAXTIMEOUT`).
const LONGEST: u64 = 240;

/// `checksmtpattack()`: from the `limit`th time on, the answer waits, each time twice as long. `limit` 0 is none.
pub(super) fn slow_down(turn: &mut Turn<'_>, memo: Memo, limit: u64, name: &str) {
    let count = get(turn.session, memo) + 1;
    set(turn.session, memo, count);
    if limit == 0 || count < limit {
        return;
    }
    if count == limit {
        let client = super::log::client(turn.world);
        super::log::note(turn, &format!("{client}: possible SMTP attack: command={name}, count={count}"));
    }
    let seconds = 1_u64.checked_shl((count - limit).min(63) as u32).unwrap_or(LONGEST).min(LONGEST);
    let first = count / limit;
    let seconds = if seconds < first { first + LONGEST } else { seconds };
    turn.wait(Duration::from_secs(seconds));
}

/// `CLEAR_STATE`: the envelope is dropped, with all that belongs to it.
pub(super) fn clear_envelope(turn: &mut Turn<'_>) {
    super::log::sender(turn, "");
    let session = &mut *turn.session;
    session.reset_transaction();
    for memo in [Memo::Size, Memo::Recipients, Memo::RetGiven, Memo::EnvidGiven, Memo::AuthGiven, Memo::NewStyle] {
        set(session, memo, 0);
    }
    write(session, Words::Body, "");
    forget_recipients(session);
}
