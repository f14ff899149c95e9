//! A session as a file: to read, to quote, to keep, and as a test of a real server.

mod dialogue;
mod python;

use super::{Event, EventKind, Timeline};

pub use self::dialogue::{dialogue, script};
pub use self::python::python;

/// What is written where something happened besides.
const CONNECTED: &str = "-- connected";

/// The session as a transcript: `C: ` and `S: ` before what was said. It can be imported again.
pub fn text(timeline: &Timeline) -> String {
    timeline.events().iter().filter_map(line).collect()
}

/// The transcript in Markdown.
pub fn markdown(timeline: &Timeline) -> String {
    let server = timeline.server();
    // What was said may hold the marks that end a block of code; a longer one cannot be ended by them.
    let text = text(timeline);
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("# {} {}, {}\n\n{fence}text\n{text}{fence}\n", server.name, server.version, server.role.id())
}

fn line(event: &Event) -> Option<String> {
    Some(match &event.kind {
        EventKind::Connected => format!("{CONNECTED}\n"),
        EventKind::Command { octets, .. } | EventKind::Answer(octets) => format!("C: {}\n", lossy(octets)),
        EventKind::Data(octets) => format!("C: {}\n", lossy(octets).trim_end_matches(['\r', '\n'])),
        EventKind::Reply(reply) => reply.text.lines().map(|line| format!("S: {line}\n")).collect(),
        EventKind::TlsStarted => "-- TLS\n".to_owned(),
        EventKind::ServerClosed | EventKind::ClientClosed => "-- closed\n".to_owned(),
        _ => return None,
    })
}

fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::import::import;
    use crate::record::{Action, Dialogue, Outcome};
    use smtp_engine::session::{Timestamp, World};

    const LINES: [&str; 9] = [
        "EHLO client.example.org",
        "MAIL FROM:<joe@example.org>",
        "RCPT TO:<bob@example.com>",
        "DATA",
        "Subject: ```` \"quoted\" \\",
        "",
        "\u{4e2d}",
        ".",
        "QUIT",
    ];

    fn session(server: &'static smtp_engine::session::Server) -> Timeline {
        let mut timeline = Timeline::new(server, World::standard());
        timeline.act(Action::Connect, Timestamp(1_795_341_600_000));
        for line in LINES {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(1_795_341_600_000));
        }
        timeline
    }

    #[test]
    fn a_transcript_that_was_written_can_be_read_and_played() {
        for server in smtp_servers::ALL {
            let timeline = session(server);
            for file in [text(&timeline), markdown(&timeline)] {
                let imported = import(&file).unwrap_or_else(|error| panic!("{server:?}: {error}"));
                let again = imported.play(server);
                let replies =
                    |timeline: &Timeline| text(timeline).lines().map(|line| line.chars().take(6).collect::<String>()).collect::<Vec<_>>();
                assert_eq!(replies(&again), replies(&timeline), "{server:?}");
            }
        }
    }

    #[test]
    fn a_dialogue_that_was_written_holds() {
        for server in smtp_servers::ALL {
            let file = dialogue(&session(server));
            let read = Dialogue::read(&file).unwrap_or_else(|error| panic!("{server:?}: {error}\n{file}"));
            assert_eq!(read.play(), Outcome::Held, "{server:?}\n{file}");
        }
    }

    #[test]
    fn a_dialogue_holds_where_a_reply_repeats_a_cr() {
        let mut timeline =
            session(smtp_servers::find("opensmtpd", smtp_engine::session::Role::Mx).expect("OpenSMTPD")).at_moment(Timestamp(0));
        timeline.go_to(2);
        timeline.act(Action::Send(b"MAIL FROM:<joe@example.org>\r\0\0\n".to_vec()), Timestamp(0));
        let file = dialogue(&timeline);
        assert!(file.ends_with("\nS~ 503 \n"), "{file}");
        assert_eq!(Dialogue::read(&file).map(|read| read.play()), Ok(Outcome::Held));
    }

    #[test]
    fn markdown_cannot_be_broken_out_of() {
        let file = markdown(&session(smtp_servers::ALL[0]));
        assert!(file.contains("\n`````text\n") && file.ends_with("\n`````\n"), "{file}");
    }
    /// What dialogues can say besides lines: another world, failures, time, and more than one connection.
    const SCRIPT: &str = "C: EHLO client.example.org\nC: MAIL FROM:<joe@example.org>\nC: RCPT TO:<info@example.com>\nC: RCPT TO:<bob@example.com>\n\
        @disconnect\n@connect\nC: HELO client.example.org\n@wait 900\n@connect\nC\\ \"EHLO client.example.org\\r\\nMAIL FROM:<>\\r\\n\"\n\
        C: RCPT TO:<dora@example.com>\nC: DATA\nC: Subject: x\nC:\nC: y\nC: .\nC: QUIT\n@connect\nC: NOOP\n";

    fn scripted(server: &'static smtp_engine::session::Server, script: &str) -> Timeline {
        let header = "@world aliases = +info: carol\n@world users = +dora\n@world logins =\n@world message-size-limit = 1000\n@fault rcpt=greylist*1\n";
        let text = format!("@server {} {}\n{header}{script}", server.id, server.role.id());
        Dialogue::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}")).timeline()
    }

    #[test]
    fn a_dialogue_holds_in_a_changed_world_over_several_connections() {
        for server in smtp_servers::ALL {
            let timeline = scripted(server, SCRIPT);
            let file = dialogue(&timeline);
            for line in [
                "@world aliases = +info: carol",
                "@world logins =",
                "@world faults = +rcpt=greylist*1",
                "@disconnect",
                "@connect",
                "@wait 900",
            ] {
                assert!(file.lines().any(|written| written == line), "{line}\n{file}");
            }
            let read = Dialogue::read(&file).unwrap_or_else(|error| panic!("{server:?}: {error}\n{file}"));
            assert_eq!(read.play(), Outcome::Held, "{server:?}\n{file}");
            let again = read.timeline();
            assert_eq!((again.world(), again.events()), (timeline.world(), timeline.events()), "{server:?}");
            assert_eq!(dialogue(&again), file, "{server:?}");
        }
    }

    #[test]
    fn a_session_of_any_day_gives_the_same_dialogue() {
        for server in smtp_servers::ALL {
            let first = scripted(server, SCRIPT);
            let mut later = Timeline::new(server, first.world().clone());
            first.actions().for_each(|(at, action)| later.act(action.clone(), at.plus(1_795_341_600_000)));
            let file = dialogue(&later);
            assert_eq!(Dialogue::read(&file).map(|read| read.play()), Ok(Outcome::Held), "{server:?}\n{file}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_line_of_a_dialogue_is_said() {
        let error = |line: &str| Dialogue::read(&format!("@server postfix mx\n{line}\n")).expect_err(line).to_string();
        assert!(error("@world").starts_with("line 2: write FIELD = VALUE"));
        assert!(error("@world mailboxes = x").starts_with("line 2: the world has no field \"mailboxes\""));
        assert!(error("@pick").starts_with("line 2: write @pick"));
        assert!(error("@connect now").starts_with("line 2: expected a line"));
        assert!(error("@wait soon").starts_with("line 2: a number"));
        let broken = |lines: &str| Dialogue::read(&format!("@server postfix mx\n{lines}")).map(|read| read.play());
        assert!(matches!(broken("@world users = -nobody-here\n"), Ok(Outcome::Broken { line: 2, .. })));
        assert!(matches!(broken("@fault rcpt=250\n"), Ok(Outcome::Broken { line: 2, .. })));
    }
}
