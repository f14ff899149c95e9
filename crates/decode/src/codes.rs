//! Reply codes (RFC 5321 section 4.2) and enhanced status codes (RFC 3463) in running text, in the ways people and programs
//! write them: `550 5.1.1`, `550-5.7.26`, `(#5.4.4)`, `[550]`, `dsn=4.7.4`, `Status: 5.2.2`.

/// The codes that a text states.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Codes {
    /// The reply code.
    pub(crate) code: Option<u16>,
    /// The enhanced status code.
    pub(crate) enhanced: Option<String>,
}

/// The codes in `text`: of several reply codes the one that stands most like one, and of several enhanced codes the one that
/// stands right after it, or else the first of those that are not of success, as `5.1.1` in "250 2.0.0 Ok ... 550 5.1.1".
pub(crate) fn find(text: &str) -> Codes {
    let reply = reply_place(text);
    let beside = reply.and_then(|(start, _)| enhanced_beside(text, start));
    Codes { code: reply.map(|(_, code)| code), enhanced: beside.or_else(|| enhanced(text)).map(str::to_owned) }
}

/// The first enhanced status code of a failure in `text`, or else of a success.
///
/// ```text
/// status-code = class "." subject "." detail
/// class = "2"/"4"/"5"    subject = 1*3digit    detail = 1*3digit
/// ```
pub(crate) fn enhanced(text: &str) -> Option<&str> {
    let mut success = None;
    for (start, _) in text.match_indices(['2', '4', '5']) {
        let Some(code) = enhanced_at(text, start) else { continue };
        if !code.starts_with('2') {
            return Some(code);
        }
        success = success.or(Some(code));
    }
    success
}

/// The enhanced status code that stands at `start`, not inside a number, an address or a name.
pub(crate) fn enhanced_at(text: &str, start: usize) -> Option<&str> {
    let octets = text.as_bytes();
    let before = start.checked_sub(1).and_then(|place| octets.get(place)).copied().unwrap_or(b' ');
    if before.is_ascii_alphanumeric() || matches!(before, b'.' | b'@' | b'_') || !matches!(octets.get(start)?, b'2' | b'4' | b'5') {
        return None;
    }
    let subject = number(octets, start + 2)?;
    let detail = number(octets, subject + 1)?;
    if octets.get(start + 1) != Some(&b'.') || octets.get(subject) != Some(&b'.') {
        return None;
    }
    let [after, next] = [detail, detail + 1].map(|place| octets.get(place).copied().unwrap_or(b' '));
    let goes_on = after.is_ascii_alphanumeric() || after == b'@' || (after == b'.' && next.is_ascii_digit());
    if goes_on { None } else { text.get(start..detail) }
}

/// Where a number of one to three digits at `start` ends.
fn number(octets: &[u8], start: usize) -> Option<usize> {
    let digits = octets.get(start..)?.iter().take(4).take_while(|octet| octet.is_ascii_digit()).count();
    (1..=3).contains(&digits).then_some(start + digits)
}

/// The reply code in `text` that stands most like one; the first of equals.
pub(crate) fn reply_code(text: &str) -> Option<u16> {
    reply_place(text).map(|(_, code)| code)
}

/// Where the reply code stands that stands most like one, and the code. Of equals a failure goes before a success.
fn reply_place(text: &str) -> Option<(usize, u16)> {
    let mut best: Option<((u8, bool), usize, u16)> = None;
    for (start, _) in text.match_indices(['2', '3', '4', '5']) {
        let Some(code) = code_at(text, start) else { continue };
        let rank = (rank(text, start), code >= 400);
        if rank.0 > 0 && best.is_none_or(|(other, ..)| rank > other) {
            best = Some((rank, start, code));
        }
    }
    best.map(|(_, start, code)| (start, code))
}

/// The three digits at `start`, if they stand alone and may be a reply code.
///
/// ```text
/// Reply-code = %x32-35 %x30-35 %x30-39
/// ```
///
/// Of the successes only those that a server says: other numbers from 200 are counts, dates and exit statuses.
pub(crate) fn code_at(text: &str, start: usize) -> Option<u16> {
    let octets = text.as_bytes();
    let before = start.checked_sub(1).and_then(|place| octets.get(place)).copied().unwrap_or(b' ');
    let digits = octets.get(start..start + 3)?;
    let [after, next] = [3, 4].map(|distance| octets.get(start + distance).copied().unwrap_or(b' '));
    let held = before.is_ascii_alphanumeric() || matches!(before, b'.' | b'@' | b'_' | b'/' | b'=' | b'&' | b'%');
    let alone = !held || text.get(..start).is_some_and(|before| before.ends_with("code=") || before.ends_with("status="));
    let goes_on = after.is_ascii_alphanumeric() || matches!(after, b'@' | b'/' | b'_') || after == b'.' && next.is_ascii_digit();
    if !alone || goes_on || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let code: u16 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let success = matches!(code, 211 | 214 | 220 | 221 | 235 | 250 | 251 | 252 | 334 | 354);
    (success || (400..600).contains(&code) && code / 10 % 10 <= 5).then_some(code)
}

/// Words before a number that make it a reply code.
const INTRODUCED: &[&str] = &[
    "said:",
    "says:",
    "smtp;",
    "smtp:",
    "code",
    "code:",
    "code=",
    "error",
    "error:",
    "reply:",
    "response:",
    "reason:",
    "status",
    "replied:",
    "responded:",
    "returned",
    "with",
    "was:",
    "is:",
    ":",
    "(",
    "[",
    "<",
    "\"",
    "'",
    "#",
    "<<<",
    "->",
    "got",
    "b'",
    "b\"",
    "错误码",
    "错误",
    "代码",
    "：",
    "返回",
];

/// Words before a number that only a reply code has.
const FIRM: &[&str] = &[
    "said:",
    "says:",
    "smtp;",
    "smtp:",
    "reply:",
    "response:",
    "replied:",
    "responded:",
    "reply code",
    "smtp error",
    "smtp code",
    "dsn=",
    "status:",
    "错误码",
    "退信代码",
];

/// How the codes of a text stand in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// In the middle of a sentence: "room 550 is full".
    Passing,
    /// After something that goes before numbers of any kind: "error 550".
    Loose,
    /// As a reply has them: at the start of a line, the two codes together, or after words of mail.
    Firm,
}

/// How `codes`, which were found in `text`, stand in it.
pub(crate) fn standing(text: &str, codes: &Codes) -> Standing {
    let place = reply_place(text).map(|(start, _)| start);
    if place.is_some_and(|start| enhanced_beside(text, start).is_some()) {
        return Standing::Firm;
    }
    let stated = codes.enhanced.as_deref().and_then(|enhanced| text.find(enhanced));
    [place, stated].into_iter().flatten().map(|start| standing_at(text, start)).max().unwrap_or(Standing::Passing)
}

/// The enhanced status code that follows the reply code at `start`.
fn enhanced_beside(text: &str, start: usize) -> Option<&str> {
    let after = text.get(start + 3..)?;
    let rest = after.trim_start_matches([' ', '-', '\t', '\'', '"', '#', '(', '[', ':']);
    enhanced_at(text, start + 3 + after.len() - rest.len())
}

fn standing_at(text: &str, start: usize) -> Standing {
    let before = text.get(..start).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    let line = line.trim_start_matches([' ', '\t', '>', '|', '"', '\'', '<', '(', '[']);
    let line = line.trim_end().to_ascii_lowercase();
    let ends = |words: &[&str]| words.iter().any(|word| line.ends_with(word));
    // "(#5.4.4)", but neither "Build #554" nor the heading "## 5.4.4".
    let marked = before.ends_with('#') && text.as_bytes().get(start + 1) == Some(&b'.');
    match () {
        () if line.is_empty() || marked || ends(FIRM) => Standing::Firm,
        () if ends(INTRODUCED) && !line.ends_with('#') => Standing::Loose,
        () => Standing::Passing,
    }
}

/// Words after a number that make it something else.
const COUNTED: &[&str] = &[
    "bytes",
    "octets",
    "messages",
    "recipients",
    "seconds",
    "minutes",
    "hours",
    "days",
    "rows",
    "files",
    "records",
    "items",
    "tests",
    "users",
    "people",
    "pages",
    "points",
    "percent",
    "mb",
    "kb",
    "gb",
    "lines",
    "times",
    "connections",
    "kbytes",
];

/// How much the three digits at `start` stand like a reply code: 0 is not at all.
fn rank(text: &str, start: usize) -> u8 {
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(start + 3..).unwrap_or_default());
    let rest = after.trim_start_matches([' ', '-', '\t']);
    if rest.len() < after.len()
        && let Some(enhanced) = enhanced_at(after, after.len() - rest.len())
    {
        // "Expired" comes from the queue; what the other server said may stand there too: `554 4.4.7 expired <421 4.4.2 ...>`.
        return if enhanced.ends_with(".4.7") { 3 } else { 4 };
    }
    let next = rest.split([' ', '\n', ',', '.']).next().unwrap_or_default().to_ascii_lowercase();
    if COUNTED.contains(&next.as_str()) {
        return 0;
    }
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    if line.trim_end_matches([' ', '"', '\'']).to_ascii_lowercase().ends_with("expected response code") {
        return 0;
    }
    let line = line.trim_start_matches([' ', '\t', '>', '|', '"', '\'']);
    let introduced = line.is_empty() || {
        let trimmed = line.trim_end().to_ascii_lowercase();
        INTRODUCED.iter().any(|word| trimmed.ends_with(word))
    };
    // "550 No such user" and "550-No such user", but not "no 250 of them" or a date.
    let worded = after.starts_with([' ', '-'])
        && rest.starts_with(|first: char| first.is_alphabetic() || matches!(first, '<' | '"' | '\'' | '[' | '('));
    match (introduced, worded) {
        (true, true) => 3,
        (true, false) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(text: &str) -> (Option<u16>, Option<&str>) {
        (reply_code(text), enhanced(text))
    }

    #[test]
    fn codes_are_found_in_the_ways_they_are_written() {
        for (text, code, enhanced) in [
            ("550 5.1.1 User unknown", Some(550), Some("5.1.1")),
            ("550-5.7.26 Unauthenticated email", Some(550), Some("5.7.26")),
            ("Sorry, no mailbox here by that name. (#5.1.1)", None, Some("5.1.1")),
            ("dsn=4.7.4, status=deferred (TLS is required)", None, Some("4.7.4")),
            ("Status: 5.2.2 (mailbox full)", None, Some("5.2.2")),
            ("Expected response code 250 but got code \"550\", with message", Some(550), None),
            ("[550] mailbox unavailable", Some(550), None),
            ("smtp; 552-5.2.2 The recipient's inbox is out of storage", Some(552), Some("5.2.2")),
            ("host mx.example.com[192.0.2.25] said: 451 4.7.1 Try later", Some(451), Some("4.7.1")),
            ("(535, b'5.7.8 Username and Password not accepted')", Some(535), Some("5.7.8")),
            ("退信代码 554 HL:ICC", Some(554), None),
        ] {
            assert_eq!(both(text), (code, enhanced), "{text}");
        }
    }

    #[test]
    fn addresses_dates_versions_and_counts_are_no_codes() {
        for text in
            ["192.0.2.250", "Exim 4.94.2.1", "5.1.1.250", "2026-05-31", "500 messages", "port 465", "a5.1.1", "1550", "550.5", "PR04MB550"]
        {
            assert_eq!(both(text), (None, None), "{text}");
        }
    }
}
