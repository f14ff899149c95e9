//! Quotes around a local part (`quote_822_local()`, `unquote_822_local()`).

/// Puts quotes around the local part of `address` where RFC 822 section 6.1 wants them. A route before it stays.
pub(in super::super) fn quote(address: &str) -> String {
    let start = address.starts_with('@').then(|| address.find(':')).flatten().map_or(0, |colon| colon + 1);
    let end = address[start..].rfind('@').map_or(address.len(), |at| start + at);
    let local_part = &address[start..end];
    if is_dot_string(local_part) {
        return address.to_owned();
    }
    let mut quoted = String::with_capacity(address.len() + 2);
    quoted.push_str(&address[..start]);
    quoted.push('"');
    for character in local_part.chars() {
        if matches!(character, '"' | '\\' | '\r') {
            quoted.push('\\');
        }
        quoted.push(character);
    }
    quoted.push('"');
    quoted.push_str(&address[end..]);
    quoted
}

fn is_dot_string(local_part: &str) -> bool {
    let plain = |character: char| !(character == ' ' || character.is_ascii_control() || "()<>@,;:\\\"[]".contains(character));
    local_part.split('.').all(|atom| !atom.is_empty() && atom.chars().all(plain))
}

/// Takes the quotes off again. What follows the last `@` outside of quotes has none.
pub(super) fn unquote(address: &str) -> String {
    let start = address.starts_with('@').then(|| address.find(':')).flatten().map_or(0, |colon| colon + 1);
    let mut plain = address[..start].to_owned();
    let mut domain = None;
    let mut in_quotes = false;
    let mut characters = address[start..].char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => in_quotes = !in_quotes,
            '\\' => plain.extend(characters.next().map(|(_, escaped)| escaped)),
            _ => {
                if character == '@' && !in_quotes {
                    domain = Some((plain.len(), start + index));
                }
                plain.push(character);
            }
        }
    }
    if let Some((length, at)) = domain {
        plain.truncate(length);
        plain.push_str(&address[at..]);
    }
    plain
}
