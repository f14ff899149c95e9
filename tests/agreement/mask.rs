//! Masks what differs from one run to the next (`normalise.md` of the recordings tells what each mask
//! stands for).

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use regex::{Captures, Regex};

const DATE: &str = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), {1,2}\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|[A-Z]{2,4})(?: \([A-Z]+\))?";
const EXIM_ID: &str = r"\b[0-9A-Za-z]{6}-(?:[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{11}-[0-9A-Za-z]{4})\b";
const POSTFIX_ID: &str = r"(queued as |\(queue id )(?:[0-9A-F]{6,}|[0-9A-Za-z]{12,})";
const OPENSMTPD_ID: &str = r"(2\.0\.0 )[0-9a-f]{8}( Message accepted)";

type Rules = Vec<(Regex, &'static str)>;

fn rules(table: &[(&str, &'static str)]) -> Rules {
    table.iter().map(|(pattern, mask)| (Regex::new(pattern).expect("a pattern"), *mask)).collect()
}

static REPLY: LazyLock<Rules> = LazyLock::new(|| {
    rules(&[
        (DATE, "<DATE>"),
        (r"(?m)^235 dj\S+", "235 <CHALLENGE>"),
        (POSTFIX_ID, "${1}<QUEUE-ID>"),
        (OPENSMTPD_ID, "${1}<QUEUE-ID>${2}"),
        (EXIM_ID, "<QUEUE-ID>"),
    ])
});

static LOG_HEAD: LazyLock<Rules> = LazyLock::new(|| {
    rules(&[
        (r"^\d{4}-\d\d-\d\dT[\d:.]+(?:[+-]\d\d:\d\d|Z) ", "<DATE> "),
        (r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d+)? ", "<DATE> "),
        (r"^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d ", "<DATE> "),
        (r#""time":"[^"]*""#, r#""time":"<DATE>""#),
        (r"(<DATE> \S+ [\w./-]+)\[\d+\]", "${1}[<PID>]"),
        (r"(<DATE> mail\.log)\[\d+\]", "${1}[<PID>]"),
        (DATE, "<DATE>"),
        (r"(\[<PID>\]: )[0-9A-F]{8,}(: |$)", "${1}<QUEUE-ID>${2}"),
        (r"\b(evpid|msgid)=[0-9a-f]{8,16}\b", "${1}=<QUEUE-ID>"),
        (r"(message-id|msgid)=<[^>]*(?:\d{14}|\d{12})\.[^>]*>", "${1}=<MESSAGE-ID>"),
    ])
});

static LOG_TAIL: LazyLock<Rules> = LazyLock::new(|| {
    rules(&[
        (r#"("msg":")[a-z0-9]{16}( (?:received|127\.))"#, "${1}<SESSION-ID>${2}"),
        (r"\b[0-9A-F]{8,16}(:error:)", "<ADDRESS>${1}"),
        (POSTFIX_ID, "${1}<QUEUE-ID>"),
        (r"(notification: |with |bounce: |warning: )[0-9A-F]{9,12}\b", "${1}<QUEUE-ID>"),
    ])
});

static LOG_END: LazyLock<Rules> = LazyLock::new(|| {
    rules(&[
        (EXIM_ID, "<QUEUE-ID>"),
        (OPENSMTPD_ID, "${1}<QUEUE-ID>${2}"),
        (r"\b(delay|xdelay)=[\d:.+]+s?", "${1}=<DELAY>"),
        (r"\bdelays=[\d./]+", "delays=<DELAY>"),
        (r"\('(127\.[\d.]+)', \d+\)", "('${1}', <PORT>)"),
        (r"\bafter \d+ seconds", "after <DELAY> seconds"),
        (r"0x[0-9a-f]{6,}", "<ADDRESS>"),
        (r"TLSv1\.\d with cipher \S+ \([^)]*\)(?: key-exchange \S+)?(?: server-signature .*)?", "<TLS>"),
        (r"X=TLS\S+", "X=<TLS>"),
        (r"ciphers=TLSv\S+", "ciphers=<TLS>"),
        (r"version=TLSv1\.\d, verify=(\w+), cipher=\S+ bits=\S+", "version=<TLS>, verify=${1}"),
        (r"using TLS_\w+", "using <TLS>"),
        (r"\bpri=\d+", "pri=<N>"),
        (r"\bmax avail: \d+", "max avail: <N>"),
        (r"tls_process_\w+|ssl/[\w./]+:\d+", "<TLS>"),
    ])
});

static QUEUED_SIZE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(qmgr\[\d+\]: )([0-9A-F]{8,12})(: from=<.*>, size=)(\d+)").expect("a pattern"));
static CHALLENGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^334 (\S+)").expect("a pattern"));
static LOG_CHALLENGE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"S: 334 ([A-Za-z0-9+/=]{16,})").expect("a pattern"));
static SENDMAIL_ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[0-9A-Za-x]{8}\d{6}\b").expect("a pattern"));
static SESSION_ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b[0-9a-f]{16}\b").expect("a pattern"));
static SHORT_ID: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\b([0-9A-F]{9,11})(:| )").expect("a pattern"));

/// Masks what was received in one step.
pub(crate) fn reply(text: &str) -> String {
    let text = CHALLENGE.replace_all(text, |found: &Captures<'_>| mask_challenge(&found[1]));
    sendmail_id(&apply(&text, &REPLY))
}

/// Masks one line of a log.
pub(crate) fn log_line(line: &str) -> String {
    let line = apply(&size_with_short_id(line), &LOG_HEAD);
    let line = SESSION_ID.replace_all(&line, |found: &Captures<'_>| {
        if found[0].bytes().any(|octet| octet.is_ascii_digit()) { "<SESSION-ID>".to_owned() } else { found[0].to_owned() }
    });
    let line = apply(&line, &LOG_TAIL);
    let line = SHORT_ID.replace_all(&line, |found: &Captures<'_>| {
        let id = &found[1];
        let mixed = id.bytes().any(|octet| octet.is_ascii_uppercase()) && id.bytes().any(|octet| octet.is_ascii_digit());
        if mixed { format!("<QUEUE-ID>{}", &found[2]) } else { found[0].to_owned() }
    });
    let line = sendmail_id(&line);
    let line = apply(&line, &LOG_END);
    LOG_CHALLENGE.replace_all(&line, |found: &Captures<'_>| format!("S: {}", mask_challenge(&found[1]))).into_owned()
}

/// The size that Postfix's queue manager tells counts the queue id in the `Received:` line, which has as many digits
/// as the file's number needs; here it is counted as ten.
fn size_with_short_id(line: &str) -> String {
    QUEUED_SIZE
        .replace(line, |found: &Captures<'_>| {
            let size = found[4].parse::<usize>().map_or(0, |size| size + 10 - found[2].len());
            format!("{}{}{}{size}", &found[1], &found[2], &found[3])
        })
        .into_owned()
}

fn apply(text: &str, rules: &Rules) -> String {
    rules.iter().fold(text.to_owned(), |text, (pattern, mask)| pattern.replace_all(&text, *mask).into_owned())
}

/// At least one of the first eight characters is a letter.
fn sendmail_id(text: &str) -> String {
    let mask = |found: &Captures<'_>| {
        if found[0].as_bytes()[..8].iter().any(u8::is_ascii_alphabetic) { "<QUEUE-ID>".to_owned() } else { found[0].to_owned() }
    };
    SENDMAIL_ID.replace_all(text, mask).into_owned()
}

fn mask_challenge(text: &str) -> String {
    let Ok(plain) = STANDARD.decode(text) else {
        return format!("334 {text}");
    };
    let plain = String::from_utf8_lossy(&plain);
    let scram = plain.starts_with("r=") && plain.contains(",s=") && plain.contains(",i=");
    if (plain.starts_with('<') && plain.ends_with('>')) || scram || plain.starts_with("v=") {
        "334 <CHALLENGE>".to_owned()
    } else {
        format!("334 {text}")
    }
}
