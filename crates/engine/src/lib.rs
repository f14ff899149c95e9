//! The server's side of SMTP as a state machine without input or output of its own.
//!
//! Octets, the time and the outcome of a TLS handshake go in; replies, messages, log lines, delays and the
//! close come out. The crate opens no socket, reads no clock and starts no thread, so it runs anywhere,
//! also in WebAssembly, and the same inputs always give the same effects. It is made to *model* servers,
//! for teaching and for tests of clients: a server is a plain value that says how that server cuts lines,
//! what it checks in which order, and in which words it answers.
//!
//! # The way of one line
//!
//! 1. [`Session::handle`](session::Session::handle) gets [`Input::Octets`](session::Input). The session
//!    keeps what is not yet a whole line.
//! 2. [`wire`] cuts the next line as this server does ([`LineRules`](wire::LineRules)); message data are
//!    read by [`DataReader`](wire::DataReader).
//! 3. [`syntax::parse`] finds the verb, the tokens with their places, the argument, and every fault. It
//!    refuses nothing: what is wrong for one server is fine for another.
//! 4. The server's [`CommandRule`](session::CommandRule) for the verb is looked up, and its checks are made
//!    in that server's order. The first that refuses answers, and the reply names it
//!    ([`Decision`](session::Decision)).
//! 5. When all have passed, the rule's [`Act`](session::Act) changes the session and says a
//!    [`ReplyKey`](spec::ReplyKey): what is meant, without number and text.
//! 6. The server's [`Wording`](session::Wording) for the key gives the number and the text, and an
//!    [`Effect::Reply`](session::Effect) goes out.
//!
//! # The rooms
//!
//! [`session`] uses [`syntax`], [`spec`] and [`wire`]; [`syntax`] uses [`spec`] and [`wire`]; [`spec`] holds
//! the protocol as tables: commands, states, replies, extensions, grammar.
//!
//! # A server and a session
//!
//! ```
//! use smtp_engine::session::{
//!     Auth, Checks, CommandRule, Effect, Framing, Hooks, Input, Limits, Provenance, Role, Server, Session, Source, Timestamp,
//!     Wording, Words, World, act,
//! };
//! use smtp_engine::spec::{ReplyKey, Verb, rfc};
//!
//! fn wording(key: ReplyKey) -> Option<&'static Wording> {
//!     const fn say(code: u16, text: &'static str) -> Wording {
//!         Wording { code, enhanced: None, text, source: Source::Unverified }
//!     }
//!     Some(match key {
//!         ReplyKey::Greeting => &const { say(220, "{host} ready") },
//!         ReplyKey::NoopOk => &const { say(250, "Still here") },
//!         _ => &const { say(500, "Pardon?") },
//!     })
//! }
//!
//! let server = Server {
//!     id: "tiny",
//!     name: "Tiny",
//!     version: "1",
//!     role: Role::Mx,
//!     provenance: Provenance::Standard(rfc(5321, "")),
//!     framing: Framing::STANDARD,
//!     limits: Limits::NONE,
//!     commands: &[CommandRule { verb: Verb::Noop, checks: &[], act: act::noop }],
//!     checks: Checks::NONE,
//!     auth: Auth::NONE,
//!     words: Words { wording, ..Words::NONE },
//!     hooks: Hooks::STANDARD,
//!     refusals: &[],
//! };
//!
//! let (world, mut session, mut effects) = (World::standard(), Session::new(Timestamp(0)), Vec::new());
//! for input in [Input::Connect, Input::Octets(b"NOOP\r\nHEL"), Input::Octets(b"LO\r\n")] {
//!     session.handle(input, &server, &world, &mut effects);
//! }
//! let replies: Vec<_> = effects
//!     .iter()
//!     .filter_map(|effect| match effect {
//!         Effect::Reply(reply) => Some(reply.text.as_str()),
//!         _ => None,
//!     })
//!     .collect();
//! assert_eq!(replies, ["220 mail.example.com ready\r\n", "250 Still here\r\n", "500 Pardon?\r\n"]);
//! ```
//!
//! The folder `examples` has a whole session (`session.rs`) and a server that takes mail (`own_server.rs`).
//!
//! # The parser alone
//!
//! ```
//! use smtp_engine::{spec::Verb, syntax::parse};
//!
//! let parsed = parse(b"MAIL FROM: <carol@example.org>");
//! assert_eq!(parsed.verb, Some(Verb::Mail));
//! // RFC 5321 section 3.3 allows no space after the colon; some servers take it all the same.
//! assert_eq!(parsed.faults.len(), 1);
//! ```
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]
#![warn(missing_docs)]

pub mod session;
pub mod spec;
pub mod syntax;
pub mod wire;
