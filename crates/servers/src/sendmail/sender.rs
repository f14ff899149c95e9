//! MAIL (`CMDMAIL` in `srvrsmtp.c`, ruleset `check_mail`).

use super::address::{self, Address, Route, Whose};
use super::arguments::{self, needed, once, with_value};
use super::log;
use super::memo::{self, Memo, Words};
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Refusal, Slot, Transaction, Turn, Verdict, checks};
use smtp_engine::spec::ReplyKey;

/// In the order of Sendmail.
pub(super) const CHECKS: &[Check] = checks![hello_first, once_only, login_first, keyword, readable, known_parameters, policy, size];

fn hello_first(turn: &mut Turn<'_>) -> Verdict {
    memo::set(turn.session, Memo::UsedIt, 1);
    // PrivacyOptions=needmailhelo
    require(turn.session.hello().is_some(), ReplyKey::NeedHello)
}

fn once_only(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_none(), ReplyKey::NestedMail)
}

/// `DAEMON_OPTIONS(..., M=a)`
fn login_first(turn: &mut Turn<'_>) -> Verdict {
    require(!turn.server.offers_auth() || turn.session.login().is_some(), ReplyKey::AuthRequired)
}

fn keyword(turn: &mut Turn<'_>) -> Verdict {
    arguments::behind_keyword(turn.line, "from", ReplyKey::MailSyntax).map(|_| ())
}

/// What was read of the line.
struct Reading<'t> {
    /// The address; `None` where only a comment stands there.
    address: Option<Address>,
    /// As the client wrote it.
    printed: &'t [u8],
    /// What stands after it.
    rest: &'t [u8],
}

fn read<'t>(turn: &'t Turn<'_>) -> Result<Reading<'t>, Refusal> {
    let text = arguments::behind_keyword(turn.line, "from", ReplyKey::MailSyntax)?;
    let (address, end) = address::read(text, Some(b' '), Whose::Sender, turn.world)?;
    Ok(Reading { address, printed: &text[..end], rest: &text[end..] })
}

/// `setsender()`
fn readable(turn: &mut Turn<'_>) -> Verdict {
    let Reading { address, printed, .. } = read(turn)?;
    let unusable = address.as_ref().is_some_and(|address| matches!(address.route, Route::Program | Route::File | Route::Include));
    let refusal = unusable.then(|| address::refuse(ReplyKey::SenderInvalid, printed));
    let known = address.is_some();
    let printed = log::octets(printed);
    if unusable || !known {
        let text = arguments::behind_keyword(turn.line, "from", ReplyKey::MailSyntax)?;
        let note = format!(
            "setsender: {}: invalid or unparsable, received from {}",
            log::octets(&super::text::shorten(text)),
            log::client(turn.world)
        );
        log::note(turn, &note);
    }
    if let Some(refusal) = refusal {
        return Err(refusal);
    }
    let printed = if known { printed } else { NOBODY.to_owned() };
    let session = &mut *turn.session;
    memo::write(session, Words::Sender, printed);
    memo::set(session, Memo::SenderToLog, 1);
    memo::set(session, Memo::Size, 0);
    let protocol = memo::words(session, Words::Protocol).to_owned();
    memo::write(session, Words::MailProtocol, protocol);
    Ok(())
}

/// `mail_esmtp_args()`
fn known_parameters(turn: &mut Turn<'_>) -> Verdict {
    let line = turn.line;
    let rest = line.len() - read(turn)?.rest.len();
    for (keyword, value) in arguments::parameters(&line[rest..]) {
        match keyword.to_ascii_uppercase().as_slice() {
            b"SIZE" => {
                let size = declared_size(needed(value, "SIZE")?);
                memo::set(turn.session, Memo::Size, *size.as_ref().unwrap_or(&(i64::MAX as u64)));
                size?;
            }
            b"BODY" => {
                let body = needed(value, "BODY")?;
                if !body.eq_ignore_ascii_case(b"8BITMIME") && !body.eq_ignore_ascii_case(b"7BIT") {
                    return Err(with_value(ReplyKey::BodySyntax, body));
                }
                memo::write(turn.session, Words::Body, log::octets(body));
            }
            b"ENVID" => {
                let envid = needed(value, "ENVID")?;
                require(arguments::is_xtext(envid), ReplyKey::EnvidSyntax)?;
                once(memo::is(turn.session, Memo::EnvidGiven), "ENVID")?;
                memo::set(turn.session, Memo::EnvidGiven, 1);
            }
            b"RET" => {
                let ret = needed(value, "RET")?;
                once(memo::is(turn.session, Memo::RetGiven), "RET")?;
                memo::set(turn.session, Memo::RetGiven, 1);
                if !ret.eq_ignore_ascii_case(b"HDRS") && !ret.eq_ignore_ascii_case(b"FULL") {
                    return Err(with_value(ReplyKey::RetSyntax, ret));
                }
            }
            b"AUTH" => {
                let auth = needed(value, "AUTH=")?;
                once(memo::is(turn.session, Memo::AuthGiven), "AUTH")?;
                require(arguments::is_xtext(auth), ReplyKey::AuthParameterSyntax)?;
                memo::set(turn.session, Memo::AuthGiven, 1);
            }
            b"BY" => deliver_by(needed(value, "BY=")?)?,
            _ => return Err(arguments::unknown(keyword)),
        }
    }
    Ok(())
}

/// `strtol()`: blanks, a sign, digits; what follows does not matter. Too many digits are told apart.
fn number(value: &[u8]) -> (i64, bool, &[u8]) {
    let value = arguments::skip_spaces(value);
    let (negative, digits) = match value {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, value),
    };
    let end = digits.iter().position(|octet| !octet.is_ascii_digit()).unwrap_or(digits.len());
    let text = std::str::from_utf8(&digits[..end]).unwrap_or_default();
    match (text.is_empty(), text.parse::<i64>()) {
        (true, _) => (0, false, value),
        (_, Ok(number)) => (if negative { -number } else { number }, false, &digits[end..]),
        (_, Err(_)) => (if negative { i64::MIN } else { i64::MAX }, true, &digits[end..]),
    }
}

fn declared_size(value: &[u8]) -> Result<u64, Refusal> {
    match number(value) {
        (i64::MAX, true, _) => Err(Refusal::new(ReplyKey::SizeOverflow)),
        (size, ..) => u64::try_from(size).map_err(|_| Refusal::new(ReplyKey::SizeSyntax)),
    }
}

/// `BY=seconds;mode[T]` (RFC 2852 section 4).
fn deliver_by(value: &[u8]) -> Verdict {
    let (seconds, overflow, rest) = number(value);
    if overflow || seconds.unsigned_abs() > 999_999_999 {
        return Err(with_value(ReplyKey::DeliverByRange, value));
    }
    let Some(rest) = rest.strip_prefix(b";") else {
        return Err(Refusal::new(ReplyKey::DeliverBySyntax));
    };
    let shown = |octet: Option<&u8>| match octet {
        Some(octet @ b' '..=b'~') => [*octet],
        _ => [b'?'],
    };
    match rest.first().map(u8::to_ascii_lowercase) {
        Some(b'n') => {}
        Some(b'r') => require(seconds > 0, ReplyKey::DeliverByTime)?,
        _ => return Err(with_value(ReplyKey::DeliverByMode, &shown(rest.first()))),
    }
    match rest.get(1).map(u8::to_ascii_lowercase) {
        None | Some(b't') => Ok(()),
        _ => Err(with_value(ReplyKey::DeliverByTrace, &shown(rest.get(1)))),
    }
}

/// Ruleset `Basic_check_mail`.
fn policy(turn: &mut Turn<'_>) -> Verdict {
    let Reading { address: Some(address), printed, .. } = read(turn)? else {
        return Ok(());
    };
    let bare = address::without_comments(printed);
    if bare == b"<>" {
        return Ok(());
    }
    if names_this_host(&bare, turn) {
        return Err(address::refuse(ReplyKey::SenderLocalhost, printed));
    }
    let plain = super::text::seven_bits(&address.plain);
    let refuse = |key, sender: String| Err(address::refuse(key, printed).with(Slot::Argument, sender));
    let Some(host) = &address.host else {
        return refuse(ReplyKey::SenderNotQualified, plain);
    };
    if address.route == Route::Remote {
        address::look_up_domain(&address)?;
    }
    if address.route != Route::Remote || resolves(host, turn) {
        return Ok(());
    }
    // The text of a rule has room for 249 characters.
    let room = 249 - "Domain of sender address ".len();
    let end = if plain.len() > room { plain[..room].to_owned() } else { format!("{plain} does not exist") };
    refuse(ReplyKey::SenderDomainUnknown, end)
}

/// `user@localhost` and its like, from a client that is not this host.
fn names_this_host(bare: &[u8], turn: &Turn<'_>) -> bool {
    let text = String::from_utf8_lossy(bare).to_ascii_lowercase();
    let text = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(&text);
    let Some((_, host)) = text.rsplit_once('@') else {
        return false;
    };
    let domain = address::domain(turn.world);
    let own = ["localhost", "[127.0.0.1]", "[ipv6:0:0:0:0:0:0:0:1]", "[ipv6:::1]", "localhost.uucp"];
    (own.contains(&host) || host == format!("localhost.{domain}")) && !address::is_local_name(&turn.world.client.name, turn.world)
}

/// Map `resolve`: the DNS knows the name, or a name for the address.
fn resolves(host: &[u8], turn: &Turn<'_>) -> bool {
    let Ok(host) = std::str::from_utf8(host) else {
        return false;
    };
    match host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => address::name_of_address(address, turn.world).is_some(),
        None => address::lookup(host.as_bytes(), turn.world).is_some(),
    }
}

fn size(turn: &mut Turn<'_>) -> Verdict {
    let size = memo::get(turn.session, Memo::Size);
    require(size <= turn.world.message_size_limit, ReplyKey::SizeTooBig)
}

/// Who sends where only a comment stands (`setsender()`).
const NOBODY: &str = "MAILER-DAEMON";

/// The sender is taken.
pub(super) fn mail(turn: &mut Turn<'_>) {
    let Ok(Reading { address, printed, rest }) = read(turn) else {
        return;
    };
    let shown = if address.is_some() { address::shown(printed) } else { NOBODY.to_owned() };
    let parameters = String::from_utf8_lossy(rest).split_ascii_whitespace().map(str::to_owned).collect();
    let reverse_path = address.map(|address| address.mailbox()).unwrap_or_default();
    let queue_id = Some((turn.server.words.queue_id)(turn.session.open_message()));
    turn.session.begin(Transaction { reverse_path, parameters, queue_id, ..Transaction::default() });
    memo::set(turn.session, Memo::Recipients, 0);
    super::memo::forget_recipients(turn.session);
    turn.say_with(ReplyKey::MailOk, &[(Slot::Address, shown)]);
}
