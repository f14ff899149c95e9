//! What Sendmail does with a message: DATA, checks, ids, and the lines that it puts before it.

use super::memo::{self, Memo, Words};
use super::{log, text};
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, DataEnd, MessageCheck, Refusal, Session, Slot, Transaction, Turn, Verdict, World, checks};
use smtp_engine::spec::ReplyKey;
use smtp_engine::wire::lines;

/// DATA, in the order of Sendmail.
pub(super) const DATA_CHECKS: &[Check] = checks![mail_given, recipient_given, nothing_behind];
/// Of the whole message.
pub(super) const CHECKS: &[MessageCheck] = checks![headers, size_limit, no_nul];

/// `MaxHeadersLength`
const HEADERS_LIMIT: usize = 32_768;

fn mail_given(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some(), ReplyKey::DataNeedsMail)
}

fn recipient_given(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some_and(|open| !open.forward_paths.is_empty()), ReplyKey::NeedRcpt)
}

/// The client must wait for 354 (the fix of December 2023 against smuggling).
fn nothing_behind(turn: &mut Turn<'_>) -> Verdict {
    if turn.pending.is_empty() {
        return Ok(());
    }
    let text = format!("rejecting server DATA from {} due to traffic before response", log::client(turn.world));
    log::note(turn, &text);
    Err(Refusal::new(ReplyKey::PipelinedTooEarly).closing())
}

/// A line's end counts as one octet.
fn sendmail_size(message: &[u8], size: u64) -> u64 {
    size.saturating_sub(message.iter().filter(|&&octet| octet == b'\r').count() as u64)
}

/// `collect()`: the message ended, or was broken off.
pub(super) fn ended(turn: &mut Turn<'_>, message: &[u8], octets: u64, end: DataEnd) {
    let size = sendmail_size(message, octets);
    memo::set(turn.session, Memo::Size, size);
    if end == DataEnd::Dot {
        let id = turn.session.transaction().and_then(|open| open.queue_id.clone()).unwrap_or_default();
        let message_id = message_id(message).unwrap_or_else(|| format!("<202611221000.{id}@{}>", turn.world.host));
        if headers_length(message) > HEADERS_LIMIT {
            let text = format!("headers too large ({HEADERS_LIMIT} max) from {} during message collect", turn.world.client.name);
            log::note(turn, &text);
        }
        log::sender(turn, &message_id);
        if size > turn.world.message_size_limit {
            let text = format!("message size ({size}) exceeds maximum ({})", turn.world.message_size_limit);
            log::note(turn, &text);
        }
        if memo::is(turn.session, Memo::Verbose) && CHECKS.iter().all(|check| (check.run)(turn, message, octets).is_ok()) {
            tell_deliveries(turn);
        }
        return;
    }
    let (info, status) = match end {
        DataEnd::BareCr => ("Bare carriage return (CR) not allowed", ", status=tempfail"),
        DataEnd::BareLf => ("Bare linefeed (LF) not allowed", ", status=tempfail"),
        DataEnd::Dot | DataEnd::Lost => ("unexpected close", ""),
    };
    let place = match end {
        DataEnd::Lost => "",
        _ if is_in_body(message) => ", where=body",
        _ => ", where=header",
    };
    if end == DataEnd::Lost {
        log::note(turn, "collect: premature EOM: unexpected close");
    }
    let sender = memo::words(turn.session, Words::Sender).to_owned();
    let text = format!("collect: relay={}, from={sender}, info={info}{place}{status}", turn.world.client.name);
    log::note(turn, &text);
    let key = match end {
        DataEnd::BareCr => ReplyKey::BareCr,
        DataEnd::BareLf => ReplyKey::BareLf,
        DataEnd::Dot | DataEnd::Lost => ReplyKey::DataCutShort,
    };
    turn.refuse(Refusal::new(key).with(Slot::Address, text::seven_bits(&latin(&sender))).closing());
}

/// After VERB the message is delivered while the client waits, and the server tells it.
fn tell_deliveries(turn: &mut Turn<'_>) {
    let paths = turn.session.transaction().map(|open| open.forward_paths.clone()).unwrap_or_default();
    for (printed, _) in super::deliveries::local_mailboxes(&paths, super::memo::recipients(turn.session), turn.world) {
        let shown = text::seven_bits(&latin(&printed));
        for what in ["Connecting to local...", "Sent"] {
            turn.say_with(ReplyKey::VerboseNote, &[(Slot::Address, shown.clone()), (Slot::Argument, what.to_owned())]);
        }
    }
}

pub(super) fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|character| u32::from(character) as u8).collect()
}

/// Whether a line belongs to the header section (`isheader()`): a name and a colon, or it goes on.
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().position(|octet| !(b'!'..=b'~').contains(octet) || *octet == b':').unwrap_or(line.len());
    let behind = super::arguments::skip_spaces(&line[name..]);
    name > 0 && behind.first() == Some(&b':')
}

/// The header lines with those that continue them.
fn header_lines(message: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut first = true;
    lines(message).take_while(move |line| {
        let fits = is_header(line) || (!first && line.first().is_some_and(|octet| matches!(octet, b' ' | b'\t')));
        let from_line = first && line.starts_with(b"From ");
        first = false;
        fits || from_line
    })
}

/// Whether all header lines have come: a whole line that is none stands there.
fn is_in_body(message: &[u8]) -> bool {
    let whole = message.iter().rposition(|&octet| octet == b'\n').map_or(0, |at| at + 1);
    let whole = &message[..whole];
    lines(whole).filter(|line| !line.is_empty() || whole.ends_with(b"\n")).count() > header_lines(whole).count() + 1
        || (!whole.is_empty() && header_lines(whole).count() < whole.iter().filter(|&&octet| octet == b'\n').count())
}

fn headers_length(message: &[u8]) -> usize {
    header_lines(message).map(|line| line.len() + 1).sum()
}

/// How often the message was handed on before.
pub(super) fn hops(message: &[u8]) -> usize {
    let name = b"received:";
    header_lines(message).filter(|line| line.len() >= name.len() && line[..name.len()].eq_ignore_ascii_case(name)).count()
}

/// The message's own id.
fn message_id(message: &[u8]) -> Option<String> {
    let name = b"message-id:";
    let line = header_lines(message).find(|line| line.len() >= name.len() && line[..name.len()].eq_ignore_ascii_case(name))?;
    let value = line[name.len()..].trim_ascii();
    (!value.is_empty()).then(|| log::octets(value))
}

fn headers(_: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    require(headers_length(message) <= HEADERS_LIMIT, ReplyKey::HeadersTooLarge)
}

/// `MaxMessageSize`
fn size_limit(turn: &Turn<'_>, message: &[u8], size: u64) -> Verdict {
    require(sendmail_size(message, size) <= turn.world.message_size_limit, ReplyKey::MessageTooBig)
}

/// `RejectNUL`
fn no_nul(_: &Turn<'_>, message: &[u8], _: u64) -> Verdict {
    require(!message.contains(&0), ReplyKey::NulByte)
}

/// Eight digits of the time in base 60 and the process (`assign_queueid()`). Here the time stands still
/// and the last two digits count.
pub(super) fn queue_id(number: u64) -> String {
    const DIGITS: &[u8; 60] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";
    let digit = |value: u64| char::from(DIGITS[(value % 60) as usize]);
    format!("6AMA00{}{}004242", digit(number / 60), digit(number))
}

/// `Return-Path:` of the local mailer, and `Received:`.
pub(super) fn trace(session: &Session, world: &World, transaction: &Transaction, queue_id: &str) -> String {
    let client = &world.client;
    let hello = session.hello().map_or(client.name.as_str(), |hello| hello.name.as_str());
    let mut trace = format!("Return-Path: <{}>\r\n", transaction.reverse_path);
    trace.push_str(&format!("Received: from {hello} ({} [{}])", client.name, client.address));
    if session.login().is_some() {
        trace.push_str("\r\n\t(authenticated bits=0)");
    }
    let protocol = memo::words(session, Words::MailProtocol);
    trace.push_str(&format!("\r\n\tby {} (8.17.1.9/8.17.1.9/Debian-2+deb12u2) with {protocol} id {queue_id}", world.host));
    if session.tls() {
        trace.push_str("\r\n\t(version=TLSv1.3 cipher=TLS_AES_256_GCM_SHA384 bits=256 verify=NOT)");
    }
    // With one recipient his name as he was given, else only the date.
    match super::memo::recipients(session) {
        [only] => trace.push_str(&format!("\r\n\tfor {only}; ")),
        _ => trace.push_str(";\r\n\t"),
    }
    trace.push_str(&session.now().rfc5322().replace("+0000", "GMT"));
    trace.push_str("\r\n");
    trace
}
