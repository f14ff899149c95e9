//! What is where in a paste: the lines that matter, codes in them, and addresses, which are personal data.

use crate::codes;
use crate::paste::{Line, Paste};
use crate::report::{Finding, Mark, MarkKind};

/// Octets of a paste in which addresses are marked.
const LOOKED_AT: usize = 1 << 20;
/// The marks of a report after which addresses are marked only in lines that matter; twice as many are the most.
const MOST: usize = 5_000;

/// The marks for `findings` in `paste`, sorted by place.
pub(crate) fn marks(paste: &Paste<'_>, findings: &[Finding]) -> Vec<Mark> {
    let mut decisive: Vec<(usize, usize)> =
        findings.iter().enumerate().filter_map(|(number, finding)| Some((finding.line?, number))).collect();
    decisive.sort_unstable();
    let mut decisive = decisive.into_iter().peekable();
    let mut marks = Vec::new();
    for line in paste.lines() {
        // Of addresses there may be more than anybody looks at; lines that matter are always told.
        let personal = line.start < LOOKED_AT && marks.len() < MOST;
        if !personal && decisive.peek().is_none() || marks.len() >= 2 * MOST {
            break;
        }
        let here = decisive.next_if(|(number, _)| *number == line.number).map(|(_, finding)| finding);
        while decisive.next_if(|(number, _)| *number <= line.number).is_some() {}
        if let Some(finding) = here {
            marks.push(mark(line.start, line.text.len(), MarkKind::Decisive, Some(finding)));
            mark_codes(line, finding, &mut marks);
        }
        if personal || here.is_some() {
            addresses(line, &mut marks);
            marks.extend(secret(line));
        }
    }
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end)));
    marks
}

const fn mark(start: usize, length: usize, kind: MarkKind, finding: Option<usize>) -> Mark {
    Mark { start, end: start + length, kind, finding }
}

/// The codes of a line that matters.
fn mark_codes(line: Line<'_>, finding: usize, marks: &mut Vec<Mark>) {
    for (place, _) in line.text.match_indices(['2', '3', '4', '5']).take(500) {
        if let Some(code) = codes::enhanced_at(line.text, place) {
            marks.push(mark(line.start + place, code.len(), MarkKind::Code, Some(finding)));
        } else if codes::code_at(line.text, place).is_some() {
            marks.push(mark(line.start + place, 3, MarkKind::Code, Some(finding)));
        }
    }
}

fn addresses(line: Line<'_>, marks: &mut Vec<Mark>) {
    let base = line.text.as_ptr() as usize;
    for address in crate::bounce::addresses(line.text).take(100) {
        // A stretch of the line itself.
        let start = address.as_ptr() as usize - base;
        marks.push(mark(line.start + start, address.len(), MarkKind::Address, None));
    }
}

/// What comes before a login or a password, in lower case. What follows is one word.
const BEFORE_SECRETS: &[&str] = &[
    "auth plain ",
    "auth login ",
    "auth xoauth2 ",
    "auth oauthbearer ",
    "auth cram-md5 ",
    "sasl_username=",
    "password=",
    "password: ",
    "passwd=",
];

/// The login or password of a line.
fn secret(line: Line<'_>) -> Option<Mark> {
    let lower = line.text.to_ascii_lowercase();
    let start = BEFORE_SECRETS.iter().find_map(|before| Some(lower.find(before)? + before.len()))?;
    let rest = line.text.get(start..)?;
    let length = rest.find(|character: char| character.is_whitespace() || ",;'\"<>".contains(character)).unwrap_or(rest.len());
    // An address in it has a mark of its own.
    let plain = length > 2 && !rest.get(..length)?.contains('@');
    plain.then(|| mark(line.start + start, length, MarkKind::Secret, None))
}

#[cfg(test)]
mod tests {
    use crate::{MarkKind, decode};

    #[test]
    fn logins_are_marked() {
        let text = "S: 220 mail.example.com ESMTP\nC: AUTH PLAIN AGFsaWNlAHdvbmRlcmxhbmQ=\nS: 535 5.7.8 no\n";
        let report = decode(text.as_bytes());
        let secret: Vec<_> =
            report.marks.iter().filter(|mark| mark.kind == MarkKind::Secret).map(|mark| &text[mark.start..mark.end]).collect();
        assert_eq!(secret, ["AGFsaWNlAHdvbmRlcmxhbmQ="]);
    }

    #[test]
    fn the_line_its_codes_and_addresses_are_marked() {
        let text = "This is the mail system at host mail.example.org.\n\n<bob@example.com>: host mx said: 550 5.1.1 no such user\n";
        let report = decode(text.as_bytes());
        let marked: Vec<_> = report.marks.iter().map(|mark| (mark.kind, &text[mark.start..mark.end])).collect();
        assert_eq!(
            marked,
            [
                (MarkKind::Decisive, "<bob@example.com>: host mx said: 550 5.1.1 no such user"),
                (MarkKind::Address, "bob@example.com"),
                (MarkKind::Code, "550"),
                (MarkKind::Code, "5.1.1"),
            ]
        );
    }
}
