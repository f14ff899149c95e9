//! MAIL, RCPT and VRFY: an address by Python's rules, then parameters (`smtp_MAIL()`, `smtp_RCPT()`,
//! `smtp_VRFY()`).

use super::address::{self, Failure};
use super::{line, log, refuse, text};
use smtp_engine::session::{Mailbox, Refusal, Slot, Transaction, Turn, Verdict};
use smtp_engine::spec::{ReplyKey, Verb};

/// What EHLO adds to the syntax.
pub(super) const PARAMETERS: &str = " [SP <mail-parameters>]";

/// An address and its parameters, in upper case.
struct Path {
    address: String,
    options: Vec<String>,
}

/// The parameters by keyword; of the same keyword the last one counts.
type Parameters = Vec<(String, Option<String>)>;

fn extended(turn: &Turn<'_>) -> bool {
    turn.session.hello().is_some_and(|hello| hello.extended)
}

fn syntax(turn: &Turn<'_>, key: ReplyKey) -> Refusal {
    refuse(key).with(Slot::Argument, if extended(turn) { PARAMETERS } else { "" })
}

/// `_getaddr()`; what Python's parser stumbles over is told to the client.
fn read_address(turn: &mut Turn<'_>, argument: &str, malformed: Refusal) -> Result<(String, String), Refusal> {
    address::read(argument).map_err(|failure| match failure {
        Failure::Malformed => malformed,
        Failure::Crash(crash) => {
            log::crash(turn, &crash);
            internal(crash.error.class(), crash.error.text())
        }
    })
}

/// `handle_exception()`
pub(super) fn internal(class: &str, text: &str) -> Refusal {
    refuse(ReplyKey::InternalError).with(Slot::Argument, format!("({class}) {text}"))
}

/// `FROM:` or `TO:`, an address, parameters only after EHLO.
fn read(turn: &mut Turn<'_>, keyword: &str, wrong: ReplyKey, malformed: ReplyKey) -> Result<Path, Refusal> {
    let argument = text::of(line::argument(turn.line));
    let length = keyword.chars().count();
    let behind = argument.char_indices().nth(length).map_or(argument.len(), |(at, _)| at);
    let (start, rest) = argument.split_at(behind);
    if start.to_uppercase() != keyword {
        return Err(syntax(turn, wrong));
    }
    let (address, rest) = read_address(turn, text::strip(rest), refuse(malformed))?;
    if address.is_empty() || (!extended(turn) && !rest.is_empty()) {
        return Err(syntax(turn, wrong));
    }
    let options = text::words(&rest.to_uppercase()).into_iter().map(str::to_owned).collect();
    Ok(Path { address, options })
}

/// `_getparams()`: nothing where one is malformed.
fn parameters(options: &[String]) -> Option<Parameters> {
    let mut found: Parameters = Vec::new();
    for option in options {
        let (keyword, value) = match option.split_once('=') {
            Some((keyword, value)) => (keyword, Some(value.to_owned())),
            None => (option.as_str(), None),
        };
        let is_word = !keyword.is_empty() && keyword.chars().all(char::is_alphanumeric);
        if !is_word || value.as_deref() == Some("") {
            return None;
        }
        match found.iter_mut().find(|(name, _)| name == keyword) {
            Some(given) => given.1 = value,
            None => found.push((keyword.to_owned(), value)),
        }
    }
    Some(found)
}

fn unknown_parameter(command: &str) -> Refusal {
    refuse(ReplyKey::ParameterUnknown).with(Slot::Argument, command)
}

fn take(parameters: &mut Parameters, keyword: &str) -> Option<Option<String>> {
    let index = parameters.iter().position(|(name, _)| name == keyword)?;
    Some(parameters.remove(index).1)
}

fn read_sender(turn: &mut Turn<'_>) -> Result<(Path, bool), Refusal> {
    let path = read(turn, "FROM:", ReplyKey::MailSyntax, ReplyKey::SenderSyntax)?;
    if turn.session.transaction().is_some() {
        return Err(refuse(ReplyKey::NestedMail));
    }
    let mut parameters = parameters(&path.options).ok_or_else(|| syntax(turn, ReplyKey::MailSyntax))?;
    if let Some(body) = take(&mut parameters, "BODY")
        && !matches!(body.as_deref(), Some("7BIT" | "8BITMIME"))
    {
        return Err(refuse(ReplyKey::BodySyntax));
    }
    let smtputf8 = take(&mut parameters, "SMTPUTF8");
    if matches!(smtputf8, Some(Some(_))) {
        return Err(refuse(ReplyKey::Smtputf8Syntax));
    }
    if let Some(size) = take(&mut parameters, "SIZE") {
        let digits = size.filter(|size| size.chars().all(|digit| digit.is_ascii_digit()));
        let digits = digits.ok_or_else(|| syntax(turn, ReplyKey::MailSyntax))?;
        let fits =
            digits.parse::<u64>().is_ok_and(|size| size <= turn.world.message_size_limit) || digits.bytes().all(|digit| digit == b'0');
        if !fits {
            return Err(refuse(ReplyKey::SizeTooBig));
        }
    }
    if parameters.is_empty() { Ok((path, smtputf8.is_some())) } else { Err(unknown_parameter("MAIL FROM")) }
}

pub(super) fn sender(turn: &mut Turn<'_>) -> Verdict {
    read_sender(turn).map(|_| ())
}

pub(super) fn mail(turn: &mut Turn<'_>) {
    let Ok((Path { address, options }, smtputf8)) = read_sender(turn) else {
        return;
    };
    let shown = format!("sender: {}", text::logged(&address));
    log::client(turn, "INFO", &shown);
    turn.session.begin(Transaction { reverse_path: mailbox(&address), parameters: options, smtputf8, ..Transaction::default() });
    turn.say(ReplyKey::MailOk);
}

pub(super) fn mail_given(turn: &mut Turn<'_>) -> Verdict {
    if turn.session.transaction().is_some() { Ok(()) } else { Err(refuse(ReplyKey::NeedMail)) }
}

/// No parameter of RCPT is known.
fn read_recipient(turn: &mut Turn<'_>) -> Result<Path, Refusal> {
    let path = read(turn, "TO:", ReplyKey::RcptSyntax, ReplyKey::RecipientSyntax)?;
    match parameters(&path.options) {
        None => Err(syntax(turn, ReplyKey::RcptSyntax)),
        Some(parameters) if !parameters.is_empty() => Err(unknown_parameter("RCPT TO")),
        Some(_) => Ok(path),
    }
}

pub(super) fn recipient(turn: &mut Turn<'_>) -> Verdict {
    read_recipient(turn).map(|_| ())
}

pub(super) fn rcpt(turn: &mut Turn<'_>) {
    let Ok(Path { address, .. }) = read_recipient(turn) else {
        return;
    };
    let shown = format!("recip: {}", text::logged(&address));
    log::client(turn, "INFO", &shown);
    if let Some(open) = turn.session.transaction_mut() {
        open.forward_paths.push(mailbox(&address));
        open.recipient_parameters.push(Vec::new());
    }
    turn.say(ReplyKey::RcptOk);
}

/// The address as the envelope keeps it, taken apart for the mailboxes of this world.
fn mailbox(address: &str) -> Mailbox {
    let address = text::logged(address);
    match address.rsplit_once('@') {
        _ if address == "<>" => Mailbox::default(),
        Some((local_part, domain)) => Mailbox { local_part: local_part.into(), domain: Some(domain.into()) },
        None => Mailbox { local_part: address, domain: None },
    }
}

pub(super) fn verify(turn: &mut Turn<'_>) -> Verdict {
    let argument = text::of(line::argument(turn.line));
    if argument.is_empty() {
        return Err(refuse(ReplyKey::VrfySyntax));
    }
    let status = format!("502 Could not VRFY {argument}");
    let malformed = refuse(ReplyKey::VrfyMalformed).with(Slot::Argument, argument.clone());
    match read_address(turn, &argument, malformed) {
        Ok(_) => Ok(()),
        // The reply repeats the argument, which cannot be sent where it is no UTF-8.
        Err(refusal) if refusal.key == ReplyKey::VrfyMalformed => match text::encode_error(&status) {
            None => Err(refusal),
            Some(error) => {
                log::encode_error(turn, &error);
                Err(internal("UnicodeEncodeError", &error))
            }
        },
        Err(refusal) => Err(refusal),
    }
}

/// Where the method of `verb` reads its address: the line's number and the names on its left.
pub(super) const fn reading(verb: Option<Verb>) -> (u16, &'static str, &'static str) {
    match verb {
        Some(Verb::Mail) => (1285, "smtp_MAIL", "address, addrparams"),
        Some(Verb::Rcpt) => (1363, "smtp_RCPT", "address, params"),
        _ => (1256, "smtp_VRFY", "address, params"),
    }
}
