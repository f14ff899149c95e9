//! Share links: a whole session in the fragment of a URL, which browsers never send to any host.
//!
//! The fragment is `s=1.` and base64url (RFC 4648 section 5) of deflated (RFC 1951) JSON. What is in it
//! comes from strangers: every part is checked, and sizes are limited before anything is unpacked.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Action, EventKind, Timeline};
use crate::servers;
use crate::session::{PlannedFault, Role, Timestamp, World};

/// The version of the format that is written.
const VERSION: &str = "1";
/// No link is read that is longer.
const MAX_LINK: usize = 200_000;
/// No link is read that unpacks to more octets.
const MAX_UNPACKED: usize = 4_000_000;
/// No session is read that has more actions.
const MAX_ACTIONS: usize = 20_000;

/// Why a share link cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Not a share link.
    #[error("this is not a share link of the playground")]
    NotALink,
    /// Made by a version that this one does not know.
    #[error("this link was made by another version of the playground (format {0}); this page reads format 1")]
    Version(String),
    /// Too long, or it unpacks to too much.
    #[error("this link is too large")]
    TooLarge,
    /// Cut off or changed on the way.
    #[error("this link is damaged; a part of it may be missing")]
    Damaged,
    /// It names a server that this version has not.
    #[error("this link is for the server {0}, which this version of the playground does not have")]
    UnknownServer(String),
}

/// A link that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The fragment, without `#`.
    pub fragment: String,
    /// How many secrets were left out: passwords that are not those of the practice world.
    pub secrets_removed: usize,
}

/// What a link holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    #[serde(rename = "s")]
    server: String,
    #[serde(rename = "r")]
    role: String,
    /// Only where it is not the standard one.
    #[serde(rename = "w", default, skip_serializing_if = "Option::is_none")]
    world: Option<World>,
    #[serde(rename = "f", default, skip_serializing_if = "Vec::is_empty")]
    faults: Vec<PlannedFault>,
    /// The moment of the first action, in milliseconds.
    #[serde(rename = "t")]
    start: u64,
    /// Milliseconds since the action before, and what was done.
    #[serde(rename = "a")]
    actions: Vec<(u64, Shared)>,
}

/// An action as a link writes it.
#[derive(Debug, Serialize, Deserialize)]
enum Shared {
    /// Connects.
    #[serde(rename = "c")]
    Connect,
    /// Disconnects.
    #[serde(rename = "d")]
    Disconnect,
    /// Sends text.
    #[serde(rename = "t")]
    Text(String),
    /// Sends octets that are no text, in base64.
    #[serde(rename = "b")]
    Octets(String),
    /// Lets time pass.
    #[serde(rename = "w")]
    Wait,
}

/// Makes a link of all that happened up to the cursor.
pub fn write_link(timeline: &Timeline) -> Link {
    let (actions, secrets_removed) = without_secrets(timeline);
    let mut last = actions.first().map_or(0, |(at, _)| at.0);
    let start = last;
    let mut world = timeline.world().clone();
    let faults = std::mem::take(&mut world.faults);
    let content = Content {
        server: timeline.server().id.to_owned(),
        role: timeline.server().role.id().to_owned(),
        world: (world != World::standard()).then_some(world),
        faults,
        start,
        actions: actions
            .into_iter()
            .map(|(at, action)| {
                let since = at.0.saturating_sub(last);
                last = at.0;
                (since, share(action))
            })
            .collect(),
    };
    // Everything in it is plain data, so writing it cannot fail; an empty text would be refused as damaged.
    let json = serde_json::to_vec(&content).unwrap_or_default();
    let fragment = format!("s={VERSION}.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(&json, 9)));
    Link { fragment, secrets_removed }
}

/// Reads a link and plays it. `fragment` may start with `#`.
pub fn read_link(fragment: &str) -> Result<Timeline, LinkError> {
    let fragment = fragment.trim().trim_start_matches('#');
    let (version, packed) = fragment.strip_prefix("s=").and_then(|rest| rest.split_once('.')).ok_or(LinkError::NotALink)?;
    if version != VERSION {
        return Err(LinkError::Version(version.chars().take(20).collect()));
    }
    if packed.len() > MAX_LINK {
        return Err(LinkError::TooLarge);
    }
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|_| LinkError::Damaged)?;
    let json = decompress_to_vec_with_limit(&packed, MAX_UNPACKED)
        .map_err(|error| if error.status == TINFLStatus::HasMoreOutput { LinkError::TooLarge } else { LinkError::Damaged })?;
    // serde_json limits the depth by itself.
    let content: Content = serde_json::from_slice(&json).map_err(|_| LinkError::Damaged)?;
    play(content)
}

fn play(content: Content) -> Result<Timeline, LinkError> {
    if content.actions.len() > MAX_ACTIONS {
        return Err(LinkError::TooLarge);
    }
    let server = Role::from_id(&content.role)
        .and_then(|role| servers::find(&content.server, role))
        .ok_or_else(|| LinkError::UnknownServer(format!("{} ({})", content.server, content.role).chars().take(60).collect()))?;
    let world = World { faults: content.faults, ..content.world.unwrap_or_default() };
    let mut timeline = Timeline::new(server, world);
    let mut at = Timestamp(content.start);
    for (since, shared) in content.actions {
        at = at.plus(since);
        let action = match shared {
            Shared::Connect => Action::Connect,
            Shared::Disconnect => Action::Disconnect,
            Shared::Wait => Action::Wait,
            Shared::Text(text) => Action::Send(text.into_bytes()),
            Shared::Octets(octets) => Action::Send(STANDARD.decode(octets).map_err(|_| LinkError::Damaged)?),
        };
        timeline.act(action, at);
    }
    Ok(timeline)
}

fn share(action: Action) -> Shared {
    match action {
        Action::Connect => Shared::Connect,
        Action::Disconnect => Shared::Disconnect,
        Action::Wait => Shared::Wait,
        Action::Send(octets) => match String::from_utf8(octets) {
            Ok(text) => Shared::Text(text),
            Err(error) => Shared::Octets(STANDARD.encode(error.into_bytes())),
        },
    }
}

/// What takes the place of a secret; it is base64 of `removed`.
const REMOVED: &str = "cmVtb3ZlZA==";

/// The actions with secrets taken out. The logins of the practice world are no secrets.
fn without_secrets(timeline: &Timeline) -> (Vec<(Timestamp, Action)>, usize) {
    let mut actions: Vec<(Timestamp, Action)> = timeline.actions().map(|(at, action)| (at, action.clone())).collect();
    let mut removed = 0;
    for event in timeline.events() {
        let secret = match &event.kind {
            EventKind::Answer(answer) => answer.clone(),
            EventKind::Command { octets, parsed } => match &parsed.argument {
                crate::syntax::Argument::Auth(argument) => {
                    argument.initial_response.map(|span| span.of(octets).to_vec()).unwrap_or_default()
                }
                _ => continue,
            },
            _ => continue,
        };
        if is_public(&secret) {
            continue;
        }
        if let Some((_, Action::Send(octets))) = actions.get_mut(event.input)
            && let Some(start) = octets.windows(secret.len()).position(|window| window == secret)
        {
            octets.splice(start..start + secret.len(), REMOVED.bytes());
            removed += 1;
        }
    }
    (actions, removed)
}

/// Whether an answer in AUTH holds nothing that is not known to everyone: nothing at all, a cancel, or
/// something of the practice world's logins.
fn is_public(answer: &[u8]) -> bool {
    let Ok(plain) = STANDARD.decode(answer) else {
        return matches!(answer, b"" | b"*" | b"=");
    };
    let world = World::standard();
    let known = |part: &[u8]| {
        part.is_empty() || world.logins.iter().any(|login| part == login.name.as_bytes() || part == login.password.as_bytes())
    };
    // PLAIN and LOGIN hold the words themselves; digests of other mechanisms give no password away, but
    // they could be tried against a list of passwords, so they are taken out too.
    plain.split(|&octet| octet == 0).all(known)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Stage;

    fn session(lines: &[&str]) -> Timeline {
        let server = servers::find("postfix", Role::Submission).expect("Postfix");
        let mut timeline = Timeline::new(server, World::standard());
        timeline.act(Action::Connect, Timestamp(1_795_341_600_000));
        for (index, line) in lines.iter().enumerate() {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(1_795_341_600_000 + index as u64));
        }
        timeline
    }

    #[test]
    fn a_link_gives_the_same_session() {
        let timeline = session(&[
            "EHLO client.example.org",
            "STARTTLS",
            "EHLO client.example.org",
            "AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdvbmRlcmxhbmQ=",
            "MAIL FROM:<alice@example.com>",
            "\u{4e2d}",
        ]);
        let link = write_link(&timeline);
        let read = read_link(&format!("#{}", link.fragment)).expect("a session");
        assert_eq!(link.secrets_removed, 0);
        assert_eq!(read.events(), timeline.events());
        assert_eq!(read.session(), timeline.session());
        assert!(link.fragment.len() < 400, "{}", link.fragment.len());
    }

    #[test]
    fn faults_and_a_changed_world_are_in_the_link() {
        let server = servers::find("postfix", Role::Mx).expect("Postfix");
        let mut world = World { message_size_limit: 10, ..World::standard() };
        world.faults.push("rcpt=451-4.7.1*2".parse().expect("a fault"));
        let mut timeline = Timeline::new(server, world.clone());
        timeline.act(Action::Connect, Timestamp(5));
        let read = read_link(&write_link(&timeline).fragment).expect("a session");
        assert_eq!(read.world(), &world);
        assert_eq!(read.world().faults[0].stage, Stage::Rcpt);
    }

    #[test]
    fn passwords_are_left_out_and_counted() {
        let secret = STANDARD.encode("\0me@example.com\0my real password");
        let timeline = session(&[
            "EHLO client.example.org",
            "STARTTLS",
            "EHLO client.example.org",
            &format!("AUTH PLAIN {secret}"),
            "AUTH LOGIN",
            "bWU=",
            "c2VjcmV0",
        ]);
        let link = write_link(&timeline);
        assert_eq!(link.secrets_removed, 3);
        let read = read_link(&link.fragment).expect("a session");
        let sent: Vec<u8> = read
            .actions()
            .filter_map(|(_, action)| match action {
                Action::Send(octets) => Some(octets.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        let sent = String::from_utf8_lossy(&sent);
        assert!(!sent.contains(&secret) && !sent.contains("c2VjcmV0"), "{sent}");
        assert!(sent.contains(REMOVED));
    }

    #[test]
    fn what_is_wrong_with_a_link_is_said() {
        let good = write_link(&session(&["EHLO client.example.org"])).fragment;
        let error = |fragment: &str| read_link(fragment).expect_err("an error");
        assert_eq!(error(""), LinkError::NotALink);
        assert_eq!(error("#commands/ehlo"), LinkError::NotALink);
        assert_eq!(error("s=2.abc"), LinkError::Version("2".into()));
        assert_eq!(error(&good[..good.len() - 5]), LinkError::Damaged);
        assert_eq!(error("s=1.!!!!"), LinkError::Damaged);
        assert_eq!(error(&format!("s=1.{}", "A".repeat(MAX_LINK + 1))), LinkError::TooLarge);
        let packed = |json: &str| format!("s=1.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(json.as_bytes(), 9)));
        assert_eq!(error(&packed(&" ".repeat(MAX_UNPACKED + 1))), LinkError::TooLarge);
        assert_eq!(error(&packed(&"[".repeat(100_000))), LinkError::Damaged);
        assert_eq!(error(&packed(r#"{"s":"nosuch","r":"mx","t":0,"a":[]}"#)), LinkError::UnknownServer("nosuch (mx)".into()));
        assert_eq!(error(&packed(r#"{"s":"postfix","r":"mx","t":0,"a":[],"script":"x"}"#)), LinkError::Damaged);
    }
}
