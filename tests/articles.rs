//! The example sessions in the articles run as they stand, and the server says what the article leads
//! one to expect.

use playground::content::reference::{command_id, examples};
use playground::record::{Action, EventKind, Timeline};
use smtp_engine::session::{Role, Timestamp, World};
use smtp_engine::spec::ReplyKey::{self, *};
use smtp_engine::spec::Verb;

/// What Postfix says in the sessions of each article, after its greeting.
fn expected(verb: Verb) -> &'static [ReplyKey] {
    match verb {
        Verb::Ehlo => &[EhloOk, Goodbye],
        Verb::Helo => &[HeloOk, MailOk, RcptOk, Goodbye],
        Verb::Quit => &[EhloOk, Goodbye],
        Verb::Starttls => &[EhloOk, StartTlsReady, EhloOk, Goodbye],
        Verb::Noop => &[EhloOk, NoopOk, Goodbye],
        Verb::Rset => &[EhloOk, MailOk, RsetOk, MailOk, Goodbye],
        Verb::Help => &[EhloOk, UnknownCommand, Goodbye],
        Verb::Auth => &[EhloOk, StartTlsReady, EhloOk, AuthChallenge, AuthChallenge, AuthOk, Goodbye],
        Verb::Mail => &[EhloOk, MailOk, RcptOk, Goodbye],
        Verb::Rcpt => &[EhloOk, MailOk, RcptOk, UserUnknown, RelayDenied, Goodbye],
        Verb::Data => &[EhloOk, MailOk, RcptOk, DataStart, Queued, Goodbye],
        Verb::Bdat => &[EhloOk, MailOk, RcptOk, ChunkOk, ChunkQueued, Goodbye],
        Verb::Vrfy => &[EhloOk, VrfyCannot, UserUnknown, Goodbye],
        Verb::Expn => &[EhloOk, UnknownCommand, Goodbye],
        Verb::Etrn => &[EhloOk, EtrnRefused, Goodbye],
        Verb::Xclient | Verb::Xforward => &[EhloOk, ProxyDenied, Goodbye],
    }
}

/// What the server says to `lines`.
fn replies(role: &str, lines: &[&str]) -> Vec<ReplyKey> {
    let role = Role::from_id(role).expect("a role that build.rs knows");
    let server = smtp_servers::find("postfix", role).expect("Postfix has this role");
    let mut timeline = Timeline::new(server, World::default());
    timeline.act(Action::Connect, Timestamp(0));
    for (second, line) in (1..).zip(lines) {
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), Timestamp(second * 1000));
    }
    let keys = timeline.events().iter().filter_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply.key),
        _ => None,
    });
    keys.collect()
}

#[test]
fn the_sessions_of_the_articles_run_as_told() {
    for verb in Verb::ALL {
        let mut said = Vec::new();
        for example in examples(verb) {
            let replies = replies(example.role, example.lines);
            assert_eq!(replies.first(), Some(&Greeting));
            said.extend_from_slice(&replies[1..]);
        }
        assert_eq!(said, expected(verb), "content/*/commands/{}.md", command_id(verb));
    }
}
