//! VRFY, EXPN and ETRN.

use super::address::{self, Address, Route, Whose};
use super::arguments::behind_verb;
use super::memo::{self, Memo, slow_down};
use super::{log, recipient, text};
use smtp_engine::session::check::require;
use smtp_engine::session::{Check, Refusal, Role, Slot, Turn, Verdict, checks};
use smtp_engine::spec::{ReplyKey, Verb};

/// VRFY and EXPN, in the order of Sendmail.
pub(super) const CHECKS: &[Check] = checks![not_too_often, hello_first, argument, readable];
/// ETRN.
pub(super) const ETRN_CHECKS: &[Check] = checks![etrn_allowed, etrn_argument, etrn_not_too_often, etrn_queue];

/// `MAXVRFYCOMMANDS`
const VERIFIES: u64 = 6;
/// `MAXETRNCOMMANDS`
const ETRNS: u64 = 8;

fn not_too_often(turn: &mut Turn<'_>) -> Verdict {
    let name = turn.verb().map_or("", Verb::name);
    slow_down(turn, Memo::Verifies, VERIFIES, name);
    Ok(())
}

/// PrivacyOptions=needvrfyhelo,needexpnhelo
fn hello_first(turn: &mut Turn<'_>) -> Verdict {
    require(turn.session.hello().is_some(), ReplyKey::VrfyNeedsHello)?;
    let text = format!("{}: {}", log::client(turn.world), log::octets(&text::shorten(turn.line)));
    log::note(turn, &text);
    Ok(())
}

fn argument(turn: &mut Turn<'_>) -> Verdict {
    require(!behind_verb(turn.line).is_empty(), ReplyKey::VrfySyntax)
}

/// The addresses of a list, parted by commas or blanks (`sendtolist()`).
fn addresses(turn: &Turn<'_>) -> Result<Vec<Address>, Refusal> {
    let text = behind_verb(turn.line);
    // Until a bracket or comma is seen, blanks part addresses too, as in old mails (`EF_OLDSTYLE`).
    let old = !is_new_style(text) && !memo::is(turn.session, Memo::NewStyle);
    let mut found = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let delimiter = if old { b' ' } else { b',' };
        let (read, end) = address::read(rest, Some(delimiter), Whose::Recipient, turn.world)?;
        if let Some(read) = read {
            recipient::refuse_special(&read, &read.printed)?;
            if read.route != Route::Remote && !recipient::is_user(&read, turn.world) {
                return Err(address::refuse(ReplyKey::UserUnknown, read.printed.trim_ascii()));
            }
            found.push(read);
        }
        rest = super::arguments::skip_spaces(rest.get(end + 1..).unwrap_or_default());
    }
    Ok(found)
}

fn is_new_style(text: &[u8]) -> bool {
    text.iter().any(|octet| b",;<(".contains(octet))
}

fn readable(turn: &mut Turn<'_>) -> Verdict {
    if is_new_style(behind_verb(turn.line)) {
        memo::set(turn.session, Memo::NewStyle, 1);
    }
    let found = addresses(turn)?;
    if found.is_empty() {
        let verb = turn.verb().map_or("", Verb::name);
        return Err(Refusal::new(ReplyKey::VrfyNothing).with(Slot::Verb, verb));
    }
    // They count as recipients of the message under way; of an alias, EXPN counts the members.
    let members = |address: &Address| match (turn.verb(), address.route) {
        (Some(Verb::Expn), Route::Local) => turn.world.mailboxes(&recipient::user_name(address)).len().max(1),
        _ => 1,
    };
    let count = memo::get(turn.session, Memo::Recipients) + found.iter().map(members).sum::<usize>() as u64;
    memo::set(turn.session, Memo::Recipients, count);
    Ok(())
}

/// VRFY: tells who gets the mail; of another host only the address (`printvrfyaddr()`).
pub(super) fn vrfy(turn: &mut Turn<'_>) {
    let Ok(found) = addresses(turn) else {
        return;
    };
    let key = if found.last().is_some_and(|last| last.route == Route::Remote) { ReplyKey::VrfyCannot } else { ReplyKey::VrfyUser };
    let names: Vec<String> = found.iter().rev().map(|address| shown(address, &recipient::user_name(address), turn)).collect();
    turn.say_with(key, &[(Slot::Address, names.join("\n"))]);
}

/// EXPN: tells whom an alias stands for.
pub(super) fn expn(turn: &mut Turn<'_>) {
    let Ok(found) = addresses(turn) else {
        return;
    };
    let mut names: Vec<String> = Vec::new();
    for address in found.iter().rev() {
        if address.route == Route::Remote {
            names.push(shown(address, "", turn));
            continue;
        }
        let name = recipient::user_name(address);
        let mut members = turn.world.mailboxes(&name);
        if members.is_empty() {
            members.push(name);
        }
        names.extend(members.iter().rev().map(|member| shown(address, member, turn)));
    }
    turn.say_with(ReplyKey::ExpnList, &[(Slot::Address, names.join("\n"))]);
}

fn shown(address: &Address, name: &str, turn: &Turn<'_>) -> String {
    if address.route == Route::Remote {
        return format!("<{}>", text::seven_bits(&address.user_at_host()));
    }
    let name = name.split('+').next().unwrap_or_default().to_owned();
    let world = turn.world;
    let known = world.users.iter().chain(&world.system_accounts).find(|user| user.eq_ignore_ascii_case(&name));
    let alias = world.aliases.iter().map(|(alias, _)| alias).find(|alias| alias.eq_ignore_ascii_case(&name));
    let plain = alias.or(known).cloned().unwrap_or(name);
    let own = recipient::OWN_ACCOUNTS.iter().find(|(own, _)| own.eq_ignore_ascii_case(&plain));
    let full_name = match own {
        Some((_, full_name)) => format!("{full_name} "),
        None if alias.is_none() && world.system_accounts.contains(&plain) => full_name_of_system(&plain),
        None => String::new(),
    };
    let written = if address.user.contains(&b'\\') && alias.is_none() { text::seven_bits(&address.user) } else { plain };
    format!("{full_name}<{written}@{}>", world.host)
}

/// Accounts of the system mostly bear their name as the full name too.
fn full_name_of_system(name: &str) -> String {
    match name {
        "list" => "Mailing List Manager ".to_owned(),
        "irc" => "ircd ".to_owned(),
        "_apt" => String::new(),
        _ => format!("{name} "),
    }
}

/// `DAEMON_OPTIONS(..., M=E)`
fn etrn_allowed(turn: &mut Turn<'_>) -> Verdict {
    if turn.server.role == Role::Mx {
        return Ok(());
    }
    let text = format!("{}: {} [rejected]", log::client(turn.world), log::octets(&text::shorten(turn.line)));
    log::note(turn, &text);
    Err(Refusal::new(ReplyKey::EtrnDisabled))
}

fn etrn_argument(turn: &mut Turn<'_>) -> Verdict {
    require(!behind_verb(turn.line).is_empty(), ReplyKey::EtrnSyntax)
}

fn etrn_not_too_often(turn: &mut Turn<'_>) -> Verdict {
    slow_down(turn, Memo::Etrns, ETRNS, "ETRN");
    let text = format!("{}: ETRN {}", log::client(turn.world), log::octets(&text::shorten(behind_verb(turn.line))));
    log::note(turn, &text);
    Ok(())
}

/// `#name` is a queue group, and there is none.
fn etrn_queue(turn: &mut Turn<'_>) -> Verdict {
    match behind_verb(turn.line) {
        [b'#', name @ ..] => Err(Refusal::new(ReplyKey::EtrnQueueUnknown).with(Slot::Argument, text::seven_bits(name))),
        _ => Ok(()),
    }
}

/// ETRN: the queue is run for a host, whether anything waits for it or not.
pub(super) fn etrn(turn: &mut Turn<'_>) {
    let name = text::seven_bits(behind_verb(turn.line));
    turn.say_with(ReplyKey::EtrnStarted, &[(Slot::Argument, name)]);
}
