//! A message before it is sent: how large it is, and which of its lines need one more dot.

use super::super::paste;
use smtp_engine::spec::Verb;
use smtp_engine::syntax::{Argument, parse};

/// A message, weighed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Weighed {
    /// Its octets with CRLF at the end of each line, without the dots that are only added for the way
    /// (RFC 1870 section 5).
    pub octets: usize,
    /// Its lines.
    pub lines: Vec<Line>,
    /// How many of them begin with a dot.
    pub dots: usize,
}

/// A line of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text.
    pub text: String,
    /// It begins with a dot (RFC 5321 section 4.5.2).
    pub dot: bool,
}

/// Weighs `text`.
pub fn weigh(text: &str) -> Weighed {
    if text.is_empty() {
        return Weighed::default();
    }
    let line = |text: &str| Line { text: text.to_owned(), dot: text.starts_with('.') };
    let lines: Vec<Line> = paste::lines(text).into_iter().map(line).collect();
    Weighed { octets: lines.iter().map(|line| line.text.len() + 2).sum(), dots: lines.iter().filter(|line| line.dot).count(), lines }
}

/// The lines as they go over the wire: each dot at the start of a line doubled (RFC 5321 section 4.5.2), if
/// that is wished, and the lone dot at the end, if that is.
pub fn to_send(text: &str, stuffed: bool, ended: bool) -> String {
    let mut lines: Vec<String> = paste::lines(text).into_iter().map(|line| stuff(line, stuffed)).collect();
    if ended {
        lines.push(".".into());
    }
    lines.join("\n")
}

/// A line of a message as it goes over the wire.
pub fn stuff(line: &str, stuffed: bool) -> String {
    let dot = if stuffed && line.starts_with('.') { "." } else { "" };
    format!("{dot}{line}")
}

/// `draft` with `SIZE=octets`, if it is a MAIL command; else `example` with it.
pub fn with_size(draft: &str, example: &str, octets: usize) -> String {
    let is_mail = |line: &str| parse(line.as_bytes()).verb == Some(Verb::Mail);
    let line = if is_mail(draft) && !draft.contains('\n') { draft.trim_end() } else { example };
    let parsed = parse(line.as_bytes());
    let size = match &parsed.argument {
        Argument::Path(path) => path.parameters.iter().find(|given| given.keyword.text(line.as_bytes()).eq_ignore_ascii_case("SIZE")),
        _ => None,
    };
    match size.and_then(|given| Some((line.get(..given.span.start)?, line.get(given.span.end..)?))) {
        Some((before, after)) => format!("{before}SIZE={octets}{after}"),
        None => format!("{line} SIZE={octets}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn octets_are_counted_with_crlf_and_without_added_dots() {
        let weighed = weigh("Subject: Grüße\n\n.hidden\nend\n");
        assert_eq!(weighed.octets, 18 + 2 + 9 + 5);
        assert_eq!(weighed.dots, 1);
        assert_eq!(weigh("").octets, 0);
    }

    #[test]
    fn dots_are_added_only_if_wished() {
        assert_eq!(to_send(".a\n.\nb", true, true), "..a\n..\nb\n.");
        assert_eq!(to_send(".a\nb", false, false), ".a\nb");
    }

    #[test]
    fn size_goes_where_it_belongs() {
        let example = "MAIL FROM:<joe@example.org>";
        assert_eq!(with_size("", example, 7), "MAIL FROM:<joe@example.org> SIZE=7");
        assert_eq!(with_size("MAIL FROM:<a@b.example> size=1 BODY=7BIT", example, 7), "MAIL FROM:<a@b.example> SIZE=7 BODY=7BIT");
        assert_eq!(with_size("NOOP", example, 7), "MAIL FROM:<joe@example.org> SIZE=7");
    }
}
