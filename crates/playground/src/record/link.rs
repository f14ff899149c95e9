//! Share links: a whole session in the fragment of a URL, which browsers never send to any host.
//!
//! The fragment is `s=1.` and base64url (RFC 4648 section 5) of deflated (RFC 1951) JSON. What is in it
//! comes from strangers: sizes are limited before anything is unpacked.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use thiserror::Error;

use super::Timeline;
use super::content::{Content, ContentError};
use super::secrets::without_secrets;
use smtp_engine::session::World;

/// The version of the format that is written.
const VERSION: &str = "1";
/// What a share link's fragment begins with.
pub const LINK_START: &str = "s=";
/// No link is read that is longer.
pub const MAX_LINK: usize = 200_000;
/// No link is read that unpacks to more octets.
const MAX_UNPACKED: usize = 4_000_000;

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
    /// Cut off or changed on the way; what was found.
    #[error("this link is damaged ({0}); a part of it may be missing")]
    Damaged(String),
    /// It names a server that this version has not.
    #[error("this link is for the server {0}, which this version of the playground does not have")]
    UnknownServer(String),
}

impl From<ContentError> for LinkError {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::TooLarge => Self::TooLarge,
            ContentError::Damaged(where_) => Self::Damaged(where_),
            ContentError::UnknownServer(name) => Self::UnknownServer(name),
        }
    }
}

/// A link that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The fragment, without `#`.
    pub fragment: String,
    /// How many secrets were left out: passwords that are not those of the practice world.
    pub secrets_removed: usize,
}

/// The session as a link gives it to others: without secrets and branches.
pub fn redact(timeline: &Timeline) -> Result<Timeline, LinkError> {
    Ok(public_content(timeline, &World::standard()).0.play()?)
}

/// Makes a link of all that was done, with the cursor. Branches are not in it.
pub fn write_link(timeline: &Timeline) -> Link {
    write_link_for(timeline, &World::standard())
}

/// The same, where the logins of the world `known` are no secrets either: an exercise tells them to everybody.
pub fn write_link_for(timeline: &Timeline, known: &World) -> Link {
    let (content, secrets_removed) = public_content(timeline, known);
    // Everything in it is plain data, so writing it cannot fail; an empty text would be refused as damaged.
    let json = serde_json::to_vec(&content).unwrap_or_default();
    let fragment = format!("{LINK_START}{VERSION}.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(&json, 9)));
    Link { fragment, secrets_removed }
}

/// What may leave the page, and how many secrets were taken out.
fn public_content(timeline: &Timeline, known: &World) -> (Content, usize) {
    let (actions, removed) = without_secrets(timeline, known);
    let mut content = Content::new(timeline, actions.iter().map(|(at, action)| (*at, action)));
    let removed = removed + content.remove_passwords(known);
    (content, removed)
}

/// Reads a link and plays it. `fragment` may start with `#`.
pub fn read_link(fragment: &str) -> Result<Timeline, LinkError> {
    let fragment = fragment.trim().trim_start_matches('#');
    let (version, packed) = fragment.strip_prefix(LINK_START).and_then(|rest| rest.split_once('.')).ok_or(LinkError::NotALink)?;
    if version != VERSION {
        return Err(LinkError::Version(version.chars().take(20).collect()));
    }
    if packed.len() > MAX_LINK {
        return Err(LinkError::TooLarge);
    }
    let packed = URL_SAFE_NO_PAD.decode(packed).map_err(|error| LinkError::Damaged(error.to_string()))?;
    let json = decompress_to_vec_with_limit(&packed, MAX_UNPACKED).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => LinkError::TooLarge,
        _ => LinkError::Damaged("it does not unpack".to_owned()),
    })?;
    // serde_json limits the depth by itself.
    let content: Content = serde_json::from_slice(&json).map_err(|error| LinkError::Damaged(shorten(&error.to_string())))?;
    Ok(content.play()?)
}

/// The beginning of `text`: what a stranger wrote may be repeated in it.
pub(super) fn shorten(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).take(120).collect()
}

#[cfg(test)]
mod tests {
    use base64::engine::general_purpose::STANDARD;

    use super::super::secrets::REMOVED;
    use super::super::{Action, Handshake};
    use super::*;
    use smtp_engine::session::{Login, Role, Stage, Timestamp, World};

    fn session(lines: &[&str]) -> Timeline {
        let server = smtp_servers::find("postfix", Role::Submission).expect("Postfix");
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
    fn the_cursor_and_what_can_be_done_again_are_in_the_link() {
        let mut timeline = session(&["EHLO client.example.org", "NOOP"]);
        timeline.undo();
        let mut read = read_link(&write_link(&timeline).fragment).expect("a session");
        assert_eq!(read.events(), timeline.events());
        timeline.redo();
        read.redo();
        assert_eq!(read.session(), timeline.session());
        assert!(!read.can_redo());
    }

    #[test]
    fn a_link_of_before_has_no_word_about_tls_and_means_that_it_begins_in_the_clear() {
        let old =
            r#"{"s":"postfix","r":"submission","t":5,"a":[[0,"c"],[1,{"t":"EHLO client.example.org\r\n"}],[1,{"t":"STARTTLS\r\n"}]]}"#;
        let read = read_link(&format!("s=1.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(old.as_bytes(), 9)))).expect("a session");
        assert!(!read.is_inside_tls());
        assert_eq!(read.handshake(), Handshake::Done);
        assert!(read.session().tls());
        assert!(
            !String::from_utf8(serde_json::to_vec(&Content::new(&read, read.all_actions())).expect("JSON"))
                .expect("text")
                .contains("\"h\"")
        );
    }

    #[test]
    fn another_seed_alone_does_not_put_the_whole_world_into_the_link() {
        let server = smtp_servers::find("postfix", Role::Mx).expect("Postfix");
        for world in [World { seed: 1_795_341_600_000, ..World::standard() }, World { seed: 7, recipient_limit: 2, ..World::standard() }] {
            let mut timeline = Timeline::new(server, world.clone());
            timeline.act(Action::Connect, Timestamp(5));
            let link = write_link(&timeline);
            assert_eq!(read_link(&link.fragment).expect("a session").world(), &world);
            assert_eq!(link.fragment.len() < 200, world.recipient_limit == World::standard().recipient_limit, "{}", link.fragment.len());
        }
    }

    #[test]
    fn what_the_server_remembered_is_in_the_link() {
        let server = smtp_servers::find("postfix", Role::Mx).expect("Postfix");
        let mut first = Timeline::new(server, World::standard());
        let lines =
            ["EHLO client.example.org", "MAIL FROM:<>", "RCPT TO:<tempfail-1@fail.test>", "RCPT TO:<bob@example.com>", "DATA", "x\r\n."];
        let talk = |timeline: &mut Timeline| {
            timeline.act(Action::Connect, Timestamp(5));
            lines.iter().for_each(|line| timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(5)));
        };
        talk(&mut first);
        let mut memory = Default::default();
        first.session().clone().swap_persistent(&mut memory);
        let mut second = Timeline::new(server, World::standard()).remembering(memory);
        talk(&mut second);
        assert_ne!(first.events(), second.events());
        let mut read = read_link(&write_link(&second).fragment).expect("a session");
        assert_eq!(read.events(), second.events());
        read.go_to(0);
        read.go_to(usize::MAX);
        assert_eq!(read.session(), second.session());
        let endless = r#"{"s":"postfix","r":"mx","m":{"q":18446744073709551615},"t":5,"a":[[0,"c"]]}"#;
        let error = read_link(&format!("s=1.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(endless.as_bytes(), 9)))).expect_err("damage");
        assert!(matches!(error, LinkError::Damaged(_)));
    }

    #[test]
    fn faults_and_a_changed_world_are_in_the_link() {
        let server = smtp_servers::find("postfix", Role::Mx).expect("Postfix");
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
    fn passwords_of_a_changed_world_are_left_out_too() {
        let server = smtp_servers::find("postfix", Role::Submission).expect("Postfix");
        let mut world = World::standard();
        world.logins.push(Login { name: "me@example.com".into(), password: "my real password".into() });
        let timeline = Timeline::new(server, world);
        let link = write_link(&timeline);
        assert_eq!(link.secrets_removed, 1);
        let read = read_link(&link.fragment).expect("a session");
        assert_eq!(read.world().password("me@example.com"), Some("removed"));
        assert_eq!(read.world().password("alice@example.com"), Some("wonderland"));
    }

    #[test]
    fn a_world_that_nobody_could_type_is_damage() {
        let server = smtp_servers::find("postfix", Role::Mx).expect("Postfix");
        let world = World { host: "x\r\n250 y".into(), ..World::standard() };
        let link = write_link(&Timeline::new(server, world));
        let error = read_link(&link.fragment).expect_err("damage");
        assert!(matches!(&error, LinkError::Damaged(what) if what.contains("its world: host")), "{error}");
    }

    #[test]
    fn what_is_wrong_with_a_link_is_said() {
        let good = write_link(&session(&["EHLO client.example.org"])).fragment;
        let error = |fragment: &str| read_link(fragment).expect_err("an error");
        assert_eq!(error(""), LinkError::NotALink);
        assert_eq!(error("#commands/ehlo"), LinkError::NotALink);
        assert_eq!(error("s=2.abc"), LinkError::Version("2".into()));
        assert!(matches!(error(&good[..good.len() - 5]), LinkError::Damaged(_)));
        assert!(matches!(error("s=1.!!!!"), LinkError::Damaged(_)));
        assert_eq!(error(&format!("s=1.{}", "A".repeat(MAX_LINK + 1))), LinkError::TooLarge);
        let packed = |json: &str| format!("s=1.{}", URL_SAFE_NO_PAD.encode(compress_to_vec(json.as_bytes(), 9)));
        assert_eq!(error(&packed(&" ".repeat(MAX_UNPACKED + 1))), LinkError::TooLarge);
        assert!(matches!(error(&packed(&"[".repeat(100_000))), LinkError::Damaged(_)));
        assert_eq!(error(&packed(r#"{"s":"nosuch","r":"mx","t":0,"a":[]}"#)), LinkError::UnknownServer("nosuch (mx)".into()));
        let script = error(&packed(r#"{"s":"postfix","r":"mx","t":0,"a":[],"<script>":"x"}"#));
        assert!(matches!(&script, LinkError::Damaged(what) if what.contains("unknown field")), "{script:?}");
        let late = error(&packed(r#"{"s":"postfix","r":"mx","t":18446744073709551615,"a":[[1,"c"]]}"#));
        assert!(matches!(late, LinkError::Damaged(_)));
    }
}
