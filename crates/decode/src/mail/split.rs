//! Several mails in one file: mbox (RFC 4155), or one after the other.

/// A mail in a file: its octets and the number of its first line.
pub(crate) type Mail<'a> = (&'a [u8], usize);

/// Cuts `octets` where a line begins with `From ` after an empty line (or at the start), and a field follows. At most
/// `most` mails; without such a line it is one.
pub(crate) fn mails(octets: &[u8], most: usize) -> Vec<Mail<'_>> {
    let mut mails: Vec<Mail<'_>> = Vec::new();
    let (mut start, mut first) = (0, 1);
    let (mut place, mut number, mut empty) = (0, 1, true);
    while let Some(rest) = octets.get(place..).filter(|rest| !rest.is_empty()) {
        let length = rest.iter().position(|octet| *octet == b'\n').map_or(rest.len(), |end| end + 1);
        let line = rest.get(..length).unwrap_or(rest);
        if empty && line.starts_with(b"From ") && place > start && mails.len() + 1 < most && begins(rest.get(length..).unwrap_or_default())
        {
            mails.push((octets.get(start..place).unwrap_or_default(), first));
            (start, first) = (place, number);
        }
        empty = line.iter().all(u8::is_ascii_whitespace);
        place += length;
        number += 1;
    }
    mails.push((octets.get(start..).unwrap_or_default(), first));
    mails
}

/// Whether a field stands at the start of `octets`.
fn begins(octets: &[u8]) -> bool {
    let line = octets.split(|octet| *octet == b'\n').next().unwrap_or_default();
    let name = line.split(|octet| *octet == b':').next().unwrap_or_default();
    name.len() < line.len() && !name.is_empty() && name.iter().all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_mbox_is_cut_before_each_from_line() {
        let mbox = b"From a Mon\nX: 1\n\nbody\nFrom here on\n\nFrom b Tue\nX: 2\n\n";
        let cut: Vec<_> = mails(mbox, 10).iter().map(|(mail, line)| (mail.len(), *line)).collect();
        assert_eq!(cut, [(36, 1), (17, 7)]);
    }
}
