//! Where mail for an address goes (`trivial-rewrite`: `rewrite_tree()`, `resolve_addr()`).

use super::quoting::{quote, unquote};
use super::token::{Token, join, join_spaced, plain, scan};
use crate::postfix::name::{is_host_name, is_wide_host_name};
use smtp_engine::session::World;
use smtp_engine::syntax::is_address_literal;

/// Who gets mail for the empty address (`empty_address_recipient`).
const EMPTY_ADDRESS: &str = "MAILER-DAEMON";

/// What an address comes to.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Resolved {
    /// What is left when every route through this host is followed.
    pub(in super::super) local_part: String,
    /// The domain where it goes in the end.
    pub(in super::super) domain: String,
    /// Which is this host's.
    pub(in super::super) is_local: bool,
    /// It could be a route through yet another host (`RESOLVE_FLAG_ROUTED`).
    pub(in super::super) is_routed: bool,
    /// No mail can go there (`RESOLVE_FLAG_ERROR`).
    pub(in super::super) is_wrong: bool,
}

/// Resolves the address `text`, which has no quotes any more. The local part holds routes of its own (`user@domain`,
/// `domain!user`, `user%domain`), which are followed as long as the domain is this host's; quotes do not protect them
/// (`resolve_dequoted_address`).
pub(in super::super) fn resolve(text: &str, world: &World) -> Resolved {
    match plain(text) {
        Some((_, domain)) => judge(text, is_own(domain, world)),
        None => follow(text, world),
    }
}

/// Follows the routes.
fn follow(text: &str, world: &World) -> Resolved {
    let mut tokens = scan(&quote(text));
    if !tokens.is_empty() {
        rewrite(&mut tokens, world);
    }
    let rewritten = unquote(&quote(&join_spaced(&tokens)));
    let mut tokens = scan(&quote(&rewritten));
    let mut saved: Option<Vec<Token>> = None;
    let mut is_local = true;
    for _ in 0..rewritten.len() + 100 {
        let at = tokens.iter().rposition(|token| token.is('@'));
        if at.is_some() && tokens.ends_with(&[Token::Operator('.')]) && !tokens.ends_with(&[Token::Operator('.'), Token::Operator('.')]) {
            tokens.pop();
        }
        if let Some(at) = at {
            if at + 1 < tokens.len() && !is_own(&join_spaced(&tokens[at + 1..]), world) {
                is_local = false;
                break;
            }
            saved = Some(tokens.split_off(at));
        }
        if tokens.iter().any(|token| matches!(token, Token::Operator('@' | '!' | '%'))) {
            rewrite(&mut tokens, world);
            continue;
        }
        match tokens.as_slice() {
            [Token::Quoted(local_part)] if local_part.contains(['@', '!', '%']) => {
                tokens = scan(&opened(local_part));
                rewrite(&mut tokens, world);
            }
            [Token::Quoted(empty)] if empty.is_empty() => {
                tokens = scan(EMPTY_ADDRESS);
                break;
            }
            [] => {
                tokens = scan(EMPTY_ADDRESS);
                break;
            }
            _ => break,
        }
    }
    if is_local {
        match saved {
            Some(domain) => tokens.extend(domain),
            None => {
                tokens.push(Token::Operator('@'));
                tokens.extend(scan(&world.host));
            }
        }
    }
    judge(&join_spaced(&tokens), is_local)
}

fn judge(recipient: &str, is_local: bool) -> Resolved {
    let (local_part, domain) = recipient.rsplit_once('@').unwrap_or((recipient, ""));
    let fits =
        if domain.starts_with('[') { is_address_literal(domain.as_bytes()) } else { is_host_name(domain) || is_wide_host_name(domain) };
    let first_route = recipient.find(['@', '!', '%']).map_or("", |at| &recipient[at + 1..]);
    Resolved {
        local_part: local_part.to_owned(),
        domain: domain.to_owned(),
        is_local,
        is_routed: first_route != domain,
        // allow_min_user = no: what could be taken for an option of a program is no user.
        is_wrong: !fits || recipient.starts_with('-'),
    }
}

/// A quoted local part as an address: its last route is followed.
fn opened(local_part: &str) -> String {
    if local_part.contains('@') {
        return quote(local_part);
    }
    match local_part.rsplit_once('%') {
        Some((user, host)) => quote(&format!("{user}@{host}")),
        None => local_part.to_owned(),
    }
}

/// `resolve_local()`: `mydestination` and this host's addresses.
fn is_own(domain: &str, world: &World) -> bool {
    world.is_local_domain(domain.strip_suffix('.').unwrap_or(domain))
}

/// `rewrite_tree()`, with `swap_bangpath`, `percent_hack` and `append_at_myorigin`.
fn rewrite(tokens: &mut Vec<Token>, world: &World) {
    match tokens.as_slice() {
        [] => return,
        [Token::Quoted(empty)] if empty.is_empty() => return,
        [Token::Operator('@')] => {
            *tokens = vec![Token::Quoted(String::new())];
            return;
        }
        [Token::Operator('@'), rest @ ..] => {
            // A source route.
            let colon = rest.iter().position(|token| token.is(':')).map(|colon| colon + 1);
            if let Some(colon) = colon.filter(|colon| colon + 1 < tokens.len()) {
                tokens.drain(..=colon);
            }
        }
        _ => {}
    }
    if !tokens.iter().any(|token| token.is('@')) {
        if let Some(bang) = tokens.iter().position(|token| token.is('!')) {
            let mut user = tokens.split_off(bang + 1);
            tokens.pop();
            user.push(Token::Operator('@'));
            user.append(tokens);
            *tokens = user;
        } else if let Some(percent) = tokens.iter().rposition(|token| token.is('%')) {
            tokens[percent] = Token::Operator('@');
        } else {
            tokens.push(Token::Operator('@'));
            tokens.extend(scan(world.origin()));
        }
    }
    if let [.., before, Token::Operator('.')] = tokens.as_slice()
        && !before.is('.')
        && !before.is('@')
    {
        tokens.pop();
    }
}

/// The text of an address that was found in a command.
pub(super) fn text(tokens: &[Token]) -> String {
    join(tokens)
}

#[cfg(test)]
mod tests {
    use super::super::token::addresses;
    use super::*;

    /// All texts of up to `length` characters.
    fn texts(length: usize) -> Vec<String> {
        let alphabet = ["a", "1", "-", "+", ".", "@", "%", "!", "example.com", "\"", "é"];
        let mut all = vec![String::new()];
        let mut longest = all.clone();
        for _ in 0..length {
            longest = longest.iter().flat_map(|text| alphabet.map(|next| format!("{text}{next}"))).collect();
            all.extend_from_slice(&longest);
        }
        all
    }

    #[test]
    fn a_plain_address_is_read_and_resolved_as_by_the_long_way() {
        let world = World::standard();
        let mut plain_ones = 0;
        for text in texts(5) {
            if let Some((local_part, domain)) = plain(&text) {
                plain_ones += 1;
                assert_eq!(resolve(&text, &world), follow(&text, &world), "{text}");
                let read: Vec<String> = addresses(&text).iter().map(|tokens| join(tokens)).collect();
                assert_eq!(read, [format!("{local_part}@{domain}")], "{text}");
            }
        }
        assert!(plain_ones > 500, "{plain_ones}");
    }
}
