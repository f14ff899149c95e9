use crate::record::{Action, EventKind, Handshake, Timeline};
use smtp_engine::session::Timestamp;

/// The session as a dialogue file (see `record::Dialogue`): a test of the simulated server. Words that follow
/// the clock, or cannot be written in a line, are expected by their code only. Nothing of a changed world is in it.
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
    // A dialogue is played in the first second of 1970: what is said then as well does not follow the clock.
    let then = timeline.at_moment(Timestamp::default());
    let said_then = replies(&then);
    for (number, (action, replies)) in timeline.actions().map(|(_, action)| action).zip(replies(timeline)).enumerate() {
        match action {
            Action::Send(octets) => file.push_str(&sent(octets)),
            Action::Connect | Action::Wait => {}
            Action::Disconnect => break,
        }
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
