//! *Try it here*: a session in the standard world that comes to a given refusal.
//!
//! What a server says of itself is better than what it was made to say: first the ways are tried by which people meet such a
//! refusal, and a failure is planned only where none of them ends with the same numbers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::record::{Action, EventKind, Timeline};
use smtp_engine::session::{Failure, PlannedFault, Reply, Role, Server, Stage, Timestamp, World};
use smtp_engine::spec::Enhanced;
use smtp_servers::providers::triggers::{Place, TRIGGERS};

/// The moment at which it takes place, so that the same refusal gives the same session.
const MOMENT: Timestamp = Timestamp(1_795_341_600_000);

const EHLO: &str = "EHLO client.example.org";
const MAIL: &str = "MAIL FROM:<joe@example.org>";
const RCPT: &str = "RCPT TO:<alice@example.com>";
const MESSAGE: [&str; 3] = ["Subject: hello", "", "Hello!"];

/// A refusal, by its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'w> {
    /// The id of the server that is to say it; Postfix where it is not known or has not the role.
    pub server: Option<&'w str>,
    pub stage: Stage,
    /// 400 to 599.
    pub code: u16,
    pub enhanced: Option<(u8, u16, u16)>,
    /// The id of its cause (`data/causes.toml`).
    pub cause: Option<&'w str>,
}

/// Recipients by which a cause is met on any server.
const RECIPIENTS: &[(&str, &str)] = &[
    ("user-unknown", "zoe@example.com"),
    ("relay-denied", "zoe@elsewhere.example"),
    ("mailbox-full", "mailbox-full@fail.test"),
    ("greylisted", "greylist@fail.test"),
    ("system-full", "disk-full@fail.test"),
    ("blocklisted", "blocked@fail.test"),
    ("sending-too-fast", "rate-limit@fail.test"),
];

/// The session; `None` where `wanted` is no refusal.
pub fn session(wanted: &Wanted<'_>) -> Option<Timeline> {
    let server = server(wanted)?;
    let natural = ways(wanted, server).into_iter().map(|lines| play(server, World::standard(), &lines));
    natural.into_iter().find(|timeline| gave(timeline, wanted)).or_else(|| planned(wanted))
}

/// A session in which a failure is planned for the stage.
pub fn planned(wanted: &Wanted<'_>) -> Option<Timeline> {
    let server = server(wanted)?;
    let mut lines = up_to(wanted.stage, server);
    let mut world = World::standard();
    if wanted.stage == Stage::Rcpt {
        // An address says it all, and can be read in the session itself.
        let numbers = wanted
            .enhanced
            .map_or(wanted.code.to_string(), |(class, subject, detail)| format!("{}-{class}.{subject}.{detail}", wanted.code));
        if let Some(last) = lines.last_mut() {
            *last = format!("RCPT TO:<{numbers}@fail.test>");
        }
    } else {
        world.faults.push(PlannedFault { stage: wanted.stage, failure: Failure::Code(wanted.code, wanted.enhanced), times: None });
    }
    Some(play(server, world, &lines)).filter(|timeline| last_reply(timeline).is_some_and(|reply| reply.code.0 == wanted.code))
}

/// The server that is to say it; `None` where `wanted` is no refusal (RFC 5321 section 4.2.1: 4yz and 5yz).
fn server(wanted: &Wanted<'_>) -> Option<&'static Server> {
    if !(400..600).contains(&wanted.code) {
        return None;
    }
    let role = if wanted.stage == Stage::Auth { Role::Submission } else { Role::Mx };
    wanted.server.and_then(|id| smtp_servers::find(id, role)).or_else(|| smtp_servers::find("postfix", role))
}

/// What people do that such a refusal comes of, as lines to send.
fn ways(wanted: &Wanted<'_>, server: &Server) -> Vec<Vec<String>> {
    let owned = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    let message = |from: &str, to: &str, text: &str| {
        let head = [EHLO, &format!("MAIL FROM:<{from}>"), &format!("RCPT TO:<{to}>"), "DATA", "From: <joe@example.org>"].map(str::to_owned);
        [head.to_vec(), owned(&["", text, "."])].concat()
    };
    let mut ways = Vec::new();
    if wanted.stage == Stage::Auth {
        ways.push(logged_in(server, "alice@example.com", "builder"));
    }
    for (_, to) in RECIPIENTS.iter().filter(|(cause, _)| Some(*cause) == wanted.cause) {
        ways.push(owned(&[EHLO, MAIL, &format!("RCPT TO:<{to}>")]));
    }
    for trigger in TRIGGERS {
        match trigger.place {
            Place::Login if wanted.stage == Stage::Auth => {
                ways.push(logged_in(server, &format!("{}@example.com", trigger.word), "wonderland"))
            }
            Place::Login => {}
            Place::Sender => ways.push(message(&format!("{}@example.org", trigger.word), "alice@example.com", "Hello!")),
            Place::Recipient => ways.push(message("joe@example.org", &format!("{}@example.com", trigger.word), "Hello!")),
            Place::Message => ways.push(message("joe@example.org", "alice@example.com", trigger.word)),
        }
    }
    ways
}

/// What is sent until the stage has been reached.
fn up_to(stage: Stage, server: &Server) -> Vec<String> {
    let lines: &[&str] = match stage {
        Stage::Connect => &[],
        Stage::Hello => &[EHLO],
        Stage::Auth => return logged_in(server, "alice@example.com", "wonderland"),
        Stage::Mail => &[EHLO, MAIL],
        Stage::Rcpt => &[EHLO, MAIL, RCPT],
        Stage::Data => &[EHLO, MAIL, RCPT, "DATA"],
        Stage::EndOfData => &[EHLO, MAIL, RCPT, "DATA", MESSAGE[0], MESSAGE[1], MESSAGE[2], "."],
    };
    lines.iter().map(|line| (*line).to_owned()).collect()
}

fn logged_in(server: &Server, user: &str, password: &str) -> Vec<String> {
    let mut lines = [EHLO, "STARTTLS", EHLO].map(str::to_owned).to_vec();
    let plain = server.auth.mechanisms.iter().any(|mechanism| mechanism.name() == "PLAIN");
    if plain {
        lines.push(format!("AUTH PLAIN {}", STANDARD.encode(format!("\0{user}\0{password}"))));
    } else {
        lines.extend(["AUTH LOGIN".to_owned(), STANDARD.encode(user), STANDARD.encode(password)]);
    }
    lines
}

/// The session, up to the first refusal: what follows one would only repeat it.
fn play(server: &'static Server, world: World, lines: &[String]) -> Timeline {
    let mut timeline = Timeline::new(server, world);
    timeline.act(Action::Connect, MOMENT);
    for (number, line) in lines.iter().enumerate() {
        if last_reply(&timeline).is_some_and(|reply| reply.code.0 >= 400) {
            break;
        }
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), MOMENT.plus(1000 * (number as u64 + 1)));
    }
    timeline
}

fn last_reply(timeline: &Timeline) -> Option<&Reply> {
    timeline.events().iter().rev().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply),
        _ => None,
    })
}

fn gave(timeline: &Timeline, wanted: &Wanted<'_>) -> bool {
    let enhanced = wanted.enhanced.map(|(class, subject, detail)| Enhanced::new(class, subject, detail));
    last_reply(timeline).is_some_and(|reply| reply.code.0 == wanted.code && (enhanced.is_none() || reply.enhanced == enhanced))
}

#[cfg(test)]
mod tests {
    use super::*;

    const STAGES: [Stage; 7] = [Stage::Connect, Stage::Hello, Stage::Auth, Stage::Mail, Stage::Rcpt, Stage::Data, Stage::EndOfData];

    #[test]
    fn any_refusal_can_be_met_at_any_stage() {
        for stage in STAGES {
            for (code, enhanced) in [(421, None), (450, Some((4, 7, 1))), (550, Some((5, 7, 26))), (554, None)] {
                for server in [None, Some("gmail"), Some("exim"), Some("nobody")] {
                    let wanted = Wanted { server, stage, code, enhanced, cause: None };
                    let timeline = session(&wanted).unwrap_or_else(|| panic!("{wanted:?}"));
                    assert!(gave(&timeline, &wanted), "{wanted:?} {:?}", last_reply(&timeline));
                }
            }
        }
    }

    #[test]
    fn what_a_server_says_of_itself_goes_before_what_was_planned() {
        let wanted =
            Wanted { server: Some("gmail"), stage: Stage::Rcpt, code: 550, enhanced: Some((5, 1, 1)), cause: Some("user-unknown") };
        let timeline = session(&wanted).expect("a session");
        assert!(timeline.world().faults.is_empty());
        assert!(last_reply(&timeline).is_some_and(|reply| reply.text.contains("does not exist")), "{:?}", last_reply(&timeline));
    }

    #[test]
    fn a_success_is_no_refusal() {
        assert!(session(&Wanted { server: None, stage: Stage::Rcpt, code: 250, enhanced: None, cause: None }).is_none());
    }
}
