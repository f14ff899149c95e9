//! How Exim reads a command (`smtp_read_command()`), and what it says to what is none.

use std::borrow::Cow;

use super::error::{Mistake, last_words, log, mistake, mistake_logged_as, shown_line};
use super::log::{connection, host, printing};
use super::memory::{Loop, Remembered, recall, remember};
use smtp_engine::session::{Check, Refusal, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};

/// `smtp_accept_max_nonmail`
const MAX_NONMAIL_COMMANDS: u32 = 10;
/// `smtp_max_unknown_commands`
const MAX_UNKNOWN_COMMANDS: u32 = 3;

pub(super) const CHECKS: &[Check] = checks![note_tls, command];

/// One row of `cmd_list`.
struct Row {
    verb: Verb,
    name: &'static [u8],
    takes_argument: bool,
    /// Must be the last of a pipelined group; where pipelining is not offered, more commands must.
    waits: Waits,
}

#[derive(PartialEq, Eq)]
enum Waits {
    Always,
    WithoutPipelining,
    Never,
}

const fn row(verb: Verb, name: &'static [u8], takes_argument: bool, waits: Waits) -> Row {
    Row { verb, name, takes_argument, waits }
}

const COMMANDS: &[Row] = &[
    row(Verb::Rset, b"rset", false, Waits::WithoutPipelining),
    row(Verb::Helo, b"helo", true, Waits::Always),
    row(Verb::Ehlo, b"ehlo", true, Waits::Always),
    row(Verb::Auth, b"auth", true, Waits::Never),
    row(Verb::Starttls, b"starttls", false, Waits::Always),
    row(Verb::Mail, b"mail from:", true, Waits::WithoutPipelining),
    row(Verb::Rcpt, b"rcpt to:", true, Waits::WithoutPipelining),
    row(Verb::Data, b"data", false, Waits::Always),
    row(Verb::Bdat, b"bdat", true, Waits::Never),
    row(Verb::Quit, b"quit", false, Waits::Never),
    row(Verb::Noop, b"noop", true, Waits::Always),
    row(Verb::Etrn, b"etrn", true, Waits::Always),
    row(Verb::Vrfy, b"vrfy", true, Waits::Always),
    row(Verb::Expn, b"expn", true, Waits::Always),
    row(Verb::Help, b"help", true, Waits::Never),
];

impl Row {
    /// The whole name stands at the line's start, with a space or nothing after it.
    fn find(line: &[u8]) -> Option<&'static Self> {
        COMMANDS.iter().find(|row| {
            let named = line.get(..row.name.len()).is_some_and(|start| start.eq_ignore_ascii_case(row.name));
            named && (row.name.ends_with(b":") || matches!(line.get(row.name.len()), None | Some(b' ')))
        })
    }

    /// Commands that do not bring a mail further are counted; some are free once between messages
    /// (`is_mail_cmd`).
    fn is_counted(&self, known: &Remembered) -> bool {
        match self.verb {
            Verb::Rset => known.rset_spent,
            Verb::Helo => known.helo_spent,
            Verb::Ehlo => known.ehlo_spent,
            Verb::Starttls => known.starttls_spent,
            Verb::Auth => known.auth_spent,
            Verb::Noop | Verb::Etrn | Verb::Vrfy | Verb::Expn | Verb::Help => true,
            _ => false,
        }
    }
}

/// `isspace()` of C.
pub(super) const fn is_space(octet: u8) -> bool {
    matches!(octet, b' ' | b'\t'..=b'\r')
}

/// White space at the end is taken off.
pub(super) fn read(line: &[u8]) -> Cow<'_, [u8]> {
    let end = line.iter().rposition(|&octet| !is_space(octet)).map_or(0, |last| last + 1);
    Cow::Borrowed(&line[..end])
}

/// What stands after the command's name (`smtp_cmd_data`).
pub(super) fn argument<'l>(turn: &Turn<'l>) -> &'l [u8] {
    let start = Row::find(turn.line).map_or(0, |row| row.name.len());
    let rest = &turn.line[start..];
    &rest[rest.iter().take_while(|&&octet| is_space(octet)).count()..]
}

/// What a handshake brings about is seen here, at the first command after it.
fn note_tls(turn: &mut Turn<'_>) -> Verdict {
    let tls = turn.session.tls();
    remember(turn, |known| {
        if tls && !known.tls {
            known.start_tls();
        }
        known.last_was_rejected_mail = std::mem::take(&mut known.was_rejected_mail);
        known.last_was_rcpt = std::mem::take(&mut known.was_rcpt);
    });
    Ok(())
}

/// What was read, as `smtp_read_command()` returns it.
enum Read {
    Command(Verb),
    Nul,
    TooSoon,
    TooManyNonmail,
    UnexpectedArgument,
    Other,
}

fn command(turn: &mut Turn<'_>) -> Verdict {
    let reading = recall(turn.session, |known| known.reading);
    match (reading, read_command(turn, reading)) {
        (_, Read::Command(Verb::Quit)) => Ok(()),
        (Loop::TlsFailed, _) => Err(Refusal::new(ReplyKey::SecurityFailure)),
        (Loop::Chunks, Read::Command(Verb::Rset | Verb::Noop | Verb::Bdat)) | (Loop::UntilReset, Read::Command(Verb::Rset)) => Ok(()),
        (Loop::Chunks, _) => {
            remember(turn, |known| known.reading = Loop::UntilReset);
            // This one ends nothing, however many there were.
            Err(Refusal { close: false, ..mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::OnlyBdat)) })
        }
        (Loop::UntilReset, _) => {
            let refusal = mistake(turn, Mistake::Protocol, Refusal::new(ReplyKey::OnlyRset));
            if !refusal.close {
                return Err(refusal);
            }
            turn.refuse(Refusal { close: false, ..refusal });
            Err(super::data::lost_in_chunks(turn))
        }
        (Loop::Commands, read) => refuse(turn, &read),
    }
}

fn refuse(turn: &mut Turn<'_>, read: &Read) -> Verdict {
    Err(match read {
        Read::Command(_) => return Ok(()),
        Read::Nul => {
            // The reply to the fourth mistake is the same; the connection is closed after it.
            let refusal = Refusal::new(ReplyKey::NulCharacter);
            let mut refusal = mistake_logged_as(turn, Mistake::Syntax, refusal, "NUL character(s) present (shown as '?')");
            refusal.slots.clear();
            refusal
        }
        Read::TooSoon => too_soon(turn),
        Read::TooManyNonmail => {
            let word = turn.line.split(|&octet| is_space(octet)).next().unwrap_or_default();
            let text = format!(
                "SMTP call from {} dropped: too many nonmail commands (last was \"{}\")",
                connection(turn.session, turn.world),
                String::from_utf8_lossy(word),
            );
            log(turn, &text);
            last_words(turn, Refusal::new(ReplyKey::TooManyIdleCommands))
        }
        Read::UnexpectedArgument => mistake(turn, Mistake::Syntax, Refusal::new(ReplyKey::UnexpectedArgument)),
        Read::Other => unknown(turn),
    })
}

fn read_command(turn: &mut Turn<'_>, reading: Loop) -> Read {
    if turn.line.contains(&0) {
        return Read::Nul;
    }
    // Between chunks the check is always on, after a failed STARTTLS never; inside TLS the buffer that
    // it looks at is empty.
    let enforced = match reading {
        Loop::Commands => recall(turn.session, |known| known.sync_enforced),
        Loop::Chunks | Loop::UntilReset => true,
        Loop::TlsFailed => false,
    };
    let too_soon = enforced && !turn.pending.is_empty() && !turn.session.tls();
    let Some(row) = Row::find(turn.line) else {
        return if too_soon { Read::TooSoon } else { Read::Other };
    };
    let waits = match row.waits {
        Waits::Always => true,
        Waits::WithoutPipelining => !recall(turn.session, |known| known.sync_as_pipelining),
        Waits::Never => false,
    };
    if too_soon && waits {
        return Read::TooSoon;
    }
    let too_many = remember(turn, |known| {
        known.nonmail_commands += u32::from(row.is_counted(known));
        row.is_counted(known) && known.nonmail_commands > MAX_NONMAIL_COMMANDS
    });
    match (too_many, row.takes_argument || argument(turn).is_empty()) {
        (true, _) => Read::TooManyNonmail,
        (false, true) => Read::Command(row.verb),
        (false, false) => Read::UnexpectedArgument,
    }
}

/// `SYNC_FAILURE`: something came that should have waited for the reply.
pub(super) fn too_soon(turn: &mut Turn<'_>) -> Refusal {
    let not = if recall(turn.session, |known| known.pipelining_advertised) { "" } else { " not" };
    let next = printing(&turn.pending[..turn.pending.len().min(150)]);
    let text = format!(
        "SMTP protocol synchronization error (next input sent too soon: pipelining was{not} advertised): rejected \"{}\" {} next input=\"{next}\"",
        String::from_utf8_lossy(turn.line),
        host(turn.session, turn.world),
    );
    log(turn, &text);
    last_words(turn, Refusal::new(ReplyKey::SyncError))
}

/// `check_sync()` after an ACL, where the client was not told that it may pipeline.
pub(super) fn check_sync(turn: &mut Turn<'_>) -> Verdict {
    let told = recall(turn.session, |known| known.pipelining_advertised);
    if told || turn.pending.is_empty() { Ok(()) } else { Err(too_soon(turn)) }
}

fn unknown(turn: &mut Turn<'_>) -> Refusal {
    let before = remember(turn, |known| {
        known.unknown_commands += 1;
        known.unknown_commands - 1
    });
    if before >= MAX_UNKNOWN_COMMANDS {
        let line = shown_line(turn);
        let text = format!("SMTP syntax error in \"{line}\" {} unrecognized command", host(turn.session, turn.world));
        log(turn, &text);
        let text = format!(
            "SMTP call from {} dropped: too many unrecognized commands (last was \"{line}\")",
            connection(turn.session, turn.world)
        );
        log(turn, &text);
        return last_words(turn, Refusal::new(ReplyKey::TooManyErrors));
    }
    let key = if turn.line.is_empty() { ReplyKey::EmptyLine } else { ReplyKey::UnknownCommand };
    mistake(turn, Mistake::Syntax, Refusal::new(key))
}
