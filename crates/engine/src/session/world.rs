use std::net::IpAddr;

use serde::{Deserialize, Serialize};

use super::{Mailbox, PlannedFault};

/// The client as the server sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    /// Its name, as the DNS gives it forwards and backwards.
    pub name: String,
    /// Its address.
    pub address: String,
}

/// A login.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Login {
    /// The name.
    pub name: String,
    /// The password. It protects nothing: all of this is invented.
    pub password: String,
}

/// A name in the invented DNS.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Zone {
    /// The name.
    pub name: String,
    /// It has an MX record.
    pub mail_exchanger: bool,
    /// It has an address record.
    pub address: bool,
}

/// Everything outside the session that a server would ask: mailboxes, aliases, logins, the DNS.
/// The standard one is the world of the recordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// The server's name.
    pub host: String,
    /// The server's address.
    pub host_address: String,
    /// The domains whose mailboxes are here.
    pub local_domains: Vec<String>,
    /// The mailboxes.
    pub users: Vec<String>,
    /// Accounts of the system; a server that knows all accounts of its machine takes mail for them too.
    pub system_accounts: Vec<String>,
    /// The clients that it hands mail on for, wherever it goes: addresses, and networks as `192.0.2.0/24`. Postfix has them as
    /// `mynetworks`, Exim as `relay_from_hosts`; with `0.0.0.0/0` it is an open relay. No recorded server had any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relay_clients: Vec<String>,
    /// Aliases: name and what it stands for.
    pub aliases: Vec<(String, Vec<String>)>,
    /// The logins.
    pub logins: Vec<Login>,
    /// Which sender address belongs to which login.
    pub sender_owners: Vec<(String, String)>,
    /// The names in the DNS; every other name does not exist.
    pub zones: Vec<Zone>,
    /// The client.
    pub client: Client,
    /// The largest message, in octets.
    pub message_size_limit: u64,
    /// The most recipients of one message.
    pub recipient_limit: usize,
    /// Failures on demand.
    #[serde(default)]
    pub faults: Vec<PlannedFault>,
    /// The number that challenges are made from.
    pub seed: u64,
}

/// Domains that people write their own address with. They are in the DNS of the standard world, with nobody in them: an
/// address there is taken as a sender, and as a recipient it is one that would have to be relayed.
const PUBLIC_DOMAINS: &[&str] = &[
    "gmail.com",
    "outlook.com",
    "hotmail.com",
    "yahoo.com",
    "icloud.com",
    "qq.com",
    "foxmail.com",
    "163.com",
    "126.com",
    "sina.com",
    "aliyun.com",
];

/// An address, or all that begin with the same bits.
pub struct Network {
    address: IpAddr,
    bits: u32,
}

impl Network {
    /// Reads `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`.
    pub fn read(text: &str) -> Option<Self> {
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Some(most), |bits| bits.parse().ok())?;
        (bits <= most).then_some(Self { address, bits })
    }

    /// Whether `address` is one of it.
    pub fn holds(&self, address: IpAddr) -> bool {
        let differ = match (self.address, address) {
            (IpAddr::V4(own), IpAddr::V4(other)) => u128::from(own.to_bits() ^ other.to_bits()) << 96,
            (IpAddr::V6(own), IpAddr::V6(other)) => own.to_bits() ^ other.to_bits(),
            _ => return false,
        };
        differ.leading_zeros() >= self.bits
    }
}

impl Default for World {
    fn default() -> Self {
        Self::standard()
    }
}

impl World {
    /// The world of the recordings: mail.example.com, with alice, bob, carol and the list `team`.
    pub fn standard() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let alias = |name: &str, members: &[&str]| (name.to_owned(), owned(members));
        let login = |name: &str, password: &str| Login { name: name.into(), password: password.into() };
        let zone = |name: &str, mail_exchanger, address| Zone { name: name.into(), mail_exchanger, address };
        let owner = |address: &str, login: &str| (address.to_owned(), login.to_owned());
        Self {
            host: "mail.example.com".into(),
            host_address: "127.0.0.25".into(),
            local_domains: owned(&["mail.example.com", "example.com", "localhost.localdomain", "localhost"]),
            users: owned(&["alice", "bob", "carol"]),
            system_accounts: owned(&[
                "root", "daemon", "bin", "sys", "sync", "games", "man", "lp", "mail", "news", "uucp", "proxy", "www-data", "backup",
                "list", "irc", "_apt", "nobody",
            ]),
            relay_clients: Vec::new(),
            aliases: vec![
                alias("mailer-daemon", &["postmaster"]),
                alias("postmaster", &["carol"]),
                alias("root", &["carol"]),
                alias("team", &["alice", "bob"]),
            ],
            logins: vec![login("alice@example.com", "wonderland"), login("bob@example.com", "builder")],
            sender_owners: vec![
                owner("alice@example.com", "alice@example.com"),
                owner("team@example.com", "alice@example.com"),
                owner("bob@example.com", "bob@example.com"),
                owner("carol@example.com", "carol@example.com"),
            ],
            zones: [
                zone("localhost", false, true),
                zone("example.com", true, true),
                zone("mail.example.com", false, true),
                zone("client.example.org", false, true),
                zone("example.org", true, true),
                zone("mx.example.org", false, true),
                zone("example.net", true, false),
                zone("mx.example.net", false, true),
                zone("nomx.example.org", false, true),
            ]
            .into_iter()
            .chain(PUBLIC_DOMAINS.iter().map(|name| zone(name, true, true)))
            .collect(),
            client: Client { name: "client.example.org".into(), address: "127.0.0.9".into() },
            message_size_limit: 10_240_000,
            recipient_limit: 100,
            faults: Vec::new(),
            seed: 1,
        }
    }

    /// Whether mail for `domain` (a name or an address literal) is for this server.
    pub fn is_local_domain(&self, domain: &str) -> bool {
        self.local_domains.iter().any(|local| local.eq_ignore_ascii_case(domain))
            || domain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) == Some(self.host_address.as_str())
    }

    /// Whether the client may send mail to anywhere.
    pub fn relays_for_client(&self) -> bool {
        let Ok(client) = self.client.address.parse() else { return false };
        self.relay_clients.iter().filter_map(|entry| Network::read(entry)).any(|network| network.holds(client))
    }

    /// The zone of `name`.
    pub fn zone(&self, name: &str) -> Option<&Zone> {
        self.zones.iter().find(|zone| zone.name.eq_ignore_ascii_case(name))
    }

    /// What `name` stands for, where it is an alias.
    pub fn alias(&self, name: &str) -> Option<&[String]> {
        self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)).map(|(_, members)| members.as_slice())
    }

    /// The mailboxes that mail for `local_part` is put into; empty where there is none. What stands
    /// after a `+` is the user's own affair (plus addressing).
    pub fn mailboxes(&self, local_part: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        // An alias may name itself, or a ring of others: no name is looked up twice.
        let mut seen: Vec<&str> = Vec::new();
        let mut waiting = vec![local_part];
        while let Some(next) = waiting.pop() {
            let name = next.split_once('+').map_or(next, |(name, _)| name);
            match self.aliases.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(name)) {
                Some((alias, members)) if seen.len() < 1000 && !seen.contains(&alias.as_str()) => {
                    seen.push(alias);
                    waiting.extend(members.iter().rev().map(String::as_str));
                }
                _ => {
                    let known = self.users.iter().chain(&self.system_accounts).find(|user| user.eq_ignore_ascii_case(name));
                    found.extend(known.filter(|user| !found.contains(user)).cloned());
                }
            }
        }
        found
    }

    /// Whether there is a mailbox or alias of that name, with or without `+` and more.
    pub fn has_mailbox(&self, local_part: &str) -> bool {
        let name = local_part.split_once('+').map_or(local_part, |(name, _)| name);
        [local_part, name].into_iter().any(|name| {
            let same = |known: &String| known.eq_ignore_ascii_case(name);
            self.users.iter().any(same) || self.system_accounts.iter().any(same) || self.alias(name).is_some()
        })
    }

    /// The password of `login`.
    pub fn password(&self, login: &str) -> Option<&str> {
        self.logins.iter().find(|known| known.name == login).map(|known| known.password.as_str())
    }

    /// The domain that is put after an address without one.
    pub fn origin(&self) -> &str {
        let qualified = |domain: &&String| **domain != self.host && domain.contains('.');
        self.local_domains.iter().find(qualified).unwrap_or(&self.host)
    }

    /// The login that `sender` belongs to.
    pub fn owner(&self, sender: &Mailbox) -> Option<&str> {
        let domain = sender.domain_name().unwrap_or(self.origin());
        let name = sender.local_part.split_once('+').map_or(sender.local_part.as_str(), |(name, _)| name);
        let is_of = |owned: &str, local_part: &str| {
            owned.split_at_checked(local_part.len()).is_some_and(|(start, rest)| {
                start.eq_ignore_ascii_case(local_part) && rest.strip_prefix('@').is_some_and(|rest| rest.eq_ignore_ascii_case(domain))
            })
        };
        self.sender_owners.iter().find(|(owned, _)| is_of(owned, &sender.local_part) || is_of(owned, name)).map(|(_, login)| login.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_what_begins_with_its_bits() {
        let holds =
            |network: &str, address: &str| Network::read(network).map(|network| network.holds(address.parse().expect("an address")));
        assert_eq!(holds("192.0.2.0/24", "192.0.2.255"), Some(true));
        assert_eq!(holds("192.0.2.0/24", "192.0.3.0"), Some(false));
        assert_eq!(holds("192.0.2.7", "192.0.2.7"), Some(true));
        assert_eq!(holds("192.0.2.7", "192.0.2.6"), Some(false));
        assert_eq!(holds("0.0.0.0/0", "203.0.113.9"), Some(true));
        assert_eq!(holds("0.0.0.0/0", "2001:db8::1"), Some(false));
        assert_eq!(holds("2001:db8::/32", "2001:db8:ffff::1"), Some(true));
        assert_eq!(holds("2001:db8::/32", "2001:db9::1"), Some(false));
        assert_eq!(holds("::/0", "2001:db8::1"), Some(true));
        for wrong in ["", "/", "192.0.2.0/33", "192.0.2.0/", "192.0.2/24", "::/129", "example.org", "192.0.2.0/-1"] {
            assert!(Network::read(wrong).is_none(), "{wrong}");
        }
    }
}
