//! Conditions over what happened and where the session stands. None looks at the text that was typed.

mod found;
mod hold;
mod message;
mod moment;
mod read;
mod write;

use playground::record::WorldField;
use smtp_engine::session::Server;
use smtp_engine::spec::{Enhanced, ReplyKey, State, Verb};

pub use self::found::{conditions_of_replies, conditions_that_became_true};
pub use self::moment::{Fuel, Scene};
pub(crate) use self::read::read_predicates;
pub(crate) use self::write::write_predicates;

/// A condition.
#[derive(Clone, Debug)]
pub enum Predicate {
    /// The server gave such a reply, so many times.
    Reply(ReplyPattern, usize),
    /// The client said this verb, so many times; of MAIL and RCPT perhaps with a parameter.
    Said(Verb, Option<String>, usize),
    /// A command with this parameter (`SIZE`, `BODY=8BITMIME`) was accepted.
    Parameter(String, Option<Verb>),
    /// A line of the message is this command and nothing else: it was meant for the server.
    InText(Verb),
    /// The session stands in this state.
    State(State),
    /// The session is inside TLS, or not.
    Tls(bool),
    /// Somebody is logged in under this name; with an empty one, nobody is.
    Login(String),
    /// The login was made by this mechanism.
    Mechanism(String),
    /// The client has greeted with EHLO (`true`) or HELO.
    Extended(bool),
    /// Such a message was taken, so many times.
    Delivered(Box<DeliveredPattern>, usize),
    /// The connection was closed, so many times.
    Closed(Side, usize),
    /// The client has connected so many times at least.
    Connections(usize),
    /// The learner has said so many commands at most.
    CommandsAtMost(usize),
    /// The learner has sent so many pieces at most: what goes out together is one.
    SendsAtMost(usize),
    /// The server held an answer back for so many milliseconds at least.
    Waited(u64),
    /// The learner let so many seconds pass at least, in one go.
    Passed(u64),
    /// This answer was chosen.
    Pick(String),
    /// These fields of the world were changed, perhaps others too.
    Edited(Vec<WorldField>),
    /// No other fields of the world were changed.
    EditedOnly(Vec<WorldField>),
    /// None of them holds.
    Never(Vec<Predicate>),
    /// One of them holds.
    Any(Vec<Predicate>),
    /// All of them hold.
    All(Vec<Predicate>),
    /// They came true one after the other, each by what happened after the one before.
    Order(Vec<Predicate>),
    /// All of this holds where the same is said to another server.
    On(&'static Server, Vec<Predicate>),
    /// All of this holds where the same is said in a changed world.
    InWorld(Vec<String>, Vec<Predicate>),
}

/// Which side closed the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The server.
    Server,
    /// The client.
    Client,
}

/// A reply, by what it is; what is not said may be anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplyPattern {
    /// What it means.
    pub key: Option<ReplyKey>,
    /// Its number.
    pub code: Option<u16>,
    /// The first digit of its number.
    pub class: Option<u16>,
    /// Its enhanced code.
    pub enhanced: Option<Enhanced>,
    /// The check that decided it, by the name of its function.
    pub check: Option<String>,
    /// What it answers.
    pub answers: Option<Answered>,
    /// What its text holds.
    pub text: Option<String>,
    /// It has so many lines at least.
    pub lines_at_least: Option<usize>,
}

/// What a reply answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// The connection: `CONNECT`.
    Connection,
    /// A command, or an answer in its exchange.
    Command(Verb),
    /// A line that is no known command: `UNKNOWN`.
    Unknown,
    /// The end of a message, or something inside it: `MESSAGE`.
    Message,
}

/// A message that was taken; what is not said may be anything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeliveredPattern {
    /// Mailboxes that are among those it was put into.
    pub to: Vec<String>,
    /// All the mailboxes that it was put into.
    pub only_to: Option<Vec<String>>,
    /// Mailboxes that it was not put into.
    pub not_to: Vec<String>,
    /// Addresses that it was handed on to.
    pub relayed: Vec<String>,
    /// Addresses that stood in RCPT.
    pub rcpt: Vec<String>,
    /// The envelope's sender.
    pub from: Option<String>,
    /// Whether the envelope's sender is the null reverse-path.
    pub from_null: Option<bool>,
    /// Header fields and what they hold, without regard to case; `*` for anything.
    pub header: Vec<(String, String)>,
    /// Header fields that it does not have.
    pub no_header: Vec<String>,
    /// What its text holds.
    pub body: Option<String>,
    /// Whether a line that is not blank follows the header.
    pub has_text: Option<bool>,
    /// Lines that it has, one after the other.
    pub line: Vec<String>,
    /// Whether it holds octets above 127.
    pub eight_bit: Option<bool>,
    /// Whether it came inside TLS.
    pub tls: Option<bool>,
    /// It has so many octets at least.
    pub bytes_at_least: Option<u64>,
    /// It has so many octets at most.
    pub bytes_at_most: Option<u64>,
}

impl Predicate {
    /// All conditions, those inside others too.
    pub fn visit(&self, look: &mut impl FnMut(&Self)) {
        look(self);
        match self {
            Self::Never(list) | Self::Any(list) | Self::All(list) | Self::Order(list) | Self::On(_, list) | Self::InWorld(_, list) => {
                list.iter().for_each(|inner| inner.visit(look));
            }
            _ => {}
        }
    }
}
