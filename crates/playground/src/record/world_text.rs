//! The world as text that people can edit, field by field, and what can be wrong with it.
//!
//! A world in a share link comes from strangers: it is taken only if it is one that could be typed here.

mod edit;
mod problem;
mod read;

pub use self::edit::WorldEditError;
pub(super) use self::edit::edits;
pub use self::problem::{WorldError, WorldProblem};
use self::read::Reader;
use smtp_engine::session::World;

/// A field of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WorldField {
    /// The mailboxes, one a line.
    Users,
    /// Logins: name and password, one a line.
    Logins,
    /// Aliases and lists: `name: member, member`, one a line.
    Aliases,
    /// The domains whose mailboxes are here, one a line.
    LocalDomains,
    /// The DNS: a name and its records, `example.org MX A`, one a line.
    Zones,
    /// Who may send as whom: address and login, one a line.
    SenderOwners,
    /// The largest message, in octets.
    MessageSizeLimit,
    /// The most recipients of one message.
    RecipientLimit,
    /// Clients that mail is handed on for: addresses and networks, one a line.
    RelayClients,
    /// Planned failures: `rcpt=451-4.7.1*2`, one a line.
    Faults,
    /// The client's name.
    ClientName,
    /// The client's address.
    ClientAddress,
    /// The server's name.
    Host,
    /// The server's address.
    HostAddress,
    /// Accounts of the system, one a line.
    SystemAccounts,
}

impl WorldField {
    /// All of them, those first that are changed most.
    pub const ALL: [Self; 15] = [
        Self::Users,
        Self::Logins,
        Self::Aliases,
        Self::LocalDomains,
        Self::Zones,
        Self::SenderOwners,
        Self::MessageSizeLimit,
        Self::RecipientLimit,
        Self::RelayClients,
        Self::Faults,
        Self::ClientName,
        Self::ClientAddress,
        Self::Host,
        Self::HostAddress,
        Self::SystemAccounts,
    ];

    /// Its name in messages and in the document.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Logins => "logins",
            Self::Aliases => "aliases",
            Self::LocalDomains => "local-domains",
            Self::Zones => "zones",
            Self::SenderOwners => "sender-owners",
            Self::MessageSizeLimit => "message-size-limit",
            Self::RecipientLimit => "recipient-limit",
            Self::RelayClients => "relay-clients",
            Self::Faults => "faults",
            Self::ClientName => "client-name",
            Self::ClientAddress => "client-address",
            Self::Host => "host",
            Self::HostAddress => "host-address",
            Self::SystemAccounts => "system-accounts",
        }
    }

    /// Whether it has one value only.
    pub const fn is_single(self) -> bool {
        matches!(
            self,
            Self::MessageSizeLimit | Self::RecipientLimit | Self::ClientName | Self::ClientAddress | Self::Host | Self::HostAddress
        )
    }

    /// What `world` has there, one entry after the other.
    pub fn entries(self, world: &World) -> Vec<String> {
        let pair = |one: &str, two: &str| format!("{one} {two}");
        match self {
            Self::Users => world.users.clone(),
            Self::Logins => world.logins.iter().map(|login| pair(&login.name, &login.password)).collect(),
            Self::Aliases => world.aliases.iter().map(|(name, members)| format!("{name}: {}", members.join(", "))).collect(),
            Self::LocalDomains => world.local_domains.clone(),
            Self::Zones => world.zones.iter().map(zone).collect(),
            Self::SenderOwners => world.sender_owners.iter().map(|(address, login)| pair(address, login)).collect(),
            Self::MessageSizeLimit => vec![world.message_size_limit.to_string()],
            Self::RecipientLimit => vec![world.recipient_limit.to_string()],
            Self::RelayClients => world.relay_clients.clone(),
            Self::Faults => world.faults.iter().map(ToString::to_string).collect(),
            Self::ClientName => vec![world.client.name.clone()],
            Self::ClientAddress => vec![world.client.address.clone()],
            Self::Host => vec![world.host.clone()],
            Self::HostAddress => vec![world.host_address.clone()],
            Self::SystemAccounts => world.system_accounts.clone(),
        }
    }
}

fn zone(zone: &smtp_engine::session::Zone) -> String {
    let mut text = zone.name.clone();
    for (there, record) in [(zone.mail_exchanger, " MX"), (zone.address, " A")] {
        text.push_str(if there { record } else { "" });
    }
    text
}

/// The world as text, as it is being edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldText {
    texts: Vec<(WorldField, String)>,
    seed: u64,
}

impl WorldText {
    /// The text of `world`.
    pub fn of(world: &World) -> Self {
        let text = |field: WorldField| (field, field.entries(world).join("\n"));
        Self { texts: WorldField::ALL.map(text).into(), seed: world.seed }
    }

    /// What stands in `field`.
    pub fn get(&self, field: WorldField) -> &str {
        self.texts.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text)
    }

    /// Puts `text` into `field`.
    pub fn set(&mut self, field: WorldField, text: &str) {
        if let Some((_, known)) = self.texts.iter_mut().find(|(known, _)| *known == field) {
            text.clone_into(known);
        }
    }

    /// The world that it describes, or all that is wrong with it.
    pub fn read(&self) -> Result<World, Vec<WorldError>> {
        Reader::new(self).world(self.seed)
    }
}

/// Whether `name` can be the name of a domain.
pub(super) fn is_domain(name: &str) -> bool {
    read::domain(name).is_ok()
}

/// Whether `world` is one that could be typed; else the first thing that is wrong with it.
pub(super) fn check(world: &World) -> Result<(), String> {
    match WorldText::of(world).read() {
        Ok(read) if read == *world => Ok(()),
        Ok(_) => Err("it cannot be written as text".to_owned()),
        Err(errors) => Err(errors.first().map(ToString::to_string).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(field: WorldField, text: &str) -> Result<World, Vec<WorldError>> {
        let mut world = WorldText::of(&World::standard());
        world.set(field, text);
        world.read()
    }

    #[test]
    fn the_standard_world_is_read_as_it_was_written() {
        assert_eq!(WorldText::of(&World::standard()).read(), Ok(World::standard()));
        assert_eq!(check(&World::standard()), Ok(()));
    }

    #[test]
    fn every_field_can_be_changed() {
        use WorldField as F;
        let new = |field, text| changed(field, text).expect("a world");
        assert_eq!(new(F::Users, "alice\n bob \n\ncarol\ndave").users, ["alice", "bob", "carol", "dave"]);
        assert_eq!(new(F::Logins, "alice@example.com pass word\nbob@example.com x").logins[0].password, "pass word");
        assert_eq!(new(F::Aliases, "all: alice,bob").aliases, [("all".to_owned(), vec!["alice".to_owned(), "bob".to_owned()])]);
        assert_eq!(new(F::LocalDomains, "EXAMPLE.com").local_domains, ["EXAMPLE.com"]);
        assert_eq!(new(F::Zones, "a.example mx, a\nb.example").zones.iter().filter(|zone| zone.mail_exchanger).count(), 1);
        assert_eq!(new(F::SenderOwners, "x@example.com bob@example.com").sender_owners.len(), 1);
        assert_eq!(new(F::MessageSizeLimit, "1000").message_size_limit, 1000);
        assert_eq!(new(F::RecipientLimit, " 2 ").recipient_limit, 2);
        assert_eq!(new(F::Faults, "rcpt=greylist*1\nconnect=shutdown").faults.len(), 2);
        assert_eq!(new(F::ClientName, "laptop.example.net").client.name, "laptop.example.net");
        assert_eq!(new(F::ClientAddress, "2001:db8::1").client.address, "2001:db8::1");
        assert_eq!(new(F::RelayClients, "127.0.0.9\n192.0.2.0/24").relay_clients, ["127.0.0.9", "192.0.2.0/24"]);
        assert_eq!(new(F::Host, "mx.example.com").host, "mx.example.com");
        assert_eq!(new(F::HostAddress, "192.0.2.1").host_address, "192.0.2.1");
        assert_eq!(new(F::SystemAccounts, "").system_accounts.len(), 0);
    }

    #[test]
    fn what_is_wrong_is_said_with_field_and_line() {
        use WorldField as F;
        use WorldProblem as P;
        let wrong = |field, text: &str| {
            let error = changed(field, text).expect_err(text).into_iter().find(|error| error.field == field).expect(text);
            (error.line, error.problem)
        };
        let value = |text: &str| text.to_owned();
        assert_eq!(wrong(F::Users, "alice\nbob\ncarol\nmary ann"), (4, P::NotAUser(value("mary ann"))));
        assert_eq!(wrong(F::Users, "alice\nbob\ncarol\nALICE"), (4, P::Twice(value("ALICE"))));
        assert_eq!(wrong(F::Users, "a\u{0}"), (1, P::NotAUser(value("a\u{0}"))));
        assert_eq!(wrong(F::Users, &"a".repeat(400)), (1, P::TooLong));
        assert_eq!(wrong(F::Users, &"a\n".repeat(600)), (0, P::TooMany));
        assert_eq!(wrong(F::Logins, "alice@example.com"), (1, P::NoPassword(value("alice@example.com"))));
        assert_eq!(wrong(F::Aliases, "team alice"), (1, P::NoColon(value("team alice"))));
        assert_eq!(wrong(F::Aliases, "team:"), (1, P::NoMembers(value("team"))));
        assert_eq!(wrong(F::Aliases, "\nteam: dave"), (2, P::UnknownMember(value("dave"))));
        assert_eq!(wrong(F::LocalDomains, "  \n"), (0, P::Empty));
        assert_eq!(wrong(F::LocalDomains, "a..b"), (1, P::NotADomain(value("a..b"))));
        assert_eq!(wrong(F::Zones, "example.org TXT"), (1, P::UnknownRecord(value("TXT"))));
        assert_eq!(wrong(F::SenderOwners, "a@b"), (1, P::NoLogin(value("a@b"))));
        assert_eq!(wrong(F::MessageSizeLimit, "ten"), (1, P::NotANumber { value: value("ten"), least: 1, most: 100_000_000 }));
        assert_eq!(wrong(F::RecipientLimit, "0"), (1, P::NotANumber { value: value("0"), least: 1, most: 10_000 }));
        assert_eq!(wrong(F::Faults, "rcpt"), (1, P::FaultForm(value("rcpt"))));
        assert_eq!(wrong(F::Faults, "rset=550"), (1, P::FaultStage(value("rset"))));
        assert_eq!(wrong(F::Faults, "rcpt=250"), (1, P::FaultFailure(value("250"))));
        assert_eq!(wrong(F::Faults, "rcpt=550*x"), (1, P::FaultTimes(value("x"))));
        assert_eq!(wrong(F::ClientAddress, "127.0.0.256"), (1, P::NotAnAddress(value("127.0.0.256"))));
        assert_eq!(wrong(F::RelayClients, "127.0.0.0/33"), (1, P::NotAnAddress(value("127.0.0.0/33"))));
        assert_eq!(wrong(F::Host, "a\r\n250 b"), (0, P::Several));
        assert_eq!(wrong(F::Host, ""), (0, P::Empty));
    }

    #[test]
    fn a_world_of_strangers_must_be_one_that_can_be_typed() {
        let host = |host: &str| check(&World { host: host.into(), ..World::standard() });
        assert!(host("x\r\n250 y").is_err());
        assert!(host("<script>").is_err());
        assert_eq!(check(&World { seed: 7, ..World::standard() }), Ok(()));
        assert!(check(&World { message_size_limit: u64::MAX, ..World::standard() }).is_err());
        assert!(check(&World { users: vec!["a\nb".into()], ..World::standard() }).is_err());
    }
}
