//! RCPT (`CMDRCPT` in `srvrsmtp.c`, ruleset `check_rcpt`, `recipient()`).

use super::address::{self, Address, Route, Whose};
use super::arguments::{self, needed, once, with_value};
use super::log;
use super::memo::{self, Memo};
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Mailbox, Refusal, Slot, Turn, Verdict, World, checks};
use smtp_engine::spec::ReplyKey;

/// In the order of Sendmail.
pub(super) const CHECKS: &[Check] = checks![mail_first, room, keyword, readable, known_parameters, no_special, policy, exists];

fn mail_first(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.transaction().is_some(), ReplyKey::NeedMail)
}

/// `MaxRecipientsPerMessage`
fn room(turn: &mut Turn<'_>) -> Verdict {
    let accepted = turn.session.transaction().map_or(0, |open| open.forward_paths.len());
    require(accepted < turn.world.recipient_limit, ReplyKey::TooManyRecipients)
}

fn keyword(turn: &mut Turn<'_>) -> Verdict {
    arguments::behind_keyword(turn.line, "to", ReplyKey::RcptSyntax).map(|_| ())
}

fn read<'t>(turn: &'t Turn<'_>) -> Result<(Address, &'t [u8], &'t [u8]), Refusal> {
    let text = arguments::behind_keyword(turn.line, "to", ReplyKey::RcptSyntax)?;
    let (address, end) = address::read(text, Some(b' '), Whose::Recipient, turn.world)?;
    let address = address.ok_or_else(|| Refusal::new(ReplyKey::RecipientMissing))?;
    Ok((address, &text[..end], &text[end..]))
}

fn readable(turn: &mut Turn<'_>) -> Verdict {
    read(turn).map(|_| ())
}

fn no_special(turn: &mut Turn<'_>) -> Verdict {
    let (address, printed, _) = read(turn)?;
    refuse_special(&address, printed)
}

/// `buildaddr()`: only an alias may lead to a program, a file or a list in a file.
pub(super) fn refuse_special(address: &Address, printed: &[u8]) -> Verdict {
    let what = match address.route {
        Route::Program => "programs",
        Route::File => "files",
        Route::Include => ":include:s",
        Route::Null | Route::Local | Route::Remote => return Ok(()),
    };
    Err(address::refuse(ReplyKey::RecipientNotMailbox, printed).with(Slot::Argument, what))
}

/// `rcpt_esmtp_args()`
fn known_parameters(turn: &mut Turn<'_>) -> Verdict {
    let (_, _, rest) = read(turn)?;
    let mut original = false;
    for (keyword, value) in arguments::parameters(rest) {
        match keyword.to_ascii_uppercase().as_slice() {
            b"NOTIFY" => notify(needed(value, "NOTIFY")?)?,
            b"ORCPT" => {
                let orcpt = needed(value, "ORCPT")?;
                once(original, "ORCPT")?;
                let semicolon = orcpt.iter().position(|&octet| octet == b';');
                let fits = semicolon.is_some_and(|at| arguments::is_atom(&orcpt[..at]) && arguments::is_xtext(&orcpt[at + 1..]));
                require(fits, ReplyKey::OrcptSyntax)?;
                original = true;
            }
            _ => return Err(arguments::unknown(keyword)),
        }
    }
    Ok(())
}

/// NEVER stands alone; all other words are looked at one by one.
fn notify(value: &[u8]) -> Verdict {
    if value.eq_ignore_ascii_case(b"NEVER") {
        return Ok(());
    }
    let known = |word: &[u8]| [&b"SUCCESS"[..], b"FAILURE", b"DELAY"].iter().any(|known| word.eq_ignore_ascii_case(known));
    match value.split(|&octet| octet == b',').find(|word| !known(word)) {
        Some(word) => Err(with_value(ReplyKey::NotifySyntax, word)),
        None => Ok(()),
    }
}

/// Ruleset `Basic_check_rcpt`: who is logged in may send anywhere, everyone else only to this host.
fn policy(turn: &mut Turn<'_>) -> Verdict {
    let (address, printed, _) = read(turn)?;
    if address::without_comments(printed) == b"<>" {
        return Err(address::refuse(ReplyKey::RecipientNull, printed));
    }
    if address.route == Route::Remote && turn.session.login().is_none() && !turn.world.relays_for_client() {
        address::look_up_domain(&address)?;
        return Err(address::refuse(ReplyKey::RelayDenied, printed));
    }
    Ok(())
}

fn exists(turn: &mut Turn<'_>) -> Verdict {
    let (address, printed, _) = read(turn)?;
    let known = address.route == Route::Remote || is_user(&address, turn.world);
    if known { Ok(()) } else { Err(address::refuse(ReplyKey::UserUnknown, printed)) }
}

/// An alias or an account has that name, with or without `+` and more after it; backslashes do not count.
pub(super) fn is_user(address: &Address, world: &World) -> bool {
    let name = user_name(address);
    let account = name.split('+').next().unwrap_or_default();
    !account.is_empty() && (world.has_mailbox(&name) || OWN_ACCOUNTS.iter().any(|(own, _)| own.eq_ignore_ascii_case(account)))
}

/// The accounts that the package makes, and their full names.
pub(super) const OWN_ACCOUNTS: &[(&str, &str)] = &[("smmta", "Mail Transfer Agent"), ("smmsp", "Mail Submission Program")];

/// The user as accounts are looked up: without backslashes and quotes.
pub(super) fn user_name(address: &Address) -> String {
    let mut plain = Vec::with_capacity(address.user.len());
    let mut octets = address.user.iter().copied();
    while let Some(octet) = octets.next() {
        match octet {
            b'\\' => plain.extend(octets.next()),
            b'"' => {}
            _ => plain.push(octet),
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

/// After VERB, aliases are resolved at once, and the server tells it.
fn tell_aliases(turn: &mut Turn<'_>, shown: &str, name: &str) {
    let name = name.split('+').next().unwrap_or_default();
    let mut waiting = vec![(shown.to_owned(), name.to_owned())];
    // An alias may name itself.
    for _ in 0..16 {
        let Some((shown, name)) = waiting.pop() else {
            return;
        };
        let Some(members) = turn.world.alias(&name) else {
            continue;
        };
        let what = format!("aliased to {}", members.join(", "));
        waiting.extend(members.iter().map(|member| (member.clone(), member.clone())));
        turn.say_with(ReplyKey::VerboseNote, &[(Slot::Address, shown), (Slot::Argument, what)]);
    }
}

/// The recipient is taken.
pub(super) fn rcpt(turn: &mut Turn<'_>) {
    let Ok((address, printed, rest)) = read(turn) else {
        return;
    };
    let mut shown = address::shown(printed);
    let kept = log::octets(printed);
    let parameters = String::from_utf8_lossy(rest).split_ascii_whitespace().map(str::to_owned).collect();
    let mut mailbox = address.mailbox();
    if mailbox.domain.is_none() {
        mailbox.local_part = user_name(&address);
    }
    // A recipient who is there already keeps the name of the first time.
    let same = |other: &Mailbox| {
        let domain = |mailbox: &Mailbox| mailbox.domain_name().map(str::to_ascii_lowercase);
        other.local_part.eq_ignore_ascii_case(&mailbox.local_part) && domain(other) == domain(&mailbox)
    };
    let before = turn.session.transaction().and_then(|open| open.forward_paths.iter().position(same));
    if let Some(first) = before.and_then(|before| super::memo::recipients(turn.session).get(before)) {
        shown = address::shown(&super::message::latin(first));
    }
    let accepted = if let Some(open) = turn.session.transaction_mut() {
        let again = before.is_some();
        open.forward_paths.push(mailbox);
        open.recipient_parameters.push(parameters);
        u64::from(!again)
    } else {
        0
    };
    let count = memo::get(turn.session, Memo::Recipients) + accepted;
    memo::set(turn.session, Memo::Recipients, count);
    super::memo::add_recipient(turn.session, kept);
    if memo::is(turn.session, Memo::Verbose) && address.route != Route::Remote {
        tell_aliases(turn, &shown, &user_name(&address));
    }
    turn.say_with(ReplyKey::RcptOk, &[(Slot::Address, shown)]);
}
