//! The checks of each command. In what order the real servers make them is not known; this is the
//! standard's (RFC 5321 sections 4.1.1 and 4.1.4). A provider whose transcripts show another lists its
//! own commands from these parts.

use super::triggers;
use smtp_engine::session::check::{self, require};
use smtp_engine::session::{Act, Check, CommandRule, Mailbox, Refusal, Slot, Stage, Turn, Verdict, act, checks};
use smtp_engine::spec::{ReplyKey, Verb, parameter};
use smtp_engine::syntax::{Argument, FaultKind, Parameter};

pub(super) const fn rule(verb: Verb, checks: &'static [Check], act: Act) -> CommandRule {
    CommandRule { verb, checks, act }
}

pub(super) const HELO: CommandRule = rule(Verb::Helo, checks![helo_name], act::helo);
pub(super) const EHLO: CommandRule = rule(Verb::Ehlo, checks![ehlo_name], act::ehlo);
pub(super) const STARTTLS: CommandRule = rule(Verb::Starttls, checks![check::no_argument, check::tls_not_active], act::starttls);
/// With EHLO or HELO before it.
pub(super) const STARTTLS_AFTER_HELLO: CommandRule =
    rule(Verb::Starttls, checks![check::hello_given, check::no_argument, check::tls_not_active], act::starttls);
pub(super) const AUTH: CommandRule = rule(
    Verb::Auth,
    checks![check::hello_given, auth_is_offered, check::no_auth_in_transaction, check::not_logged_in, auth_syntax],
    super::message::auth,
);
pub(super) const MAIL_TO_MX: CommandRule = rule(
    Verb::Mail,
    checks![check::hello_given, check::no_nested_mail, sender_line, sender_address, parameters_are_offered, declared_size, sender_trigger],
    act::mail,
);
pub(super) const MAIL_BY_LOGIN: CommandRule = rule(
    Verb::Mail,
    checks![
        check::hello_given,
        login_given,
        check::no_nested_mail,
        sender_line,
        sender_address,
        parameters_are_offered,
        declared_size,
        sender_trigger,
    ],
    act::mail,
);
/// Where the sender must be the login itself.
pub(super) const MAIL_AS_LOGIN: CommandRule = rule(
    Verb::Mail,
    checks![
        check::hello_given,
        login_given,
        check::no_nested_mail,
        sender_line,
        sender_trigger,
        sender_is_login,
        sender_address,
        parameters_are_offered,
        declared_size,
    ],
    act::mail,
);
pub(super) const RCPT: CommandRule = rule(
    Verb::Rcpt,
    checks![
        check::mail_given,
        no_recipient_after_chunk,
        recipient_line,
        recipient_address,
        parameters_are_offered,
        recipient_limit,
        ..recipients
    ],
    act::rcpt,
);
pub(super) const DATA: CommandRule =
    rule(Verb::Data, checks![check::no_argument, check::no_data_after_chunk, check::mail_given, some_recipient], act::data);
pub(super) const BDAT: CommandRule = rule(Verb::Bdat, checks![chunk_syntax, chunk_limit, check::mail_given, some_recipient], act::bdat);
pub(super) const RSET: CommandRule = rule(Verb::Rset, checks![check::no_argument], act::rset);
pub(super) const NOOP: CommandRule = rule(Verb::Noop, &[], act::noop);
pub(super) const VRFY: CommandRule = rule(Verb::Vrfy, checks![verify_syntax], act::verify);
pub(super) const QUIT: CommandRule = rule(Verb::Quit, &[], act::quit);

pub(super) const MX: &[CommandRule] = &[HELO, EHLO, STARTTLS, MAIL_TO_MX, RCPT, DATA, RSET, NOOP, VRFY, QUIT];
pub(super) const SUBMISSION: &[CommandRule] = &[HELO, EHLO, STARTTLS, AUTH, MAIL_BY_LOGIN, RCPT, DATA, RSET, NOOP, VRFY, QUIT];
pub(super) const SUBMISSION_AS_LOGIN: &[CommandRule] = &[HELO, EHLO, STARTTLS, AUTH, MAIL_AS_LOGIN, RCPT, DATA, RSET, NOOP, VRFY, QUIT];

/// What EHLO offers now after `keyword`; `None` where it does not offer it.
pub(super) fn offered(turn: &Turn<'_>, keyword: &str) -> Option<String> {
    let lines = (turn.server.words.extensions)(turn.session, turn.world, turn.server);
    lines.iter().find_map(|line| {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        name.eq_ignore_ascii_case(keyword).then(|| rest.to_owned())
    })
}

fn helo_name(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.argument().is_empty(), ReplyKey::HeloSyntax)
}

fn ehlo_name(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.argument().is_empty(), ReplyKey::EhloSyntax)
}

/// RFC 4954 section 4: before TLS a password is not asked for, where EHLO does not offer it.
fn auth_is_offered(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.tls() || offered(turn, "AUTH").is_some(), ReplyKey::AuthNeedsTls)
}

pub(super) fn auth_syntax(turn: &mut Turn<'_>) -> Verdict {
    let fits = matches!(turn.parsed.argument, Argument::Auth(auth) if auth.mechanism.is_some() && auth.rest.is_none());
    require(fits, ReplyKey::AuthSyntax)
}

pub(super) fn login_given(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.login().is_some(), ReplyKey::AuthRequired)
}

/// Before TLS a mail cannot begin (RFC 3207 section 4).
pub(super) fn tls_given(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.tls(), ReplyKey::TlsRequired)
}

pub(super) fn sender_line(turn: &mut Turn<'_>) -> Verdict {
    require(is_path_line(turn), ReplyKey::MailSyntax)
}

fn recipient_line(turn: &mut Turn<'_>) -> Verdict {
    require(is_path_line(turn), ReplyKey::RcptSyntax)
}

/// `FROM:<address>` or `TO:<address>`. A space after the colon is forgiven: transcripts with Gmail, QQ
/// and 163 show it.
fn is_path_line(turn: &Turn<'_>) -> bool {
    const BROKEN: &[FaultKind] = &[
        FaultKind::MissingKeyword,
        FaultKind::SpaceBeforeColon,
        FaultKind::MissingPath,
        FaultKind::MissingBrackets,
        FaultKind::UnclosedBracket,
        FaultKind::StrayBracket,
        FaultKind::DisplayName,
        FaultKind::SeveralAddresses,
        FaultKind::TextAfterPath,
        FaultKind::SpaceInPath,
        FaultKind::UnclosedQuote,
    ];
    turn.path().is_some() && !turn.parsed.faults.iter().any(|fault| BROKEN.contains(&fault.kind))
}

pub(super) fn sender_address(turn: &mut Turn<'_>) -> Verdict {
    if is_address(turn) { Ok(()) } else { refuse_path(turn, ReplyKey::SenderSyntax) }
}

fn recipient_address(turn: &mut Turn<'_>) -> Verdict {
    let null = turn.parsed.fault(FaultKind::NullPath).is_some();
    if !null && is_address(turn) { Ok(()) } else { refuse_path(turn, ReplyKey::RecipientSyntax) }
}

/// RFC 5321 section 4.1.2, Mailbox.
fn is_address(turn: &Turn<'_>) -> bool {
    const BROKEN: &[FaultKind] = &[
        FaultKind::SeveralAt,
        FaultKind::MissingDomain,
        FaultKind::EmptyLocalPart,
        FaultKind::LocalPartDots,
        FaultKind::LocalPartCharacter,
        FaultKind::LocalPartTooLong,
        FaultKind::EmptyDomain,
        FaultKind::DomainEmptyLabel,
        FaultKind::DomainHyphen,
        FaultKind::DomainCharacter,
        FaultKind::DomainNumeric,
        FaultKind::DomainLabelTooLong,
        FaultKind::DomainTooLong,
        FaultKind::AddressLiteral,
    ];
    // Section 4.5.1: postmaster needs no domain.
    let postmaster = turn.path().is_some_and(|path| path.local_part.of(turn.line).eq_ignore_ascii_case(b"postmaster"));
    !turn.parsed.faults.iter().any(|fault| BROKEN.contains(&fault.kind) && !(postmaster && fault.kind == FaultKind::MissingDomain))
}

pub(super) fn refuse_path(turn: &Turn<'_>, key: ReplyKey) -> Verdict {
    Err(about_path(turn, Refusal::new(key)))
}

/// The same refusal, with the path in its slots.
fn about_path(turn: &Turn<'_>, refusal: Refusal) -> Refusal {
    match turn.path() {
        Some(path) => refusal.with(Slot::Address, Mailbox::read(path, turn.line).to_string()).with(Slot::Argument, turn.text(path.span)),
        None => refusal,
    }
}

/// A parameter may stand there only when EHLO offered its extension (RFC 5321 section 4.1.1.11).
pub(super) fn parameters_are_offered(turn: &mut Turn<'_>) -> Verdict {
    let Some(verb) = turn.verb() else { return Ok(()) };
    let unknown = parameters(turn).into_iter().find(|given| {
        let spec = parameter(verb, &turn.text(given.keyword));
        spec.is_none_or(|spec| offered(turn, spec.extension).is_none())
    });
    match unknown {
        Some(given) => Err(Refusal::new(ReplyKey::ParameterUnknown).with(Slot::Parameter, turn.text(given.span))),
        None => Ok(()),
    }
}

fn parameters(turn: &Turn<'_>) -> Vec<Parameter> {
    turn.path_argument().map_or_else(Vec::new, |argument| argument.parameters.clone())
}

/// RFC 1870 section 6.1, against the size that EHLO announces.
pub(super) fn declared_size(turn: &mut Turn<'_>) -> Verdict {
    let given = parameters(turn).into_iter().find(|given| turn.text(given.keyword).eq_ignore_ascii_case("SIZE"));
    let Some(given) = given else { return Ok(()) };
    let digits = given.value.map_or_else(String::new, |value| turn.text(value));
    require(!digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit()), ReplyKey::SizeSyntax)?;
    let announced = announced_size(turn);
    require(digits.parse::<u64>().is_ok_and(|size| announced.is_none_or(|limit| size <= limit)), ReplyKey::SizeTooBig)
}

/// The number after SIZE in the reply to EHLO.
pub(super) fn announced_size(turn: &Turn<'_>) -> Option<u64> {
    offered(turn, "SIZE").and_then(|digits| digits.parse().ok()).filter(|limit| *limit > 0)
}

/// The sender is the login, letter for letter but for the case; or a word that asks for a refusal later.
fn sender_is_login(turn: &mut Turn<'_>) -> Verdict {
    let sender = turn.path().map(|path| Mailbox::read(path, turn.line)).unwrap_or_default();
    let own = turn.session.login().is_some_and(|login| login.eq_ignore_ascii_case(&sender.to_string()));
    let later = [Stage::Rcpt, Stage::EndOfData].into_iter().any(|stage| triggers::of_sender(turn.server, &sender, stage).is_some());
    if own || later { Ok(()) } else { refuse_path(turn, ReplyKey::SenderNotOwned) }
}

fn no_recipient_after_chunk(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none_or(|open| open.chunks.is_none()), ReplyKey::RcptAfterBdat)
}

fn recipient_limit(turn: &mut Turn<'_>) -> Verdict {
    let given = turn.session.transaction().map_or(0, |open| open.forward_paths.len());
    require(given < turn.world.recipient_limit, ReplyKey::TooManyRecipients)
}

/// RFC 5321 section 3.3.
fn some_recipient(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some_and(|open| !open.forward_paths.is_empty()), ReplyKey::NeedRcpt)
}

/// Without the count nobody knows where the chunk ends, so the connection is closed.
fn chunk_syntax(turn: &mut Turn<'_>) -> Verdict {
    let fits = matches!(turn.parsed.argument, Argument::Chunk(chunk) if chunk.size.is_some() && !chunk.malformed);
    require(fits, ReplyKey::BdatSyntax).map_err(Refusal::closing)
}

fn chunk_limit(turn: &mut Turn<'_>) -> Verdict {
    let Argument::Chunk(chunk) = turn.parsed.argument else { return Ok(()) };
    let so_far = turn.session.transaction().and_then(|open| open.chunks.as_ref()).map_or(0, |octets| octets.len() as u64);
    require(so_far.saturating_add(chunk.size.unwrap_or(0)) <= super::message::limit(turn), ReplyKey::ChunkTooBig)
}

fn verify_syntax(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.argument().is_empty(), ReplyKey::VrfySyntax)
}

fn recipient(turn: &Turn<'_>) -> Mailbox {
    turn.path().map(|path| Mailbox::read(path, turn.line)).unwrap_or_default()
}

/// Whether mail for it is for this server.
pub(super) fn is_local(turn: &Turn<'_>, recipient: &Mailbox) -> bool {
    recipient.domain_name().is_none_or(|domain| turn.world.is_local_domain(domain))
}

pub(super) fn domain_is_local(turn: &mut Turn<'_>) -> Verdict {
    if is_local(turn, &recipient(turn)) { Ok(()) } else { refuse_path(turn, ReplyKey::RelayDenied) }
}

pub(super) fn recipient_exists(turn: &mut Turn<'_>) -> Verdict {
    let recipient = recipient(turn);
    let known = !is_local(turn, &recipient)
        || turn.world.has_mailbox(&recipient.local_part)
        || triggers::of_recipient(turn.server, &recipient).is_some();
    if known { Ok(()) } else { refuse_path(turn, ReplyKey::UserUnknown) }
}

/// A sender that was invented to be refused at MAIL.
pub(super) fn sender_trigger(turn: &mut Turn<'_>) -> Verdict {
    let sender = turn.path().map(|path| Mailbox::read(path, turn.line)).unwrap_or_default();
    match triggers::of_sender(turn.server, &sender, Stage::Mail) {
        Some(refusal) => Err(about_path(turn, refusal)),
        None => Ok(()),
    }
}

/// A recipient that was invented to be refused, or a sender that is refused at RCPT.
pub(super) fn recipient_trigger(turn: &mut Turn<'_>) -> Verdict {
    let local = is_local(turn, &recipient(turn));
    let sender = turn.session.transaction().map(|open| open.reverse_path.clone()).unwrap_or_default();
    let refusal = triggers::of_recipient(turn.server, &recipient(turn))
        .filter(|_| local)
        .or_else(|| triggers::of_sender(turn.server, &sender, Stage::Rcpt));
    match refusal {
        Some(refusal) => Err(about_path(turn, refusal)),
        None => Ok(()),
    }
}
