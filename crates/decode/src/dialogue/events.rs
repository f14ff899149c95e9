use std::borrow::Cow;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Side {
    Server,
    Client,
    /// Neither: what the program that keeps the log says by itself.
    Note,
}

/// One line that somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Event<'a> {
    pub(super) side: Side,
    /// Without mark, quotes and line end. A server's may hold several lines of a reply.
    pub(super) text: Cow<'a, str>,
    /// The number of the line of the paste.
    pub(super) line: usize,
    /// By which mark the side is known; empty where there is none.
    pub(super) mark: String,
}

/// Commands by which a client is known; the two-word ones with their second word.
const VERBS: &[&str] = &[
    "EHLO ",
    "HELO ",
    "LHLO ",
    "EHLO",
    "HELO",
    "MAIL FROM:",
    "MAIL FROM <",
    "RCPT TO:",
    "RCPT TO <",
    "DATA",
    "RSET",
    "NOOP",
    "QUIT",
    "VRFY ",
    "EXPN ",
    "HELP",
    "STARTTLS",
    "AUTH LOGIN",
    "AUTH PLAIN",
    "AUTH CRAM-MD5",
    "AUTH XOAUTH2",
    "AUTH NTLM",
    "AUTH DIGEST-MD5",
    "AUTH OAUTHBEARER",
    "AUTH SCRAM-SHA",
    "AUTH GSSAPI",
    "BDAT ",
    "ETRN ",
];

/// Whether `text` begins with a command. One word alone must be all there is.
pub(super) fn is_command(text: &str) -> bool {
    VERBS.iter().any(|verb| {
        let begins = text.get(..verb.len()).is_some_and(|start| start.eq_ignore_ascii_case(verb));
        let after = text.get(verb.len()..).unwrap_or_default();
        // A greeting names one thing: "EHLO command failed" is no command.
        let named = !verb.ends_with("LO ") || !after.trim_end().contains(' ');
        let whole = named && verb.contains([' ', ':']) || after.is_empty() || after.starts_with(['\\', '\'', '"', '\r', '\n']);
        begins && whole
    }) || ["GET / HTTP", "POST / HTTP", "CONNECT "].iter().any(|start| text.starts_with(start))
}

/// Codes that servers say.
///
/// ```text
/// Reply-line = *( Reply-code "-" [ textstring ] CRLF ) Reply-code [ SP textstring ] CRLF
/// ```
pub(super) fn is_reply(text: &str) -> bool {
    let octets = text.as_bytes();
    let Some(code) = octets.get(..3).and_then(|digits| std::str::from_utf8(digits).ok()).and_then(|digits| digits.parse::<u16>().ok())
    else {
        return false;
    };
    let known = matches!(code, 211 | 214 | 220 | 221 | 235 | 250 | 251 | 252 | 334 | 354)
        || (420..=459).contains(&code)
        || (500..=559).contains(&code);
    let next = octets.get(3).copied();
    // "250 bytes" is a count; a dot or a colon makes it a number of something else.
    known
        && octets.iter().take(3).all(u8::is_ascii_digit)
        && matches!(next, None | Some(b' ' | b'-' | b'\r' | b'\\' | b'\''))
        && !["bytes", "octets", "messages"].iter().any(|word| text.get(4..).is_some_and(|rest| rest.starts_with(word)))
}

/// `[250] 'text'`: a reply as some programs take it apart.
pub(super) fn bracketed(text: &str) -> Option<String> {
    let (code, rest) = text.strip_prefix('[')?.split_once(']')?;
    let rest = rest.trim_start();
    let said = rest.strip_prefix('\'').map_or(rest, |rest| rest.strip_suffix('\'').unwrap_or(rest));
    (code.len() == 3 && is_reply(code)).then(|| format!("{code} {said}"))
}

/// What was said, without the escapes and quotes of a logger: `EHLO a\r\n'`, and what it says after it.
pub(super) fn unescaped(text: &str, quote: Option<char>) -> Cow<'_, str> {
    let mut text = text.trim_end();
    if let Some(quote) = quote
        && let Some(end) = closing(text, quote)
    {
        text = text.get(..end).unwrap_or(text);
    }
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let plain =
        text.replace("\\r\\n", "\n").replace("\\n", "\n").replace("\\r", "").replace("\\t", "\t").replace("\\\"", "\"").replace("\\'", "'");
    Cow::Owned(plain.trim_end().to_owned())
}

/// Where the quote closes: the last one, or the first that a `\r\n` stands before.
fn closing(text: &str, quote: char) -> Option<usize> {
    let ended = format!("\\n{quote}");
    text.rfind(&ended).map(|place| place + 2).or_else(|| text.rfind(quote))
}
