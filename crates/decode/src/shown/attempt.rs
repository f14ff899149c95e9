//! *Try it here*: how to come to the same refusal in the playground.

use serde::{Deserialize, Serialize};

use crate::known;
use crate::report::{Finding, Stage};

/// A refusal to bring about: by which server, where, and with which numbers. It holds nothing of the paste but those.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// The id of the simulated server that speaks as the one did that refused; `None` where nothing tells.
    pub server: Option<String>,
    /// Where, as the playground plans failures: "connect", "hello", "auth", "mail", "rcpt", "data", "end-of-data".
    pub stage: String,
    /// The reply code, 400 to 599.
    pub code: u16,
    pub enhanced: Option<(u8, u16, u16)>,
    /// The cause, by its id: a server may have words of its own for it.
    pub cause: Option<String>,
}

/// How to bring `finding` about; `None` where no server refused: a program could not connect, a report tells of success.
pub(super) fn attempt(finding: &Finding, source: Option<&str>) -> Option<Attempt> {
    let enhanced = finding.enhanced.as_deref().and_then(numbers);
    let code = match (finding.code, enhanced) {
        (Some(code), _) => code,
        (None, Some((class, ..))) => u16::from(class) * 100 + 50,
        (None, None) => return None,
    };
    if !(400..600).contains(&code) {
        return None;
    }
    // "550 4.4.7": no reply has two classes; its first number counts.
    let enhanced = enhanced.filter(|(class, ..)| u16::from(*class) == code / 100);
    let by_provider = finding.provider.and_then(known::server_of);
    let by_source = || source.map(str::to_lowercase).and_then(|source| known::server_of(&source));
    Some(Attempt {
        server: by_provider.or_else(by_source).map(str::to_owned),
        stage: stage(finding.stage, code).to_owned(),
        code,
        enhanced,
        cause: finding.cause.map(str::to_owned),
    })
}

fn stage(stage: Option<Stage>, code: u16) -> &'static str {
    match stage {
        Some(Stage::Connect) => "connect",
        // STARTTLS cannot be made to fail; EHLO comes just before it.
        Some(Stage::Greeting | Stage::Tls) => "hello",
        Some(Stage::Auth) => "auth",
        Some(Stage::Mail) => "mail",
        Some(Stage::Data) => "data",
        Some(Stage::EndOfData) => "end-of-data",
        None if matches!(code, 534 | 535 | 538) => "auth",
        None if matches!(code, 421 | 520 | 521) => "connect",
        Some(Stage::Rcpt | Stage::Queue) | None => "rcpt",
    }
}

/// The numbers of an enhanced code.
///
/// ```text
/// status-code = class "." subject "." detail
/// ```
fn numbers(code: &str) -> Option<(u8, u16, u16)> {
    let mut parts = code.split('.');
    let class = parts.next()?.parse().ok()?;
    Some((class, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use crate::show;

    fn attempt(text: &str) -> Option<super::Attempt> {
        show(text.as_bytes(), "en").cards.first()?.attempt.clone()
    }

    #[test]
    fn numbers_place_and_server_are_taken_over_and_nothing_else() {
        let text = "<bob@example.com>: host gmail-smtp-in.l.google.com[192.0.2.1] said: 550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 - gsmtp (in reply to RCPT TO command)";
        let attempt = attempt(text).expect("one");
        assert_eq!((attempt.server.as_deref(), attempt.stage.as_str(), attempt.code), (Some("gmail"), "rcpt", 550));
        assert_eq!(attempt.enhanced, Some((5, 1, 1)));
        assert!(!format!("{attempt:?}").contains("bob"));
    }

    #[test]
    fn where_no_server_refused_there_is_nothing_to_try() {
        assert_eq!(attempt("dial tcp 192.0.2.5:587: connect: connection refused"), None);
    }
}
