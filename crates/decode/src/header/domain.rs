//! Whether two domains are of one organisation, as DMARC asks (RFC 7489 section 3.1).

/// Second labels below which anybody registers, under the two letters of a country: `co.uk`, `com.cn`.
const REGISTRIES: &[&str] =
    &["ac", "co", "com", "edu", "gob", "gouv", "gov", "go", "ltd", "me", "mil", "ne", "net", "nom", "or", "org", "plc", "sch"];

/// Whether `one` and `other` are of one organisation (relaxed alignment). The public suffix list is not at hand: its common rules are
/// in [`REGISTRIES`], the rest counts as registered below the last label.
pub(super) fn aligned(one: &str, other: &str) -> bool {
    !one.is_empty() && organisation(one).eq_ignore_ascii_case(organisation(other))
}

fn organisation(domain: &str) -> &str {
    let domain = domain.trim_end_matches('.');
    let labels: Vec<&str> = domain.split('.').collect();
    let kept = match labels.as_slice() {
        [.., second, last] if last.len() == 2 && REGISTRIES.contains(&second.to_ascii_lowercase().as_str()) => 3,
        _ => 2,
    };
    let skipped: usize = labels.iter().take(labels.len().saturating_sub(kept)).map(|label| label.len() + 1).sum();
    domain.get(skipped..).unwrap_or(domain)
}

#[cfg(test)]
mod tests {
    use super::aligned;

    #[test]
    fn a_domain_is_aligned_with_those_of_its_organisation() {
        for (one, other, wanted) in [
            ("example.com", "mail.Example.com", true),
            ("bounce.mailer.example.co.uk", "example.co.uk", true),
            ("a.co.uk", "b.co.uk", false),
            ("example.com", "example.org", false),
            ("", "", false),
        ] {
            assert_eq!(aligned(one, other), wanted, "{one} {other}");
        }
    }
}
