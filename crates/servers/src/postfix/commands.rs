//! The checks of each command, in the order of Postfix's `smtpd.c`.

use super::address;
use super::name::is_host_name;
use smtp_engine::session::check::{self, require};
use smtp_engine::session::{Act, Check, CommandRule, Refusal, Slot, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb};
use smtp_engine::syntax::{Argument, FaultKind, Parameter, is_address_literal};

pub(super) const COMMANDS: &[CommandRule] = &[
    rule(Verb::Helo, checks![helo_name], act::helo),
    rule(Verb::Ehlo, checks![ehlo_name], act::ehlo),
    rule(Verb::Starttls, checks![check::no_argument, check::tls_not_active], act::starttls),
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
            check::recipient_policy,
        ],
        act::rcpt,
    ),
    rule(Verb::Data, checks![no_data_after_chunk, check::transaction_for_data, check::some_recipient, check::no_argument], act::data),
    rule(
        Verb::Bdat,
        checks![bdat_syntax, chunk_wanted, check::transaction_for_data, check::some_recipient, chunk_not_empty, chunk_limit],
        act::bdat,
    ),
    rule(Verb::Rset, checks![check::no_argument], act::rset),
    rule(Verb::Noop, &[], act::noop),
    rule(Verb::Vrfy, checks![verify_syntax, check::recipient_policy], verify),
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
    require(has_path(turn), ReplyKey::MailSyntax)
}

fn recipient_line(turn: &mut Turn<'_>) -> Verdict {
    require(has_path(turn), ReplyKey::RcptSyntax)
}

/// The word behind the verb is `FROM:` or `TO:`, and something follows it.
fn has_path(turn: &Turn<'_>) -> bool {
    turn.path().is_some()
        && turn.parsed.fault(FaultKind::MissingKeyword).is_none()
        && turn.parsed.fault(FaultKind::SpaceBeforeColon).is_none()
}

fn sender_address(turn: &mut Turn<'_>) -> Verdict {
    let smtputf8 = parameters(turn).iter().any(|parameter| parameter.span.of(turn.line).eq_ignore_ascii_case(b"SMTPUTF8"));
    require(is_address(turn, smtputf8, true), ReplyKey::SenderSyntax)
}

/// As for a sender, but not `<>`.
fn recipient_address(turn: &mut Turn<'_>) -> Verdict {
    let smtputf8 = turn.session.transaction().is_some_and(|open| open.smtputf8);
    require(is_address(turn, smtputf8, false), ReplyKey::RecipientSyntax)
}

/// `SMTPD_TOK_ERROR`, then `extract_addr()`.
fn is_address(turn: &Turn<'_>, smtputf8: bool, null_allowed: bool) -> bool {
    let torn = [FaultKind::UnclosedBracket, FaultKind::UnclosedQuote].iter().any(|kind| turn.parsed.fault(*kind).is_some());
    let address = address::of_turn(turn).filter(|address| null_allowed || !address.is_null());
    !torn && address.is_some_and(|address| address::is_resolvable(&address, smtputf8))
}

fn sender_parameters(turn: &mut Turn<'_>) -> Verdict {
    let mut delivery_status = [false; 2];
    for parameter in parameters(turn) {
        let (keyword, value) = split(turn, parameter);
        match (keyword.as_str(), value) {
            ("BODY", Some(body)) if body.eq_ignore_ascii_case(b"7BIT") || body.eq_ignore_ascii_case(b"8BITMIME") => {}
            ("SIZE", Some(size)) => {
                require(!size.is_empty() && size.iter().all(u8::is_ascii_digit), ReplyKey::SizeSyntax)?;
                require(declared_size(size).is_some(), ReplyKey::SizeOverflow)?;
            }
            ("SMTPUTF8", None) | ("AUTH", Some(_)) => {}
            ("RET", Some(ret)) => {
                let fits = ret.eq_ignore_ascii_case(b"FULL") || ret.eq_ignore_ascii_case(b"HDRS");
                require(fits && !std::mem::replace(&mut delivery_status[0], true), ReplyKey::RetSyntax)?;
            }
            ("ENVID", Some(envelope_id)) => {
                let fits =
                    xtext(envelope_id).is_some_and(|plain| !plain.is_empty() && plain.iter().all(|octet| (b' '..=b'~').contains(octet)));
                require(fits && !std::mem::replace(&mut delivery_status[1], true), ReplyKey::EnvidSyntax)?;
            }
            _ => return Err(unknown_parameter(turn, parameter)),
        }
    }
    Ok(())
}

/// `off_cvt_string()`: a file offset has 63 bits.
fn declared_size(digits: &[u8]) -> Option<u64> {
    std::str::from_utf8(digits).ok()?.parse::<i64>().ok()?.try_into().ok()
}

/// The last SIZE counts; `smtpd_check_size()`.
fn sender_size(turn: &mut Turn<'_>) -> Verdict {
    let declared = parameters(turn).iter().rev().find_map(|parameter| match split(turn, parameter) {
        (keyword, Some(size)) if keyword == "SIZE" => declared_size(size),
        _ => None,
    });
    require(declared.is_none_or(|size| size <= turn.world.message_size_limit), ReplyKey::SizeTooBig)
}

fn recipient_parameters(turn: &mut Turn<'_>) -> Verdict {
    let mut given = [false; 2];
    for parameter in parameters(turn) {
        let (keyword, value) = split(turn, parameter);
        match (keyword.as_str(), value) {
            ("NOTIFY", Some(notify)) => {
                require(is_notify(notify) && !std::mem::replace(&mut given[0], true), ReplyKey::NotifySyntax)?;
            }
            ("ORCPT", Some(original)) => {
                let semicolon = original.iter().position(|&octet| octet == b';');
                let fits = semicolon.is_some_and(|at| at > 0 && xtext(&original[at + 1..]).is_some());
                require(fits && !std::mem::replace(&mut given[1], true), ReplyKey::OrcptSyntax)?;
            }
            _ => return Err(unknown_parameter(turn, parameter)),
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
fn is_notify(value: &[u8]) -> bool {
    let words: Vec<&[u8]> = value.split(|&octet| octet == b',').filter(|word| !word.is_empty()).collect();
    let is = |word: &[u8], name: &str| word.eq_ignore_ascii_case(name.as_bytes());
    match words.as_slice() {
        [] => false,
        [only] if is(only, "NEVER") => true,
        words => words.iter().all(|word| ["SUCCESS", "FAILURE", "DELAY"].iter().any(|name| is(word, name))),
    }
}

fn parameters<'t>(turn: &'t Turn<'_>) -> &'t [Parameter] {
    turn.path_argument().map_or(&[], |argument| &argument.parameters)
}

/// The keyword in upper case and the value.
fn split<'t>(turn: &'t Turn<'_>, parameter: &Parameter) -> (String, Option<&'t [u8]>) {
    (turn.text(parameter.keyword).to_ascii_uppercase(), parameter.value.map(|value| value.of(turn.line)))
}

fn unknown_parameter(turn: &Turn<'_>, parameter: &Parameter) -> Refusal {
    Refusal::new(ReplyKey::ParameterUnknown).with(Slot::Parameter, turn.text(parameter.span))
}

/// `SMTPD_PROCESSING_BDAT()`
fn amid_chunks(turn: &Turn<'_>) -> bool {
    turn.session.discarding || turn.session.transaction().is_some_and(|open| open.chunks.is_some())
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

/// Behind a chunk that was refused, all further ones of the message are thrown away.
fn chunk_wanted(turn: &mut Turn<'_>) -> Verdict {
    let Argument::Chunk(chunk) = turn.parsed.argument else {
        return Ok(());
    };
    if turn.session.discarding {
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
    require(fits, ReplyKey::ChunkTooBig)
}

fn verify_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(!address::verify_argument(turn).is_empty(), ReplyKey::VrfySyntax)?;
    let smtputf8 = turn.text(turn.argument()) != address::verify_argument(turn);
    require(is_address(turn, smtputf8, false), ReplyKey::RecipientSyntax)
}

/// What was asked is said again, without the word SMTPUTF8.
fn verify(turn: &mut Turn<'_>) {
    let argument = address::verify_argument(turn);
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
