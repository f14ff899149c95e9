//! What an error says, without what stands around it: frames of a traceback, prefixes of loggers, quotes, wrappers.

use crate::codes;
use crate::paste::lines;

/// One thing that was said, and the line where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    /// The same with what stands around it.
    pub(super) whole: String,
    pub(super) line: usize,
}

/// Lines of one thing that are joined, and the characters that are kept of it.
const CHARACTERS: usize = 2_000;
/// Things that are looked at.
const PARTS: usize = 40;

/// Things that are said with a code, each alone; without one, all that is said, as one.
pub(super) fn parts(text: &str) -> Vec<Part> {
    let mut coded: Vec<Part> = Vec::new();
    let mut plain: Option<Part> = None;
    let mut goes_on = false;
    for line in lines(text) {
        let said = unwrapped(line.text);
        if said.is_empty() || is_frame(line.text) {
            goes_on = false;
            continue;
        }
        let codes = codes::find(said);
        let failure = codes.code.is_some_and(|code| code >= 400) || codes.enhanced.as_deref().is_some_and(|code| !code.starts_with('2'));
        // The rest of a reply that the program broke.
        let rest = goes_on
            && coded.last().is_some_and(|last| (!failure || repeats(&last.text, said)) && last.text.len() + said.len() < CHARACTERS);
        if let Some(last) = coded.last_mut().filter(|_| rest) {
            last.text.push(' ');
            last.text.push_str(said);
        } else if failure && coded.len() < PARTS {
            coded.push(Part { text: cut(reply(said, &codes)), whole: cut(said), line: line.number });
            goes_on = true;
        } else {
            let part = plain.get_or_insert_with(|| Part { text: String::new(), whole: String::new(), line: line.number });
            if part.text.len() + said.len() < CHARACTERS {
                part.text.push_str(said);
                part.text.push('\n');
            }
        }
    }
    if coded.is_empty() {
        return plain.into_iter().map(|part| Part { text: part.text.trim().to_owned(), whole: part.text.clone(), ..part }).collect();
    }
    coded
}

/// Whether `said` begins with the reply code that stands in `before`, as further lines of a reply do.
fn repeats(before: &str, said: &str) -> bool {
    let digits = said.get(..3).filter(|digits| digits.bytes().all(|octet| octet.is_ascii_digit()));
    digits.is_some_and(|digits| before.contains(digits)) && said.as_bytes().get(3).is_some_and(|next| matches!(next, b' ' | b'-'))
}

/// The reply in `said`, from its code on, if words follow: what a program puts before it would outweigh it.
fn reply<'a>(said: &'a str, codes: &codes::Codes) -> &'a str {
    let code = codes.code.map(|code| code.to_string());
    let says = |rest: &&str| rest.split(|character: char| !character.is_alphabetic()).filter(|word| word.chars().count() > 1).count() > 1;
    // `got code "550", with message "550 no"`: the last one after which something is said.
    let coded = code.iter().flat_map(|code| said.rmatch_indices(code.as_str()).take(20)).find_map(|(place, code)| {
        let next = said.as_bytes().get(place + code.len());
        said.get(place..).filter(|rest| matches!(next, Some(b' ' | b'-' | b',' | b'"')) && says(rest))
    });
    let enhanced = || codes.enhanced.as_ref().and_then(|enhanced| said.get(said.find(enhanced.as_str())?..)).filter(says);
    coded.or_else(enhanced).unwrap_or(said)
}

fn cut(text: &str) -> String {
    text.chars().take(CHARACTERS).collect()
}

/// Whether `line` is a frame of a traceback, or code that one shows.
fn is_frame(line: &str) -> bool {
    let line = line.split(" | ").last().unwrap_or(line);
    let text = line.trim_start();
    let indented = text.len() < line.len();
    text.starts_with("File \"")
        || text.contains("Traceback (most recent call last)")
        || text.starts_with("at ") && (text.contains('(') || text.contains('/') || text.contains(" in "))
        || text.starts_with('#') && text.as_bytes().get(1).is_some_and(u8::is_ascii_digit)
        || text.starts_with("from /")
        || text.starts_with("... ") && text.ends_with(" more")
        || text.starts_with("goroutine ")
        || text.starts_with("raise ")
        || text.starts_with("self.")
        || text.starts_with("return ")
        || indented
            && (text.ends_with(')') && text.contains(" = ")
                || text.ends_with('(')
                || text.starts_with("server.")
                || text.starts_with("mail."))
        || text.contains(".rb:") && text.contains(":in `")
}

/// `line` without a logger's fields around what it says: `msg="..." error="..."`.
fn unwrapped(line: &str) -> &str {
    let line = line.trim();
    for field in ["error=\"", "err=\"", "\"error\":\"", "\"err\":\""] {
        let value = line.split_once(field).and_then(|(_, rest)| rest.split_once('"')).map(|(value, _)| value);
        if let Some(value) = value.filter(|value| value.contains(' ')) {
            return value;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        parts(text).into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn frames_and_fields_fall_away() {
        assert_eq!(
            texts(
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in send\n    server.login(a, b)\nsmtplib.SMTPAuthenticationError: (535, b'5.7.8 no such login')"
            ),
            ["535, b'5.7.8 no such login')"]
        );
        assert_eq!(texts("time=2026 level=ERROR msg=\"x y\" error=\"send: tls: first record\""), ["send: tls: first record"]);
    }

    #[test]
    fn of_a_wrapped_reply_the_reply_is_left() {
        let text = "Expected response code \"250\" but got code \"550\", with message \"550 no such user\".";
        assert_eq!(texts(text), ["550 no such user\"."]);
    }

    #[test]
    fn a_reply_of_several_lines_is_one_thing() {
        assert_eq!(texts("SMTP Error: 550-5.7.26 This mail\n550 5.7.26 is refused"), ["550-5.7.26 This mail 550 5.7.26 is refused"]);
        assert_eq!(texts("550 5.1.1 bob\n\n452 4.2.2 carol").len(), 2);
    }
}
