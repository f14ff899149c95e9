//! A session on its way from the first screen to the page: small to write, so that the first screen is small.
//!
//! One line an action: its moment in milliseconds, then `c` (connected), `d` (disconnected), `w` (waited) or `s`
//! and the line that was sent, without its end. Nobody keeps this; for that there is [`Kept`](super::Kept).

use std::fmt::Write;

use thiserror::Error;

use super::{Action, Timeline};
use smtp_engine::session::{Server, Timestamp, World};

/// What was handed over is nothing that the first screen writes.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("line {line} of the session that was handed over is damaged: {text:?}")]
pub struct HandoverError {
    /// Which line, from 1.
    line: usize,
    text: String,
}

/// Writes what was done up to the cursor. What was sent has to be whole lines of text, as they are typed.
pub fn hand_over(timeline: &Timeline) -> String {
    let mut text = String::new();
    for (at, action) in timeline.actions() {
        let (name, line) = match action {
            Action::Connect => ('c', None),
            Action::Disconnect => ('d', None),
            Action::Wait => ('w', None),
            Action::Send(octets) => ('s', Some(String::from_utf8_lossy(octets.strip_suffix(b"\r\n").unwrap_or(octets)))),
        };
        // Writing to a string cannot fail.
        let _ = write!(text, "{} {name}", at.0);
        if let Some(line) = line {
            text.push(' ');
            text.push_str(&line);
        }
        text.push('\n');
    }
    text
}

/// The session with `server` in `world` that `text` tells of.
pub fn take_over(text: &str, server: &'static Server, world: World) -> Result<Timeline, HandoverError> {
    let mut timeline = Timeline::new(server, world);
    for (number, line) in text.split_terminator('\n').enumerate() {
        let (at, action) = read(line).ok_or_else(|| HandoverError { line: number + 1, text: line.to_owned() })?;
        timeline.act(action, at);
    }
    Ok(timeline)
}

fn read(line: &str) -> Option<(Timestamp, Action)> {
    let (at, rest) = line.split_once(' ')?;
    let action = match rest {
        "c" => Action::Connect,
        "d" => Action::Disconnect,
        "w" => Action::Wait,
        sent => Action::Send(format!("{}\r\n", sent.strip_prefix("s ")?).into_bytes()),
    };
    Some((Timestamp(at.parse().ok()?), action))
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_servers::postfix;

    fn said(lines: &[&str]) -> Timeline {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(1_000));
        for (number, line) in lines.iter().enumerate() {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(2_000 + number as u64));
        }
        timeline
    }

    #[test]
    fn the_page_goes_on_where_the_first_screen_was() {
        let lines = ["EHLO client.example.org", "", " s x", "MAIL FROM:<\u{fc}\0\r@example.org>", "STARTTLS", "EHLO 测试", "QUIT"];
        let before = said(&lines);
        let after = take_over(&hand_over(&before), &postfix::MX, World::standard()).unwrap();
        assert_eq!(after.events(), before.events());
        assert_eq!(after.latest(), before.latest());
    }

    #[test]
    fn what_the_first_screen_does_not_write_is_refused_with_its_line() {
        for text in ["x", "1", "1 x", "1 s", "-1 c", "1 c\n\n", "1 c\n2 sNOOP"] {
            let refused = take_over(text, &postfix::MX, World::standard()).unwrap_err();
            assert_eq!(refused.line, text.split_terminator('\n').count(), "{text:?}");
        }
    }
}
