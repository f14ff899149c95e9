//! A server of one's own: what it knows, what it checks and in which order, and what it says. Run it and
//! talk to it: `cargo run -p smtp-engine --example own_server`, then `EHLO me`, `QUIT`.

use std::io::{BufRead, Write, stdin, stdout};

use smtp_engine::session::check::{self, require};
use smtp_engine::session::{
    Auth, Checks, CommandRule, Effect, Framing, Hooks, Input, Limits, Provenance, Role, Server, Session, Source, Timestamp, Turn, Verdict,
    Wording, Words, World, act, checks,
};
use smtp_engine::spec::{ReplyKey, Verb, rfc};
use smtp_engine::wire::{LineRules, Newlines};

/// The server. A terminal sends LF alone, so it takes that for the end of a line.
pub(crate) static SERVER: Server = Server {
    id: "own",
    name: "Our own",
    version: "1",
    role: Role::Mx,
    provenance: Provenance::Standard(rfc(5321, "")),
    framing: Framing { lines: LineRules { bare_lf: true, drop_all_cr: false, limit: 510 }, newlines: Newlines::Lf, ..Framing::STANDARD },
    limits: Limits::NONE,
    commands: &[
        CommandRule { verb: Verb::Ehlo, checks: &[], act: act::ehlo },
        CommandRule { verb: Verb::Mail, checks: checks![check::hello_given, check::no_nested_mail], act: act::mail },
        CommandRule { verb: Verb::Rcpt, checks: checks![check::mail_given, ..recipients], act: act::rcpt },
        CommandRule { verb: Verb::Data, checks: checks![check::some_recipient], act: act::data },
        CommandRule { verb: Verb::Quit, checks: &[], act: act::quit },
    ],
    checks: Checks { recipient: checks![has_mailbox], ..Checks::NONE },
    auth: Auth::NONE,
    words: Words { wording, ..Words::NONE },
    hooks: Hooks::STANDARD,
    refusals: &[],
};

/// The recipient lives here.
fn has_mailbox(turn: &mut Turn<'_>) -> Verdict {
    let known = turn.mailbox().is_some_and(|mailbox| turn.world.has_mailbox(&mailbox.local_part));
    require(known, ReplyKey::UserUnknown)
}

/// The server's words. The engine decides which key is meant; number and text are the server's own.
fn wording(key: ReplyKey) -> Option<&'static Wording> {
    const fn say(code: u16, text: &'static str) -> Wording {
        Wording { code, enhanced: None, text, source: Source::Unverified }
    }
    Some(match key {
        ReplyKey::Greeting => &const { say(220, "{host} at your service") },
        ReplyKey::EhloOk => &const { say(250, "{host} greets {hello-name}") },
        ReplyKey::MailOk | ReplyKey::RcptOk => &const { say(250, "Fine: {address}") },
        ReplyKey::DataStart => &const { say(354, "Your message, and a dot alone on the last line") },
        ReplyKey::Queued => &const { say(250, "Taken as {queue-id}") },
        ReplyKey::Goodbye => &const { say(221, "Come back soon") },
        ReplyKey::UserUnknown => &const { say(550, "Nobody here is called {address}") },
        ReplyKey::UnknownCommand => &const { say(500, "I do not know {verb}") },
        _ => &const { say(503, "Not now") },
    })
}

fn main() -> std::io::Result<()> {
    let (world, mut session, mut effects) = (World::standard(), Session::new(Timestamp(0)), Vec::new());
    session.handle(Input::Connect, &SERVER, &world, &mut effects);
    let mut lines = stdin().lock();
    loop {
        for effect in effects.drain(..) {
            match effect {
                Effect::Reply(reply) => stdout().write_all(reply.text.as_bytes())?,
                Effect::Close => return Ok(()),
                _ => {}
            }
        }
        let mut line = Vec::new();
        let input = if lines.read_until(b'\n', &mut line)? == 0 { Input::End } else { Input::Octets(&line) };
        session.handle(input, &SERVER, &world, &mut effects);
    }
}
