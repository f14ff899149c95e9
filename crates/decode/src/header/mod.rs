//! The head of a mail: the way that it took, and what servers found of SPF, DKIM and DMARC.
//!
//! Of a bounce it is the head of the mail that came back; of a mail that was pasted as it is, its own.

mod authentication;
mod date;
mod domain;
mod hop;

pub use authentication::{Check, CheckMethod};
pub use hop::Hop;

use serde::Serialize;

use crate::bounce::{address, heads, unquote};
use crate::mail::{Fields, Part, mails};
use crate::paste::Paste;

/// Octets of a paste in which a head is looked for.
const LOOKED_AT: usize = 512 << 10;

/// What the head of a mail tells.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Header {
    /// The domain in From, which is what a reader sees.
    pub from: Option<String>,
    /// The servers that the mail went through, the first one first (RFC 5321 section 4.4).
    pub hops: Vec<Hop>,
    /// What was checked, the latest server's checks first (RFC 8601).
    pub checks: Vec<Check>,
}

/// The head in `paste` that tells most; `None` where none tells of a way or of checks.
pub(crate) fn read(paste: &Paste<'_>) -> Option<Header> {
    let start = paste.head(LOOKED_AT);
    if !start.contains("eceived") && !start.contains("uthentication-") {
        return None;
    }
    let octets = unquote(paste);
    let octets = octets.get(..LOOKED_AT).unwrap_or(&octets);
    let (mail, line) = mails(octets, 1).into_iter().next()?;
    let mail = Part::read(mail, line, &paste.budget);
    let inner = heads(&mail).collect::<Vec<_>>();
    inner.iter().chain([&mail.fields]).map(of).find(|header| !header.hops.is_empty() || !header.checks.is_empty())
}

fn of(fields: &Fields) -> Header {
    let from = fields.get("from").and_then(|value| address::all(value).last().map(str::to_owned));
    let from = from.and_then(|address| Some(address.rsplit_once('@')?.1.to_ascii_lowercase()));
    Header { hops: hop::read(fields), checks: authentication::read(fields, from.as_deref()), from }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Budget;

    const MAIL: &str = "\
Authentication-Results: mx.example.net;\r
 dkim=pass header.d=example.com;\r
 spf=fail (not permitted) smtp.mailfrom=bounces@mailer.example.org; dmarc=pass header.from=example.com\r
Received: from mail.example.com (mail.example.com [192.0.2.25])\r
\tby mx.example.net with ESMTPS id 4XyZ; Mon, 30 Nov 2026 10:00:42 +0100 (CET)\r
Received: from pc ([198.51.100.7]) by mail.example.com with ESMTPSA; Mon, 30 Nov 2026 08:59:40 +0000\r
From: =?utf-8?q?Bob?= <bob@Example.com>\r
Subject: x\r
\r
y";

    #[test]
    fn the_way_and_the_checks_are_read() {
        let header = read(&Paste::new(MAIL.as_bytes(), Budget::default())).expect("a head");
        assert_eq!(header.from.as_deref(), Some("example.com"));
        let hops: Vec<_> = header.hops.iter().map(|hop| (hop.from.as_deref(), hop.by.as_deref(), hop.seconds, hop.encrypted)).collect();
        assert_eq!(
            hops,
            [(Some("pc"), Some("mail.example.com"), None, true), (Some("mail.example.com"), Some("mx.example.net"), Some(62), true)]
        );
        let checks: Vec<_> = header.checks.iter().map(|check| (check.method, check.result.as_str(), check.aligned)).collect();
        assert_eq!(
            checks,
            [(CheckMethod::Dkim, "pass", Some(true)), (CheckMethod::Spf, "fail", Some(false)), (CheckMethod::Dmarc, "pass", Some(true))]
        );
    }

    #[test]
    fn of_a_bounce_the_mail_that_came_back_is_read() {
        let bounce = format!(
            "Received: from a.example by b.example; Tue, 1 Dec 2026 00:00:00 +0000\r\nContent-Type: multipart/report; boundary=b\r\n\r\n--b\r\n\r\nfailed\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n{MAIL}\r\n--b--\r\n"
        );
        let header = read(&Paste::new(bounce.as_bytes(), Budget::default())).expect("a head");
        assert_eq!(header.hops.len(), 2);
    }

    #[test]
    fn a_text_without_a_way_has_none() {
        assert_eq!(read(&Paste::new(b"550 5.1.1 User unknown", Budget::default())), None);
        assert_eq!(read(&Paste::new(b"Received nothing", Budget::default())), None);
    }
}
