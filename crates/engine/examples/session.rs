//! A whole session, from the greeting to the message that was taken: `cargo run -p smtp-engine --example session`.

#[allow(dead_code, reason = "its own main is for running it alone")]
#[path = "own_server.rs"]
mod own_server;

use own_server::SERVER;
use smtp_engine::session::{Delivery, Effect, Input, Session, Timestamp, World};

/// What the client says, line by line.
const CLIENT: &[&str] = &[
    "EHLO client.example.org",
    "RCPT TO:<alice@example.com>",
    "MAIL FROM:<carol@example.org>",
    "RCPT TO:<mallory@example.com>",
    "RCPT TO:<alice@example.com>",
    "DATA",
    "Subject: Lunch",
    "",
    "At noon?",
    ".",
    "QUIT",
];

fn main() {
    let world = World::standard();
    let mut session = Session::new(Timestamp(1_795_341_600_000));
    let mut effects = Vec::new();
    session.handle(Input::Connect, &SERVER, &world, &mut effects);
    show(&mut effects);
    for line in CLIENT {
        println!("C: {line}");
        session.handle(Input::Octets(format!("{line}\r\n").as_bytes()), &SERVER, &world, &mut effects);
        show(&mut effects);
    }
}

/// Prints what the server did.
fn show(effects: &mut Vec<Effect>) {
    for effect in effects.drain(..) {
        match effect {
            Effect::Reply(reply) => {
                print!("S: {}", reply.text);
                println!("   ({}, decided by {:?})", reply.key.id(), reply.decision);
            }
            Effect::Moved { from, to } => println!("   ({from:?} -> {to:?})"),
            Effect::Deliver(delivery) => {
                let Delivery { mailboxes, message, .. } = *delivery;
                println!("   ({} octets for {})", message.len(), mailboxes.join(", "));
            }
            Effect::Close => println!("   (the server closes)"),
            Effect::Delay(time) => println!("   (the server waits {time:?})"),
            Effect::Read(..) | Effect::StartTls | Effect::Log(_) => {}
        }
    }
}
