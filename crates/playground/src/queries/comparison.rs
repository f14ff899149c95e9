//! Two sessions side by side, turn by turn: another server, another branch, or what really happened.

use super::alignment::align;
use crate::record::import::Imported;
use crate::record::{Action, BranchId, EventKind, Timeline};
use smtp_engine::session::{Server, World};
use smtp_engine::spec::{ReplyClass, ReplyCode};
use smtp_engine::wire::{visible, without_end};

/// What was said, and what each of the two did then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// What the client did.
    pub said: Vec<Said>,
    /// What the client did in the other session, where that is something else.
    pub other_said: Option<Vec<Said>>,
    /// What this session's server answered.
    pub this: Side,
    /// What the other server answered.
    pub other: Side,
    /// How far the answers agree.
    pub agreement: Agreement,
}

/// One thing that the client did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It connected.
    Connected,
    /// It sent this.
    Sent(String),
    /// It closed.
    Closed,
}

/// What one server did in a turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// Its replies, in their order.
    pub replies: Vec<Answer>,
    /// The connection is closed at the end of the turn.
    pub closed: bool,
    /// A log does not tell what it did.
    pub unknown: bool,
}

/// One reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Its number.
    pub code: ReplyCode,
    /// Its class.
    pub class: ReplyClass,
    /// Its lines.
    pub lines: Vec<String>,
}

/// How far two answers agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// In all.
    Same,
    /// In their codes, not in their words.
    Words,
    /// One of them is not known.
    Unknown,
    /// Not in their codes, or one has closed the connection and the other has not.
    Code,
}

impl Agreement {
    /// Its name for style sheets.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Words => "words",
            Self::Unknown => "unknown",
            Self::Code => "code",
        }
    }
}

/// The session of `timeline` with its own server and with `server`. What neither answers is said together
/// with what follows, as are the lines of a message.
pub fn compare(timeline: &Timeline, server: &'static Server) -> Vec<Turn> {
    let count = timeline.cursor();
    let actions = timeline.actions().map(|(_, action)| action);
    together(actions, sides(timeline, count), sides(&timeline.with_server(server), count))
}

/// The replies to one input: event and code.
type Codes = Vec<(usize, ReplyCode)>;

/// The events of the replies of `after` whose codes differ from those that the same input got in `before`.
pub fn changed_replies(before: &Timeline, after: &Timeline) -> Vec<usize> {
    let codes = |timeline: &Timeline| {
        let mut codes: Vec<Codes> = Vec::new();
        codes.resize_with(timeline.cursor(), Vec::new);
        for (number, event) in timeline.events().iter().enumerate() {
            if let (EventKind::Reply(reply), Some(of_input)) = (&event.kind, codes.get_mut(event.input)) {
                of_input.push((number, reply.code));
            }
        }
        codes
    };
    let differs = |(before, after): &(Codes, Codes)| !before.iter().map(|(_, code)| code).eq(after.iter().map(|(_, code)| code));
    let pairs = codes(before).into_iter().zip(codes(after)).filter(differs);
    pairs.flat_map(|(_, after)| after.into_iter().map(|(event, _)| event)).collect()
}

/// What `server` answers to what was said in a log, and what the real one answered then.
pub fn compare_import(imported: &Imported, server: &'static Server) -> Vec<Turn> {
    let timeline = imported.play(server);
    let this = sides(&timeline, timeline.cursor());
    let real = imported.exchanges.iter().zip(&this).map(|(exchange, this)| Side {
        replies: exchange.replies.iter().flatten().filter_map(|lines| Answer::read(lines)).collect(),
        // A log does not always tell when the connection was closed.
        closed: this.closed,
        unknown: exchange.replies.is_none(),
    });
    let real = real.collect();
    together(timeline.actions().map(|(_, action)| action), this, real)
}

/// The session of `timeline` in its own world and in `other`.
pub fn compare_world(timeline: &Timeline, other: &World) -> Vec<Turn> {
    let count = timeline.cursor();
    let actions = timeline.actions().map(|(_, action)| action);
    together(actions, sides(timeline, count), sides(&timeline.with_world(other.clone()), count))
}

/// The session of `timeline` up to its cursor, and the branch `id` up to its end. What they share stands in
/// one line; where only one of them said something, the other side is empty.
pub fn compare_branch(timeline: &Timeline, id: BranchId) -> Vec<Turn> {
    let alone = |timeline: &Timeline| {
        let sides = sides(timeline, timeline.cursor());
        together(timeline.actions().map(|(_, action)| action), sides.clone(), sides)
    };
    let Some(branch) = timeline.branch(id) else {
        return Vec::new();
    };
    align(&alone(timeline), &alone(&branch))
}

/// What was done, one after the other, and what each of two servers did then. What neither answers is put
/// together with what follows.
fn together<'a>(actions: impl Iterator<Item = &'a Action>, this: Vec<Side>, other: Vec<Side>) -> Vec<Turn> {
    let mut actions = actions.peekable();
    let mut sides = this.into_iter().zip(other);
    let mut turns: Vec<Turn> = Vec::new();
    let mut said: Vec<Said> = Vec::new();
    let mut open = (true, true);
    while let (Some(action), Some((this, other))) = (actions.next(), sides.next()) {
        said.extend(Said::read(action));
        let closes = (open.0 && this.closed) || (open.1 && other.closed);
        let quiet = !other.unknown && this.replies.is_empty() && other.replies.is_empty() && !closes;
        if quiet && actions.peek().is_some() {
            continue;
        }
        open = (!this.closed, !other.closed);
        let agreement = agreement(&this, &other);
        turns.push(Turn { said: std::mem::take(&mut said), other_said: None, this, other, agreement });
    }
    turns
}

/// What the server of `timeline` did in each of `count` turns.
fn sides(timeline: &Timeline, count: usize) -> Vec<Side> {
    let mut sides = vec![Side::default(); count];
    let mut closed = true;
    let mut events = timeline.events().iter().peekable();
    for (number, side) in sides.iter_mut().enumerate() {
        while let Some(event) = events.next_if(|event| event.input == number) {
            match &event.kind {
                EventKind::Connected => closed = false,
                EventKind::Reply(reply) => {
                    let lines = reply.text.lines().map(|line| visible(line.as_bytes())).collect();
                    side.replies.push(Answer { code: reply.code, class: reply.code.class(), lines });
                }
                EventKind::ServerClosed | EventKind::ClientClosed => closed = true,
                _ => {}
            }
        }
        side.closed = closed;
    }
    sides
}

pub(super) fn agreement(this: &Side, other: &Side) -> Agreement {
    let codes = |side: &Side| side.replies.iter().map(|reply| reply.code).collect::<Vec<_>>();
    if this.unknown || other.unknown {
        Agreement::Unknown
    } else if codes(this) != codes(other) || this.closed != other.closed {
        Agreement::Code
    } else if this.replies == other.replies {
        Agreement::Same
    } else {
        Agreement::Words
    }
}

impl Answer {
    /// A reply as a log has it; nothing if it does not begin with a reply code.
    fn read(lines: &[String]) -> Option<Self> {
        let code = lines.first()?.get(..3)?.parse().ok().filter(|code| (200..600).contains(code))?;
        let code = ReplyCode(code);
        Some(Self { code, class: code.class(), lines: lines.iter().map(|line| visible(line.as_bytes())).collect() })
    }
}

impl Said {
    fn read(action: &Action) -> Option<Self> {
        match action {
            Action::Connect => Some(Self::Connected),
            Action::Send(octets) => Some(Self::Sent(visible(without_end(octets)))),
            Action::Disconnect => Some(Self::Closed),
            Action::Wait => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::{ALL, exim, postfix, strict};

    fn session(server: &'static Server, lines: &[&str]) -> Timeline {
        let mut timeline = Timeline::new(server, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        for line in lines {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
        }
        timeline
    }

    const MAIL: [&str; 9] = [
        "EHLO client.example.org",
        "MAIL FROM:<>",
        "RCPT TO:<alice@example.com>",
        "RCPT TO:<alice@elsewhere.example>",
        "DATA",
        "Subject: one",
        "",
        "two",
        ".",
    ];

    #[test]
    fn the_same_mistake_gets_another_error() {
        let turns = compare(&session(&postfix::MX, &MAIL), &exim::MX);
        let relay = turns.iter().find(|turn| matches!(&turn.said[..], [Said::Sent(line)] if line.contains("elsewhere"))).expect("a turn");
        assert!(relay.this.replies[0].lines[0].contains("Relay access denied"), "{relay:?}");
        assert!(relay.other.replies[0].lines[0].contains("relay not permitted"), "{relay:?}");
        assert_ne!(relay.agreement, Agreement::Same);
    }

    #[test]
    fn the_lines_of_a_message_are_one_turn() {
        let turns = compare(&session(&postfix::MX, &MAIL), &exim::MX);
        assert_eq!(turns.last().map(|turn| turn.said.len()), Some(4));
        assert_eq!(turns.iter().map(|turn| turn.said.len()).sum::<usize>(), 1 + MAIL.len());
    }

    #[test]
    fn a_server_agrees_with_itself() {
        for server in ALL {
            let turns = compare(&session(server, &MAIL), server);
            assert!(turns.iter().all(|turn| turn.agreement == Agreement::Same), "{server:?}: {turns:#?}");
        }
    }

    #[test]
    fn one_that_hangs_up_is_seen() {
        let turns = compare(&session(&postfix::MX, &["GET / HTTP/1.1", "NOOP"]), &strict::MX);
        assert_eq!(turns.len(), 3);
        assert!(turns[2].this.closed && !turns[2].other.closed);
        assert_eq!(turns[2].agreement, Agreement::Code);
    }
}
