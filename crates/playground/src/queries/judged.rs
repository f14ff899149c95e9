//! What decided a reply, and what a line did to the session.

use crate::record::{Event, EventKind};
use smtp_engine::session::{CheckList, Decision, Reply, Server, Step, trail};
use smtp_engine::spec::{Need, ReplyKey, State, Verb, command};

/// Where a session is, as far as the events tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// Inside TLS.
    pub tls: bool,
    /// Logged in.
    pub login: bool,
}

/// What stood before a line and what stands behind its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// Before.
    pub before: Standing,
    /// After.
    pub after: Standing,
}

/// What decided a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The command that it answers; nothing where it answers none.
    pub verb: Option<Verb>,
    /// What decided.
    pub decision: Decision,
    /// The server has no rule for the command.
    pub unknown: bool,
    /// What the command needs, and whether that was so.
    pub needs: Vec<(Need, bool)>,
    /// The checks on its way.
    pub way: Vec<Step>,
}

/// What stood around the line that event `number` belongs to: that of the client and all that answers it.
pub fn moment(events: &[Event], number: usize) -> Moment {
    let line = line_of(events, number);
    let behind = events.iter().skip(line + 1).position(|event| event.kind.is_of_client()).map_or(events.len(), |found| line + 1 + found);
    Moment { before: standing(events.get(..line).unwrap_or_default()), after: standing(events.get(..behind).unwrap_or_default()) }
}

/// The client's event that event `number` belongs to.
fn line_of(events: &[Event], number: usize) -> usize {
    let upto = events.get(..=number).unwrap_or(events);
    upto.iter().rposition(|event| event.kind.is_of_client()).unwrap_or(0)
}

fn standing(events: &[Event]) -> Standing {
    let mut standing = Standing { state: State::Closed, tls: false, login: false };
    for event in events {
        match &event.kind {
            EventKind::Connected => standing = Standing { state: State::Closed, tls: event.tls, login: false },
            EventKind::TlsStarted => (standing.tls, standing.login) = (true, false),
            EventKind::Reply(reply) if reply.key == ReplyKey::AuthOk => standing.login = true,
            EventKind::Moved(_, State::Closed) => standing = Standing { state: State::Closed, tls: false, login: false },
            EventKind::Moved(_, to) => standing.state = *to,
            _ => {}
        }
    }
    standing
}

/// What decided the reply of event `number`.
pub fn judged(events: &[Event], number: usize, reply: &Reply, server: &Server) -> Judged {
    let line = line_of(events, number);
    let upto = events.get(..=line).unwrap_or(events);
    let at_end = matches!(upto.last().map(|event| &event.kind), Some(EventKind::Data(_)));
    // Of a message and an answer it is the command before them.
    let said = upto.iter().rev().find_map(|event| match &event.kind {
        EventKind::Command { parsed, .. } => Some(parsed.verb),
        EventKind::Connected | EventKind::ClientClosed => Some(None),
        _ => None,
    });
    let verb = said.flatten().filter(|_| reply.decision != Decision::Limit);
    let before = standing(events.get(..line).unwrap_or_default());
    let is_met = |need: Need| match need {
        Need::NoTls => !before.tls,
        Need::NoLogin => !before.login,
        _ => need.is_met_in(before.state),
    };
    let of_command = verb.filter(|_| matches!(upto.last().map(|event| &event.kind), Some(EventKind::Command { .. })));
    let needs = of_command.map_or(&[][..], |verb| command(verb).needs).iter().map(|&need| (need, is_met(need))).collect();
    let of_message = at_end || matches!(reply.decision, Decision::Check(CheckList::Message, _));
    let way = match (verb, of_command.is_some() || of_message) {
        (Some(verb), true) => trail(server, verb, reply.decision, of_message),
        _ => Vec::new(),
    };
    Judged { verb, decision: reply.decision, unknown: of_command.is_some_and(|verb| server.rule(verb).is_none()), needs, way }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Outcome, Timestamp, World};
    use smtp_servers::postfix;

    fn last(server: &'static Server, lines: &[&str]) -> (Judged, Moment) {
        let mut timeline = Timeline::new(server, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        for line in lines {
            timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(0));
        }
        let events = timeline.events();
        let found = events.iter().enumerate().rev().find_map(|(number, event)| match &event.kind {
            EventKind::Reply(reply) => Some((number, reply)),
            _ => None,
        });
        let Some((number, reply)) = found else { panic!("no reply in {events:?}") };
        (judged(events, number, reply, server), moment(events, number))
    }

    #[test]
    fn a_recipient_too_early_lacks_its_sender() {
        let (judged, moment) = last(&postfix::MX, &["EHLO a.example", "RCPT TO:<bob@example.com>"]);
        assert_eq!(judged.verb, Some(Verb::Rcpt));
        assert_eq!(judged.needs, [(Need::Mail, false), (Need::NoChunk, true)]);
        assert_eq!(judged.way.iter().find(|step| step.outcome == Outcome::Refused).map(|step| step.name), Some("mail_given"));
        assert_eq!(moment.before, moment.after);
    }

    #[test]
    fn the_end_of_a_message_is_judged_by_the_checks_of_the_message() {
        let lines = ["EHLO a.example", "MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA", "Hi", "."];
        let (judged, moment) = last(&postfix::MX, &lines);
        assert_eq!((judged.verb, judged.needs.len()), (Some(Verb::Data), 0));
        assert_eq!(judged.way.iter().map(|step| step.name).collect::<Vec<_>>(), ["size_limit", "hop_count"]);
        assert_eq!((moment.before.state, moment.after.state), (State::Data, State::Ready));
    }

    #[test]
    fn tls_and_a_login_are_known() {
        let lines = ["EHLO a.example", "STARTTLS", "EHLO a.example", "AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdvbmRlcmxhbmQ="];
        let (_, moment) = last(&postfix::SUBMISSION, &lines);
        assert!(moment.before.tls && !moment.before.login && moment.after.login);
        let (judged, moment) = last(&postfix::SUBMISSION, &["EHLO a.example", "STARTTLS"]);
        assert!(!moment.before.tls && moment.after.tls);
        assert_eq!(judged.needs, [(Need::NoTls, true)]);
    }
}
