//! Dialogue files: a claim about a server, written as a session.
//!
//! ```text
//! # a bare LF must not end DATA (RFC 5321 section 4.1.1.4)
//! @server postfix mx
//! S: 220 mail.example.com ESMTP Postfix (Debian/GNU)
//! C: EHLO client.example.org
//! S~ 250
//! C\ "MAIL FROM:<a@example.org>\r\n"
//! S: closed
//! ```
//!
//! `S:` expects a whole reply (its last line, or all its lines one after the other), `S~` one that
//! starts so, `C:` sends a line with CRLF, `C\` sends raw octets in a quoted string with the escapes
//! `\r \n \t \0 \\ \" \xHH`, `S: closed` expects that the server has closed, and `S: nothing` that it
//! says nothing more. The connection is made before the first step. Long things need few words:
//!
//! ```text
//! C* 120 RCPT TO:<alice+{n}@example.com>      a line 120 times, {n} counts from 1
//! S* 120 250 2.1.5 OK                         the same reply 120 times
//! C\ "NOOP " + "x" * 600 + "\r\n"             strings joined and repeated
//! @wait 301                                   so many seconds pass
//! @disconnect                                 the client closes without QUIT
//! @connect                                    the client connects again
//! @world message-size-limit = 1000            another world, see `WorldText::edit`; `+` adds an entry, `-` takes
//! @world aliases = +info: carol               one out. It holds for the whole session: what came before is
//! @world users = -bob                         played again in it
//! @fault rcpt=greylist*1                      the same as @world faults = +rcpt=greylist*1
//! @pick space                                 in exercises: this answer is chosen
//! @tls                                        before the first step: inside TLS from the start, as on port 465
//! @handshake fails                            before the first step: the TLS handshake fails; or `never`:
//!                                             the client goes on in the clear behind STARTTLS
//! ```

mod octets;
mod player;
mod script;

use thiserror::Error;

pub use self::player::{Broken, Player};
pub use self::script::{Script, Step};
use super::{Handshake, Timeline, WorldEditError};
use smtp_engine::session::{Role, Server, World};

/// A dialogue file.
#[derive(Clone, Debug)]
pub struct Dialogue {
    /// What it claims: its first comment.
    pub claim: String,
    server: &'static Server,
    inside_tls: bool,
    handshake: Handshake,
    script: Script,
}

/// What is wrong with a dialogue file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DialogueError {
    /// A line that is none of the known kinds.
    #[error(
        "line {0}: expected a line that starts with C: C\\ C* S: S~ S* @server @tls @handshake @connect @disconnect @world @fault @pick @wait or #, found {1:?}"
    )]
    UnknownLine(usize, String),
    /// A server that is not there.
    #[error("line {0}: no server {1:?}; write @server NAME ROLE, for example @server postfix mx")]
    UnknownServer(usize, String),
    /// No `@server` line before the first step.
    #[error("the file needs a line @server NAME ROLE before its first step")]
    NoServer,
    /// A raw string that is not closed or has an unknown escape.
    #[error(
        "line {0}: the string behind C\\ must be in double quotes, with the escapes \\r \\n \\t \\0 \\\\ \\\" \\xHH; several are joined by + and repeated by * N"
    )]
    BadString(usize),
    /// A number is missing.
    #[error("line {0}: a number from 1 to 100000 is missing")]
    BadNumber(usize),
    /// A change of the world that cannot be read.
    #[error("line {0}: {1}")]
    BadWorld(usize, WorldEditError),
    /// `@pick` without the name of an answer.
    #[error("line {0}: write @pick and the name of an answer, for example @pick space")]
    BadPick(usize),
    /// More steps or octets than a script may have.
    #[error("line {0}: the script is too long; it may send {MAX_OCTETS} octets in {MAX_STEPS} steps")]
    TooLong(usize),
}

/// No script sends more octets.
const MAX_OCTETS: usize = 20_000_000;
/// No script has more steps.
const MAX_STEPS: usize = 200_000;

impl DialogueError {
    /// The line where it is wrong, from 1.
    pub const fn line(&self) -> usize {
        match self {
            Self::UnknownLine(line, _)
            | Self::UnknownServer(line, _)
            | Self::BadString(line)
            | Self::BadNumber(line)
            | Self::BadWorld(line, _)
            | Self::BadPick(line)
            | Self::TooLong(line) => *line,
            Self::NoServer => 1,
        }
    }
}

/// How a dialogue ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was as expected.
    Held,
    /// Something was not; the line in the file, what was expected, what was found.
    Broken {
        /// The line in the file.
        line: usize,
        /// What was expected.
        expected: String,
        /// What was found.
        found: String,
    },
}

impl Dialogue {
    /// Reads a dialogue file.
    pub fn read(text: &str) -> Result<Self, DialogueError> {
        let mut claim = String::new();
        let mut server = None;
        let mut inside_tls = false;
        let mut handshake = Handshake::Done;
        let mut script = Script::default();
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            match line {
                _ if claim.is_empty() && line.starts_with("# ") => line["# ".len()..].clone_into(&mut claim),
                _ if line.starts_with("@server") => server = Some(find_server(number, line)?),
                "@tls" => inside_tls = true,
                "@handshake fails" => handshake = Handshake::Fails,
                "@handshake never" => handshake = Handshake::Never,
                _ => script.add_line(number, line)?,
            }
        }
        Ok(Self { claim, server: server.ok_or(DialogueError::NoServer)?, inside_tls, handshake, script })
    }

    /// The server that it plays against.
    pub fn server(&self) -> &'static Server {
        self.server
    }

    /// What is said and expected.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// Whether it is inside TLS from the start.
    pub fn is_inside_tls(&self) -> bool {
        self.inside_tls
    }

    /// Plays it in the standard world, as its own lines change it. At its end the server may have nothing
    /// left to say.
    pub fn play(&self) -> Outcome {
        let (player, broken) = self.run();
        match broken.or_else(|| player.nothing_more(self.script.last_line())) {
            Some(Broken { line, expected, found }) => Outcome::Broken { line, expected, found },
            None => Outcome::Held,
        }
    }

    /// The session after all steps, or up to the first that does not hold.
    pub fn timeline(&self) -> Timeline {
        self.run().0.into_timeline()
    }

    fn run(&self) -> (Player, Option<Broken>) {
        let mut timeline = Timeline::new(self.server, World::standard()).with_handshake(self.handshake);
        if self.inside_tls {
            timeline = timeline.inside_tls();
        }
        let mut player = Player::new(timeline);
        player.connect();
        let broken = self.script.steps().iter().find_map(|(line, step)| player.step(*line, step).err());
        (player, broken)
    }
}

fn find_server(number: usize, line: &str) -> Result<&'static Server, DialogueError> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let (name, role) = (words.next().unwrap_or(""), words.next().unwrap_or("mx"));
    let found = Role::from_id(role).and_then(|role| smtp_servers::find(name, role));
    found.ok_or_else(|| DialogueError::UnknownServer(number, line.to_owned()))
}
