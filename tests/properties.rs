//! Any octets, in any chunks, at any moment: never a panic, never another outcome.

use proptest::prelude::*;
use smtp_playground::record::{Action, Timeline};
use smtp_playground::servers;
use smtp_playground::session::{Effect, Input, Server, Session, Timestamp, World};
use smtp_playground::spec::{COMMANDS, State};
use smtp_playground::syntax::{FaultKind, parse};

/// Octets as a person, a broken client or an attacker would send them.
fn octets() -> impl Strategy<Value = Vec<u8>> {
    let samples: Vec<&'static str> = COMMANDS.iter().flat_map(|row| row.samples.iter().copied()).collect();
    let piece = prop_oneof![
        4 => prop::sample::select(samples).prop_map(|line| format!("{line}\r\n").into_bytes()),
        1 => prop::sample::select(vec!["\r\n", "\n", "\r", ".\r\n", ".\n", "\r\n.\r\n", "<", ">", "\"", "\\", "@", ":", " ", "=", "*\r\n", "\0"]).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
        1 => "\\PC{0,20}".prop_map(String::into_bytes),
        1 => Just(b"AUTH LOGIN\r\nYWxpY2VAZXhhbXBsZS5jb20=\r\nd29uZGVybGFuZA==\r\n".to_vec()),
        1 => Just(b"BDAT 5\r\nabcde".to_vec()),
        1 => Just(b"RCPT TO:<alice@example.com>\r\nDATA\r\nSubject: x\r\n\r\n..y\r\n.\r\n".to_vec()),
    ];
    prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat())
}

fn server() -> impl Strategy<Value = &'static Server> {
    prop::sample::select(servers::ALL.to_vec())
}

/// A session that is inside TLS from the start, so that all its octets are commands, and what it did.
fn run<'c>(server: &Server, chunks: impl IntoIterator<Item = &'c [u8]>) -> (Session, Vec<Effect>) {
    let world = World::standard();
    let mut session = Session::new(Timestamp(1_795_341_600_000));
    session.begin_inside_tls();
    let mut effects = Vec::new();
    session.handle(Input::Connect, server, &world, &mut effects);
    for chunk in chunks {
        session.handle(Input::Octets(chunk), server, &world, &mut effects);
    }
    (session, effects)
}

/// The effects without those that depend on what has come behind a line already (pipelining is seen
/// only where it comes in one piece), and moves joined.
fn replies(effects: &[Effect]) -> Vec<String> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Reply(reply) => Some(reply.text.clone()),
            Effect::Deliver(delivery) => Some(format!("{delivery:?}")),
            Effect::Close => Some("close".to_owned()),
            _ => None,
        })
        .collect()
}

/// Where octets are cut.
fn cuts() -> impl Strategy<Value = Vec<prop::sample::Index>> {
    prop::collection::vec(any::<prop::sample::Index>(), 0..12)
}

fn places(octets: &[u8], cuts: &[prop::sample::Index]) -> Vec<usize> {
    cuts.iter().map(|cut| cut.index(octets.len() + 1)).collect()
}

/// `octets`, cut at `places`.
fn pieces<'o>(octets: &'o [u8], places: &[usize]) -> Vec<&'o [u8]> {
    let mut places = [places, &[octets.len()]].concat();
    places.sort_unstable();
    let mut start = 0;
    places.into_iter().map(|end| &octets[std::mem::replace(&mut start, end)..end]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn parsing_never_panics_and_every_span_lies_in_the_line(line in prop::collection::vec(any::<u8>(), 0..200)) {
        check_spans(&line)?;
    }

    #[test]
    fn spans_of_lines_that_look_like_smtp_lie_in_the_line(line in "(MAIL FROM|RCPT TO|mail from|EHLO|AUTH|BDAT|VRFY) ?:? ?[<>@a-z\"\\\\ .,:=\\[\\]0-9-]{0,40}") {
        check_spans(line.as_bytes())?;
    }

    #[test]
    fn any_octets_are_survived(server in server(), octets in octets()) {
        let (session, effects) = run(server, [octets.as_slice()]);
        prop_assert_eq!(effects.contains(&Effect::Close), session.state() == State::Closed);
    }

    #[test]
    fn chunking_changes_nothing(server in server(), octets in octets(), cuts in cuts()) {
        prop_assume!(!cares_for_timing(server));
        let (whole, whole_effects) = run(server, [octets.as_slice()]);
        let (parts, part_effects) = run(server, pieces(&octets, &places(&octets, &cuts)));
        prop_assert_eq!(replies(&whole_effects), replies(&part_effects));
        prop_assert_eq!(whole.state(), parts.state());
    }

    #[test]
    fn a_line_that_comes_in_pieces_is_the_same_line(server in server(), octets in octets(), cuts in cuts()) {
        let ends: Vec<usize> = (1..=octets.len()).filter(|&end| octets[end - 1] == b'\n').collect();
        let (lines, line_effects) = run(server, pieces(&octets, &ends));
        let (parts, part_effects) = run(server, pieces(&octets, &[places(&octets, &cuts), ends].concat()));
        prop_assert_eq!(replies(&line_effects), replies(&part_effects));
        prop_assert_eq!(lines.state(), parts.state());
    }

    #[test]
    fn replaying_a_timeline_gives_the_live_state(server in server(), sends in prop::collection::vec(octets(), 0..8), back in 0usize..10) {
        let mut live = Timeline::new(server, World::standard());
        live.act(Action::Connect, Timestamp(1000));
        let mut moments = vec![(live.session().clone(), live.events().to_vec())];
        for (index, octets) in sends.iter().enumerate() {
            live.act(Action::Send(octets.clone()), Timestamp(2000 + index as u64));
            moments.push((live.session().clone(), live.events().to_vec()));
        }
        let target = moments.len().saturating_sub(back).max(1);
        live.go_to(target);
        prop_assert_eq!(live.session(), &moments[target - 1].0);
        prop_assert_eq!(live.events(), moments[target - 1].1.as_slice());
        while live.can_redo() {
            live.redo();
        }
        let (session, events) = &moments[moments.len() - 1];
        prop_assert_eq!(live.session(), session);
        prop_assert_eq!(live.events(), events.as_slice());
    }
}

/// Whether a server looks at what came behind a line before it answers (Exim's synchronisation check,
/// Sendmail's and OpenSMTPD's care for pipelining), or waits for a handshake even inside TLS (aiosmtpd),
/// where what came with STARTTLS is dropped and what comes later breaks the handshake.
fn cares_for_timing(server: &Server) -> bool {
    matches!(server.id, "exim" | "sendmail" | "opensmtpd" | "aiosmtpd")
}

/// Each server that is let off, and no other, is seen to care.
#[test]
fn who_cares_for_timing_is_known() {
    let octets = b"HELO client.example.org\r\nMAIL FROM:<joe@example.org>\r\nRSET\r\nSTARTTLS\r\nNOOP\r\n";
    for server in servers::distinct() {
        let (_, whole) = run(server, [octets.as_slice()]);
        let (_, lines) = run(server, octets.split_inclusive(|&octet| octet == b'\n'));
        assert_eq!(replies(&whole) != replies(&lines), cares_for_timing(server), "{server:?}");
    }
}

fn check_spans(line: &[u8]) -> Result<(), TestCaseError> {
    let parsed = parse(line);
    for token in &parsed.tokens {
        prop_assert!(token.span.start <= token.span.end && token.span.end <= line.len(), "{token:?}");
    }
    for fault in &parsed.faults {
        prop_assert!(fault.span.start <= line.len(), "{fault:?}");
        let known = FaultKind::ALL.contains(&fault.kind);
        prop_assert!(known);
        if let Some(fix) = &fault.fix {
            prop_assert!(fix.span.end <= line.len(), "{fault:?}");
        }
    }
    Ok(())
}

#[test]
fn a_line_that_never_ends_does_not_fill_the_memory() {
    for server in servers::ALL {
        let megabyte = vec![b'A'; 1 << 20];
        let (session, _) = run(server, std::iter::repeat_n(megabyte.as_slice(), 8));
        assert!(session.pending() < 1 << 20, "{server:?} keeps {} octets", session.pending());
    }
}

#[test]
fn every_command_in_every_state_is_answered() {
    let ways: [&[u8]; 6] = [
        b"",
        b"EHLO client.example.org\r\n",
        b"EHLO client.example.org\r\nMAIL FROM:<>\r\n",
        b"EHLO client.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\n",
        b"EHLO client.example.org\r\nMAIL FROM:<>\r\nRCPT TO:<postmaster>\r\nBDAT 2\r\nab",
        b"EHLO client.example.org\r\nAUTH LOGIN\r\n",
    ];
    for server in servers::ALL {
        for way in ways {
            for row in &COMMANDS {
                for sample in row.samples.iter().copied().chain([row.verb.name()]) {
                    let (mut session, mut effects) = run(server, [way]);
                    effects.clear();
                    if session.state() == State::Closed {
                        continue;
                    }
                    session.handle(Input::Octets(format!("{sample}\r\n").as_bytes()), server, &World::standard(), &mut effects);
                    let waits_for_chunk = session.reads_data();
                    let answered = effects.iter().any(|effect| matches!(effect, Effect::Reply(_) | Effect::Close));
                    assert!(answered || waits_for_chunk, "{server:?} says nothing to {sample} behind {:?}", String::from_utf8_lossy(way));
                }
            }
        }
    }
}
