//! What SPF, DKIM and DMARC found, in words, held against the domain in From.

use serde::{Deserialize, Serialize};

use super::fill;
use crate::causes::phrase;
use crate::describe::id;
use crate::header::{Check, CheckMethod, Header};

/// One check in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCheck {
    /// "SPF", "DKIM", "DMARC" or "ARC".
    pub method: String,
    /// As the server says it: "pass".
    pub result: String,
    /// Whether that is good ("good"), bad ("bad") or neither ("open").
    pub tone: String,
    /// What it means.
    pub meaning: String,
    /// Whether it counts for the domain in From.
    pub counts: Option<String>,
    /// The server that checked.
    pub by: Option<String>,
    /// The entry of the reference about it.
    pub entry: String,
    pub line: usize,
}

pub(super) fn checks(header: &Header, language: &str) -> Vec<ShownCheck> {
    header.checks.iter().map(|check| one(check, header.from.as_deref(), language)).collect()
}

fn one(check: &Check, from: Option<&str>, language: &str) -> ShownCheck {
    let method = id(&check.method);
    let result = check.result.as_str();
    // What a server calls by a word of its own is told without one of ours.
    let known = ["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror"].contains(&result);
    let key = if known { format!("{method}.{result}") } else { format!("{method}.other") };
    let domain = check.domain.as_deref().unwrap_or("?");
    let counts = check.aligned.zip(from).filter(|_| result == "pass" && matches!(check.method, CheckMethod::Spf | CheckMethod::Dkim));
    ShownCheck {
        method: method.to_uppercase(),
        result: result.to_owned(),
        tone: match result {
            "pass" => "good",
            "fail" | "permerror" => "bad",
            _ => "open",
        }
        .to_owned(),
        meaning: fill(phrase(language, &key), &[("domain", domain), ("result", result)]),
        counts: counts.map(|(aligned, from)| {
            let key = if aligned { "checks.counts" } else { "checks.counts-not" };
            fill(phrase(language, key), &[("domain", domain), ("from", from)])
        }),
        by: check.by.clone(),
        entry: format!("topics/{method}"),
        line: check.line,
    }
}

/// What the checks come to for the domain in From; `None` where that domain or the checks are not known.
pub(super) fn verdict(header: &Header, language: &str) -> Option<String> {
    let from = header.from.as_deref()?;
    let of = |method: CheckMethod| header.checks.iter().filter(move |check| check.method == method);
    let counts = |method| of(method).any(|check| check.result == "pass" && check.aligned == Some(true));
    let passes = counts(CheckMethod::Spf) || counts(CheckMethod::Dkim);
    let dmarc = of(CheckMethod::Dmarc).next().map(|check| check.result.as_str());
    let key = match (dmarc, passes) {
        _ if header.checks.is_empty() => return None,
        (Some("pass"), true) => "verdict.pass",
        (Some("pass"), false) => "verdict.pass-unseen",
        (Some("fail"), false) => "verdict.fail",
        (Some("fail"), true) => "verdict.fail-unseen",
        (_, true) => "verdict.would-pass",
        (_, false) => "verdict.would-fail",
    };
    Some(fill(phrase(language, key), &[("from", from)]))
}

#[cfg(test)]
mod tests {
    use crate::show;

    fn mail(results: &str) -> Vec<u8> {
        format!("Authentication-Results: mx.example.net; {results}\r\nFrom: a@example.com\r\n\r\nx").into_bytes()
    }

    #[test]
    fn a_pass_of_another_domain_does_not_count() {
        let shown = show(&mail("spf=pass smtp.mailfrom=mailer.example.org; dkim=none; dmarc=fail header.from=example.com"), "en");
        assert_eq!(shown.checks.len(), 3);
        assert!(shown.checks[0].counts.as_ref().is_some_and(|text| text.contains("does not count")), "{shown:?}");
        assert!(shown.verdict.as_ref().is_some_and(|text| text.contains("example.com")), "{shown:?}");
    }

    #[test]
    fn every_result_has_words_in_each_language() {
        for language in crate::LANGUAGES {
            for method in ["spf", "dkim", "dmarc", "arc"] {
                for result in ["pass", "fail", "softfail", "neutral", "none", "temperror", "permerror", "bestguesspass"] {
                    let shown = show(&mail(&format!("{method}={result}")), language);
                    let check = &shown.checks[0];
                    assert!(!check.meaning.starts_with(method) && !check.meaning.contains('{'), "{language} {method} {result}: {check:?}");
                }
            }
        }
    }
}
