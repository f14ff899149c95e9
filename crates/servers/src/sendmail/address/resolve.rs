//! Where an address leads (rulesets `Parse0` and `Parse1`), and what is wrong with it.

use super::canonify::{Focus, canonify, is_local_name, join};
use super::scan::{self, Token};
use smtp_engine::session::{Mailbox, World};
use smtp_engine::spec::ReplyKey;

/// Where an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The null address.
    Null,
    /// A user of this host.
    Local,
    /// Another host.
    Remote,
    /// `|program`
    Program,
    /// `/file`
    File,
    /// `:include:/file`
    Include,
}

/// What the rules refuse in an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// A group has no addresses.
    Group,
    /// Nothing before the `@`.
    NoUser,
    /// Nothing after it.
    NoHost,
    /// Text after an address literal.
    Literal,
    /// A colon in the host.
    Colon,
    /// Dots at the wrong places in the host.
    Host,
    /// A second `@`, or a comma.
    Route,
    /// An `@` at the end.
    RouteEnd,
}

impl Problem {
    /// How it is answered.
    pub(crate) const fn key(self) -> ReplyKey {
        match self {
            Self::Group => ReplyKey::AddressGroup,
            Self::NoUser => ReplyKey::AddressNoUser,
            Self::NoHost => ReplyKey::AddressNoHost,
            Self::Literal => ReplyKey::AddressInvalid,
            Self::Colon => ReplyKey::AddressColon,
            Self::Host => ReplyKey::AddressHostInvalid,
            Self::Route => ReplyKey::AddressRouteInvalid,
            Self::RouteEnd => ReplyKey::AddressRouteUnfinished,
        }
    }
}

/// An address and where it leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// Where it leads.
    pub(crate) route: Route,
    /// The user.
    pub(crate) user: Vec<u8>,
    /// The host, without a dot at its end; `None` where none was given.
    pub(crate) host: Option<Vec<u8>>,
    /// As the client wrote it.
    pub(crate) printed: Vec<u8>,
    /// As a sender is written (`$f`): user and host, without what is around them.
    pub(crate) plain: Vec<u8>,
}

impl Address {
    /// What is handed to the mailer: the user, and the host where it is another one (`q_user`).
    pub(crate) fn user_at_host(&self) -> Vec<u8> {
        match &self.host {
            Some(host) if self.route == Route::Remote => [&self.user, &b"@"[..], host].concat(),
            _ => self.user.clone(),
        }
    }

    /// As the session keeps it.
    pub(crate) fn mailbox(&self) -> Mailbox {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        let host = self.host.as_deref().filter(|_| self.route == Route::Remote);
        Mailbox { local_part: text(&self.user), domain: host.map(text) }
    }
}

/// Reads tokens as an address.
pub(crate) fn resolve(tokens: &[Token], printed: &[u8], world: &World) -> Result<Address, Problem> {
    let focus = canonify(&without_host_quotes(tokens), world);
    let plain = plain(&focus);
    let found = |route, user, host| Address { route, user, host, printed: printed.to_vec(), plain: plain.clone() };
    match parse(focus, world, 0)? {
        Focus::Null | Focus::Group => Ok(found(Route::Null, Vec::new(), None)),
        Focus::User(user, Some(host)) if !is_local(&host, world) => {
            let host = if host.last().is_some_and(|last| last == b".") { &host[..host.len() - 1] } else { &host[..] };
            Ok(found(Route::Remote, join(&user), Some(join(host))))
        }
        Focus::User(user, host) => {
            let user = join(&user);
            let route = match user.as_slice() {
                [b'|', ..] => Route::Program,
                [b'/', ..] => Route::File,
                _ if user.len() >= 9 && user[..9].eq_ignore_ascii_case(b":include:") => Route::Include,
                _ => Route::Local,
            };
            Ok(found(route, user, host.map(|host| join(&host))))
        }
    }
}

/// What is quoted behind the last `@` is cut into tokens again.
fn without_host_quotes(tokens: &[Token]) -> Vec<Token> {
    let host = tokens.iter().rposition(|token| token == b"@").map_or(tokens.len(), |at| at + 1);
    tokens[..host].iter().cloned().chain(tokens[host..].iter().flat_map(dequote)).collect()
}

/// The address as ruleset `final` writes it. A neighbour in UUCP is written the old way.
fn plain(focus: &Focus) -> Vec<u8> {
    let Focus::User(user, host) = focus else {
        return Vec::new();
    };
    let mut user = join(user);
    if !user.contains(&b'"') {
        user.retain(|octet| *octet != b'\\');
    }
    match host.as_deref() {
        None => match user.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) {
            Some(inner) => inner.to_vec(),
            None => user,
        },
        Some([neighbour, dot, uucp, ..]) if dot == b"." && uucp.eq_ignore_ascii_case(b"UUCP") => [neighbour, &b"!"[..], &user].concat(),
        Some(host) => {
            let host = if host.last().is_some_and(|last| last == b".") { &host[..host.len() - 1] } else { host };
            [&user, &b"@"[..], &join(host)].concat()
        }
    }
}

/// A host of this server: canonical, and in class `w`.
fn is_local(host: &[Token], world: &World) -> bool {
    let [name @ .., dot] = host else {
        return false;
    };
    dot == b"." && std::str::from_utf8(&join(name)).is_ok_and(|name| is_local_name(name, world))
}

/// The syntax checks, and the addresses that hide in the user of a local one.
fn parse(focus: Focus, world: &World, depth: usize) -> Result<Focus, Problem> {
    let Focus::User(mut user, host) = focus else {
        return if focus == Focus::Group { Err(Problem::Group) } else { Ok(focus) };
    };
    if let Some(host) = &host {
        if user == [b"@".to_vec()] && !host.is_empty() {
            user.clear();
        }
        check_host(&user, host)?;
    }
    let comma_to_operator = |pair: &[Token]| pair[0] == b"," && !matches!(pair[1].as_slice(), b"@" | b"%" | b"!");
    let all: Vec<Token> = user
        .iter()
        .cloned()
        .chain(host.iter().flat_map(|host| [b"<".to_vec()].into_iter().chain(host.iter().cloned()).chain([b">".to_vec()])))
        .collect();
    if all.windows(2).any(comma_to_operator) {
        return Err(Problem::Route);
    }
    if host.as_ref().is_some_and(|host| !is_local(host, world)) {
        return Ok(Focus::User(user, host));
    }
    if let [word] = user.as_slice() {
        user = dequote(word);
        if user.is_empty() {
            return Err(Problem::NoUser);
        }
    } else if host.is_none() {
        return Ok(Focus::User(user, host));
    }
    // Characters of class O in the user: the mail goes on to where they point.
    let forwards = |token: &Token| matches!(token.as_slice(), b"@" | b"%" | b"!");
    if user.iter().any(forwards) && depth < 8 {
        return parse(canonify(&user, world), world, depth + 1);
    }
    Ok(Focus::User(user, host))
}

fn check_host(user: &[Token], host: &[Token]) -> Result<(), Problem> {
    match (user.is_empty(), host.is_empty()) {
        (true, false) => return Err(Problem::NoUser),
        (_, true) => return Err(Problem::NoHost),
        _ => {}
    }
    let literal = host[0] == b"[" && host.iter().any(|token| token == b"]");
    // A colon or a comma may follow a literal here; the rules after these look at them.
    let goes_on = |sign: &[u8]| host.windows(3).any(|three| three[0] == b"]" && three[1] == sign);
    let text_behind = host.iter().position(|token| token == b"]").is_some_and(|end| end + 1 < host.len());
    if literal && text_behind && !goes_on(b":") && !goes_on(b",") {
        return Err(Problem::Literal);
    }
    if !literal && host.iter().any(|token| token == b":") {
        return Err(Problem::Colon);
    }
    if host[0] == b"." || host.windows(2).any(|two| two[0] == b"." && two[1] == b".") {
        return Err(Problem::Host);
    }
    if host.last().is_some_and(|last| last == b"@") {
        return Err(Problem::RouteEnd);
    }
    if user.iter().any(|token| token == b"@") || host.iter().any(|token| token == b"@") {
        return Err(Problem::Route);
    }
    Ok(())
}

/// The quotes go, and what was in them is cut into tokens again (the `dequote` map).
fn dequote(word: &Token) -> Vec<Token> {
    let Some(inner) = word.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) else {
        return vec![word.clone()];
    };
    if inner.iter().any(|octet| scan::is_space(*octet)) {
        return vec![word.clone()];
    }
    scan::scan(inner, None).map_or_else(|_| vec![word.clone()], |(tokens, _)| tokens)
}
