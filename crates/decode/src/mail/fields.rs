//! The fields at the head of a mail or a part.

use std::borrow::Cow;

/// One field, unfolded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// In lower case.
    pub(crate) name: String,
    /// Without the line ends of folding.
    pub(crate) value: String,
    /// The line of the paste where it begins.
    pub(crate) line: usize,
}

/// The fields of a head, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fields(pub(crate) Vec<Field>);

/// Fields that nearly every mail has, in lower case: by them a head is known where it stands in other text.
pub(crate) const COMMON_FIELDS: &[&str] =
    &["received", "return-path", "from", "to", "subject", "date", "message-id", "mime-version", "content-type", "delivered-to"];

/// No more fields than this are read of one head.
const MOST: usize = 2_000;
/// Octets of one field's value that are kept.
const LONGEST: usize = 16_000;

impl Fields {
    /// Reads fields from the start of `octets`, of which the first line has the number `line`; also returns where the body begins
    /// and the number of its line.
    ///
    /// ```text
    /// field = field-name ":" unstructured CRLF    folding: a line that begins with a blank goes on with the field
    /// ```
    pub(crate) fn read(octets: &[u8], line: usize) -> (Self, usize, usize) {
        let mut fields: Vec<Field> = Vec::new();
        let (mut place, mut number) = (0, line);
        while let Some(rest) = octets.get(place..).filter(|rest| !rest.is_empty()) {
            let length = rest.iter().position(|octet| *octet == b'\n').map_or(rest.len(), |end| end + 1);
            let text = lossy(rest.get(..length).unwrap_or(rest));
            let text = text.trim_end_matches(['\r', '\n']);
            if text.is_empty() {
                return (Self(fields), place + length, number + 1);
            }
            let folded = text.starts_with([' ', '\t']);
            if let Some(field) = fields.last_mut().filter(|_| folded) {
                if field.value.len() < LONGEST {
                    field.value.push(' ');
                    field.value.push_str(text.trim());
                }
            } else if let Some((name, value)) = is_field(text).filter(|_| !folded) {
                if fields.len() < MOST {
                    fields.push(Field { name: name.to_ascii_lowercase(), value: value.trim().to_owned(), line: number });
                }
            } else if !is_stray(text, fields.len(), number == line, rest.get(length..).unwrap_or_default()) {
                return (Self(fields), place, number);
            }
            place += length;
            number += 1;
        }
        (Self(fields), place, number)
    }

    /// The value of the first field called `name` (in lower case).
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.field(name).map(|field| field.value.as_str())
    }

    /// The first field called `name` (in lower case).
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.0.iter().find(|field| field.name == name)
    }

    /// The values of all fields called `name` (in lower case), from the top.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.0.iter().filter(move |field| field.name == name)
    }

    /// Whether there is a field called `name` (in lower case).
    pub(crate) fn has(&self, name: &str) -> bool {
        self.field(name).is_some()
    }
}

/// Whether a line that is no field may stand in a head: the line of an mbox, or one that a program broke without a blank, after
/// which fields go on.
fn is_stray(text: &str, fields: usize, first: bool, rest: &[u8]) -> bool {
    let mbox = first && (text.starts_with("From ") || text.starts_with(">From "));
    let next = || rest.split(|octet| *octet == b'\n').take(12).take_while(|line| !line.trim_ascii().is_empty());
    mbox || fields > 1 && !text.contains(' ') && next().any(|line| is_field(&lossy(line)).is_some())
}

/// `line` as a field's name and value, if it is one.
///
/// ```text
/// field-name = 1*ftext    ftext = %d33-57 / %d59-126
/// ```
pub(crate) fn is_field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    let plain = !name.is_empty()
        && name.len() < 60
        && name.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_' | b'.'));
    plain.then_some((name, value))
}

fn lossy(octets: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(octets) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(super::charset::decode(octets, None)),
    }
}

/// The value of the parameter `name` in a field such as Content-Type, without quotes.
///
/// ```text
/// parameter = attribute "=" value    value = token / quoted-string
/// ```
pub(crate) fn parameter<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    let lower = value.to_ascii_lowercase();
    let mut from = 0;
    while let Some(place) = lower.get(from..)?.find(name) {
        let start = from + place;
        from = start + name.len();
        let before = lower.get(..start)?.trim_end();
        let Some(after) = value.get(from..)?.trim_start().strip_prefix('=') else { continue };
        if !before.ends_with([';', ' ']) && !before.is_empty() && !value.get(..start)?.ends_with([' ', '\t']) {
            continue;
        }
        let after = after.trim_start();
        return match after.strip_prefix('"') {
            Some(quoted) => quoted.split('"').next(),
            None => after.split([';', ' ', '\t']).next(),
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_unfolded_and_end_at_the_empty_line() {
        let (fields, body, line) = Fields::read(b"Subject: a\r\n b\r\nX-Y:c\r\n\r\nbody", 1);
        assert_eq!((fields.get("subject"), fields.get("x-y"), body, line), (Some("a b"), Some("c"), 25, 5));
    }

    #[test]
    fn a_parameter_is_found_by_its_whole_name() {
        let value = "multipart/report; report-type=\"delivery-status\"; boundary = \"a b\"; x=1";
        assert_eq!(parameter(value, "boundary"), Some("a b"));
        assert_eq!(parameter(value, "report-type"), Some("delivery-status"));
        assert_eq!(parameter(value, "type"), None);
        assert_eq!(parameter(value, "x"), Some("1"));
    }
}
