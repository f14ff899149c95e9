//! Which server a program meant: host, port and scheme, as its error names them.

use crate::bounce::session::host_at;

/// A server as an error names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// Its name or address.
    pub(super) host: Option<String>,
    pub(super) port: Option<u16>,
    /// Whether TLS was to begin at once: `ssl://`, `smtps://`, SMTP_SSL, `secure: true`. `None`: not said.
    pub(super) tls: Option<bool>,
}

/// Words in front of a host, in lower case.
const BEFORE_HOST: &[&str] = &[
    "ssl://",
    "tls://",
    "tcp://",
    "smtps://",
    "smtp://",
    "dial tcp ",
    "smtp host: ",
    "host, port: ",
    "host: ",
    "host = ",
    "host=",
    "server: ",
    "connect to ",
    "connecting to ",
    "econnrefused ",
    "etimedout ",
    "enotfound ",
    "lookup ",
    "服务器: ",
    "服务器：",
];
/// Words in front of a port, in lower case.
const BEFORE_PORT: &[&str] = &["port: ", "port ", "port = ", "port=", "port:", "端口: ", "端口：", "端口 "];
const AT_ONCE: &[&str] = &[
    "ssl://",
    "smtps://",
    "smtp_ssl",
    "secure: true",
    "secure:true",
    "smtps",
    "sslonconnect",
    "ssl.enable=true",
    "smtp.ssl.enable",
    "implicit tls",
    "wrapper",
];
const LATER: &[&str] = &["starttls", "tcp://", "secure: false", "smtp://"];

/// The server that `text` names.
pub(super) fn find(text: &str) -> Place {
    let lower = text.to_ascii_lowercase();
    let after = |words: &str| lower.match_indices(words).filter_map(|(place, _)| text.get(place + words.len()..)).collect::<Vec<_>>();
    let host = BEFORE_HOST
        .iter()
        .find_map(|words| after(words).into_iter().find_map(|rest| own(rest).or_else(|| host_at(rest.split(':').next().unwrap_or(rest)))));
    let named = BEFORE_PORT.iter().find_map(|words| after(words).into_iter().find_map(number_at));
    // "smtp.example.org:587" and "smtp.gmail.com, 587".
    let beside = host.as_ref().and_then(|host| {
        let rest = text.get(text.find(host.as_str())? + host.len()..)?;
        number_at(rest.trim_start_matches(']').strip_prefix([':', ','])?.trim_start())
    });
    let port = named.or(beside).or_else(|| {
        lower
            .match_indices(':')
            .take(2_000)
            .filter_map(|(place, _)| number_at(text.get(place + 1..)?))
            .find(|port| [25, 465, 587, 2525].contains(port))
    });
    let says = |words: &[&str]| words.iter().any(|word| lower.contains(word));
    let tls = if says(AT_ONCE) { Some(true) } else { says(LATER).then_some(false) };
    Place { host, port, tls }
}

/// A name of this machine at the start of `text`.
fn own(text: &str) -> Option<String> {
    let text = text.trim_start_matches(['[', '"', '\'']);
    ["localhost", "::1"]
        .iter()
        .find(|name| text.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)))
        .map(|name| (*name).to_owned())
}

fn number_at(text: &str) -> Option<u16> {
    let digits = text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let next = text.get(digits..).and_then(|rest| rest.bytes().next()).unwrap_or(b' ');
    let goes_on = text.as_bytes().get(digits + 1).is_some_and(u8::is_ascii_digit);
    (digits > 1 && next != b'.' && !(next == b':' && goes_on)).then(|| text.get(..digits)?.parse().ok()).flatten()
}

impl Place {
    /// Whether it is the machine that the program runs on.
    pub(super) fn is_own(&self) -> bool {
        self.host.as_deref().is_some_and(|host| host == "localhost" || host == "::1" || host.starts_with("127."))
    }
}

/// What `cause` becomes at this place: words tell what happened, host and port why. What servers say of each other is said of a
/// program's own connection if a `program` is known. `None`: it stays.
pub(super) fn cause(cause: Option<&'static str>, place: &Place, program: bool) -> Option<&'static str> {
    match (cause?, place.port) {
        ("connect-refused" | "connection-refused" | "connect-timeout", _) if place.is_own() => Some("own-host"),
        // The port that begins with TLS, spoken to in plain text: nobody says the first word.
        ("connection-lost" | "greeting-never-came" | "network-error" | "expired" | "starttls-not-offered", Some(465))
            if place.tls != Some(true) =>
        {
            Some("plain-on-tls-port")
        }
        ("connection-refused", _) if program => Some("connect-refused"),
        ("expired", _) if program => Some("connect-timeout"),
        ("host-unknown", _) if program => Some("name-not-found"),
        ("tls-failed", _) if program => Some("tls-nothing-in-common"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_server_is_read_in_many_ways() {
        for (text, host, port, tls) in [
            ("connect ECONNREFUSED 127.0.0.1:587", Some("127.0.0.1"), Some(587), None),
            ("Unable to connect to ssl://smtp.example.com:465 (Connection refused)", Some("smtp.example.com"), Some(465), Some(true)),
            ("Couldn't connect to host, port: smtp.example.org, 587; timeout 5000;", Some("smtp.example.org"), Some(587), None),
            ("Could not connect to SMTP host: smtp.example.net, port: 25;", Some("smtp.example.net"), Some(25), None),
            ("dial tcp: lookup smtp.example.org on 10.0.0.1:53: no such host", Some("smtp.example.org"), None, None),
            ("SMTP 服务器: smtp.example.cn:465", Some("smtp.example.cn"), Some(465), None),
            ("connect to localhost port 25", Some("localhost"), Some(25), None),
            ("nothing", None, None, None),
        ] {
            assert_eq!(find(text), Place { host: host.map(str::to_owned), port, tls }, "{text}");
        }
    }

    #[test]
    fn plain_text_on_465_and_tls_on_587_are_told_apart() {
        let at = |port, tls| Place { port: Some(port), tls, ..Place::default() };
        assert_eq!(cause(Some("connection-lost"), &at(465, None), true), Some("plain-on-tls-port"));
        assert_eq!(cause(Some("connection-lost"), &at(465, Some(true)), true), None);
        assert_eq!(cause(Some("connection-lost"), &at(587, None), true), None);
        assert_eq!(cause(Some("tls-on-plain-port"), &at(587, Some(true)), true), None);
    }
}
