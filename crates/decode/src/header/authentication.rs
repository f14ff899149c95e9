//! What servers found when they checked a mail: `Authentication-Results` (RFC 8601) and `Received-SPF` (RFC 7208 section 9.1).

use serde::Serialize;

use super::domain::aligned;
use crate::mail::Fields;

/// One check, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    pub method: CheckMethod,
    /// As the server says it: "pass", "fail", "softfail", "none", "temperror".
    pub result: String,
    /// The domain that was checked: of the envelope's sender (SPF), of the signature (DKIM), in From (DMARC).
    pub domain: Option<String>,
    /// Whether that domain is of the same organisation as the one in From: only then does it count for DMARC (RFC 7489 section 3.1).
    pub aligned: Option<bool>,
    /// The server that checked.
    pub by: Option<String>,
    /// The line where it stands.
    pub line: usize,
}

/// What can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckMethod {
    /// The sending server, against the domain of the envelope's sender (RFC 7208).
    Spf,
    /// A signature (RFC 6376).
    Dkim,
    /// Either of the two, against From (RFC 7489).
    Dmarc,
    /// What a forwarder had found (RFC 8617).
    Arc,
}

/// The most checks of one mail.
const MOST: usize = 50;

/// All checks in `fields`. What a forwarder noted for others (`ARC-`) counts where nothing else does.
pub(super) fn read(fields: &Fields, from: Option<&str>) -> Vec<Check> {
    let mut checks = Vec::new();
    for name in ["authentication-results", "arc-authentication-results"] {
        for field in fields.all(name).take(MOST) {
            results(&field.value, field.line, &mut checks);
        }
        if !checks.is_empty() {
            break;
        }
    }
    if !checks.iter().any(|check| check.method == CheckMethod::Spf) {
        checks.extend(fields.all("received-spf").take(MOST).filter_map(|field| received_spf(&field.value, field.line)));
    }
    checks.truncate(MOST);
    for check in &mut checks {
        check.aligned = check.domain.as_deref().zip(from).map(|(domain, from)| aligned(domain, from));
    }
    checks
}

/// ```text
/// authres-payload = authserv-id *( ";" resinfo )    resinfo = method "=" result *( ptype "." property "=" value )
/// ```
fn results(value: &str, line: usize, checks: &mut Vec<Check>) {
    let plain = super::hop::without_comments(value);
    let mut parts = plain.split(';').map(str::trim);
    // Some put a result first and leave their name out; in ARC, the number of the set comes before it.
    let mut by = None;
    if let Some(first) = parts.next() {
        let first = if first.starts_with("i=") { parts.next().unwrap_or_default() } else { first };
        match first.contains('=') {
            true => checks.extend(one(first, None, line)),
            false => by = first.split_whitespace().next().map(str::to_owned),
        }
    }
    checks.extend(parts.filter_map(|part| one(part, by.as_deref(), line)));
}

fn one(part: &str, by: Option<&str>, line: usize) -> Option<Check> {
    let mut pairs = part.split_whitespace().filter_map(|pair| pair.split_once('='));
    let (name, result) = pairs.next()?;
    let method = match name.trim().to_ascii_lowercase().as_str() {
        "spf" => CheckMethod::Spf,
        "dkim" => CheckMethod::Dkim,
        "dmarc" => CheckMethod::Dmarc,
        "arc" => CheckMethod::Arc,
        _ => return None,
    };
    let wanted: &[&str] = match method {
        CheckMethod::Spf => &["smtp.mailfrom", "smtp.mail", "smtp.helo"],
        CheckMethod::Dkim => &["header.d", "header.i"],
        CheckMethod::Dmarc => &["header.from"],
        CheckMethod::Arc => &[],
    };
    let told: Vec<(String, &str)> = pairs.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let domain = wanted.iter().find_map(|wanted| told.iter().find(|(name, _)| name == wanted)).map(|(_, value)| domain_of(value));
    let result = result.chars().filter(char::is_ascii_alphanumeric).take(20).collect::<String>().to_ascii_lowercase();
    Some(Check { method, result, domain, aligned: None, by: by.map(str::to_owned), line })
}

/// ```text
/// header-field = "Received-SPF:" result [comment] *( key "=" value ";" )
/// ```
fn received_spf(value: &str, line: usize) -> Option<Check> {
    let result = value.split_whitespace().next()?.to_ascii_lowercase();
    let known = ["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"].contains(&result.as_str());
    let plain = super::hop::without_comments(value);
    let find = |wanted: &str| plain.split([';', ' ']).find_map(|pair| pair.trim().strip_prefix(wanted)?.strip_prefix('='));
    let domain = find("envelope-from").or_else(|| find("helo")).map(domain_of);
    let by = find("receiver").map(|host| host.trim_matches('"').to_owned());
    known.then_some(Check { method: CheckMethod::Spf, result, domain, aligned: None, by, line })
}

/// The domain of an address or of a name.
fn domain_of(value: &str) -> String {
    let value = value.trim_matches(['"', '<', '>', ';', ',']);
    value.rsplit_once('@').map_or(value, |(_, domain)| domain).chars().take(255).collect::<String>().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checks(head: &str, from: &str) -> Vec<(CheckMethod, String, Option<String>, Option<bool>)> {
        let (fields, ..) = Fields::read(head.as_bytes(), 1);
        read(&fields, Some(from)).into_iter().map(|check| (check.method, check.result, check.domain, check.aligned)).collect()
    }

    #[test]
    fn what_spf_found_is_also_read_from_its_own_field() {
        let head = "Received-SPF: softfail (transitioning) client-ip=192.0.2.1; envelope-from=\"a@news.example.com\"; helo=x;\n\n";
        let domain = Some("news.example.com".to_owned());
        assert_eq!(checks(head, "example.com"), [(CheckMethod::Spf, "softfail".to_owned(), domain, Some(true))]);
    }

    #[test]
    fn a_server_may_leave_its_name_out() {
        let head = "Authentication-Results: spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.net;\n dmarc=fail action=quarantine header.from=example.com;compauth=fail reason=000\n\n";
        let found = checks(head, "example.com");
        assert_eq!(found[0], (CheckMethod::Spf, "pass".to_owned(), Some("example.net".to_owned()), Some(false)));
        assert_eq!((found[1].0, found[1].1.as_str(), found.len()), (CheckMethod::Dmarc, "fail", 2));
    }

    #[test]
    fn what_a_forwarder_found_counts_where_nothing_else_does() {
        let arc = "ARC-Authentication-Results: i=1; mx.example.net; dkim=pass header.i=@example.com; arc=none\n";
        assert_eq!(checks(&format!("{arc}\n"), "example.com").len(), 2);
        let head = format!("Authentication-Results: mx.example.org; dkim=fail header.d=example.com\n{arc}\n");
        assert_eq!(checks(&head, "example.com").len(), 1);
    }
}
