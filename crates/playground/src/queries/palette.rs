//! What can be said now, and why the rest cannot.

use super::scene::Scene;
use crate::record::Timeline;
use smtp_engine::session::{Effect, Input, Mechanism, Reply};
use smtp_engine::spec::{COMMANDS, Category, CommandSpec, Need, ReplyClass, ReplyCode, ReplyKey, State, Verb};

/// Whether a command can be said now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Availability {
    /// Yes.
    Now,
    /// Something must come first, or must not have been.
    Needs(Need),
    /// TLS must come first on this server.
    NeedsTls,
    /// A login must come first on this server.
    NeedsLogin,
    /// This server does not have it.
    NotHere,
    /// No command at all is read now.
    NoCommands,
}

/// A command of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its verb.
    pub verb: Verb,
    /// Whether it can be said now.
    pub availability: Availability,
    /// A line that makes sense now.
    pub example: String,
}

/// The groups of the palette, in order.
pub const GROUPS: [Category; 3] = [Category::Session, Category::Auth, Category::Message];

/// The commands of `group`, always the same ones in the same order. A vendor's own are for the reference.
pub fn commands(group: Category) -> impl Iterator<Item = &'static CommandSpec> {
    COMMANDS.iter().filter(move |row| row.category == group && !row.vendor)
}

/// Every command, in the order of the table.
pub fn palette(timeline: &Timeline) -> Vec<Entry> {
    entries(Scene::of(timeline))
}

/// The same, for any moment.
pub fn entries(scene: Scene<'_>) -> Vec<Entry> {
    COMMANDS.iter().map(|row| Entry { verb: row.verb, availability: availability(row, scene), example: example_in(row, scene) }).collect()
}

/// What the server would say to `line` now. Asks a copy of the session, so it cannot be wrong.
pub fn would_say(scene: Scene<'_>, line: &str) -> Option<Reply> {
    let mut session = scene.session.clone();
    let mut effects = Vec::new();
    session.handle(Input::Octets(format!("{line}\r\n").as_bytes()), scene.server, scene.world, &mut effects);
    effects.into_iter().find_map(|effect| match effect {
        Effect::Reply(reply) => Some(reply),
        _ => None,
    })
}

/// Whether the command of `row` can be said, and if not, why.
pub fn availability(row: &CommandSpec, scene: Scene<'_>) -> Availability {
    let session = scene.session;
    let state = session.state();
    if !state.takes_commands() || session.reads_data() {
        return Availability::NoCommands;
    }
    let no_auth = row.verb == Verb::Auth && !scene.server.offers_auth();
    if no_auth || scene.server.rule(row.verb).is_none() {
        return Availability::NotHere;
    }
    // TLS comes first even where something else is missing too.
    let reply = would_say(scene, &example_in(row, scene)).map(|reply| reply.key);
    match reply {
        Some(ReplyKey::TlsRequired | ReplyKey::AuthNeedsTls) => return Availability::NeedsTls,
        Some(ReplyKey::AuthDisabled | ReplyKey::UnknownCommand) => return Availability::NotHere,
        _ => {}
    }
    let unmet = row.unmet_in(state).or_else(|| {
        row.needs.iter().copied().find(|need| match need {
            Need::NoTls => session.tls(),
            Need::NoLogin => session.login().is_some(),
            _ => false,
        })
    });
    match (unmet, reply) {
        (Some(need), _) => Availability::Needs(need),
        (None, Some(ReplyKey::AuthRequired)) => Availability::NeedsLogin,
        (None, _) => Availability::Now,
    }
}

/// A line to try that fits who is calling, who is logged in and who was named already.
pub fn example(row: &CommandSpec, timeline: &Timeline) -> String {
    example_in(row, Scene::of(timeline))
}

/// The same, for any moment.
pub fn example_in(row: &CommandSpec, Scene { session, server, world }: Scene<'_>) -> String {
    match row.verb {
        Verb::Ehlo | Verb::Helo => format!("{} {}", row.verb.name(), world.client.name),
        Verb::Auth => {
            let offered = server.auth.mechanisms;
            // The two that a person can answer by hand, else whatever there is.
            let easy = [Mechanism::Login, Mechanism::Plain].into_iter().find(|mechanism| offered.contains(mechanism));
            format!("AUTH {}", easy.or(offered.first().copied()).unwrap_or(Mechanism::Login).name())
        }
        Verb::Mail => match session.login() {
            Some(login) => format!("MAIL FROM:<{login}>"),
            None => row.samples.first().copied().unwrap_or_default().to_owned(),
        },
        Verb::Rcpt => {
            let named = session.transaction().map_or(&[][..], |open| open.forward_paths.as_slice());
            let domain = world.local_domains.iter().find(|domain| world.zone(domain).is_some_and(|zone| zone.mail_exchanger));
            let domain = domain.map_or(world.host.as_str(), String::as_str);
            let fresh =
                |user: &&String| named.iter().all(|path| path.local_part != **user) && session.login() != Some(&format!("{user}@{domain}"));
            // The second user first: bob, to whom the story's mail goes.
            let user = world.users.iter().skip(1).chain(world.users.first()).find(fresh).or(world.users.first());
            format!("RCPT TO:<{}@{domain}>", user.map_or("postmaster", String::as_str))
        }
        _ => row.samples.first().copied().unwrap_or_default().to_owned(),
    }
}

/// A reply that a command can get: its number in the server's words, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Possible {
    /// Its number.
    pub code: ReplyCode,
    /// Its class.
    pub class: ReplyClass,
    /// Its key.
    pub key: ReplyKey,
}

/// The replies that `timeline`'s server can give to `verb`, by number.
pub fn replies(timeline: &Timeline, verb: Verb) -> Vec<Possible> {
    let wording = timeline.server().words.wording;
    let row = smtp_engine::spec::command(verb);
    let mut found: Vec<Possible> = row
        .replies
        .iter()
        .filter_map(|&key| {
            let code = ReplyCode(wording(key)?.code);
            Some(Possible { code, class: code.class(), key })
        })
        .collect();
    found.sort_by_key(|possible| possible.code);
    found
}

/// The reply codes that what can be said now may get, each once.
pub fn next_codes(timeline: &Timeline) -> Vec<ReplyCode> {
    let session = timeline.session();
    let verbs: Vec<Verb> = match session.state() {
        State::Closed | State::Handshake => Vec::new(),
        State::Authenticating => vec![Verb::Auth],
        State::Data => vec![Verb::Data],
        State::Chunking if session.reads_data() => vec![Verb::Bdat],
        _ => palette(timeline).into_iter().filter(|entry| entry.availability == Availability::Now).map(|entry| entry.verb).collect(),
    };
    let mut codes: Vec<ReplyCode> = verbs.into_iter().flat_map(|verb| replies(timeline, verb)).map(|possible| possible.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::after;
    use smtp_servers::postfix;

    fn of(timeline: &Timeline, verb: Verb) -> Availability {
        palette(timeline)[verb as usize].availability
    }

    #[test]
    fn the_palette_follows_the_state() {
        let timeline = after(&postfix::MX, &[]);
        assert_eq!(of(&timeline, Verb::Ehlo), Availability::Now);
        assert_eq!(of(&timeline, Verb::Mail), Availability::Needs(Need::Hello));
        assert_eq!(of(&timeline, Verb::Auth), Availability::NotHere);
        let timeline = after(&postfix::MX, &["EHLO client.example.org", "MAIL FROM:<joe@example.org>"]);
        assert_eq!(of(&timeline, Verb::Data), Availability::Needs(Need::Rcpt));
        assert_eq!(of(&timeline, Verb::Rcpt), Availability::Now);
        assert_eq!(of(&timeline, Verb::Expn), Availability::NotHere);
    }

    #[test]
    fn a_submission_server_wants_tls_first() {
        let timeline = after(&postfix::SUBMISSION, &["EHLO client.example.org"]);
        assert_eq!(of(&timeline, Verb::Mail), Availability::NeedsTls);
        assert_eq!(of(&timeline, Verb::Starttls), Availability::Now);
        let timeline = after(&postfix::SUBMISSION, &["EHLO client.example.org", "STARTTLS", "EHLO client.example.org"]);
        assert_eq!(of(&timeline, Verb::Starttls), Availability::Needs(Need::NoTls));
        assert_eq!(of(&timeline, Verb::Auth), Availability::Now);
    }

    #[test]
    fn in_message_mode_nothing_is_a_command() {
        let timeline = after(&postfix::MX, &["EHLO a.example", "MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA"]);
        assert!(palette(&timeline).iter().all(|entry| entry.availability == Availability::NoCommands));
        assert!(next_codes(&timeline).contains(&ReplyCode(250)));
    }

    #[test]
    fn each_recipient_is_proposed_once() {
        let mut lines = vec!["EHLO a.example".to_owned(), "MAIL FROM:<>".to_owned()];
        for name in ["bob", "carol", "alice"] {
            let timeline = after(&postfix::MX, &lines.iter().map(String::as_str).collect::<Vec<_>>());
            let proposed = palette(&timeline)[Verb::Rcpt as usize].example.clone();
            assert_eq!(proposed, format!("RCPT TO:<{name}@example.com>"));
            lines.push(proposed);
        }
    }
}
