//! Finds the user and the host in an address (rulesets `canonify` and `Canonify2` of `sendmail.cf`).

use super::scan::Token;
use smtp_engine::session::World;

/// An address as the rulesets see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Focus {
    /// `<>`.
    Null,
    /// A group such as `list:;`.
    Group,
    /// A user, and a host where one is given. A host that is known to be canonical ends with a dot.
    User(Vec<Token>, Option<Vec<Token>>),
}

/// Takes off what is around the address, and finds its focus.
pub(crate) fn canonify(tokens: &[Token], world: &World) -> Focus {
    if tokens.is_empty() {
        return Focus::Null;
    }
    let tokens = strip_group(tokens.to_vec());
    if tokens.is_empty() || ends_with_group(&tokens) {
        return Focus::Group;
    }
    let mut tokens = innermost(&tokens).to_vec();
    if tokens.is_empty() {
        return Focus::Null;
    }
    strip_route(&mut tokens);
    if let Some(at) = find(&tokens, b"@", 1).filter(|at| at + 1 < tokens.len()) {
        let mut at = at;
        while let Some(next) = find(&tokens, b"@", at + 2).filter(|next| next + 1 < tokens.len()) {
            at = next;
        }
        return with_host(tokens[..at].to_vec(), tokens[at + 1..].to_vec(), world);
    }
    if let Some(bang) = find(&tokens, b"!", 1).filter(|bang| bang + 1 < tokens.len()) {
        return bang_path(&tokens, bang, world);
    }
    percent(tokens, world)
}

/// `host!user`: a host with a dot is a domain, another one a neighbour in UUCP.
fn bang_path(tokens: &[Token], bang: usize, world: &World) -> Focus {
    let mut host = tokens[..bang].to_vec();
    let user = tokens[bang + 1..].to_vec();
    let dotted = bang >= 3 && tokens[bang - 2] == b".";
    if !dotted {
        host.extend([b".".to_vec(), b"UUCP".to_vec()]);
    }
    with_host(user, host, world)
}

/// `user%host`: the rightmost `%` becomes an `@`.
fn percent(mut tokens: Vec<Token>, world: &World) -> Focus {
    let Some(last) = tokens.iter().rposition(|token| token == b"%" || token == b"@") else {
        return Focus::User(tokens, None);
    };
    for token in &mut tokens {
        if token == b"@" {
            *token = b"%".to_vec();
        }
    }
    let host = tokens[last + 1..].to_vec();
    tokens.truncate(last);
    // `< @ >` is also what stands for the null address.
    if tokens.is_empty() && host.is_empty() {
        return Focus::Null;
    }
    with_host(tokens, host, world)
}

/// `group: ... ;` outside brackets: what stands before the colon goes, and semicolons at the end.
fn strip_group(mut tokens: Vec<Token>) -> Vec<Token> {
    let has = |tokens: &[Token], token: &[u8]| tokens.iter().any(|other| other == token);
    let bracketed = find(&tokens, b"<", 0).is_some_and(|open| find(&tokens, b">", open).is_some());
    let route = tokens.first().is_some_and(|first| first == b"@");
    let literal = tokens.last().is_some_and(|last| last == b"]")
        && tokens.windows(3).any(|three| three[0] == b"[" && three[1].eq_ignore_ascii_case(b"IPv6") && three[2] == b":");
    let node = tokens.windows(2).any(|two| two[0] == b":" && two[1] == b":");
    let include = tokens.len() > 2 && tokens[0] == b":" && tokens[1].eq_ignore_ascii_case(b"include") && tokens[2] == b":";
    if !(bracketed || route || literal || node || include) && has(&tokens, b":") {
        let colon = find(&tokens, b":", 0).unwrap_or(0);
        tokens.drain(..=colon);
    }
    // `< @ >` is what the rules mark an address with, so they take it away.
    if tokens.len() >= 3 && tokens[tokens.len() - 3..] == [b"<".to_vec(), b"@".to_vec(), b">".to_vec()] {
        tokens.truncate(tokens.len() - 3);
    }
    while tokens.last().is_some_and(|last| last == b";") {
        tokens.pop();
    }
    while tokens.len() >= 2 && tokens[tokens.len() - 2] == b";" && tokens[tokens.len() - 1] == b">" && !ends_with_group(&tokens) {
        tokens.remove(tokens.len() - 2);
    }
    tokens
}

/// `<list:;>`
fn ends_with_group(tokens: &[Token]) -> bool {
    tokens.windows(3).enumerate().any(|(at, three)| {
        three[0] == b":" && three[1] == b";" && three[2] == b">" && find(tokens, b"<", 0).is_some_and(|open| open + 1 < at)
    })
}

/// What the innermost brackets hold.
fn innermost(tokens: &[Token]) -> &[Token] {
    let start = tokens.iter().rposition(|token| token == b"<").map_or(0, |open| open + 1);
    let end = find(tokens, b">", start).unwrap_or(tokens.len());
    &tokens[start..end]
}

/// `@a,@b:user@host` is `user@host`.
fn strip_route(tokens: &mut Vec<Token>) {
    for end in [&b","[..], b":"] {
        while tokens.first().is_some_and(|first| first == b"@") {
            match find(tokens, end, 2).filter(|at| at + 1 < tokens.len()) {
                Some(at) => {
                    tokens.drain(..=at);
                }
                None => break,
            }
        }
    }
}

fn find(tokens: &[Token], wanted: &[u8], from: usize) -> Option<usize> {
    (from..tokens.len()).find(|&index| tokens[index] == wanted)
}

/// The bottom half: the host by its canonical name, with a dot at its end where it is known.
fn with_host(user: Vec<Token>, host: Vec<Token>, world: &World) -> Focus {
    let name = join(&host).to_ascii_lowercase();
    let domain = domain(world);
    let own = |world: &World| canonical(&world.host);
    let host = if name == b"localhost" || name == [b"localhost.", domain.as_bytes()].concat() || name == b"localhost.uucp" {
        own(world)
    } else if name.starts_with(b"[") && name.ends_with(b"]") {
        let inner = &name[1..name.len() - 1];
        let is_own = inner == world.host_address.as_bytes() || inner == b"127.0.0.1";
        if is_own { own(world) } else { host }
    } else if let Some(neighbour) = name.strip_suffix(b".uucp") {
        match lookup(neighbour, world) {
            Some(known) => canonical(&known),
            None => host.into_iter().chain([b".".to_vec()]).collect(),
        }
    } else if host.last().is_some_and(|last| last == b".") {
        let mut host = host;
        while host.len() >= 2 && host[host.len() - 2] == b"." {
            host.pop();
        }
        host
    } else {
        lookup(&name, world).map_or(host, |known| canonical(&known))
    };
    Focus::User(user, Some(host))
}

/// `$m`: the server's domain, which names without a dot are tried in.
pub(crate) fn domain(world: &World) -> &str {
    world.host.split_once('.').map_or("", |(_, domain)| domain)
}

/// `$[ name $]`: the canonical name of a host that the DNS knows.
pub(crate) fn lookup(name: &[u8], world: &World) -> Option<String> {
    let name = std::str::from_utf8(name).ok()?;
    if let Some((address, _)) = name.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return name_of_address(address, world);
    }
    if is_local_name(name, world) || world.zone(name).is_some() {
        return Some(name.to_owned());
    }
    let longer = format!("{name}.{}", domain(world));
    world.zone(&longer).map(|_| longer)
}

/// The name that the DNS or the hosts file has for an address.
pub(crate) fn name_of_address(address: &str, world: &World) -> Option<String> {
    match address {
        _ if address == world.host_address => Some(world.host.clone()),
        _ if address == world.client.address => Some(world.client.name.clone()),
        "127.0.0.1" => Some("localhost".to_owned()),
        // The mail exchangers of the world of the recordings.
        "127.0.0.50" => Some("mx.example.org".to_owned()),
        _ => None,
    }
}

/// Class `w`, as `local-host-names` and the host's own names fill it.
pub(crate) fn is_local_name(name: &str, world: &World) -> bool {
    name.eq_ignore_ascii_case("localhost") || name.eq_ignore_ascii_case(&world.host) || name.eq_ignore_ascii_case(domain(world))
}

fn canonical(name: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for label in name.split('.') {
        tokens.push(label.as_bytes().to_vec());
        tokens.push(b".".to_vec());
    }
    tokens
}

/// Tokens as one text; two words without an operator between them get a dot (`BlankSub`).
pub(crate) fn join(tokens: &[Token]) -> Vec<u8> {
    let is_word = |token: &Token| token.first() != Some(&b'"') && (token.len() != 1 || !b".:%@!^/[]+<>,;".contains(&token[0]));
    let mut text = Vec::new();
    let mut after_word = false;
    for token in tokens {
        if after_word && is_word(token) {
            text.push(b'.');
        }
        text.extend_from_slice(token);
        after_word = is_word(token);
    }
    text
}
