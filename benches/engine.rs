//! Commands per second of the whole engine (read, parse, check, word, log) in a submission session,
//! next to the parsing alone of the same lines by `smtp-proto`.

use divan::Bencher;
use divan::counter::ItemsCount;
use smtp_playground::servers;
use smtp_playground::session::{Input, Role, Session, Timestamp, World};
use smtp_playground::syntax::parse;
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

fn main() {
    divan::main();
}

#[divan::bench]
fn whole_engine(bencher: Bencher<'_, '_>) {
    let Some(server) = servers::find("postfix", Role::Submission) else { return };
    let world = World::standard();
    let mut effects = Vec::with_capacity(64);
    bencher.counter(ItemsCount::new(LINES.len())).bench_local(move || {
        effects.clear();
        let mut session = Session::new(Timestamp(1_795_341_600_000));
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
