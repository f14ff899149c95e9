//! Cuts a stream into command lines (RFC 5321 section 2.3.8: a line ends with CRLF; what servers take
//! besides is in [`LineRules`]).

/// How a server cuts its input into command lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRules {
    /// A line may end with LF alone.
    pub bare_lf: bool,
    /// Every CR before the LF is dropped, not just one (Postfix).
    pub drop_all_cr: bool,
    /// How many octets of a line are kept; the rest, up to the line's end, is thrown away.
    /// The reader reports the line as over-long (RFC 5321 section 4.5.3.1.4: 512 octets with CRLF).
    pub limit: usize,
}

/// How a line ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineEnd {
    /// CR LF.
    CrLf,
    /// LF alone.
    Lf,
}

/// One command line without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'b> {
    /// The octets, at most `LineRules::limit` of them.
    pub octets: &'b [u8],
    /// How it ended.
    pub end: LineEnd,
    /// It was longer than the limit.
    pub overlong: bool,
    /// How many octets of the input it took, end included.
    pub taken: usize,
}

/// Takes the first whole line from `input`, or `None` while its end has not come.
///
/// `searched` is where the search for the line's end goes on, so that a line which comes octet by
/// octet costs no more than one that comes at once.
pub fn take_line<'b>(input: &'b [u8], searched: &mut usize, rules: LineRules) -> Option<Line<'b>> {
    let mut from = *searched;
    let end = loop {
        let Some(found) = input[from..].iter().position(|&octet| octet == b'\n') else {
            *searched = input.len();
            return None;
        };
        let lf = from + found;
        if rules.bare_lf || (lf > 0 && input[lf - 1] == b'\r') {
            break lf;
        }
        from = lf + 1;
    };
    *searched = 0;
    let mut line = &input[..end];
    let crlf = line.ends_with(b"\r");
    if rules.drop_all_cr {
        while let Some(shorter) = line.strip_suffix(b"\r") {
            line = shorter;
        }
    } else if crlf {
        line = &line[..line.len() - 1];
    }
    Some(Line {
        octets: &line[..line.len().min(rules.limit)],
        end: if crlf { LineEnd::CrLf } else { LineEnd::Lf },
        overlong: line.len() > rules.limit,
        taken: end + 1,
    })
}

/// `line` without its end, CRLF or what stands for it: LF alone, or a CR whose LF has not come.
pub fn without_end(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// The lines of `text` without their ends; after a last LF there is one more, which is empty.
pub fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|&octet| octet == b'\n').map(without_end)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRICT: LineRules = LineRules { bare_lf: false, drop_all_cr: false, limit: 512 };
    const LENIENT: LineRules = LineRules { bare_lf: true, drop_all_cr: true, limit: 5 };

    #[test]
    fn a_strict_reader_does_not_end_a_line_at_a_bare_lf() {
        let line = take_line(b"NOOP\nRSET\r\nQUIT", &mut 0, STRICT).expect("a line");
        assert_eq!(line.octets, b"NOOP\nRSET");
        assert_eq!(line.taken, 11);
    }

    #[test]
    fn a_lenient_reader_drops_every_cr_and_cuts_at_its_limit() {
        let line = take_line(b"ABCDEFG\r\r\nX", &mut 0, LENIENT).expect("a line");
        assert_eq!((line.octets, line.overlong, line.taken), (&b"ABCDE"[..], true, 10));
        let line = take_line(b"AB\n", &mut 0, LENIENT).expect("a line");
        assert_eq!((line.octets, line.end), (&b"AB"[..], LineEnd::Lf));
    }

    #[test]
    fn an_unfinished_line_waits_and_is_not_searched_twice() {
        let mut searched = 0;
        assert_eq!(take_line(b"NOO", &mut searched, STRICT), None);
        assert_eq!(searched, 3);
        assert_eq!(take_line(b"NOOP\r\n", &mut searched, STRICT).map(|line| line.taken), Some(6));
        assert_eq!(searched, 0);
    }

    #[test]
    fn one_end_is_taken_from_a_line() {
        for (line, rest) in [("a\r\n", "a"), ("a\n", "a"), ("a\r", "a"), ("a\r\r\n", "a\r"), ("a\n\n", "a\n"), ("a", "a"), ("", "")] {
            assert_eq!(without_end(line.as_bytes()), rest.as_bytes(), "{line:?}");
        }
        assert_eq!(lines(b"a\r\n\nb\n").collect::<Vec<_>>(), [&b"a"[..], b"", b"b", b""]);
    }
}
