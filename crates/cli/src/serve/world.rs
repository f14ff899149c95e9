//! The world of the servers from a file and options: users, aliases, domains, logins, limits.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use playground::record::{WorldEditError, WorldError, WorldField, WorldText};
use smtp_engine::session::{PlannedFault, World};

/// The options about the world.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "The world")]
pub(super) struct WorldArguments {
    /// Change the world by the lines of FILE, such as `users = +dora`; see below.
    #[arg(long, value_name = "FILE")]
    world: Option<PathBuf>,
    /// One such line; may be given again.
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// One mailbox more.
    #[arg(long, value_name = "NAME")]
    user: Vec<String>,
    /// One alias or list more, such as `info:carol` or `all:alice,bob`.
    #[arg(long, value_name = "NAME:MEMBERS")]
    alias: Vec<String>,
    /// One domain more whose mailboxes are here.
    #[arg(long, value_name = "DOMAIN")]
    domain: Vec<String>,
    /// One login more, or another password for one that there is. It may send as its own address.
    #[arg(long, value_name = "NAME:PASSWORD")]
    login: Vec<String>,
    /// The largest message, in octets.
    #[arg(long, value_name = "OCTETS")]
    size_limit: Option<u64>,
    /// The most recipients of one message.
    #[arg(long, value_name = "COUNT")]
    recipient_limit: Option<u32>,
    /// Fail on purpose, and so often; may be given again. `rcpt=451-4.7.1*2` refuses the first two recipients,
    /// `connect=shutdown` every client. Stages and failures are listed below.
    #[arg(long = "fault", value_name = "STAGE=FAILURE[*TIMES]")]
    faults: Vec<PlannedFault>,
}

/// Why a world cannot be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum WorldFileError {
    /// The file cannot be read.
    #[error("cannot read the world in {0}")]
    Read(PathBuf, #[source] io::Error),
    /// A line of it cannot be understood.
    #[error("{0}:{1}")]
    Line(PathBuf, usize, #[source] WorldEditError),
    /// `--set` cannot be understood.
    #[error("--set {0}")]
    Set(String, #[source] WorldEditError),
    /// Not NAME:SOMETHING.
    #[error("{0} takes NAME:{1}, not '{2}'")]
    Pair(&'static str, &'static str, String),
    /// What is described is no world.
    #[error("the world cannot be as described: {0}")]
    World(String),
}

impl WorldArguments {
    /// The world that they describe.
    pub(super) fn world(&self) -> Result<World, WorldFileError> {
        let mut text = WorldText::of(&World::standard());
        if let Some(path) = &self.world {
            read_file(path, &mut text)?;
        }
        for edit in &self.set {
            text.edit(edit).map_err(|error| WorldFileError::Set(edit.clone(), error))?;
        }
        for name in &self.user {
            add(&mut text, WorldField::Users, name, |line| line.eq_ignore_ascii_case(name));
        }
        for name in &self.domain {
            add(&mut text, WorldField::LocalDomains, name, |line| line.eq_ignore_ascii_case(name));
        }
        for alias in &self.alias {
            let (name, members) = pair("--alias", "MEMBERS", alias)?;
            let start = format!("{name}:");
            add(&mut text, WorldField::Aliases, &format!("{name}: {members}"), |line| line.starts_with(&start));
        }
        for login in &self.login {
            let (name, password) = pair("--login", "PASSWORD", login)?;
            let start = format!("{name} ");
            add(&mut text, WorldField::Logins, &format!("{name} {password}"), |line| line.starts_with(&start));
            add(&mut text, WorldField::SenderOwners, &format!("{name} {name}"), |line| line.starts_with(&start));
        }
        if let Some(octets) = self.size_limit {
            text.set(WorldField::MessageSizeLimit, &octets.to_string());
        }
        if let Some(count) = self.recipient_limit {
            text.set(WorldField::RecipientLimit, &count.to_string());
        }
        let told = |errors: Vec<WorldError>| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let mut world = text.read().map_err(|errors| WorldFileError::World(told(errors)))?;
        world.faults.extend(&self.faults);
        Ok(world)
    }
}

/// The lines of the file; empty ones and those that begin with # say nothing. `@world` may stand before each, as in
/// dialogue files.
fn read_file(path: &Path, text: &mut WorldText) -> Result<(), WorldFileError> {
    let file = fs::read_to_string(path).map_err(|error| WorldFileError::Read(path.to_owned(), error))?;
    for (number, line) in file.lines().enumerate() {
        let line = line.trim();
        let line = line.strip_prefix("@world ").unwrap_or(line);
        if !line.is_empty() && !line.starts_with('#') {
            text.edit(line).map_err(|error| WorldFileError::Line(path.to_owned(), number + 1, error))?;
        }
    }
    Ok(())
}

/// Puts `entry` into `field`, in the place of what is the same.
fn add(text: &mut WorldText, field: WorldField, entry: &str, same: impl Fn(&str) -> bool) {
    let kept = text.get(field).lines().filter(|line| !same(line));
    let all: Vec<&str> = kept.chain([entry]).collect();
    let all = all.join("\n");
    text.set(field, &all);
}

fn pair<'g>(option: &'static str, what: &'static str, given: &'g str) -> Result<(&'g str, &'g str), WorldFileError> {
    given
        .split_once(':')
        .filter(|(name, rest)| !name.is_empty() && !rest.is_empty())
        .ok_or_else(|| WorldFileError::Pair(option, what, given.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        arguments: WorldArguments,
    }

    fn world(words: &[&str]) -> Result<World, String> {
        let line = Line::try_parse_from([&["x"], words].concat()).map_err(|error| error.to_string())?;
        line.arguments
            .world()
            .map_err(|error| std::error::Error::source(&error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}")))
    }

    #[test]
    fn a_world_is_described_by_options() {
        let world = world(&[
            "--user",
            "dora",
            "--user",
            "alice",
            "--alias",
            "info:dora,bob",
            "--domain",
            "example.net",
            "--login",
            "dora@example.net:secret:1",
            "--login",
            "alice@example.com:new",
            "--size-limit",
            "5000",
            "--recipient-limit",
            "3",
            "--set",
            "host = mx.example.net",
            "--fault",
            "rcpt=451-4.7.1*2",
        ])
        .expect("a world");
        assert_eq!(world.users, ["bob", "carol", "dora", "alice"]);
        assert_eq!(world.alias("info"), Some(["dora".to_owned(), "bob".to_owned()].as_slice()));
        assert!(world.is_local_domain("example.net"));
        assert_eq!((world.password("dora@example.net"), world.password("alice@example.com")), (Some("secret:1"), Some("new")));
        assert_eq!((world.message_size_limit, world.recipient_limit, world.host.as_str()), (5000, 3, "mx.example.net"));
        assert_eq!(world.faults.len(), 1);
    }

    #[test]
    fn a_world_is_described_by_a_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("world.txt");
        let name = path.to_str().expect("a name");
        fs::write(&path, "# ours\n\nusers = +dora\n@world logins =\n").expect("written");
        let world_of = world(&["--world", name]).expect("a world");
        assert!(world_of.users.contains(&"dora".to_owned()) && world_of.logins.is_empty());
        fs::write(&path, "users = +dora\nmailboxes = x\n").expect("written");
        assert!(world(&["--world", name]).expect_err("no field").contains("world.txt:2: the world has no field \"mailboxes\""));
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert!(world(&["--user", "mary ann"]).expect_err("no name").contains("\"mary ann\" is no name of a mailbox"));
        assert!(world(&["--alias", "info"]).expect_err("no members").contains("--alias takes NAME:MEMBERS, not 'info'"));
        assert!(world(&["--set", "users"]).expect_err("no value").contains("write FIELD = VALUE"));
        assert!(world(&["--world", "/nothing/here"]).expect_err("no file").contains("/nothing/here"));
        assert!(world(&["--recipient-limit", "0"]).expect_err("no limit").contains("recipient-limit"));
    }
}
