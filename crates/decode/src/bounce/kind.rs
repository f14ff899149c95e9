//! Whether a mail is a bounce, a report of abuse or an automatic answer.

use super::status;
use crate::codes;
use crate::mail::{COMMON_FIELDS, Part, is_field};
use crate::paste::lines;
use crate::recognise::Evidence;

/// A mail, or a mail in a mail, that is read here.
pub(crate) enum Letter<'p, 'a> {
    /// RFC 3464 and everything that came before it.
    Bounce(&'p Part<'a>),
    /// RFC 5965.
    Feedback(&'p Part<'a>),
    /// RFC 3834.
    AutoReply(&'p Part<'a>),
}

/// Words of a notice that a mail was not delivered, in lower case.
const FAILED: &[&str] = &[
    "this is the mail system at",
    "could not be delivered",
    "couldn't be delivered",
    "not be delivered",
    "was not delivered",
    "wasn't delivered",
    "undeliver",
    "unable to deliver",
    "delivery failed",
    "delivery has failed",
    "delivery failure",
    "failed to deliver",
    "failed permanently",
    "returned to sender",
    "returned mail",
    "delivery error",
    "permanent fatal errors",
    "permanent error",
    "delivery status notification",
    "mail delivery",
    "failure notice",
    "did not reach",
    "could not deliver",
    "cannot deliver",
    "not delivered",
    "message blocked",
    "has been blocked",
    "has been rejected",
    "delivery problems",
    "delivery is delayed",
    "delayed mail",
    "has not yet been delivered",
    "failure reasons",
    "trouble delivering",
    "unable to send",
    "following address",
    "returned message",
    "nondeliverable",
    "mail system error",
    "error sending your mail",
    "wurde nicht zugestellt",
    "unzustellbar",
    "n'a pas pu",
    "no se pudo entregar",
    "退信",
    "退回",
    "无法送达",
    "无法投递",
    "投递失败",
    "未能送达",
    "无法发送到",
    "送信できませんでした",
    "配信できませんでした",
    "宛先",
    "エラー",
];

/// Who writes bounces, in lower case.
const DAEMONS: &[&str] = &[
    "mailer-daemon",
    "mail delivery",
    "postmaster",
    "mail administrator",
    "mailerdaemon",
    "mail deliver system",
    "delivery subsystem",
    "mail system",
    "complaints@",
    "mail router",
];

/// Whether this is read here, by its start.
pub(crate) fn evidence(head: &str) -> Evidence {
    let lower = one_line(head);
    if lower.contains("notificationtype") && lower.contains("\"mail") | lower.contains("\\\"mail") {
        return Evidence::Certain;
    }
    let fields = lines(head)
        .take(60)
        .filter(|line| is_field(line.text.trim_start_matches(['>', ' ']).trim_start()).is_some_and(|(name, _)| is_mail_field(name)))
        .count();
    let report = ["report-type=", "message/delivery-status", "message/feedback-report", "final-recipient:", "diagnostic-code:"]
        .iter()
        .any(|mark| lower.contains(mark));
    let failed = FAILED.iter().any(|words| lower.contains(words));
    let addressed = head.contains('@');
    let daemon = DAEMONS.iter().any(|name| lower.contains(name));
    match (report, fields >= 3, failed, addressed) {
        (true, true, ..) => Evidence::Certain,
        (true, false, true, true) => Evidence::Certain,
        (_, true, ..) if daemon && failed => Evidence::Certain,
        (true, ..) | (_, true, true, _) => Evidence::Likely,
        (_, true, ..) => Evidence::Possible,
        (_, false, true, true) => Evidence::Possible,
        _ => Evidence::None,
    }
}

fn is_mail_field(name: &str) -> bool {
    COMMON_FIELDS.iter().chain(&["auto-submitted"]).any(|known| known.eq_ignore_ascii_case(name))
}

/// The mails in `mail` that are read here: itself, or else those that lie in it, as when a bounce was forwarded as an attachment.
pub(crate) fn letters<'p, 'a>(mail: &'p Part<'a>) -> Vec<Letter<'p, 'a>> {
    if let Some(letter) = letter(mail) {
        return vec![letter];
    }
    mail.all().into_iter().filter(|part| part.is_message()).flat_map(|part| part.parts.iter().flat_map(letters)).collect()
}

fn letter<'p, 'a>(mail: &'p Part<'a>) -> Option<Letter<'p, 'a>> {
    let parts = mail.all();
    let of_type = |kind: &str| parts.iter().any(|part| part.kind == kind);
    if of_type("message/feedback-report") || is_feedback(mail) {
        return Some(Letter::Feedback(mail));
    }
    let kind = mail.fields.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let from = mail.fields.get("from").map(|from| crate::mail::decode_words(from).to_lowercase()).unwrap_or_default();
    let by_daemon =
        DAEMONS.iter().any(|name| from.contains(name)) || mail.fields.get("return-path").is_some_and(|path| path.trim() == "<>");
    let daemon = from.contains("mailer-daemon") || from.contains("mail delivery");
    let status = of_type("message/delivery-status")
        || of_type("message/global-delivery-status")
        || kind.contains("delivery-status")
        || mail.fields.has("x-failed-recipients");
    if !status && !by_daemon && is_autoreply(mail) || is_vacation(mail) && !status && !daemon {
        return Some(Letter::AutoReply(mail));
    }
    let subject = mail.fields.get("subject").map(|subject| crate::mail::decode_words(subject).to_lowercase()).unwrap_or_default();
    let forwarded = parts.iter().any(|part| part.is_message() && part.parts.iter().any(|inner| letter(inner).is_some()));
    if status || failed(&subject) && (!forwarded || by_daemon) || daemon || by_daemon && kind.contains("multipart/report") {
        return Some(Letter::Bounce(mail));
    }
    // What the words say counts least: anybody may quote a bounce.
    let words = parts.iter().filter(|part| part.parts.is_empty() && !part.is_message()).any(|part| {
        let text = part.text();
        let head = crate::paste::head(&text, 16 << 10);
        failed(&head.to_lowercase()) || status::is_in(&text) || by_daemon && codes::reply_code(head).is_some_and(|code| code >= 400)
    });
    (words && !forwarded).then_some(Letter::Bounce(mail))
}

/// Whether the words of a notice stand in `text`.
fn failed(text: &str) -> bool {
    let text = one_line(text);
    FAILED.iter().any(|words| text.contains(words))
}

/// `text` in lower case, with one blank for all between two words: notices are broken anywhere.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        line.push_str(&word.to_lowercase());
        line.push(' ');
    }
    line
}

/// A report of abuse that keeps no form: Feedback-Type stands in some part.
fn is_feedback(mail: &Part<'_>) -> bool {
    let kind = mail.fields.get("content-type").unwrap_or_default().to_ascii_lowercase();
    let typed = kind.contains("feedback-report");
    typed
        || mail.fields.get("subject").is_some_and(|subject| subject.to_ascii_lowercase().starts_with("complaint about message from"))
        || mail.fields.has("x-hmxmroriginalrecipient")
}

/// Fields and subjects of answers that a program gave (RFC 3834 section 3.1.7 and what was used before it).
fn is_autoreply(mail: &Part<'_>) -> bool {
    const SUBJECTS: &[&str] = &[
        "auto:",
        "autoreply",
        "auto reply",
        "auto-reply",
        "auto response",
        "automatic reply",
        "out of office",
        "out of the office",
        "vacation",
        "away from",
        "自动回复",
        "自动答复",
        "自動応答",
        "不在",
        "abwesenheit",
        "réponse automatique",
    ];
    let value = |name: &str| mail.fields.get(name).map(str::to_ascii_lowercase).unwrap_or_default();
    let subject = mail.fields.get("subject").map(|subject| crate::mail::decode_words(subject).to_lowercase()).unwrap_or_default();
    let fields =
        ["x-autoreply", "x-autorespond", "x-auto-reply", "x-apple-action", "x-autogenerated"].iter().any(|name| mail.fields.has(name));
    value("auto-submitted").starts_with("auto-replied")
        || value("precedence").contains("auto_reply")
        || value("x-auto-response-suppress").contains("oof") && !failed(&subject)
        || fields && !failed(&subject)
        || SUBJECTS.iter().any(|start| subject.contains(start))
}

/// An answer to which somebody put the look of a system's mail.
fn is_vacation(mail: &Part<'_>) -> bool {
    let value = |name: &str| mail.fields.get(name).map(str::to_ascii_lowercase).unwrap_or_default();
    value("auto-submitted").starts_with("auto-replied") && !failed(&value("subject"))
}
