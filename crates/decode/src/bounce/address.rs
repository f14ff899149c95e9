//! Addresses in running text.

/// The addresses in `text`, in order, without brackets and quotes.
pub(crate) fn all(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('@').filter_map(move |(at, _)| around(text, at)).map(|(_, address)| address)
}

/// The first address in `text` and where it begins.
pub(crate) fn first(text: &str) -> Option<(usize, &str)> {
    text.match_indices('@').find_map(|(at, _)| around(text, at))
}

/// The address around the `@` at `at`, and where it begins.
///
/// ```text
/// Mailbox = Local-part "@" ( Domain / address-literal )
/// ```
fn around(text: &str, at: usize) -> Option<(usize, &str)> {
    let before = text.get(..at)?;
    let start = match before.strip_suffix('"') {
        Some(quoted) => quoted.rfind('"')?,
        None => {
            before.len() - before.chars().rev().take(200).take_while(|&character| is_local(character)).map(char::len_utf8).sum::<usize>()
        }
    };
    let after = text.get(at + 1..)?;
    let length: usize = after.chars().take(255).take_while(|&character| is_domain(character)).map(char::len_utf8).sum();
    let domain = after.get(..length)?.trim_end_matches(['.', '-', ':']);
    // "SMTP:bob@example.com" and "rfc822;bob@example.com" name the kind of the address first.
    let local = text.get(start..at)?;
    let start = start + local.rfind([';', ':']).filter(|_| !local.starts_with('"')).map_or(0, |mark| mark + 1);
    let address = text.get(start..at + 1 + domain.len())?;
    (at > start && !domain.is_empty() && domain.starts_with(|first: char| first.is_alphanumeric() || first == '['))
        .then_some((start, address))
}

fn is_local(character: char) -> bool {
    character.is_alphanumeric() && !crate::paste::is_han(character) || "!#$%&'*+-/=?^_`{|}~.;:".contains(character)
}

fn is_domain(character: char) -> bool {
    character.is_alphanumeric() && !crate::paste::is_han(character) || "-.[]:".contains(character)
}

/// `address` without what some reporters put around it, in the case it came in.
pub(crate) fn clean(address: &str) -> Option<String> {
    first(address).map(|(_, address)| address.trim_matches(['\'', '.']).to_owned())
}

/// Whether it is an address of a mail system rather than of a person.
pub(crate) fn is_system(address: &str) -> bool {
    let local = address.split('@').next().unwrap_or_default().to_ascii_lowercase();
    ["mailer-daemon", "postmaster", "mail-daemon", "no-reply", "noreply", "mail.delivery.system", "mailerdaemon"].contains(&local.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_found_in_whatever_stands_around_them() {
        for (text, found) in [
            ("<bob@example.com>: no", Some("bob@example.com")),
            ("rfc822;Bob.O'Neil@Example.COM", Some("Bob.O'Neil@Example.COM")),
            ("用户bob@example.com不存在", Some("bob@example.com")),
            ("to bob@example.com.", Some("bob@example.com")),
            ("\"b o b\"@example.com", Some("\"b o b\"@example.com")),
            ("@ example", None),
            ("a@", None),
        ] {
            assert_eq!(first(text).map(|(_, address)| address), found, "{text}");
        }
    }
}
