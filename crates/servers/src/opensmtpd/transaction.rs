//! MAIL and RCPT: their addresses, their options and what they do (`smtp_tx_mail_from()`,
//! `smtp_tx_rcpt_to()`).

use super::address;
use super::line::arguments;
use smtp_engine::session::{Event, Mailbox, Refusal, Slot, Transaction, Turn, Verdict, act};
use smtp_engine::spec::ReplyKey;

/// What OpenSMTPD remembers of a transaction besides.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// What the recipients' NOTIFY asked for so far.
    notify: Vec<&'static str>,
    /// The line of DATA.
    pub(super) data_line: Vec<u8>,
}

/// `DSN_ENVID_LEN` and `DSN_ORCPT_LEN`, the NUL included.
const ENVID_BUFFER: usize = 100;
const ORCPT_BUFFER: usize = 500;

fn sender<'l>(turn: &Turn<'l>) -> Option<(Mailbox, &'l [u8])> {
    address::read(arguments(turn)?, &turn.world.host, true)
}

/// The recipient of this line, and what follows it.
pub(super) fn recipient<'l>(turn: &Turn<'l>) -> Option<(Mailbox, &'l [u8])> {
    address::read(arguments(turn)?, &turn.world.host, false)
}

/// Options are parted by spaces and nothing else.
fn options(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&octet| octet == b' ').filter(|option| !option.is_empty())
}

fn value<'o>(option: &'o [u8], name: &str) -> Option<&'o [u8]> {
    option.split_at_checked(name.len()).filter(|(start, _)| start.eq_ignore_ascii_case(name.as_bytes())).map(|(_, value)| value)
}

fn text(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

pub(super) fn sender_syntax(turn: &mut Turn<'_>) -> Verdict {
    if sender(turn).is_some() { Ok(()) } else { Err(Refusal::new(ReplyKey::SenderSyntax)) }
}

pub(super) fn recipient_syntax(turn: &mut Turn<'_>) -> Verdict {
    if recipient(turn).is_some() { Ok(()) } else { Err(Refusal::new(ReplyKey::RecipientSyntax)) }
}

/// Values are hardly looked at: SIZE is not compared with anything, RET and AUTH may be what they like.
pub(super) fn sender_options(turn: &mut Turn<'_>) -> Verdict {
    let given = sender(turn).map_or(&b""[..], |(_, options)| options);
    for option in options(given) {
        let free = ["AUTH=", "SIZE=", "RET="].iter().any(|name| value(option, name).is_some());
        let body = [&b"BODY=7BIT"[..], b"BODY=8BITMIME"].iter().any(|known| option.eq_ignore_ascii_case(known));
        match value(option, "ENVID=") {
            Some(id) if id.len() >= ENVID_BUFFER => {
                return Err(Refusal::new(ReplyKey::EnvidTooLong).with(Slot::Parameter, text(id)));
            }
            None if !free && !body => return Err(Refusal::new(ReplyKey::ParameterUnknown).with(Slot::Parameter, text(option))),
            _ => {}
        }
    }
    Ok(())
}

/// `senders <sendermap>`: a login has its own address, with any tag, and no other (`lka_mailaddrmap()`).
pub(super) fn sender_is_own(turn: &mut Turn<'_>) -> Verdict {
    let (Some(login), Some((sender, _))) = (turn.session.login(), sender(turn)) else {
        return Ok(());
    };
    let name = sender.local_part.split_once('+').map_or(sender.local_part.as_str(), |(name, _)| name);
    let plain = format!("{name}@{}", sender.domain.as_deref().unwrap_or_default());
    if plain.eq_ignore_ascii_case(login) { Ok(()) } else { Err(Refusal::new(ReplyKey::SenderNotOwned)) }
}

/// What NOTIFY asks for adds up over the whole transaction, refused recipients included; whether NEVER
/// stands alone is asked of the sum.
pub(super) fn recipient_options(turn: &mut Turn<'_>) -> Verdict {
    let given = recipient(turn).map_or(&b""[..], |(_, options)| options);
    for option in options(given) {
        if let Some(words) = value(option, "NOTIFY=") {
            let names = ["SUCCESS", "FAILURE", "DELAY", "NEVER"];
            let asked = words
                .split(|&octet| octet == b',')
                .filter_map(|word| names.iter().copied().find(|name| word.eq_ignore_ascii_case(name.as_bytes())));
            let alone = turn.session.memory_mut().with(|known: &mut Known| {
                known.notify.extend(asked);
                let never = known.notify.iter().filter(|word| **word == "NEVER").count();
                never == 0 || never == known.notify.len()
            });
            if !alone {
                return Err(Refusal::new(ReplyKey::NotifySyntax));
            }
        } else if let Some(original) = value(option, "ORCPT=") {
            let semicolon = original.iter().position(|&octet| octet == b';');
            if original.len() >= ORCPT_BUFFER || !semicolon.is_some_and(|at| is_xtext(&original[at + 1..])) {
                return Err(Refusal::new(ReplyKey::OrcptSyntax));
            }
        } else {
            return Err(Refusal::new(ReplyKey::RcptParameterUnknown).with(Slot::Parameter, text(option)));
        }
    }
    Ok(())
}

/// `valid_xtext()`
fn is_xtext(text: &[u8]) -> bool {
    let is_hex = |octet: Option<&u8>| octet.is_some_and(|octet| matches!(octet, b'0'..=b'9' | b'A'..=b'F'));
    let mut octets = text.iter();
    while let Some(octet) = octets.next() {
        let fits = match octet {
            b'+' => is_hex(octets.next()) && is_hex(octets.next()),
            _ => matches!(octet, b'!'..=b'~') && *octet != b'=',
        };
        if !fits {
            return false;
        }
    }
    true
}

/// The message gets its id with MAIL already.
pub(super) fn mail(turn: &mut Turn<'_>) {
    let Some((reverse_path, given)) = sender(turn) else {
        return turn.refuse(Refusal::new(ReplyKey::SenderSyntax));
    };
    let parameters = options(given).map(text).collect();
    let queue_id = (turn.server.words.queue_id)(turn.session.open_message());
    turn.log(Event::Opened(&queue_id));
    turn.session.memory_mut().with(|known: &mut Known| *known = Known::default());
    turn.session.begin(Transaction { reverse_path, parameters, queue_id: Some(queue_id), ..Transaction::default() });
    turn.say(ReplyKey::MailOk);
}

pub(super) fn rcpt(turn: &mut Turn<'_>) {
    let Some((forward_path, given)) = recipient(turn) else {
        return turn.refuse(Refusal::new(ReplyKey::RecipientSyntax));
    };
    let parameters = options(given).map(text).collect();
    if let Some(transaction) = turn.session.transaction_mut() {
        transaction.forward_paths.push(forward_path);
        transaction.recipient_parameters.push(parameters);
    }
    turn.say(ReplyKey::RcptOk);
}

/// The line itself is remembered for the log, where an error at the end of the message names it.
pub(super) fn data(turn: &mut Turn<'_>) {
    let line = turn.line.to_vec();
    turn.session.memory_mut().with(|known: &mut Known| known.data_line = line);
    act::data(turn);
}
