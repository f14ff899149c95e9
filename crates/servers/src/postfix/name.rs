//! How Postfix looks at host names (`valid_hostname()`, `valid_hostaddr()`).

use std::net::IpAddr;

/// The name of HELO or EHLO as Postfix keeps it: words are joined by one space, then what could upset
/// a header becomes `?` (`collapse_args()`, `neuter()` with `NEUTER_CHARACTERS`).
pub(super) fn neuter(argument: &str) -> String {
    let joined = argument.split_ascii_whitespace().collect::<Vec<_>>().join(" ");
    joined
        .chars()
        .map(|character| if " <>()\\\";@".contains(character) || character.is_ascii_control() { '?' } else { character })
        .collect()
}

/// Whether `name` is a host name: letters, digits, hyphens, underscores; labels of 1 to 63 octets,
/// without a hyphen at either end; not all digits; at most 255 octets.
pub(super) fn is_host_name(name: &str) -> bool {
    let label_fits = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'-' | b'_'))
    };
    name.len() <= 255 && name.split('.').all(label_fits) && !name.bytes().all(|octet| octet.is_ascii_digit() || octet == b'.')
}

/// The same with letters beyond ASCII (RFC 6531 section 3.3, U-label).
pub(super) fn is_wide_host_name(name: &str) -> bool {
    let narrow: String = name.chars().map(|letter| if letter.is_alphanumeric() && !letter.is_ascii() { 'x' } else { letter }).collect();
    is_host_name(&narrow)
}

/// Whether `name` is an address without brackets, of either protocol.
pub(super) fn is_host_address(name: &str) -> bool {
    name.parse::<IpAddr>().is_ok()
}
