//! Commands per second of the whole engine (read, parse, check, word, log) in a submission session,
//! next to the parsing alone of the same lines by `smtp-proto`. `cargo xtask measure engine` reads what it prints.

use divan::Bencher;
use divan::counter::ItemsCount;
use playground::record::{Action, Timeline};
use smtp_engine::session::{Input, Role, Session, Timestamp, World};
use smtp_engine::spec::State;
use smtp_engine::syntax::parse;
use smtp_proto::Request;

/// A submission of one message, as a client sends it inside TLS.
const LINES: &[&str] = &[
    "EHLO client.example.org\r\n",
    "AUTH PLAIN AGFsaWNlQGV4YW1wbGUuY29tAHdvbmRlcmxhbmQ=\r\n",
    "MAIL FROM:<alice@example.com> SIZE=1000 BODY=8BITMIME\r\n",
    "RCPT TO:<bob@example.com>\r\n",
    "RCPT TO:<carol@example.com> NOTIFY=SUCCESS,FAILURE\r\n",
    "RCPT TO:<joe@example.net>\r\n",
    "RSET\r\n",
    "NOOP\r\n",
    "VRFY bob\r\n",
    "MAIL FROM:<alice@example.com>\r\n",
    "RCPT TO:<bob@example.com>\r\n",
    "QUIT\r\n",
];

/// What a session says that goes on for long.
const LONG_LINES: &[&str] = &[
    "EHLO client.example.org\r\n",
    "MAIL FROM:<joe@example.org>\r\n",
    "RCPT TO:<bob@example.com>\r\n",
    "RCPT TO:<carol@example.com>\r\n",
    "DATA\r\n",
    "Subject: one of many\r\n",
    "\r\n",
    "Some words that fill a line.\r\n",
    ".\r\n",
];

fn main() {
    divan::main();
}

#[divan::bench]
fn whole_engine(bencher: Bencher<'_, '_>) {
    whole(bencher, Session::new(Timestamp(1_795_341_600_000)));
}

#[divan::bench]
fn whole_engine_without_log(bencher: Bencher<'_, '_>) {
    whole(bencher, Session::new(Timestamp(1_795_341_600_000)).without_log());
}

fn whole(bencher: Bencher<'_, '_>, fresh: Session) {
    let Some(server) = smtp_servers::find("postfix", Role::Submission) else { return };
    let world = World::standard();
    let mut effects = Vec::with_capacity(64);
    bencher.counter(ItemsCount::new(LINES.len())).bench_local(move || {
        effects.clear();
        let mut session = fresh.clone();
        session.begin_inside_tls();
        session.handle(Input::Connect, server, &world, &mut effects);
        for line in LINES {
            session.handle(Input::Octets(line.as_bytes()), server, &world, &mut effects);
        }
        effects.len()
    });
}

#[divan::bench]
fn our_parser_alone(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(LINES.len()))
        .bench(|| LINES.iter().map(|line| parse(divan::black_box(line.trim_end().as_bytes())).tokens.len()).sum::<usize>());
}

#[divan::bench]
fn smtp_proto_parsing_alone(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(LINES.len())).bench(|| {
        LINES.iter().map(|line| usize::from(Request::parse(&mut divan::black_box(line.as_bytes()).iter()).is_ok())).sum::<usize>()
    });
}

/// A session of 10,000 inputs; one that was hung up on connects again.
fn long_session() -> Option<Timeline> {
    let mut timeline = Timeline::new(smtp_servers::find("postfix", Role::Mx)?, World::standard());
    for number in 0..10_001 {
        let action = match timeline.state() {
            State::Closed => Action::Connect,
            _ => Action::Send(LONG_LINES[number % LONG_LINES.len()].as_bytes().to_vec()),
        };
        timeline.act(action, Timestamp(1_795_341_600_000 + number as u64));
    }
    Some(timeline)
}

/// Going to any moment of a long session, back and forth.
#[divan::bench(args = [1, 100, 2_500, 5_000, 7_777, 9_999])]
fn go_to_a_moment_of_10_000(bencher: Bencher<'_, '_>, moment: usize) {
    let Some(mut timeline) = long_session() else { return };
    bencher.counter(ItemsCount::new(2usize)).bench_local(move || {
        timeline.go_to(moment);
        timeline.go_to(10_001);
        timeline.events().len()
    });
}
