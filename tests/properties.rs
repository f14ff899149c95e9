//! Any octets, in any chunks, at any moment: never a panic, never another outcome.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use playground::record::{Action, Handshake, Kept, Timeline, read_link, write_link};
use proptest::prelude::*;
use smtp_engine::session::{Effect, Input, Server, Session, Timestamp, World};
use smtp_engine::spec::{COMMANDS, State};
use smtp_engine::syntax::{FaultKind, parse};

#[path = "../fuzz/src/targets/parser.rs"]
#[allow(dead_code, unreachable_pub, reason = "what a line must hold is said once, for fuzzing too")]
mod targets;

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
    prop::sample::select(smtp_servers::ALL.to_vec())
}

/// A step in time.
#[derive(Clone, Debug)]
enum Move {
    Send(Vec<u8>),
    Undo,
    Redo,
    GoTo(prop::sample::Index),
    Switch(prop::sample::Index),
}

fn moves() -> impl Strategy<Value = Move> {
    prop_oneof![
        4 => octets().prop_map(Move::Send),
        2 => Just(Move::Undo),
        1 => Just(Move::Redo),
        2 => any::<prop::sample::Index>().prop_map(Move::GoTo),
        2 => any::<prop::sample::Index>().prop_map(Move::Switch),
    ]
}

/// What becomes of the TLS handshake.
fn handshake() -> impl Strategy<Value = Handshake> {
    prop::sample::select(vec![Handshake::Done, Handshake::Fails, Handshake::Never])
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
        targets::spans_lie_in(&line);
    }

    #[test]
    fn spans_of_lines_that_look_like_smtp_lie_in_the_line(line in "(MAIL FROM|RCPT TO|mail from|EHLO|AUTH|BDAT|VRFY) ?:? ?[<>@a-z\"\\\\ .,:=\\[\\]0-9-]{0,40}") {
        targets::spans_lie_in(line.as_bytes());
    }

    #[test]
    fn a_fix_takes_its_fault_away(line in prop_oneof![
        "(MAIL FROM|RCPT TO|mail from|rcpt to|MAIL|RCPT TO ) ?: ?[<>@a-b .,:_=\\[\\]0-1-]{0,24}",
        "(MAIL FROM:<a@b.example> |RCPT TO:<a@b.example> )[A-Z=0-9,;+ ]{0,16}",
        "(SIZE|BODY|RET|ENVID|BY|NOTIFY|ORCPT|SMTPUTF8|AUTH|MT-PRIORITY|HOLDFOR)?=?[A-Za-z0-9;@+=]{0,9}".prop_map(|parameter| format!("MAIL FROM:<a@b.example> {parameter}")),
        "(EHLO|AUTH PLAIN|AUTH|BDAT|VRFY|QUIT|DATA|STRATTLS|MAILFROM:|TO:) ?[a-zA-Z0-9.=_ ＠：\\[\\]:-]{0,16}",
    ]) {
        targets::mending_ends(line.as_bytes());
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
    fn wherever_a_timeline_goes_it_is_what_a_fresh_replay_gives(server in server(), moves in prop::collection::vec(moves(), 1..24)) {
        let mut timeline = Timeline::new(server, World::standard());
        timeline.act(Action::Connect, Timestamp(1000));
        for (index, step) in moves.into_iter().enumerate() {
            let live = match step {
                Move::Send(octets) => {
                    timeline.act(Action::Send(octets), Timestamp(2000 + index as u64));
                    true
                }
                Move::Undo => { timeline.undo(); false }
                Move::Redo => { timeline.redo(); false }
                Move::GoTo(place) => {
                    let count = timeline.all_actions().len();
                    timeline.go_to(place.index(count + 1));
                    false
                }
                Move::Switch(place) => {
                    let branches = timeline.branches();
                    if !branches.is_empty() {
                        let branch = &branches[place.index(branches.len())];
                        let actions: Vec<_> = timeline.branch_actions(branch.id).map(|(at, action)| (at, action.clone())).collect();
                        prop_assert!(timeline.switch_to(branch.id));
                        let now: Vec<_> = timeline.actions().map(|(at, action)| (at, action.clone())).collect();
                        prop_assert_eq!(now, actions);
                    }
                    false
                }
            };
            let mut fresh = Timeline::new(server, World::standard());
            for (at, action) in timeline.actions() {
                fresh.act(action.clone(), at);
            }
            prop_assert_eq!(timeline.session(), fresh.session());
            prop_assert_eq!(timeline.events(), fresh.events());
            prop_assert!(!live || !timeline.can_redo());
        }
        let kept = Kept::read(&Kept::write("", Timestamp(1), &timeline)).expect("what was kept can be read").timeline;
        prop_assert_eq!(kept.session(), timeline.session());
        prop_assert_eq!(kept.branches().len(), timeline.branches().len());
    }

    #[test]
    fn a_share_link_gives_the_same_session(
        server in server(),
        inside_tls in any::<bool>(),
        handshake in handshake(),
        sends in prop::collection::vec(octets(), 0..8),
        back in 0usize..4,
    ) {
        let mut timeline = Timeline::new(server, World::standard()).with_handshake(handshake);
        if inside_tls {
            timeline = timeline.inside_tls();
        }
        timeline.act(Action::Connect, Timestamp(1000));
        for (index, octets) in sends.iter().enumerate() {
            timeline.act(Action::Send(octets.clone()), Timestamp(2000 + index as u64));
        }
        timeline.go_to((sends.len() + 1).saturating_sub(back));
        let link = write_link(&timeline);
        let read = read_link(&link.fragment).expect("a session");
        prop_assert_eq!(read.cursor(), timeline.cursor());
        prop_assert_eq!((read.is_inside_tls(), read.handshake()), (inside_tls, handshake));
        if link.secrets_removed == 0 {
            prop_assert_eq!(read.session(), timeline.session());
            prop_assert_eq!(read.events(), timeline.events());
        }
    }

    #[test]
    fn no_octets_in_a_link_or_in_storage_do_harm(octets in prop::collection::vec(any::<u8>(), 0..300), text in "\\PC{0,80}") {
        let _ = read_link(&text);
        let _ = read_link(&format!("#s=1.{text}"));
        let _ = read_link(&format!("#s=1.{}", URL_SAFE_NO_PAD.encode(&octets)));
        let _ = read_link(&format!("#s=1.{}", URL_SAFE_NO_PAD.encode(miniz_oxide::deflate::compress_to_vec(&octets, 1))));
        let _ = Kept::read(&text);
        let _ = Kept::read(&String::from_utf8_lossy(&octets));
    }

    #[test]
    fn any_values_in_a_link_are_survived(server in server(), numbers in prop::collection::vec(any::<u64>(), 8), words in prop::collection::vec("\\PC{0,12}", 6)) {
        let [name, user, alias, zone, address, fault] = &words[..] else { unreachable!() };
        let mut world = World::standard();
        world.host.clone_from(name);
        world.host_address.clone_from(address);
        world.users.push(user.clone());
        world.aliases.push((alias.clone(), vec![alias.clone(), user.clone()]));
        world.client.name.clone_from(zone);
        world.message_size_limit = numbers[0];
        world.recipient_limit = numbers[1] as usize;
        world.seed = numbers[2];
        let mut value = serde_json::json!({
            "s": server.id, "r": server.role.id(), "w": world, "t": numbers[3],
            "f": [{"stage": "rcpt", "failure": {"code": [numbers[4] as u16, null]}, "times": numbers[5] as u32}],
            "a": [[0, "c"], [numbers[6] % 1_000_000, {"t": "EHLO a\r\nMAIL FROM:<>\r\nRCPT TO:<alice@example.com>\r\n"}], [numbers[7], {"t": fault}], [0, "d"]],
            "c": numbers[6],
        });
        value["w"]["local_domains"] = serde_json::json!([]);
        let packed = miniz_oxide::deflate::compress_to_vec(value.to_string().as_bytes(), 1);
        let _ = read_link(&format!("s=1.{}", URL_SAFE_NO_PAD.encode(packed)));
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
    for server in smtp_servers::distinct() {
        let (_, whole) = run(server, [octets.as_slice()]);
        let (_, lines) = run(server, octets.split_inclusive(|&octet| octet == b'\n'));
        assert_eq!(replies(&whole) != replies(&lines), cares_for_timing(server), "{server:?}");
    }
}

#[test]
fn every_kind_of_fault_that_can_be_mended_is() {
    use FaultKind::*;
    let lines: [&str; 46] = [
        " NOOP",
        "NO\u{1}OP",
        "MAIL FROM：<a@b.example>",
        "RCPT TO:<a@b.example>＞",
        "MIAL FROM:<a@b.example>",
        "MAILFROM:<a@b.example>",
        "TO:<a@b.example>",
        "QUIT now",
        "AUTH PLAIN AA== x",
        "BDAT 5 x",
        "NOOP  x",
        "MAIL <a@b.example>",
        "MAIL FROM <a@b.example>",
        "MAIL FORM:<a@b.example>",
        "MAIL FROM :<a@b.example>",
        "MAIL FROM: <a@b.example>",
        "MAIL FROM:a@b.example",
        "MAIL FROM:<a@b.example",
        "MAIL FROM:<a@b.example SIZE=1",
        "MAIL FROM:<a@b.example>>",
        "MAIL FROM:<Joe <a@b.example>>",
        "RCPT TO:<a@b.example,c@d.example>",
        "MAIL FROM:<a@b.example>SIZE=1",
        "MAIL FROM:<@r.example:a@b.example>",
        "MAIL FROM:<a b@c.example>",
        "MAIL FROM:< a@b.example>",
        "MAIL FROM:<\"a@b.example>",
        "MAIL FROM:<a@@b.example>",
        "MAIL FROM:<a@x@b.example>",
        "MAIL FROM:<@b.example>",
        "MAIL FROM:<a..b@c.example>",
        "MAIL FROM:<a(b@c.example>",
        "MAIL FROM:<a@b..example>",
        "EHLO b.example.",
        "EHLO -b.example",
        "EHLO my_host.example",
        "EHLO b!.example",
        "EHLO 127.0.0.9",
        "EHLO [127.0.0.9",
        "MAIL FROM:<a@b.example> =1",
        "MAIL FROM:<a@b.example> SZIE=1",
        "MAIL FROM:<a@b.example> SIZE=1 SIZE=1",
        "MAIL FROM:<a@b.example> SIZE",
        "MAIL FROM:<a@b.example> SMTPUTF8=1",
        "MAIL FROM:<a@b.example> SIZE=1k",
        "AUTH PLAIN AA",
    ];
    let mut mended = std::collections::BTreeSet::new();
    for line in lines.map(str::as_bytes).into_iter().chain([&b"BDAT 5x"[..], b"NOOP \xff"]) {
        let faults = parse(line).faults;
        let gone: Vec<FaultKind> = faults.iter().filter(|fault| fault.mended(line).is_some()).map(|fault| fault.kind).collect();
        assert!(!gone.is_empty(), "{:?}: {faults:?}", String::from_utf8_lossy(line));
        mended.extend(gone);
    }
    // What is missing there only the person knows, or the page, that knows the session; and what is too
    // long nobody can shorten.
    let unmendable = [
        EmptyLine,
        LineTooLong,
        MissingArgument,
        MissingPath,
        NullPath,
        MissingDomain,
        LocalPartTooLong,
        EmptyDomain,
        DomainLabelTooLong,
        DomainTooLong,
    ];
    for kind in FaultKind::ALL {
        assert_ne!(mended.contains(kind), unmendable.contains(kind), "{kind:?}");
    }
}

#[test]
fn a_line_that_never_ends_does_not_fill_the_memory() {
    for server in smtp_servers::ALL {
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
    for server in smtp_servers::ALL {
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

#[test]
fn a_long_session_goes_to_any_moment_and_is_what_it_was() {
    for server in smtp_servers::ALL {
        let mut timeline = Timeline::new(server, World::standard());
        timeline.act(Action::Connect, Timestamp(1000));
        for number in 0..3000 {
            let line = if number % 100 == 99 && timeline.state() == State::Closed {
                Action::Connect
            } else {
                Action::Send(format!("{}\r\n", ["EHLO client.example.org", "MAIL FROM:<>", "RSET"][number % 3]).into_bytes())
            };
            timeline.act(line, Timestamp(2000 + number as u64));
        }
        let (session, events) = (timeline.session().clone(), timeline.events().len());
        for target in [2999, 1, 2048, 63, 64, 65, 1500, 0, 3001] {
            timeline.go_to(target);
            let mut fresh = Timeline::new(server, World::standard());
            timeline.actions().for_each(|(at, action)| fresh.act(action.clone(), at));
            assert_eq!(timeline.session(), fresh.session(), "{server:?} {target}");
            assert_eq!(timeline.events(), fresh.events(), "{server:?} {target}");
        }
        assert_eq!((timeline.session(), timeline.events().len()), (&session, events));
    }
}
