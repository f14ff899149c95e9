use crate::record::{Action, EventKind, Handshake, Timeline, world_text};
use smtp_engine::session::Timestamp;

/// The longest wait that a dialogue can say, in seconds.
const LONGEST_WAIT: u64 = 100_000;
/// Shorter pauses, in seconds, are those of somebody who reads or types. No server is tired of them.
const LONGEST_PAUSE: u64 = 30;

/// The session as a dialogue file (see `record::Dialogue`): a test of the simulated server, with all that its
/// world has of its own, and with every connection. Words that follow the clock, or cannot be written in a line,
/// are expected by their code only.
pub fn dialogue(timeline: &Timeline) -> String {
    let mut file = format!("@server {} {}\n", timeline.server().id, timeline.server().role.id());
    if timeline.is_inside_tls() {
        file.push_str("@tls\n");
    }
    file.push_str(match timeline.handshake() {
        Handshake::Done => "",
        Handshake::Fails => "@handshake fails\n",
        Handshake::Never => "@handshake never\n",
    });
    world_text::edits(timeline.world()).into_iter().for_each(|edit| file.push_str(&format!("@world {edit}\n")));
    // A dialogue begins in the first second of 1970, and only its waits move its clock: what is said then as
    // well does not follow the clock.
    let then = in_1970(timeline);
    let said_then = replies(&then);
    let mut waited = then.actions().map(|(at, _)| at.0 / 1000);
    let mut seconds = 0;
    for (number, (action, replies)) in timeline.actions().map(|(_, action)| action).zip(replies(timeline)).enumerate() {
        let now = waited.next().unwrap_or(seconds);
        if now > seconds {
            file.push_str(&format!("@wait {}\n", now - seconds));
        }
        match action {
            Action::Send(octets) => file.push_str(&sent(octets)),
            // A dialogue connects by itself before its first step.
            Action::Connect if number == 0 => {}
            Action::Connect => file.push_str("@connect\n"),
            Action::Disconnect => file.push_str("@disconnect\n"),
            Action::Wait => {}
        }
        seconds = now;
        let then = said_then.get(number);
        for (place, reply) in replies.iter().enumerate() {
            // A line of a file has no CR at its end, so a reply that repeats one is expected by its code, too.
            let writable = !reply.lines().any(|line| line.ends_with('\r'));
            if writable && then.and_then(|then| then.get(place)) == Some(reply) {
                reply.lines().for_each(|line| file.push_str(&format!("S: {line}\n")));
            } else {
                let last = reply.lines().last().unwrap_or_default();
                file.push_str(&format!("S~ {}\n", last.get(..4).unwrap_or(last)));
            }
        }
    }
    file
}

/// What was done from the input number `from` on, without what the server said to it: lines of a script (see
/// `record::Script`). Short pauses are left out.
pub fn script(timeline: &Timeline, from: usize) -> String {
    let mut script = String::new();
    let mut last: Option<Timestamp> = None;
    for (number, (at, action)) in timeline.actions().enumerate() {
        let passed = at.0.saturating_sub(last.unwrap_or(at).0) / 1000;
        last = Some(at);
        if number < from {
            continue;
        }
        if *action == Action::Wait || passed > LONGEST_PAUSE {
            script.push_str(&format!("@wait {}\n", passed.clamp(1, LONGEST_WAIT)));
        }
        match action {
            Action::Send(octets) => script.push_str(&sent(octets)),
            Action::Connect => script.push_str("@connect\n"),
            Action::Disconnect => script.push_str("@disconnect\n"),
            Action::Wait => {}
        }
    }
    script
}

/// The same actions from the first second of 1970 on, where time passes in whole seconds and only by long pauses.
fn in_1970(timeline: &Timeline) -> Timeline {
    let mut moved = Timeline::new(timeline.server(), timeline.world().clone()).with_handshake(timeline.handshake());
    if timeline.is_inside_tls() {
        moved = moved.inside_tls();
    }
    let (mut last, mut now) = (None, Timestamp::default());
    for (at, action) in timeline.actions() {
        let passed = at.0.saturating_sub(last.unwrap_or(at.0)) / 1000;
        if *action == Action::Wait || passed > LONGEST_PAUSE {
            now = now.plus(passed.min(LONGEST_WAIT) * 1000);
        }
        last = Some(at.0);
        moved.act(action.clone(), now);
    }
    moved
}

/// The replies to each action.
fn replies(timeline: &Timeline) -> Vec<Vec<String>> {
    let mut replies = vec![Vec::new(); timeline.cursor()];
    for event in timeline.events() {
        if let (EventKind::Reply(reply), Some(list)) = (&event.kind, replies.get_mut(event.input)) {
            list.push(reply.text.clone());
        }
    }
    replies
}

fn sent(octets: &[u8]) -> String {
    let plain = octets.strip_suffix(b"\r\n").and_then(|line| std::str::from_utf8(line).ok());
    match plain.filter(|line| !line.chars().any(char::is_control)) {
        Some(line) => format!("C: {line}\n"),
        None => format!("C\\ \"{}\"\n", escaped(octets)),
    }
}

/// Octets as they stand in a quoted string.
pub(super) fn escaped(octets: &[u8]) -> String {
    octets
        .iter()
        .map(|octet| match octet {
            b'\r' => "\\r".to_owned(),
            b'\n' => "\\n".to_owned(),
            b'"' => "\\\"".to_owned(),
            b'\\' => "\\\\".to_owned(),
            b' '..=b'~' => char::from(*octet).to_string(),
            other => format!("\\x{other:02x}"),
        })
        .collect()
}
