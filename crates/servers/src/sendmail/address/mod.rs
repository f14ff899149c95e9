//! How Sendmail reads addresses: tokens first, then rules that rewrite them. The rules are those that
//! `cf/m4/proto.m4` makes of the configuration; only what they do is kept here, as functions.

mod canonify;
mod resolve;
mod scan;

use super::text::{seven_bits, shorten};
use smtp_engine::session::check::require;
use smtp_engine::session::{Refusal, Slot, Verdict, World};
use smtp_engine::spec::ReplyKey;

pub(super) use canonify::{domain, is_local_name, lookup, name_of_address};
pub(super) use resolve::{Address, Route};
use scan::ScanError;
pub(super) use scan::is_space;

/// Whose address is read; a bad character has another code in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    /// MAIL.
    Sender,
    /// RCPT, VRFY and EXPN.
    Recipient,
}

/// `MAXNAME - 1`
const LENGTH_LIMIT: usize = 255;

/// Reads the address at the start of `text` (`parseaddr()`), up to `delimiter`. Nothing where only
/// comments stand there. Also returns where it ended.
pub(super) fn read(text: &[u8], delimiter: Option<u8>, whose: Whose, world: &World) -> Result<(Option<Address>, usize), Refusal> {
    let (tokens, end) = scan::scan(text, delimiter).map_err(|error| refuse_scan(error, text))?;
    if tokens.is_empty() {
        return Ok((None, end));
    }
    let printed = &text[..end];
    check_octets(printed, whose)?;
    let address = resolve::resolve(&tokens, printed, world).map_err(|problem| refuse(problem.key(), printed))?;
    check_controls(&address, whose)?;
    Ok((Some(address), end))
}

/// Ruleset `D` looks the domain up, and what is left of it without its first label, and so on; more than 50 rulesets
/// inside each other are given up (`MAXRULERECURSION`).
pub(super) fn look_up_domain(address: &Address) -> Verdict {
    const LABELS: usize = 49;
    let labels = address.host.as_ref().map_or(0, |host| host.split(|&octet| octet == b'.').count());
    require(labels < LABELS, ReplyKey::InternalError)
}

/// Where the address at the start of `text` ends, up to a blank.
pub(super) fn end_of(text: &[u8]) -> Option<usize> {
    scan::scan(text, Some(b' ')).ok().map(|(_, end)| end)
}

/// The text without blanks and comments, as the rulesets are given it.
pub(super) fn without_comments(text: &[u8]) -> Vec<u8> {
    scan::scan(text, None).map_or_else(|_| text.to_vec(), |(tokens, _)| tokens.concat())
}

/// A refusal that names the address first.
pub(super) fn refuse(key: ReplyKey, address: &[u8]) -> Refusal {
    Refusal::new(key).with(Slot::Address, shown(address))
}

/// An address as replies show it.
pub(super) fn shown(address: &[u8]) -> String {
    seven_bits(&shorten(address))
}

fn refuse_scan(error: ScanError, text: &[u8]) -> Refusal {
    let key = match error {
        ScanError::Unbalanced(character) => return refuse(ReplyKey::AddressUnbalanced, text).with(Slot::Argument, character),
        ScanError::TokenTooLong => ReplyKey::AddressWordTooLong,
        ScanError::TooManyTokens => ReplyKey::AddressTooManyWords,
        ScanError::TooLong => ReplyKey::AddressTooLong,
    };
    refuse(key, text)
}

/// `invalidaddr()`: octets 128 to 159 stand for macros inside Sendmail; and the length has a limit.
fn check_octets(text: &[u8], whose: Whose) -> Result<(), Refusal> {
    let is_macro = |octet: &u8| (0x80..0xa0).contains(octet);
    if text.len() > LENGTH_LIMIT {
        let cut: Vec<u8> = text[..LENGTH_LIMIT].iter().map(|octet| if is_macro(octet) { b'?' } else { *octet }).collect();
        return Err(refuse(ReplyKey::AddressOverLimit, &cut).with(Slot::Argument, seven_bits(&cut)));
    }
    if !text.iter().any(is_macro) {
        return Ok(());
    }
    let replaced: Vec<u8> = text.iter().map(|octet| if is_macro(octet) { b'?' } else { *octet }).collect();
    let key = match whose {
        Whose::Sender => ReplyKey::SenderNotAscii,
        Whose::Recipient => ReplyKey::RecipientNotAscii,
    };
    Err(Refusal::new(key).with(Slot::Address, seven_bits(&replaced)))
}

/// `hasctrlchar()`: control characters must be quoted.
fn check_controls(address: &Address, whose: Whose) -> Result<(), Refusal> {
    let mut user = address.user_at_host();
    let mut problem = "";
    let (mut quoted, mut position) = (false, 0);
    let length = user.len();
    while let Some(octet) = user.get_mut(position) {
        match *octet {
            0..=31 | 127 if !quoted => {
                *octet = b'?';
                problem = "non-printable character";
            }
            b'"' => quoted = !quoted,
            b'\\' if position + 1 < length => position += 1,
            b'\\' => {
                *octet = b'?';
                problem = "trailing \\ character";
            }
            _ => {}
        }
        position += 1;
    }
    if quoted {
        problem = "unbalanced quote";
    }
    if problem.is_empty() {
        return Ok(());
    }
    let key = match whose {
        Whose::Sender => ReplyKey::SenderCharacter,
        Whose::Recipient => ReplyKey::RecipientCharacter,
    };
    Err(Refusal::new(key).with(Slot::Address, seven_bits(&user)).with(Slot::Argument, problem))
}
