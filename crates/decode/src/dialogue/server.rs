//! Which server it was, and for what it was used, from its banner and wording.

use crate::bounce::session::host_at;
use crate::report::Dialogue;

/// Words of banners and replies in lower case, and the id that the playground has for the server. Banners come first.
const SERVERS: &[(&str, &str)] = &[
    ("gsmtp", "gmail"),
    ("mx.google.com", "gmail"),
    ("outlook.com", "microsoft365"),
    ("microsoft esmtp mail service", "microsoft365"),
    ("icloud.com", "icloud"),
    ("mail.me.com", "icloud"),
    ("yahoo.com", "yahoo"),
    ("newxmesmtplogicsvr", "qq"),
    ("newesmtplogic", "qq"),
    ("qq.com", "qq"),
    ("anti-spam gt for coremail", "netease163"),
    ("163.com", "netease163"),
    ("126.com", "netease163"),
    ("alimail", "aliyun"),
    ("aliyun", "aliyun"),
    ("mxhichina", "aliyun"),
    ("esmtp postfix", "postfix"),
    ("esmtp exim", "exim"),
    ("sendmail", "sendmail"),
    ("opensmtpd", "opensmtpd"),
    ("python smtp", "aiosmtpd"),
    ("aiosmtpd", "aiosmtpd"),
    ("2.0.0 ok: queued as", "postfix"),
    ("i can break rules, too", "postfix"),
    ("2.1.5 ok", "postfix"),
    ("250 ok id=", "exim"),
    ("ok, id=", "exim"),
    ("250 accepted", "exim"),
    ("sender ok", "sendmail"),
    ("recipient ok", "sendmail"),
    ("message accepted for delivery", "sendmail"),
    ("220 tls go ahead", "exim"),
    ("pleased to meet you", "sendmail"),
];

/// Fills in server and role.
pub(super) fn guess(dialogue: &mut Dialogue, paste: &str) {
    let replies: String =
        dialogue.turns.iter().filter_map(|turn| turn.reply.as_deref()).take(60).map(|reply| reply.to_lowercase() + "\n").collect();
    dialogue.server = SERVERS.iter().find(|(words, _)| replies.contains(words)).map(|(_, id)| *id);
    dialogue.role = role(dialogue, crate::paste::head(paste, 4_000));
}

/// A login that is taken or offered makes it submission; one that is refused as not enabled, or RCPT without one, makes it an MX.
fn role(dialogue: &Dialogue, head: &str) -> Option<&'static str> {
    let replies = || dialogue.turns.iter().filter_map(|turn| Some((turn.client.as_deref().unwrap_or_default(), turn.reply.as_deref()?)));
    let not_enabled =
        replies().any(|(client, reply)| begins(client, "AUTH") && ["502", "503", "500"].iter().any(|code| reply.starts_with(code)));
    if not_enabled {
        return Some("mx");
    }
    if replies().any(|(_, reply)| reply.starts_with("334") || reply.starts_with("235") || reply.starts_with("535")) {
        return Some("submission");
    }
    let port = |port: &str| {
        [":", "port ", "port = ", "port=", " "].iter().any(|mark| {
            head.contains(&format!("{mark}{port}\n"))
                || head.contains(&format!("{mark}{port},"))
                || head.contains(&format!("{mark}{port} "))
        })
    };
    if port("587") || port("465") {
        return Some("submission");
    }
    let offered = replies().any(|(client, reply)| {
        begins(client, "EHLO") && reply.lines().any(|line| line.get(4..).is_some_and(|rest| rest.to_ascii_uppercase().starts_with("AUTH")))
    });
    if offered {
        return Some("submission");
    }
    replies().any(|(client, reply)| begins(client, "RCPT") && reply.starts_with('2')).then_some("mx")
}

fn begins(text: &str, verb: &str) -> bool {
    text.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb))
}

/// The name by which the server greeted, or answered EHLO.
pub(super) fn host(dialogue: &Dialogue) -> Option<String> {
    let greeting = dialogue
        .turns
        .iter()
        .find_map(|turn| turn.reply.as_deref().filter(|reply| reply.starts_with("220") || reply.starts_with("250")))?;
    host_at(greeting.get(4..)?)
}
