//! The octets of a line, in rows as a hex viewer shows them.

use smtp_engine::wire::visible;

/// So many octets stand in a row.
const IN_A_ROW: usize = 8;
/// No more rows than these are shown.
const ROWS: usize = 64;

/// An octet that there is something to say about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Special {
    /// CR and LF: the end of a line.
    LineEnd,
    /// An LF without a CR before it.
    BareLf,
    /// A CR without an LF behind it.
    BareCr,
    /// A NUL.
    Nul,
    /// A tab.
    Tab,
    /// Another control character.
    Control,
    /// Part of a character outside ASCII, in UTF-8.
    Utf8,
    /// Not UTF-8.
    NotUtf8,
    /// The dot that the client put before a line of the message that begins with one.
    Stuffed,
    /// The dot that ends the message.
    LoneDot,
}

impl Special {
    /// Its name for style sheets.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LineEnd => "line-end",
            Self::BareLf | Self::BareCr | Self::Nul | Self::Control | Self::NotUtf8 => "bad",
            Self::Tab => "tab",
            Self::Utf8 => "utf8",
            Self::Stuffed | Self::LoneDot => "dot",
        }
    }
}

/// One octet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Octet {
    /// Two hexadecimal digits.
    pub hex: String,
    /// What is seen.
    pub text: String,
    /// What is special about it.
    pub special: Option<Special>,
}

/// The octets of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Octets {
    /// The rows, each with the place of its first octet.
    pub rows: Vec<(usize, Vec<Octet>)>,
    /// What is special, and where it is found first.
    pub specials: Vec<(Special, usize)>,
    /// How many octets are not shown.
    pub left_out: usize,
}

/// `octets` in rows; `data` says that they are message data, where dots have a meaning.
pub fn octet_rows(octets: &[u8], data: bool) -> Octets {
    let kinds = kinds(octets, data);
    let mut specials: Vec<(Special, usize)> = Vec::new();
    for (at, special) in kinds.iter().enumerate().filter_map(|(at, special)| special.map(|special| (at, special))) {
        if specials.iter().all(|(known, _)| *known != special) {
            specials.push((special, at));
        }
    }
    let texts = texts(octets);
    let all: Vec<Octet> = octets
        .iter()
        .zip(texts)
        .zip(kinds)
        .take(ROWS * IN_A_ROW)
        .map(|((octet, text), special)| Octet { hex: format!("{octet:02X}"), text, special })
        .collect();
    let rows = all.chunks(IN_A_ROW).enumerate().map(|(row, octets)| (row * IN_A_ROW, octets.to_vec())).collect();
    Octets { rows, specials, left_out: octets.len().saturating_sub(ROWS * IN_A_ROW) }
}

/// `octets` as hexadecimal numbers, sixteen in a line.
pub fn hex(octets: &[u8]) -> String {
    let line = |line: &[u8]| line.iter().map(|octet| format!("{octet:02X}")).collect::<Vec<_>>().join(" ");
    octets.chunks(16).map(line).collect::<Vec<_>>().join("\n")
}

fn kinds(octets: &[u8], data: bool) -> Vec<Option<Special>> {
    let mut kinds = vec![None; octets.len()];
    let mut at = 0;
    for chunk in octets.utf8_chunks() {
        for character in chunk.valid().chars() {
            let special = match character {
                '\r' if octets.get(at + 1) == Some(&b'\n') => Some(Special::LineEnd),
                '\r' => Some(Special::BareCr),
                '\n' if at > 0 && octets.get(at - 1) == Some(&b'\r') => Some(Special::LineEnd),
                '\n' => Some(Special::BareLf),
                '\0' => Some(Special::Nul),
                '\t' => Some(Special::Tab),
                '.' if data && at == 0 && octets.get(1).is_none_or(|next| matches!(next, b'\r' | b'\n')) => Some(Special::LoneDot),
                '.' if data && at == 0 => Some(Special::Stuffed),
                _ if character.is_control() => Some(Special::Control),
                _ if !character.is_ascii() => Some(Special::Utf8),
                _ => None,
            };
            kinds.iter_mut().skip(at).take(character.len_utf8()).for_each(|kind| *kind = special);
            at += character.len_utf8();
        }
        kinds.iter_mut().skip(at).take(chunk.invalid().len()).for_each(|kind| *kind = Some(Special::NotUtf8));
        at += chunk.invalid().len();
    }
    kinds
}

/// What is seen of each octet: a character stands at its first one.
fn texts(octets: &[u8]) -> Vec<String> {
    let mut texts = Vec::with_capacity(octets.len());
    for chunk in octets.utf8_chunks() {
        for character in chunk.valid().chars() {
            let mut encoded = [0; 4];
            texts.push(match character {
                '\r' => "\\r".to_owned(),
                '\n' => "\\n".to_owned(),
                '\t' => "\\t".to_owned(),
                '\0' => "\\0".to_owned(),
                _ => visible(character.encode_utf8(&mut encoded).as_bytes()),
            });
            texts.extend((1..character.len_utf8()).map(|_| String::new()));
        }
        texts.extend(chunk.invalid().iter().map(|_| "\u{fffd}".to_owned()));
    }
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn specials(octets: &[u8], data: bool) -> Vec<(Special, usize)> {
        octet_rows(octets, data).specials
    }

    #[test]
    fn what_is_special_is_found_where_it_is() {
        assert_eq!(specials(b"NOOP\r\n", false), [(Special::LineEnd, 4)]);
        assert_eq!(specials(b"a\nb\rc\r\n", false), [(Special::BareLf, 1), (Special::BareCr, 3), (Special::LineEnd, 5)]);
        assert_eq!(specials(b"\0\x07\t\x7f", false), [(Special::Nul, 0), (Special::Control, 1), (Special::Tab, 2)]);
        assert_eq!(specials("\u{e9}".as_bytes(), false), [(Special::Utf8, 0)]);
        assert_eq!(specials(b"\xff\xe2\x82", false), [(Special::NotUtf8, 0)]);
        assert_eq!(specials(b"..x\r\n", true)[0], (Special::Stuffed, 0));
        assert_eq!(specials(b".\r\n", true)[0], (Special::LoneDot, 0));
        assert_eq!(specials(b".\r\n", false), [(Special::LineEnd, 1)]);
    }

    #[test]
    fn every_octet_has_its_place() {
        let line = "EHLO \u{1f980}\r\n".as_bytes();
        let octets = octet_rows(line, false);
        let hex: Vec<&str> = octets.rows.iter().flat_map(|(_, row)| row.iter().map(|octet| octet.hex.as_str())).collect();
        assert_eq!(hex.join(" "), super::hex(line));
        assert_eq!(octets.rows.iter().map(|(offset, _)| *offset).collect::<Vec<_>>(), [0, 8]);
        assert_eq!(octets.rows[0].1[5].text, "\u{1f980}");
        assert_eq!(octets.rows[0].1[6].text, "");
    }

    #[test]
    fn of_a_long_chunk_only_the_beginning_is_shown() {
        let octets = octet_rows(&[b'x'; 10_000], true);
        assert_eq!((octets.rows.len(), octets.left_out), (ROWS, 10_000 - ROWS * IN_A_ROW));
    }
}
