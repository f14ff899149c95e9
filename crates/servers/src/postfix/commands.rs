//! The checks of each command, in the order of Postfix's `smtpd.c`.

use std::borrow::Cow;

use super::name::is_host_name;
use super::token::words;
use super::{address, memory};
use smtp_engine::session::check::{self, require};
use smtp_engine::session::{Act, Check, CommandRule, Event, Refusal, Slot, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};
use smtp_engine::syntax::{Argument, is_address_literal};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Helo, checks![helo_name], memory::helo),
    rule(Verb::Ehlo, checks![ehlo_name], memory::ehlo),
    rule(Verb::Starttls, checks![check::no_argument, check::tls_not_active], memory::starttls),
    rule(
        Verb::Auth,
        checks![check::hello_given, check::auth_offered, check::no_auth_in_transaction, check::not_logged_in, auth_syntax],
        act::auth,
    ),
    rule(
        Verb::Mail,
        checks![
            check::hello_given,
            check::no_nested_mail,
            no_mail_after_chunk,
            sender_line,
            sender_address,
            sender_parameters,
            sender_size
        ],
        act::mail,
    ),
    rule(
        Verb::Rcpt,
        checks![
            check::mail_given,
            no_recipient_after_chunk,
            recipient_line,
            recipient_address,
            recipient_parameters,
            recipient_limit,
            ..recipients
        ],
        act::rcpt,
    ),
    rule(Verb::Data, checks![no_data_after_chunk, check::transaction_for_data, check::some_recipient, check::no_argument], act::data),
    rule(
        Verb::Bdat,
        checks![bdat_syntax, chunk_not_empty, chunk_wanted, check::transaction_for_data, check::some_recipient, chunk_limit],
        act::bdat,
    ),
    rule(Verb::Rset, checks![check::no_argument], memory::rset),
    rule(Verb::Noop, &[], act::noop),
    rule(Verb::Vrfy, checks![verify_syntax, ..recipients], verify),
    rule(Verb::Etrn, checks![etrn_after_hello, etrn_outside_transaction, etrn_syntax, etrn_domain, etrn_refused], act::noop),
    rule(Verb::Quit, &[], act::quit),
    rule(Verb::Xclient, checks![proxy_outside_transaction, proxy_syntax, proxy_denied], act::noop),
    rule(Verb::Xforward, checks![proxy_outside_transaction, proxy_syntax, proxy_denied], act::noop),
];

const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

fn helo_name(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.argument().is_empty(), ReplyKey::HeloSyntax)
}

fn ehlo_name(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.argument().is_empty(), ReplyKey::EhloSyntax)
}

fn auth_syntax(turn: &mut Turn<'_>) -> Verdict {
    let fits = matches!(turn.parsed.argument, Argument::Auth(auth) if auth.mechanism.is_some() && auth.rest.is_none());
    require(fits, ReplyKey::AuthSyntax)
}

fn sender_line(turn: &mut Turn<'_>) -> Verdict {
    require(has_path(turn, "FROM:"), ReplyKey::MailSyntax)
}

fn recipient_line(turn: &mut Turn<'_>) -> Verdict {
    require(has_path(turn, "TO:"), ReplyKey::RcptSyntax)
}

/// The word after the verb is `FROM:` or `TO:`, and something follows it.
fn has_path(turn: &Turn<'_>, keyword: &str) -> bool {
    let mut words = words(turn.line).skip(1);
    words.next().is_some_and(|word| word.text.eq_ignore_ascii_case(keyword)) && words.next().is_some()
}

fn sender_address(turn: &mut Turn<'_>) -> Verdict {
    let smtputf8 = parameters(turn.line).any(|parameter| parameter.eq_ignore_ascii_case("SMTPUTF8"));
    require(is_address(turn, smtputf8, true), ReplyKey::SenderSyntax)
}

/// As for a sender, but not `<>`.
fn recipient_address(turn: &mut Turn<'_>) -> Verdict {
    let smtputf8 = turn.session.transaction().is_some_and(|open| open.smtputf8);
    require(is_address(turn, smtputf8, false), ReplyKey::RecipientSyntax)
}

/// `SMTPD_TOK_ERROR`, then `extract_addr()`.
fn is_address(turn: &Turn<'_>, smtputf8: bool, null_allowed: bool) -> bool {
    let Some(word) = address::word_of(turn).filter(|word| !word.torn) else {
        return false;
    };
    let address = address::read(&word.text).filter(|address| null_allowed || !address.is_null());
    address.is_some_and(|address| address::is_usable(&address, smtputf8, turn.world))
}

/// The size that is declared stays until the transaction is reset, even where the command is refused.
fn sender_parameters(turn: &mut Turn<'_>) -> Verdict {
    let mut delivery_status = [false; 2];
    for parameter in parameters(turn.line) {
        let (keyword, value) = split(&parameter);
        match (keyword.as_str(), value) {
            ("BODY", Some(body)) if body.eq_ignore_ascii_case("7BIT") || body.eq_ignore_ascii_case("8BITMIME") => {}
            ("SIZE", Some(size)) => {
                require(!size.is_empty() && size.bytes().all(|octet| octet.is_ascii_digit()), ReplyKey::SizeSyntax)?;
                let declared = declared_size(size);
                memory::change(turn, |memory| memory.declared_size = declared.unwrap_or(0));
                require(declared.is_some(), ReplyKey::SizeOverflow)?;
            }
            ("SMTPUTF8", None) => {}
            // smtpd_sasl_mail_opt()
            ("AUTH", Some(submitter)) => {
                require(memory::of(turn.session).submitter.is_none(), ReplyKey::ParameterTwice)?;
                memory::change(turn, |memory| memory.submitter = Some(submitter.to_owned()).filter(|name| name != "<>"));
            }
            ("RET", Some(ret)) => {
                let fits = ret.eq_ignore_ascii_case("FULL") || ret.eq_ignore_ascii_case("HDRS");
                require(fits && !std::mem::replace(&mut delivery_status[0], true), ReplyKey::RetSyntax)?;
            }
            ("ENVID", Some(envelope_id)) => {
                let fits = xtext(envelope_id.as_bytes())
                    .is_some_and(|plain| !plain.is_empty() && plain.iter().all(|octet| (b' '..=b'~').contains(octet)));
                require(fits && !std::mem::replace(&mut delivery_status[1], true), ReplyKey::EnvidSyntax)?;
            }
            _ => return Err(unknown_parameter(&parameter)),
        }
    }
    Ok(())
}

/// `off_cvt_string()`: a file offset has 63 bits.
fn declared_size(digits: &str) -> Option<u64> {
    digits.parse::<i64>().ok()?.try_into().ok()
}

/// The last SIZE counts; `smtpd_check_size()`.
fn sender_size(turn: &mut Turn<'_>) -> Verdict {
    let declared = memory::of(turn.session).declared_size;
    require(declared <= turn.world.message_size_limit, ReplyKey::SizeTooBig)
}

fn recipient_parameters(turn: &mut Turn<'_>) -> Verdict {
    let mut given = [false; 2];
    for parameter in parameters(turn.line) {
        let (keyword, value) = split(&parameter);
        match (keyword.as_str(), value) {
            ("NOTIFY", Some(notify)) => {
                require(is_notify(notify) && !std::mem::replace(&mut given[0], true), ReplyKey::NotifySyntax)?;
            }
            ("ORCPT", Some(original)) => {
                let fits = original.split_once(';').is_some_and(|(kind, address)| !kind.is_empty() && xtext(address.as_bytes()).is_some());
                require(fits && !std::mem::replace(&mut given[1], true), ReplyKey::OrcptSyntax)?;
            }
            _ => return Err(unknown_parameter(&parameter)),
        }
    }
    Ok(())
}

/// `xtext_unquote()`: only what follows a `+` is looked at.
fn xtext(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(text.len());
    let mut rest = text.iter();
    while let Some(&octet) = rest.next() {
        if octet == b'+' {
            let mut digit = || rest.next().and_then(|&digit| char::from(digit).to_digit(16));
            plain.push((digit()? * 16 + digit()?) as u8);
        } else {
            plain.push(octet);
        }
    }
    Some(plain)
}

/// `dsn_notify_mask()`: NEVER stands alone.
fn is_notify(value: &str) -> bool {
    let words: Vec<&str> = value.split(',').filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [] => false,
        words if words.iter().all(|word| word.eq_ignore_ascii_case("NEVER")) => true,
        words => words.iter().all(|word| ["SUCCESS", "FAILURE", "DELAY"].iter().any(|name| word.eq_ignore_ascii_case(name))),
    }
}

/// The words of MAIL or RCPT after the path.
fn parameters(line: &[u8]) -> impl Iterator<Item = Cow<'_, str>> {
    words(line).skip(3).map(|word| word.text)
}

/// The keyword in upper case and the value.
fn split(parameter: &str) -> (String, Option<&str>) {
    match parameter.split_once('=') {
        Some((keyword, value)) => (keyword.to_ascii_uppercase(), Some(value)),
        None => (parameter.to_ascii_uppercase(), None),
    }
}

fn unknown_parameter(parameter: &str) -> Refusal {
    Refusal::new(ReplyKey::ParameterUnknown).with(Slot::Parameter, parameter)
}

/// `SMTPD_PROCESSING_BDAT()`
fn amid_chunks(turn: &Turn<'_>) -> bool {
    turn.session.discards_chunks() || turn.session.transaction().is_some_and(|open| open.chunks.is_some())
}

fn no_mail_after_chunk(turn: &mut Turn<'_>) -> Verdict {
    require(!amid_chunks(turn), ReplyKey::MailAfterBdat)
}

fn no_data_after_chunk(turn: &mut Turn<'_>) -> Verdict {
    require(!amid_chunks(turn), ReplyKey::DataAfterBdat)
}

fn no_recipient_after_chunk(turn: &mut Turn<'_>) -> Verdict {
    require(!amid_chunks(turn), ReplyKey::RcptAfterBdat)
}

/// `smtpd_recipient_limit`; up to `smtpd_recipient_overshoot_limit` it is no error.
fn recipient_limit(turn: &mut Turn<'_>) -> Verdict {
    let given = turn.session.transaction().map_or(0, |open| open.forward_paths.len());
    if given < turn.world.recipient_limit { Ok(()) } else { Err(Refusal::new(ReplyKey::TooManyRecipients).uncounted()) }
}

/// Without the count nobody knows where the chunk ends, so the connection is closed.
fn bdat_syntax(turn: &mut Turn<'_>) -> Verdict {
    let fits = matches!(turn.parsed.argument, Argument::Chunk(chunk) if chunk.size.is_some() && !chunk.malformed);
    require(fits, ReplyKey::BdatSyntax).map_err(Refusal::closing)
}

/// After a chunk that was refused, all further ones of the message are thrown away.
fn chunk_wanted(turn: &mut Turn<'_>) -> Verdict {
    let Argument::Chunk(chunk) = turn.parsed.argument else {
        return Ok(());
    };
    if turn.session.discards_chunks() {
        return Err(Refusal::new(ReplyKey::ChunkDiscarded).with(Slot::Octets, chunk.size.unwrap_or(0).to_string()));
    }
    Ok(())
}

/// RFC 3030 section 2 allows an empty chunk; Postfix takes it only as the last.
fn chunk_not_empty(turn: &mut Turn<'_>) -> Verdict {
    let empty = matches!(turn.parsed.argument, Argument::Chunk(chunk) if chunk.size == Some(0) && !chunk.last);
    require(!empty, ReplyKey::NullChunk)
}

fn chunk_limit(turn: &mut Turn<'_>) -> Verdict {
    let Argument::Chunk(chunk) = turn.parsed.argument else {
        return Ok(());
    };
    let so_far = turn.session.transaction().and_then(|open| open.chunks.as_ref()).map_or(0, |octets| octets.len() as u64);
    let fits = so_far.saturating_add(chunk.size.unwrap_or(0)) <= turn.world.message_size_limit;
    if !fits {
        let id = turn.session.transaction().and_then(|open| open.queue_id.clone()).unwrap_or_else(|| "NOQUEUE".into());
        let client = &turn.world.client;
        let text = format!("warning: {id}: BDAT request from {}[{}] exceeds message size limit", client.name, client.address);
        turn.log(Event::Remark(&text));
    }
    require(fits, ReplyKey::ChunkTooBig)
}

fn verify_syntax(turn: &mut Turn<'_>) -> Verdict {
    let word = address::verify_argument(turn.line);
    require(!word.text.is_empty(), ReplyKey::VrfySyntax)?;
    let smtputf8 = words(turn.line).last().is_some_and(|last| last.text.eq_ignore_ascii_case("SMTPUTF8"));
    let address = address::read(&word.text).filter(|address| !address.is_null());
    let usable = address.is_some_and(|address| address::is_usable(&address, smtputf8, turn.world));
    require(usable, ReplyKey::RecipientSyntax)
}

/// What was asked is said again, without the word SMTPUTF8.
fn verify(turn: &mut Turn<'_>) {
    let argument = address::verify_argument(turn.line).text.into_owned();
    turn.say_with(ReplyKey::VrfyCannot, &[(Slot::Argument, argument)]);
}

fn etrn_after_hello(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.hello().is_some(), ReplyKey::EtrnNeedsHello)
}

fn etrn_outside_transaction(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::EtrnInTransaction)
}

fn etrn_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(turn.text(turn.argument()).split_ascii_whitespace().count() == 1, ReplyKey::EtrnSyntax)
}

fn etrn_domain(turn: &mut Turn<'_>) -> Verdict {
    let domain = etrn_name(turn);
    require(is_host_name(&domain) || is_address_literal(domain.as_bytes()), ReplyKey::EtrnDomainInvalid)
}

/// `fast_flush_domains` is `relay_domains`, and there are none.
fn etrn_refused(turn: &mut Turn<'_>) -> Verdict {
    Err(Refusal::new(ReplyKey::EtrnRefused).with(Slot::Argument, etrn_name(turn)))
}

fn etrn_name(turn: &Turn<'_>) -> String {
    let argument = turn.text(turn.argument());
    argument.strip_prefix(['@', '#']).unwrap_or(&argument).to_owned()
}

fn proxy_outside_transaction(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::ProxyInTransaction)
}

fn proxy_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.argument().is_empty(), ReplyKey::ProxySyntax)
}

/// `smtpd_authorized_xclient_hosts` is empty.
fn proxy_denied(_: &mut Turn<'_>) -> Verdict {
    Err(Refusal::new(ReplyKey::ProxyDenied))
}
