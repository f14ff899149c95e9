use std::net::IpAddr;

use super::{WorldError, WorldField, WorldProblem, WorldText};
use smtp_engine::session::faults::FaultPlanError;
use smtp_engine::session::{Client, Login, Network, PlannedFault, World, Zone};
use smtp_engine::syntax::{DomainKind, check_domain};
use smtp_engine::wire::Span;

/// No field has more lines.
const MOST_LINES: usize = 500;
/// No line is longer; no address is (RFC 5321 section 4.5.3.1).
const LONGEST_LINE: usize = 320;
/// The most octets of a message that can be allowed.
const LARGEST_MESSAGE: u64 = 100_000_000;
/// The most recipients that can be allowed.
const MOST_RECIPIENTS: u64 = 10_000;

/// Reads the fields one by one and collects what is wrong.
pub(super) struct Reader<'t> {
    text: &'t WorldText,
    errors: Vec<WorldError>,
}

type Read<T> = Result<T, WorldProblem>;

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t WorldText) -> Self {
        Self { text, errors: Vec::new() }
    }

    pub(super) fn world(mut self, seed: u64) -> Result<World, Vec<WorldError>> {
        use WorldField as F;
        let users = self.lines(F::Users, |name| user(name).map(str::to_owned));
        let system_accounts = self.lines(F::SystemAccounts, |name| user(name).map(str::to_owned));
        let mut aliases = self.lines(F::Aliases, alias);
        self.unknown_members(&mut aliases, &[&users, &system_accounts]);
        let logins = self.lines(F::Logins, login);
        let sender_owners = self.lines(F::SenderOwners, owner);
        let local_domains = self.lines(F::LocalDomains, |name| domain(name).map(str::to_owned));
        if local_domains.is_empty() && self.is_fine(F::LocalDomains) {
            self.wrong(F::LocalDomains, 0, WorldProblem::Empty);
        }
        let world = World {
            host: self.one(F::Host, |name| domain(name).map(str::to_owned)),
            host_address: self.one(F::HostAddress, |text| address(text).map(str::to_owned)),
            client: Client {
                name: self.one(F::ClientName, |name| domain(name).map(str::to_owned)),
                address: self.one(F::ClientAddress, |text| address(text).map(str::to_owned)),
            },
            zones: self.lines(F::Zones, zone),
            message_size_limit: self.one(F::MessageSizeLimit, |text| number(text, LARGEST_MESSAGE)),
            recipient_limit: usize::try_from(self.one(F::RecipientLimit, |text| number(text, MOST_RECIPIENTS))).unwrap_or_default(),
            faults: self.lines(F::Faults, fault),
            relay_clients: self.lines(F::RelayClients, |text| network(text).map(str::to_owned)),
            local_domains,
            users,
            system_accounts,
            aliases,
            logins,
            sender_owners,
            seed,
        };
        self.twice(F::Users, &world.users);
        self.twice(F::Logins, &world.logins.iter().map(|login| login.name.clone()).collect::<Vec<_>>());
        self.twice(F::Aliases, &world.aliases.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>());
        self.twice(F::Zones, &world.zones.iter().map(|zone| zone.name.clone()).collect::<Vec<_>>());
        if self.errors.is_empty() { Ok(world) } else { Err(self.errors) }
    }

    fn wrong(&mut self, field: WorldField, line: usize, problem: WorldProblem) {
        self.errors.push(WorldError { field, line, problem });
    }

    fn is_fine(&self, field: WorldField) -> bool {
        self.errors.iter().all(|error| error.field != field)
    }

    /// The lines of `field` that are not empty, each read by `read`.
    fn lines<T>(&mut self, field: WorldField, read: impl Fn(&str) -> Read<T>) -> Vec<T> {
        let text = self.text.get(field);
        if text.lines().count() > MOST_LINES {
            self.wrong(field, 0, WorldProblem::TooMany);
            return Vec::new();
        }
        let mut found = Vec::new();
        for (number, line) in numbered(text) {
            match if line.len() > LONGEST_LINE { Err(WorldProblem::TooLong) } else { read(line) } {
                Ok(value) => found.push(value),
                Err(problem) => self.wrong(field, number, problem),
            }
        }
        found
    }

    /// The one value of `field`.
    fn one<T: Default>(&mut self, field: WorldField, read: impl Fn(&str) -> Read<T>) -> T {
        let mut found = self.lines(field, read);
        if found.len() > 1 || (found.len() == 1 && !self.is_fine(field)) {
            self.errors.retain(|error| error.field != field);
            self.wrong(field, 0, WorldProblem::Several);
        } else if found.is_empty() && self.is_fine(field) {
            self.wrong(field, 0, WorldProblem::Empty);
        }
        found.pop().unwrap_or_default()
    }

    /// Says which of `names`, the entries of `field`, stand there twice.
    fn twice(&mut self, field: WorldField, names: &[String]) {
        if !self.is_fine(field) {
            return;
        }
        let again = names.iter().enumerate().find(|(place, name)| names.iter().take(*place).any(|other| other.eq_ignore_ascii_case(name)));
        let line = again.and_then(|(place, _)| numbered(self.text.get(field)).nth(place)).map_or(0, |(number, _)| number);
        if let Some((_, name)) = again {
            self.wrong(field, line, WorldProblem::Twice(name.clone()));
        }
    }

    /// Says which members of `aliases` are neither one of `names` nor an alias.
    fn unknown_members(&mut self, aliases: &mut [(String, Vec<String>)], names: &[&[String]]) {
        if !self.is_fine(WorldField::Aliases) || !self.is_fine(WorldField::Users) {
            return;
        }
        let known = |member: &str| {
            let name = member.split_once('+').map_or(member, |(name, _)| name);
            names.iter().copied().flatten().any(|user| user.eq_ignore_ascii_case(name))
                || aliases.iter().any(|(alias, _)| alias.eq_ignore_ascii_case(name))
        };
        let unknown: Vec<(usize, String)> = numbered(self.text.get(WorldField::Aliases))
            .zip(aliases.iter())
            .filter_map(|((line, _), (_, members))| members.iter().find(|member| !known(member)).map(|member| (line, member.clone())))
            .collect();
        for (line, member) in unknown {
            self.wrong(WorldField::Aliases, line, WorldProblem::UnknownMember(member));
        }
    }
}

/// The lines that are not empty, with their numbers from 1.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(place, line)| (place + 1, line.trim())).filter(|(_, line)| !line.is_empty())
}

/// A name as it stands before the `@` without quotes (RFC 5321 section 4.1.2, Dot-string).
fn user(name: &str) -> Read<&str> {
    let plain = |character: char| character.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character);
    let dots = name.starts_with('.') || name.ends_with('.') || name.contains("..");
    let fine = !name.is_empty() && name.len() <= 64 && !dots && name.chars().all(plain);
    if fine { Ok(name) } else { Err(WorldProblem::NotAUser(name.to_owned())) }
}

pub(super) fn domain(name: &str) -> Read<&str> {
    let mut faults = Vec::new();
    let kind = check_domain(name.as_bytes(), Span::new(0, name.len()), &mut faults);
    let fine = kind == DomainKind::Name && faults.is_empty() && !name.contains(char::is_whitespace);
    if fine { Ok(name) } else { Err(WorldProblem::NotADomain(name.to_owned())) }
}

fn address(text: &str) -> Read<&str> {
    text.parse::<IpAddr>().map(|_| text).map_err(|_| WorldProblem::NotAnAddress(text.to_owned()))
}

fn network(text: &str) -> Read<&str> {
    Network::read(text).map(|_| text).ok_or_else(|| WorldProblem::NotAnAddress(text.to_owned()))
}

fn number(text: &str, most: u64) -> Read<u64> {
    let wrong = || WorldProblem::NotANumber { value: text.to_owned(), least: 1, most };
    text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or_else(wrong)
}

fn alias(line: &str) -> Read<(String, Vec<String>)> {
    let (name, members) = line.split_once(':').ok_or_else(|| WorldProblem::NoColon(line.to_owned()))?;
    let name = user(name.trim())?.to_owned();
    let members = members.split(',').map(str::trim).filter(|member| !member.is_empty());
    let members = members.map(|member| user(member).map(str::to_owned)).collect::<Read<Vec<_>>>()?;
    if members.is_empty() { Err(WorldProblem::NoMembers(name)) } else { Ok((name, members)) }
}

fn login(line: &str) -> Read<Login> {
    match line.split_once(char::is_whitespace).map(|(name, password)| (name, password.trim())) {
        Some((name, password)) if !password.is_empty() && !line.contains(char::is_control) => {
            Ok(Login { name: name.to_owned(), password: password.to_owned() })
        }
        _ => Err(WorldProblem::NoPassword(line.to_owned())),
    }
}

/// The login need not be known: nobody can log in with it then.
fn owner(line: &str) -> Read<(String, String)> {
    match line.split_once(char::is_whitespace).map(|(sender, login)| (sender, login.trim())) {
        Some((sender, login)) if !line.contains(char::is_control) => Ok((sender.to_owned(), login.to_owned())),
        _ => Err(WorldProblem::NoLogin(line.to_owned())),
    }
}

fn zone(line: &str) -> Read<Zone> {
    let mut words = line.split([' ', '\t', ',']).filter(|word| !word.is_empty());
    let mut zone = Zone { name: domain(words.next().unwrap_or_default())?.to_owned(), mail_exchanger: false, address: false };
    for record in words {
        match record.to_ascii_uppercase().as_str() {
            "MX" => zone.mail_exchanger = true,
            "A" | "AAAA" => zone.address = true,
            _ => return Err(WorldProblem::UnknownRecord(record.to_owned())),
        }
    }
    Ok(zone)
}

fn fault(line: &str) -> Read<PlannedFault> {
    line.parse().map_err(|error| match error {
        FaultPlanError::NoStage(text) => WorldProblem::FaultForm(text),
        FaultPlanError::Stage(text) => WorldProblem::FaultStage(text),
        FaultPlanError::Failure(text) => WorldProblem::FaultFailure(text),
        FaultPlanError::Times(text) => WorldProblem::FaultTimes(text),
    })
}
