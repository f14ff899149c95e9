//! The words of a bounce for people: which lines name a recipient, and which lines tell what happened to it.
//!
//! Reporters lay them out in few ways, whatever their names: a line begins with the address, and what happened follows
//! it (Postfix, qmail, Exim, Courier); a heading, then a list of addresses, then a transcript that names them again (Sendmail);
//! a label (`Recipient: bob@example.com`); or a sentence in which the address stands.

use super::address;
use crate::mail::{COMMON_FIELDS, is_field};
use crate::paste::{Line, lines};

/// What the notice tells about one recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Block {
    /// As it is written.
    pub(crate) recipient: String,
    /// The lines that tell about it, without blanks at the margin, ended by LF.
    pub(crate) text: String,
    /// The line of the paste where it stands.
    pub(crate) line: usize,
    /// What stands before it, for reporters that name the address after what happened.
    before: String,
}

/// A notice, cut into what it tells about each recipient.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Notice {
    /// In order, each recipient once.
    pub(crate) blocks: Vec<Block>,
    /// All lines up to the mail that was brought back.
    pub(crate) text: String,
    /// The line of the paste where it begins.
    pub(crate) line: usize,
}

/// The most lines of a notice that are read.
const LINES: usize = 2_000;
/// The most octets that are kept about one recipient.
const KEPT: usize = 6_000;

/// Reads the notice `text`, of which the first line has the number `first`. Addresses for which `is_other` is true are those
/// of the sender or of the reporter.
pub(crate) fn read(text: &str, first: usize, is_other: &dyn Fn(&str) -> bool) -> Notice {
    let lines: Vec<Line<'_>> = lines(text).take(LINES).collect();
    let end = returned_from(&lines);
    let told = lines.get(..end).unwrap_or(&lines);
    let mut notice = Notice { line: first, ..Notice::default() };
    for line in told {
        notice.text.push_str(line.text.trim_end());
        notice.text.push('\n');
    }
    blocks(told, first, is_other, &mut notice.blocks);
    for block in notice.blocks.iter_mut().filter(|block| block.text.trim().is_empty()) {
        block.text = std::mem::take(&mut block.before);
    }
    if notice.blocks.is_empty() {
        sentences(told, first, is_other, &mut notice.blocks);
    }
    notice
}

/// The blocks that begin with a line that names a recipient.
fn blocks(lines: &[Line<'_>], first: usize, is_other: &dyn Fn(&str) -> bool, blocks: &mut Vec<Block>) {
    let asides: Vec<&str> =
        lines.iter().flat_map(|line| address::all(line.text).filter(|address| is_aside(line.text, address))).take(50).collect();
    let is_other = |address: &str| is_other(address) || asides.contains(&address);
    let mut current: Option<usize> = None;
    // What stands before the first recipient, or in a dialogue before the line that tells whom it is about.
    let mut before: Vec<&str> = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let text = line.text.trim();
        if begins_dialogue(text) {
            current = None;
            before.clear();
        }
        let goes_on =
            current.is_some() && place.checked_sub(1).and_then(|before| lines.get(before)).is_some_and(|before| goes_on(before, line));
        let named = names_recipient(text).filter(|(address, _)| !goes_on && !is_other(address) && !in_head(lines, place));
        if let Some((address, rest)) = named {
            let number = first + line.number - 1;
            let known = blocks.iter().position(|block| same(&block.recipient, address));
            let at = known.unwrap_or_else(|| {
                blocks.push(Block { recipient: address.to_owned(), text: String::new(), line: number, before: String::new() });
                blocks.len() - 1
            });
            if current.is_none() {
                let told = before.len().saturating_sub(3);
                if is_dialogue(&before) {
                    before.iter().for_each(|text| keep(blocks, at, text));
                } else if let Some(block) = blocks.get_mut(at) {
                    block.before = before.get(told..).unwrap_or_default().join("\n");
                }
                before.clear();
            }
            keep(blocks, at, rest);
            current = Some(at);
        } else if let Some(at) = current {
            keep(blocks, at, text);
        } else if !text.is_empty() && before.len() < 500 {
            before.push(text);
        }
    }
    // A dialogue that names nobody is about all.
    if current.is_none() && is_dialogue(&before) {
        for at in 0..blocks.len().min(50) {
            before.iter().for_each(|text| keep(blocks, at, text));
        }
    }
}

/// Whether `line` goes on with what `before` says: it is indented further, and its address is part of a sentence, as where a
/// long reply was folded before the sender's address.
fn goes_on(before: &Line<'_>, line: &Line<'_>) -> bool {
    let margin = |text: &str| text.len() - text.trim_start_matches([' ', '\t']).len();
    let after = line.text.split_once('>').map_or("", |(_, after)| after);
    !before.text.trim().is_empty() && margin(line.text) > margin(before.text) && after.starts_with(' ') && !after.trim().is_empty()
}

/// The heading of a copied dialogue with one host: `... while talking to mx.example.com.:`.
fn begins_dialogue(text: &str) -> bool {
    let start: String = text.trim_start_matches(['.', ' ']).chars().take(16).collect();
    start.eq_ignore_ascii_case("while talking to")
}

fn is_dialogue(lines: &[&str]) -> bool {
    lines.first().is_some_and(|line| begins_dialogue(line))
}

/// A line of copied dialogue: `>>> RCPT To:<bob@example.com>`, `<<< 550 no`.
fn is_transcript(text: &str) -> bool {
    text.starts_with(">>> ") || text.starts_with("<<< ") || text.starts_with("->") || text.starts_with("<-")
}

fn keep(blocks: &mut [Block], at: usize, text: &str) {
    if let Some(block) = blocks.get_mut(at).filter(|block| block.text.len() < KEPT) {
        let text = text.trim();
        if !text.is_empty() || !block.text.is_empty() && !block.text.ends_with("\n\n") {
            block.text.push_str(text);
            block.text.push('\n');
        }
    }
}

/// Labels before the address of a recipient, in lower case.
const LABELS: &[&str] = &[
    "to",
    "recipient",
    "recipients",
    "rcpt to",
    "rcpt",
    "user",
    "address",
    "failed recipient",
    "original recipient",
    "delivery to",
    "undeliverable to",
    "destination",
    "recipient address",
    "the following recipient",
    "e-mail",
    "email",
    "mail to",
    "smtp",
    "failed address",
    "invalid recipients",
    "intended recipient",
    "for",
    "unknown user",
    "user unknown",
    "unknown recipient",
    "收件人",
    "收件人地址",
    "宛先",
    "受信者",
    "收件者",
    "送信先",
];

/// The recipient that `line` (without blanks at its ends) is about, and what the line says besides.
fn names_recipient(line: &str) -> Option<(&str, &str)> {
    if let Some(named) = in_command(line).or_else(|| in_reply(line)) {
        return Some(named);
    }
    if is_transcript(line) {
        return None;
    }
    let line = line.trim_start_matches(['*', '-', '•', '·', '|', ' ', '\t', '=']).trim_start_matches("RCPT TO:").trim_start();
    let (start, address) = address::first(line)?;
    let (before, after) = (line.get(..start)?, line.get(start + address.len()..)?);
    let rest = after.trim_start_matches(['>', '"', '\'', ')', ']']).trim_start_matches([':', ' ', '.', ',', ';', '\t']);
    let opening = before.trim().trim_end_matches(['<', '"', '\'', '(', '[']).trim_end();
    let begins = opening.is_empty() && !after.starts_with('@');
    // "<bob@example.com>" with a name before it, as a mail program writes an address.
    let named = before.ends_with('<')
        && after.trim_end() == ">"
        && opening.len() < 60
        && !opening.contains([':', '<', '>'])
        && opening.split(' ').count() < 5
        && !is_sentence(opening);
    let labelled = opening.trim_end_matches([';', ' ']).strip_suffix([':', '：', '=']).is_some_and(|label| {
        let label = label.rsplit([',', '[', '|', '(']).next().unwrap_or(label);
        let label = label.trim().trim_start_matches('"').to_lowercase();
        LABELS.contains(&label.as_str())
    }) || opening.to_lowercase().strip_suffix(['\u{3000}', ' ']).is_some_and(|label| LABELS.contains(&label));
    (begins || named || labelled).then_some((address, rest))
}

/// `>>> RCPT To:<bob@example.com>`, whatever marks it: all of the line is told of the recipient.
fn in_command(line: &str) -> Option<(&str, &str)> {
    let place = line.to_ascii_lowercase().find("rcpt to:").filter(|place| *place < 40)?;
    let (_, address) = address::first(line.get(place..)?)?;
    Some((address, line))
}

/// `550 5.1.1 <bob@example.com>... User unknown`, as Sendmail sums up.
fn in_reply(line: &str) -> Option<(&str, &str)> {
    crate::codes::code_at(line, 0)?;
    let opening = line.find('<').filter(|place| *place < 16)?;
    let (start, address) = address::first(line.get(opening..)?)?;
    let after = line.get(opening + start + address.len()..)?;
    let told = after.strip_prefix(">...")?.trim_start();
    let again = crate::codes::code_at(told, 0).is_some();
    (start == 1).then_some((address, if again { told } else { line }))
}

/// Whether words before an address are a sentence, such as "your message to", and not a name.
fn is_sentence(words: &str) -> bool {
    let lower = words.to_lowercase();
    ["to", "from", "for", "by", "of", "is", "the", "with", "user", "recipient", "sender"]
        .iter()
        .any(|word| lower.split_whitespace().any(|found| found == *word))
}

/// Whether the line at `place` is a field of a mail's head, as in a mail that was forwarded in the text.
fn in_head(lines: &[Line<'_>], place: usize) -> bool {
    let near = place.saturating_sub(4)..(place + 5).min(lines.len());
    let is = |name: &str| {
        lines
            .get(near.clone())
            .unwrap_or_default()
            .iter()
            .any(|line| is_field(line.text.trim_start()).is_some_and(|(found, _)| found.eq_ignore_ascii_case(name)))
    };
    let own = lines
        .get(place)
        .and_then(|line| is_field(line.text.trim()))
        .is_some_and(|(name, _)| ["to", "cc", "from", "reply-to"].iter().any(|known| name.eq_ignore_ascii_case(known)));
    own && (is("from") || is("date") && is("subject"))
}

/// Addresses that stand in sentences.
fn sentences(lines: &[Line<'_>], first: usize, is_other: &dyn Fn(&str) -> bool, blocks: &mut Vec<Block>) {
    for (place, line) in lines.iter().enumerate() {
        // "from joe@example.org": who sent it.
        let from = line.text.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("from "));
        if from || in_head(lines, place) {
            continue;
        }
        for address in address::all(line.text).filter(|address| !is_other(address) && !is_aside(line.text, address)).take(50) {
            if !blocks.iter().any(|block| same(&block.recipient, address)) && blocks.len() < 200 {
                blocks.push(Block { recipient: address.to_owned(), line: first + line.number - 1, ..Block::default() });
            }
        }
    }
}

/// An address to write to, or a part of an address of the web.
fn is_aside(line: &str, address: &str) -> bool {
    let lower = line.to_lowercase();
    let help = ["contact", "mailto:", "write to", "http", "please", "report", "postmaster", "联系"].iter().any(|word| lower.contains(word));
    let local = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
    help && ["support", "help", "abuse", "postmaster", "admin", "info", "spam", "webmaster"].iter().any(|name| local.contains(name))
        || lower.contains(&format!("/{}", address.to_lowercase()))
}

/// Whether two addresses are the same mailbox, as a notice writes them.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

/// Words of the line before the mail that is brought back, in lower case.
const RETURNED: &[&str] = &[
    "original message",
    "returned message",
    "copy of the message",
    "copy of your message",
    "message header",
    "unsent message",
    "original mail",
    "returned mail",
    "your message follows",
    "mail follows",
    "text of your message",
    "message follows",
    "header of",
    "headers of",
    "message text follows",
    "original headers",
    "undelivered message",
    "rejected message",
    "message contents",
    "mail header",
    "email header",
    "start of message",
    "body of your message",
    "returned content",
    "原邮件",
    "原始邮件",
    "原信",
];

/// The number of lines before the mail that is brought back.
fn returned_from(lines: &[Line<'_>]) -> usize {
    for (place, line) in lines.iter().enumerate() {
        let text = line.text.trim_start_matches(['>', ' ']);
        let lower = text.to_lowercase();
        let marked = RETURNED.iter().any(|words| lower.contains(words)) && !lower.contains("was received");
        if marked && place > 0 {
            let next = lines
                .get(place + 1..)
                .unwrap_or_default()
                .iter()
                .map(|line| line.text.trim_start_matches(['>', ' ']))
                .find(|next| !next.trim().is_empty());
            let ruled = text.starts_with("--") || text.starts_with("==") || text.starts_with("**") || text.starts_with("__");
            if ruled || next.is_none_or(|next| is_field(next).is_some_and(|(name, _)| is_trace(name)) || next.starts_with("From ")) {
                return place;
            }
        }
        if place > 1
            && is_field(text).is_some_and(|(name, _)| {
                ["received", "return-path", "x-originating-ip", "dkim-signature"].iter().any(|known| name.eq_ignore_ascii_case(known))
            })
            && begins_head(lines, place)
        {
            return place;
        }
    }
    lines.len()
}

fn is_trace(name: &str) -> bool {
    const MORE: &[&str] = &["x-originating-ip", "reply-to", "dkim-signature", "x-mailer", "sender", "domainkey-signature"];
    COMMON_FIELDS.iter().chain(MORE).any(|known| known.eq_ignore_ascii_case(name))
}

/// Whether a head goes on after the line at `place`: two of the next four lines are folded or fields.
fn begins_head(lines: &[Line<'_>], place: usize) -> bool {
    let next = lines.get(place + 1..).unwrap_or_default().iter().take(4);
    next.filter(|line| {
        line.text.starts_with([' ', '\t']) && !line.text.trim().is_empty() || is_field(line.text.trim_start_matches(['>', ' '])).is_some()
    })
    .count()
        >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<(String, String)> {
        let notice = read(text, 1, &|address| address == "joe@example.org");
        notice.blocks.into_iter().map(|block| (block.recipient, block.text.trim().replace('\n', " | "))).collect()
    }

    #[test]
    fn lines_that_begin_with_an_address_begin_a_block() {
        let text = "Sorry.\n\n<bob@example.com>: host mx said: 550\n    no\n\n<carol@example.com>: full\n\n--- Below this line is a copy of the message.\n\nReceived: from x\n  by y\nTo: dave@example.com\n";
        assert_eq!(told(text), [("bob@example.com".into(), "host mx said: 550 | no".into()), ("carol@example.com".into(), "full".into())]);
    }

    #[test]
    fn a_transcript_belongs_to_whom_it_names() {
        let text = " ----- The following addresses had permanent fatal errors -----\n<bob@example.com>\n<carol@example.com>\n\n----- Transcript of session follows -----\n... while talking to mx:\n>>> RCPT To:<bob@example.com>\n<<< 550 no\n";
        let blocks = told(text);
        assert!(blocks[0].1.ends_with(">>> RCPT To:<bob@example.com> | <<< 550 no"), "{blocks:?}");
    }

    #[test]
    fn labels_and_sentences_name_recipients() {
        assert_eq!(told("The mail failed.\nRecipient: bob@example.com\nReason: full\n")[0].0, "bob@example.com");
        assert_eq!(told("Your message to bob@example.com couldn't be delivered.\nYours, joe@example.org\n").len(), 1);
    }
}
