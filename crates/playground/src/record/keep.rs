//! A session as it is kept in the browser: the whole of it with its branches, and its name.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Timeline;
use super::content::{Content, ContentError};
use super::link::shorten;
use smtp_engine::session::Timestamp;

/// The version of the format that is written.
const VERSION: u32 = 1;

/// Why a kept session cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeepError {
    /// It is not what was written.
    #[error("it is damaged: {0}")]
    Damaged(String),
    /// It was kept by another version.
    #[error("it was kept by another version of the playground (format {0}); this page reads format 1")]
    Version(u32),
    /// What it holds cannot be played.
    #[error(transparent)]
    Content(#[from] ContentError),
}

/// A session that is kept.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What the person called it; empty for one that was kept by itself.
    pub name: String,
    /// When it was kept.
    pub at: Timestamp,
    /// The session.
    pub timeline: Timeline,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// What a list of sessions shows, without playing them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// What the person called it.
    #[serde(default)]
    pub name: String,
    /// When it was kept.
    pub at: Timestamp,
}

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    #[serde(flatten)]
    head: Head,
    session: Content,
}

impl Kept {
    /// As it is kept.
    pub fn write(name: &str, at: Timestamp, timeline: &Timeline) -> String {
        let head = Head { name: name.to_owned(), at };
        let written = Written { version: VERSION, head, session: Content::whole(timeline) };
        // All of it is plain data, so writing it cannot fail.
        serde_json::to_string(&written).unwrap_or_default()
    }

    /// Reads what was kept and plays it.
    pub fn read(text: &str) -> Result<Self, KeepError> {
        check_version(text)?;
        let Written { head, session, .. } = serde_json::from_str(text).map_err(damaged)?;
        Ok(Self { name: head.name, at: head.at, timeline: session.play()? })
    }

    /// Reads only what it is called and when it was kept.
    pub fn head(text: &str) -> Result<Head, KeepError> {
        check_version(text)?;
        serde_json::from_str(text).map_err(damaged)
    }

    /// What was kept, under another name.
    pub fn rename(text: &str, name: &str) -> Result<String, KeepError> {
        check_version(text)?;
        let mut written: Written = serde_json::from_str(text).map_err(damaged)?;
        name.clone_into(&mut written.head.name);
        serde_json::to_string(&written).map_err(damaged)
    }
}

fn check_version(text: &str) -> Result<(), KeepError> {
    let Version { version } = serde_json::from_str(text).map_err(damaged)?;
    if version == VERSION { Ok(()) } else { Err(KeepError::Version(version)) }
}

fn damaged(error: serde_json::Error) -> KeepError {
    KeepError::Damaged(shorten(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Action;
    use smtp_engine::session::World;
    use smtp_servers::postfix;

    fn branched() -> Timeline {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        let mut at = 1000;
        let mut say = |timeline: &mut Timeline, line: &str| {
            at += 7;
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(at));
        };
        timeline.act(Action::Connect, Timestamp(1000));
        say(&mut timeline, "EHLO client.example.org");
        say(&mut timeline, "MAIL FROM:<>");
        timeline.go_to(1);
        say(&mut timeline, "HELO client.example.org");
        say(&mut timeline, "NOOP");
        timeline.undo();
        say(&mut timeline, "RSET");
        say(&mut timeline, "QUIT");
        timeline.undo();
        timeline
    }

    #[test]
    fn what_is_kept_comes_back_with_cursor_and_branches() {
        let timeline = branched();
        let kept = Kept::write("Lesson <1>", Timestamp(5), &timeline);
        let read = Kept::read(&kept).expect("a session");
        assert_eq!((read.name.as_str(), read.at), ("Lesson <1>", Timestamp(5)));
        assert_eq!(read.timeline.session(), timeline.session());
        assert_eq!(read.timeline.events(), timeline.events());
        assert_eq!(read.timeline.cursor(), timeline.cursor());
        let shape =
            |timeline: &Timeline| timeline.branches().into_iter().map(|branch| (branch.fork, branch.own, branch.first)).collect::<Vec<_>>();
        assert_eq!(shape(&read.timeline), shape(&timeline));
        assert_eq!(shape(&timeline).len(), 2);
        assert_eq!(Kept::write("Lesson <1>", Timestamp(5), &read.timeline), kept);
    }

    #[test]
    fn a_name_can_be_changed_without_playing() {
        let kept = Kept::write("one", Timestamp(5), &branched());
        let renamed = Kept::rename(&kept, "two").expect("renamed");
        assert_eq!(Kept::head(&renamed), Ok(Head { name: "two".into(), at: Timestamp(5) }));
    }

    #[test]
    fn what_is_damaged_is_said() {
        let kept = Kept::write("", Timestamp(5), &branched());
        assert!(matches!(Kept::read(&kept[..kept.len() - 1]), Err(KeepError::Damaged(_))));
        assert!(matches!(Kept::read("null"), Err(KeepError::Damaged(_))));
        assert!(matches!(Kept::read(&kept.replace("\"version\":1", "\"version\":9")), Err(KeepError::Version(9))));
        assert!(matches!(Kept::read(&kept.replace("postfix", "nosuch")), Err(KeepError::Content(ContentError::UnknownServer(_)))));
    }
}
