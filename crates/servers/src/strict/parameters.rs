//! The parameters of MAIL and RCPT: those of the extensions that EHLO named, each by its own RFC.

use super::offers;
use smtp_engine::session::check::require;
use smtp_engine::session::{Refusal, Session, Slot, Turn, Verdict, act};
use smtp_engine::spec::{ReplyKey, parameter};
use smtp_engine::syntax::{Fault, FaultKind, Parameter};

/// `min-by-time` (RFC 2852 section 2), in seconds.
pub(super) const SHORTEST_DELIVERY: u64 = 60;

/// The queue of this server is run so often, in seconds: what has to be there sooner cannot be promised
/// now, but perhaps a little later, just before a run (RFC 2852 section 4: 455 if that is transient).
const QUEUE_RUN: u64 = 300;

/// `max-future-release-interval` (RFC 4865 section 3), in seconds: ten days.
pub(super) const LONGEST_HOLD: u64 = 864_000;

/// So many seconds from now, as RFC 3339 writes it, without a zone: moments of this form sort as text.
pub(super) fn moment(session: &Session, seconds: u64) -> String {
    let mut text = session.now().plus(seconds.saturating_mul(1000)).rfc3339();
    text.truncate("2026-11-22T10:00:00".len());
    text
}

/// Section 4.1.1.11: 555 for a parameter that is not known here; 501 for a value against its grammar, or
/// for a parameter that stands there twice (RFC 1870 section 6, RFC 3461 section 4.5, RFC 6710 section 4.1).
pub(super) fn fit(turn: &mut Turn<'_>) -> Verdict {
    let (Some(verb), Some(argument)) = (turn.verb(), turn.path_argument()) else {
        return Ok(());
    };
    for given in &argument.parameters {
        let keyword = turn.text(given.keyword);
        if !parameter(verb, &keyword).is_some_and(|row| offers(turn, row.extension)) {
            return Err(Refusal::new(ReplyKey::ParameterUnknown).with(Slot::Parameter, turn.text(given.span)));
        }
        require(!turn.parsed.faults.iter().any(|fault| spoils(fault, given)), syntax_key(&keyword))?;
    }
    Ok(())
}

fn spoils(fault: &Fault, given: &Parameter) -> bool {
    let inside = given.span.start <= fault.span.start && fault.span.end <= given.span.end;
    let kind = matches!(
        fault.kind,
        FaultKind::ParameterTwice | FaultKind::ParameterValueMissing | FaultKind::ParameterValueUnexpected | FaultKind::ParameterValue
    );
    inside && kind
}

fn syntax_key(keyword: &str) -> ReplyKey {
    match keyword.to_ascii_uppercase().as_str() {
        "SIZE" => ReplyKey::SizeSyntax,
        "RET" => ReplyKey::RetSyntax,
        "ENVID" => ReplyKey::EnvidSyntax,
        "NOTIFY" => ReplyKey::NotifySyntax,
        "ORCPT" => ReplyKey::OrcptSyntax,
        _ => ReplyKey::ParameterSyntax,
    }
}

/// The value of `keyword` in this line.
fn value(turn: &Turn<'_>, keyword: &str) -> Option<String> {
    let argument = turn.path_argument()?;
    let given = argument.parameters.iter().find(|given| given.keyword.of(turn.line).eq_ignore_ascii_case(keyword.as_bytes()))?;
    given.value.map(|value| turn.text(value))
}

/// RFC 1870 section 6.1.
pub(super) fn size_limit(turn: &mut Turn<'_>) -> Verdict {
    let Some(size) = value(turn, "SIZE") else {
        return Ok(());
    };
    // 20 digits may be more than fits into any number here.
    let fits = size.parse::<u64>().is_ok_and(|size| size <= turn.world.message_size_limit);
    require(fits, ReplyKey::SizeTooBig)
}

/// Seconds within which the message must be there, where it must (RFC 2852 section 4, by-mode R).
fn must_arrive_within(turn: &Turn<'_>) -> Option<u64> {
    let by = value(turn, "BY")?;
    let (time, mode) = by.split_once(';')?;
    let returned = mode.starts_with(['R', 'r']);
    time.trim_start_matches('+').parse().ok().filter(|_| returned)
}

pub(super) fn delivery_time(turn: &mut Turn<'_>) -> Verdict {
    let Some(seconds) = must_arrive_within(turn) else {
        return Ok(());
    };
    // RFC 2852 section 3: strictly less than min-by-time is refused for good (55z).
    require(seconds >= SHORTEST_DELIVERY, ReplyKey::ParameterRefused)?;
    require(seconds >= QUEUE_RUN, ReplyKey::ParameterUnavailable)
}

/// RFC 4865 section 4.2: one of the two, not too late, and in the future; section 5.2.2: before the time
/// that DELIVERBY sets.
pub(super) fn hold(turn: &mut Turn<'_>) -> Verdict {
    let (interval, until) = (value(turn, "HOLDFOR"), value(turn, "HOLDUNTIL"));
    require(interval.is_none() || until.is_none(), ReplyKey::ParameterSyntax)?;
    let held_until = match (interval.map(|seconds| seconds.parse::<u64>().unwrap_or(u64::MAX)), until) {
        (Some(seconds), _) => {
            require(seconds <= LONGEST_HOLD, ReplyKey::ParameterSyntax)?;
            moment(turn.session, seconds)
        }
        (None, Some(until)) => until.chars().take("2026-11-22T10:00:00".len()).collect::<String>().to_ascii_uppercase(),
        (None, None) => return Ok(()),
    };
    let latest = must_arrive_within(turn).map_or(LONGEST_HOLD, |seconds| seconds.min(LONGEST_HOLD));
    let fits = held_until > moment(turn.session, 0) && held_until <= moment(turn.session, latest);
    require(fits, ReplyKey::ParameterSyntax)
}

/// MAIL. RFC 6710 section 4.1: nobody gets a higher priority who is not trusted.
pub(super) fn mail(turn: &mut Turn<'_>) {
    let raised = value(turn, "MT-PRIORITY").is_some_and(|priority| priority.parse::<i8>().is_ok_and(|priority| priority > 0));
    if !raised || turn.session.login().is_some() {
        return act::mail(turn);
    }
    act::mail_with(turn, ReplyKey::MailPriorityChanged);
    if let Some(transaction) = turn.session.transaction_mut() {
        transaction.parameters.retain(|parameter| named(parameter, "MT-PRIORITY").is_none());
    }
}

/// The value of `parameter`, where it is called `keyword`.
pub(super) fn named<'p>(parameter: &'p str, keyword: &str) -> Option<&'p str> {
    let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
    name.eq_ignore_ascii_case(keyword).then_some(value)
}

/// Whether MAIL has announced this kind of body (RFC 6152 section 3, RFC 3030 section 3).
pub(super) fn body_is(turn: &Turn<'_>, kind: &str) -> bool {
    let is_kind = |parameter: &String| named(parameter, "BODY").is_some_and(|body| body.eq_ignore_ascii_case(kind));
    turn.session.transaction().is_some_and(|open| open.parameters.iter().any(is_kind))
}

/// RFC 3030 section 3: what is binary cannot go with DATA.
pub(super) fn not_binary(turn: &mut Turn<'_>) -> Verdict {
    require(!body_is(turn, "BINARYMIME"), ReplyKey::DataForBinary)
}
