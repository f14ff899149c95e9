//! A world that fits a log: whom the server took and whom it refused, its domains, its logins, its limit.
//!
//! What the log does not tell stays as in the standard world. So a difference that is left is one between the servers, and not
//! between the people that they know.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smtp_engine::session::{Login, World, Zone};

use super::Exchange;
use super::exchange::starts;
use crate::record::world_text;

/// No more entries are added to a field.
const MOST: usize = 200;

/// The world in which `exchanges` may have happened.
pub(super) fn fitting(exchanges: &[Exchange]) -> World {
    let mut fit = Fit { world: World::standard(), login: None };
    for (place, exchange) in exchanges.iter().enumerate() {
        fit.take(exchange, exchanges.get(place + 1..).unwrap_or_default());
    }
    // Names that no world can have were in it.
    if world_text::check(&fit.world).is_ok() { fit.world } else { World::standard() }
}

struct Fit {
    world: World,
    login: Option<String>,
}

/// What became of a command.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Taken,
    Refused,
    /// The log does not say; in logs that note refusals only, it was taken.
    Untold,
}

impl Fit {
    fn take(&mut self, exchange: &Exchange, after: &[Exchange]) {
        let reply = exchange.replies.iter().flatten().last().map(|lines| lines.join("\n"));
        let reply = reply.as_deref().unwrap_or_default();
        let outcome = match reply.as_bytes().first() {
            None => Outcome::Untold,
            Some(b'2' | b'3') => Outcome::Taken,
            Some(_) => Outcome::Refused,
        };
        let Some(said) = exchange.said.as_deref() else {
            return self.greeted(reply);
        };
        if starts(said, "EHLO") {
            self.offered(reply);
        } else if starts(said, "MAIL FROM:") {
            self.sender(address(said), outcome, reply);
        } else if starts(said, "RCPT TO:") {
            self.recipient(address(said), outcome, reply);
        } else if starts(said, "AUTH ") {
            self.logged_in(said, after, outcome);
        }
    }

    /// `220 mx.example.net ESMTP Postfix`
    fn greeted(&mut self, reply: &str) {
        let name = reply.get(4..).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
        if name.contains('.') && reply.starts_with("220") && world_text::is_domain(name) {
            name.clone_into(&mut self.world.host);
        }
    }

    /// `250-SIZE 10240000` (RFC 1870 section 3)
    fn offered(&mut self, reply: &str) {
        let sizes = reply.lines().filter_map(|line| line.get(4..)?.strip_prefix("SIZE "));
        let size = sizes.filter_map(|size| size.trim().parse().ok()).find(|size| (1..=100_000_000).contains(size));
        self.world.message_size_limit = size.unwrap_or(self.world.message_size_limit);
    }

    fn sender(&mut self, address: Option<(&str, &str)>, outcome: Outcome, reply: &str) {
        let Some((_, domain)) = address else { return };
        if outcome == Outcome::Refused {
            if says(reply, &["domain not found", "does not exist", "5.1.8", "4.1.8", "4.1.2"]) {
                self.world.zones.retain(|zone| !zone.name.eq_ignore_ascii_case(domain));
            }
        } else {
            self.know(domain);
        }
    }

    fn recipient(&mut self, address: Option<(&str, &str)>, outcome: Outcome, reply: &str) {
        let Some((user, domain)) = address else { return };
        let is_own = self.world.is_local_domain(domain);
        match outcome {
            Outcome::Refused if says(reply, &["relay", "not permitted"]) => {
                self.world.local_domains.retain(|own| !own.eq_ignore_ascii_case(domain));
                self.know(domain);
            }
            Outcome::Refused if says(reply, &["5.1.1", "unknown", "no such", "does not exist", "unrouteable"]) => {
                self.own(domain);
                self.world.users.retain(|known| !known.eq_ignore_ascii_case(user));
                self.world.system_accounts.retain(|known| !known.eq_ignore_ascii_case(user));
                self.world.aliases.retain(|(known, _)| !known.eq_ignore_ascii_case(user));
            }
            // Whatever else it was, it was not the address.
            Outcome::Refused => {}
            // Who is logged in may write to anywhere.
            Outcome::Taken | Outcome::Untold if self.login.is_some() && !is_own => self.know(domain),
            Outcome::Taken | Outcome::Untold => {
                self.own(domain);
                if !self.world.has_mailbox(user) && self.world.users.len() < MOST {
                    self.world.users.push(user.split_once('+').map_or(user, |(name, _)| name).to_ascii_lowercase());
                }
            }
        }
    }

    /// A name and a password that are in the log, and were taken (RFC 4616; AUTH LOGIN).
    fn logged_in(&mut self, said: &str, after: &[Exchange], outcome: Outcome) {
        let mut words = said.split_ascii_whitespace().skip(1);
        let mechanism = words.next().unwrap_or_default().to_ascii_uppercase();
        let lines = || after.iter().filter_map(|exchange| exchange.said.as_deref());
        let accepted = |from: usize| {
            let replies = after.get(from..).unwrap_or_default().iter().flat_map(|exchange| exchange.replies.iter().flatten().flatten());
            replies.map(String::as_str).next().is_some_and(|line| line.starts_with("235"))
        };
        let (name, password, is_taken) = match (mechanism.as_str(), words.next()) {
            ("PLAIN", Some(initial)) => {
                let Some((name, password)) = plain(initial) else { return self.logged_in_somehow(outcome == Outcome::Taken) };
                (name, password, outcome == Outcome::Taken)
            }
            ("PLAIN", None) => {
                let Some((name, password)) = lines().next().and_then(plain) else { return self.logged_in_somehow(accepted(0)) };
                (name, password, accepted(0))
            }
            ("LOGIN", None) => {
                let (name, password) = (lines().next().and_then(decoded), lines().nth(1).and_then(decoded));
                let (Some(name), Some(password)) = (name, password) else { return self.logged_in_somehow(accepted(1)) };
                (name, password, accepted(1))
            }
            _ => return self.logged_in_somehow(accepted(0)),
        };
        if !is_taken || self.world.logins.len() >= MOST {
            return self.logged_in_somehow(is_taken);
        }
        self.world.logins.retain(|login| login.name != name);
        if name.contains('@') {
            self.world.sender_owners.retain(|(address, _)| *address != name);
            self.world.sender_owners.push((name.clone(), name.clone()));
        }
        self.world.logins.push(Login { name: name.clone(), password });
        self.login = Some(name);
    }

    fn logged_in_somehow(&mut self, is_taken: bool) {
        if is_taken {
            self.login = Some(String::new());
        }
    }

    /// The domain is one of the server's own.
    fn own(&mut self, domain: &str) {
        if !self.world.is_local_domain(domain) && self.world.local_domains.len() < MOST && world_text::is_domain(domain) {
            self.world.local_domains.push(domain.to_owned());
        }
    }

    /// The domain is in the DNS.
    fn know(&mut self, domain: &str) {
        if self.world.zone(domain).is_none() && self.world.zones.len() < MOST && world_text::is_domain(domain) {
            self.world.zones.push(Zone { name: domain.to_owned(), mail_exchanger: true, address: true });
        }
    }
}

/// The two sides of the address in `MAIL FROM:<joe@example.org> SIZE=3`; nothing for the null reverse-path.
fn address(said: &str) -> Option<(&str, &str)> {
    let (_, path) = said.split_once(':')?;
    let path = path.trim_start();
    let path =
        path.strip_prefix('<').and_then(|path| path.split_once('>')).map_or_else(|| path.split(' ').next(), |(path, _)| Some(path))?;
    let (user, domain) = path.rsplit_once('@')?;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character);
    (!user.is_empty() && user.chars().all(is_plain)).then_some((user, domain))
}

fn says(reply: &str, words: &[&str]) -> bool {
    let reply = reply.to_ascii_lowercase();
    words.iter().any(|word| reply.contains(word))
}

fn decoded(line: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(line.trim()).ok()?).ok().filter(|text| !text.is_empty() && !text.chars().any(char::is_control))
}

/// Name and password (RFC 4616 section 2).
///
/// ```text
/// message = [authzid] UTF8NUL authcid UTF8NUL passwd
/// ```
fn plain(line: &str) -> Option<(String, String)> {
    let octets = STANDARD.decode(line.trim()).ok()?;
    let mut parts = std::str::from_utf8(&octets).ok()?.split('\0').skip(1);
    let (name, password) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let is_fine = |text: &String| !text.is_empty() && !text.chars().any(char::is_control);
    (is_fine(&name) && is_fine(&password)).then_some((name, password))
}
