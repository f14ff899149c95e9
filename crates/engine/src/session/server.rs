//! What a server is made of: data, checks in its own order, and its words.

mod defaults;

use std::borrow::Cow;
use std::time::Duration;

use super::{
    Act, CheckList, Chunk, Event, Mailbox, Mechanism, Provenance, Refusal, SaslError, Session, Stage, Transaction, Turn, Wording, World,
};
use crate::spec::{ReplyKey, Verb};
use crate::syntax::Path;
use crate::wire::{DataReader, LineRules, Newlines};

/// On which side of a mail's way the server stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// It takes mail for its own domains from anyone (port 25).
    Mx,
    /// It takes mail for anyone from its own users (port 587, RFC 6409).
    Submission,
}

impl Role {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Mx, Self::Submission];

    /// Its name on the command line and in links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Mx => "mx",
            Self::Submission => "submission",
        }
    }

    /// The role of that name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }

    /// The port that it listens on.
    pub const fn port(self) -> u16 {
        match self {
            Self::Mx => 25,
            Self::Submission => 587,
        }
    }
}

/// Whether a check lets a command pass.
pub type Verdict = Result<(), Refusal>;

/// A check with the name of its function, so that it can be said which one refused and which ones came before.
#[derive(Clone, Copy)]
pub struct Named<Function> {
    /// The function's name, as [`checks`](crate::checks) takes it from the list.
    pub path: &'static str,
    /// The function.
    pub run: Function,
    /// The list of the server that stands in this check's place, where it is not a check itself.
    pub stands_for: Option<CheckList>,
}

impl<Function> Named<Function> {
    /// The function's name without the rooms before it.
    pub fn name(&self) -> &'static str {
        self.path.rsplit(' ').next().map_or(self.path, |last| last.rsplit("::").next().unwrap_or(last))
    }
}

/// One check of a command.
pub type Check = Named<fn(&mut Turn<'_>) -> Verdict>;

/// One check of a whole message: its octets as far as they were kept, and its size.
pub type MessageCheck = Named<fn(&Turn<'_>, &[u8], u64) -> Verdict>;

/// A list of checks, in the order in which they are made. With `..recipients` at its end the server's own
/// checks of a recipient ([`Checks::recipient`]) follow.
#[macro_export]
macro_rules! checks {
    ($($check:path),+ , ..recipients) => {
        &[$($crate::session::Named { path: stringify!($check), run: $check, stands_for: None }),+, $crate::session::check::RECIPIENTS]
    };
    ($($check:path),+ $(,)?) => { &[$($crate::session::Named { path: stringify!($check), run: $check, stands_for: None }),+] };
}

/// How one server treats one verb.
#[derive(Clone, Copy)]
pub struct CommandRule {
    /// The verb.
    pub verb: Verb,
    /// Its checks, in this server's order; the first that refuses answers.
    pub checks: &'static [Check],
    /// What is done when all have passed.
    pub act: Act,
}

/// How a server treats clients that make errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErrorLimits {
    /// From so many errors on, each reply is held back.
    pub soft: u32,
    /// For so long.
    pub delay: Duration,
    /// With so many errors the server closes.
    pub hard: u32,
    /// So many commands that do nothing (NOOP, RSET, VRFY, HELO) are free; each further one counts as an error.
    pub idle_commands: u32,
    /// With a message that was taken, errors are counted from the start again.
    pub forgiven_by_message: bool,
}

/// What ended message data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DataEnd {
    /// The line with the lone dot.
    Dot,
    /// A CR without LF, where the server breaks off at it ([`Newlines::Unforgiving`]).
    BareCr,
    /// An LF without CR, where the server breaks off at it.
    BareLf,
    /// The client closed.
    Lost,
}

/// Refuses a verb as the server's [`Hooks::unknown_command`] says.
pub fn refuse_unknown(turn: &mut Turn<'_>) {
    let refusal = (turn.server.hooks.unknown_command)(turn);
    turn.refuse(refusal);
}

/// How a server cuts what comes into lines and message data.
#[derive(Clone, Copy)]
pub struct Framing {
    /// How it cuts its input into command lines.
    pub lines: LineRules,
    /// Which line ends it knows in message data.
    pub newlines: Newlines,
    /// A line as it reads it, before anything else looks at it (Postfix ends it at the first NUL).
    pub read_line: fn(&[u8]) -> Cow<'_, [u8]>,
    /// It takes a line that the client's close cut short for a whole one.
    pub takes_unfinished_line: bool,
    /// It does not wait for the end of a line that is too long already.
    pub cuts_endless_lines: bool,
    /// As long as there is more to read of what came at once, it holds its replies back; so a delay of one holds those
    /// before it, too.
    pub holds_replies: bool,
}

/// How much a server takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How it treats clients that make errors.
    pub errors: ErrorLimits,
    /// How many octets of an answer in AUTH it reads (RFC 4954 section 4: 12288 at least).
    pub sasl_line: usize,
    /// With so many octets in one line, ended or not, command or message, it closes.
    pub line_cap: Option<usize>,
    /// For so long a client may be silent; then the server says so, where it has words for it, and closes
    /// (RFC 5321 section 4.5.3.2.7).
    pub idle_timeout: Option<Duration>,
    /// For so long it waits before it greets, and judges what comes in that time
    /// (RFC 5321 section 3.1: a client waits for the greeting).
    pub greeting_wait: Option<Duration>,
}

/// A server's checks that do not belong to one command, each list in the order in which it is gone through.
#[derive(Clone, Copy)]
pub struct Checks {
    /// Of the connection, before the greeting.
    pub connection: &'static [Check],
    /// Of every line, before the verb is looked at.
    pub line: &'static [Check],
    /// Of every known command, before its own.
    pub every_command: &'static [Check],
    /// Whom it takes mail for, and from whom: the checks of RCPT and VRFY after their syntax.
    pub recipient: &'static [Check],
    /// Of a whole message.
    pub message: &'static [MessageCheck],
}

/// How a server logs clients in (RFC 4954).
#[derive(Clone, Copy)]
pub struct Auth {
    /// The SASL mechanisms that it offers, in its order.
    pub mechanisms: &'static [Mechanism],
    /// How it reads base64.
    pub decode_base64: fn(&[u8]) -> Result<Vec<u8>, SaslError>,
    /// Its two questions in AUTH LOGIN.
    pub login_prompts: [&'static str; 2],
    /// What it says when a login fails: why it did, and the login that was tried, empty where it did not
    /// come so far.
    pub login_refusal: fn(SaslError, &str) -> Refusal,
    /// What it does with the client's next answer.
    pub response: fn(&mut Turn<'_>),
}

/// What a server says and writes.
#[derive(Clone, Copy)]
pub struct Words {
    /// Its replies.
    pub wording: fn(ReplyKey) -> Option<&'static Wording>,
    /// The lines of its EHLO reply after the first.
    pub extensions: fn(&Session, &World, &Server) -> Vec<String>,
    /// Its id for the message of that number.
    pub queue_id: fn(u64) -> String,
    /// The lines that it puts before a message.
    pub trace: fn(&Session, &World, &Transaction, &str) -> String,
    /// What it writes to its log.
    pub log: fn(Event<'_>, &Session, &World, &Server, &mut Vec<String>),
    /// What stands in the place of the id that it makes up for each session and shows in its replies; empty
    /// where it shows none.
    pub session_id: &'static str,
}

/// What a server does in its own way.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// The name of HELO or EHLO as it keeps it.
    pub hello_name: fn(&str) -> String,
    /// The mailbox that it makes out in the line of MAIL or RCPT, with the path that the parser found.
    pub read_mailbox: fn(&[u8], Option<&Path>) -> Option<Mailbox>,
    /// What it answers to a verb that it does not know.
    pub unknown_command: fn(&Turn<'_>) -> Refusal,
    /// What it does with a verb that it has no rule for ([`refuse_unknown`] where it only refuses it).
    pub unknown: Act,
    /// What else it does after each command that was answered for good: limits of its own.
    pub after_command: fn(&mut Turn<'_>),
    /// What becomes of what it knew of the client when the TLS handshake is done
    /// ([`Session::forget_client`], RFC 3207 section 4.2).
    pub after_handshake: fn(&mut Session),
    /// What it does when message data end, before it checks them: the octets as far as they were kept,
    /// their size, and what ended them.
    pub data_ended: fn(&mut Turn<'_>, &[u8], u64, DataEnd),
    /// What it does with a message that came by DATA, at the lone dot.
    pub end_of_data: fn(&mut Turn<'_>, Vec<u8>, &DataReader),
    /// How it keeps a message that came by BDAT.
    pub chunked_message: fn(Vec<u8>) -> Vec<u8>,
    /// What it does when all octets of a chunk have come.
    pub end_of_chunk: fn(&mut Turn<'_>, Chunk),
    /// What it says to a client that has closed its side, before it closes.
    pub on_end: fn(&mut Turn<'_>),
}

/// One server in one role.
#[derive(Clone, Copy)]
pub struct Server {
    /// Its name on the command line and in links.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its role.
    pub role: Role,
    /// How we know it.
    pub provenance: Provenance,
    /// How it cuts what comes into lines and message data.
    pub framing: Framing,
    /// How much it takes.
    pub limits: Limits,
    /// The verbs that it knows.
    pub commands: &'static [CommandRule],
    /// Its checks that do not belong to one command.
    pub checks: Checks,
    /// How it logs clients in.
    pub auth: Auth,
    /// What it says and writes.
    pub words: Words,
    /// What it does in its own way.
    pub hooks: Hooks,
    /// What it refuses where somebody asks for it by an address or a message made for that, and at which
    /// stage. Only servers whose real rules nobody can see have any.
    pub refusals: &'static [(ReplyKey, Stage)],
}

impl Server {
    /// How it treats `verb`; `None` where it does not know it.
    pub fn rule(&self, verb: Verb) -> Option<&'static CommandRule> {
        self.commands.iter().find(|rule| rule.verb == verb)
    }

    /// Whether it offers AUTH at all.
    pub const fn offers_auth(&self) -> bool {
        !self.auth.mechanisms.is_empty()
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {} ({})", self.name, self.version, self.role.id())
    }
}
