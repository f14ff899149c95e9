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
//! says nothing more. Long things need few words:
//!
//! ```text
//! C* 120 RCPT TO:<alice+{n}@example.com>      a line 120 times, {n} counts from 1
//! S* 120 250 2.1.5 OK                         the same reply 120 times
//! C\ "NOOP " + "x" * 600 + "\r\n"             strings joined and repeated
//! @wait 301                                   so many seconds pass
//! @tls                                        before the first step: inside TLS from the start, as on port 465
//! @handshake fails                            before the first step: the TLS handshake fails; or `never`:
//!                                             the client goes on in the clear behind STARTTLS
//! ```

use thiserror::Error;

use super::{Action, EventKind, Handshake, Timeline};
use smtp_engine::session::{Role, Server, Timestamp, World};
use smtp_engine::spec::State;

/// One step of a dialogue.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Send(Vec<u8>),
    Expect(String),
    ExpectStart(String),
    ExpectClosed,
    ExpectNothing,
    Wait(u64),
}

/// A dialogue file.
#[derive(Clone, Debug)]
pub struct Dialogue {
    /// What it claims: its first comment.
    pub claim: String,
    server: &'static Server,
    inside_tls: bool,
    handshake: Handshake,
    steps: Vec<(usize, Step)>,
}

/// What is wrong with a dialogue file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DialogueError {
    /// A line that is none of the known kinds.
    #[error("line {0}: expected a line that starts with C: C\\ C* S: S~ S* @server @tls @handshake @wait or #, found {1:?}")]
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
        let mut steps = Vec::new();
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            let (kind, rest) = line.split_at_checked(2).unwrap_or((line, ""));
            let rest = rest.strip_prefix(' ').unwrap_or(rest);
            match kind {
                "" => {}
                "# " if claim.is_empty() => claim = rest.to_owned(),
                _ if line.starts_with('#') => {}
                _ if line.starts_with("@server") => server = Some(find_server(number, line)?),
                _ if line == "@tls" => inside_tls = true,
                _ if line == "@handshake fails" => handshake = Handshake::Fails,
                _ if line == "@handshake never" => handshake = Handshake::Never,
                _ if line.starts_with("@wait ") => {
                    let (seconds, _) = count(&line["@wait ".len()..]).ok_or(DialogueError::BadNumber(number))?;
                    steps.push((number, Step::Wait(seconds * 1000)));
                }
                "C:" => steps.push((number, Step::Send(format!("{rest}\r\n").into_bytes()))),
                "C*" => {
                    let (times, line) = count(rest).ok_or(DialogueError::BadNumber(number))?;
                    let lines = (1..=times).map(|n| format!("{}\r\n", line.replace("{n}", &n.to_string())));
                    steps.push((number, Step::Send(lines.collect::<String>().into_bytes())));
                }
                "C\\" => steps.push((number, Step::Send(read_octets(rest).ok_or(DialogueError::BadString(number))?))),
                "S:" if rest == "closed" => steps.push((number, Step::ExpectClosed)),
                "S:" if rest == "nothing" => steps.push((number, Step::ExpectNothing)),
                "S:" => steps.push((number, Step::Expect(rest.to_owned()))),
                "S*" => {
                    let (times, line) = count(rest).ok_or(DialogueError::BadNumber(number))?;
                    steps.extend((1..=times).map(|_| (number, Step::Expect(line.to_owned()))));
                }
                "S~" => steps.push((number, Step::ExpectStart(rest.to_owned()))),
                _ => return Err(DialogueError::UnknownLine(number, line.to_owned())),
            }
        }
        Ok(Self { claim, server: server.ok_or(DialogueError::NoServer)?, inside_tls, handshake, steps })
    }

    /// The server that it plays against.
    pub fn server(&self) -> &'static Server {
        self.server
    }

    /// Plays it in the standard world. At its end the server may have nothing left to say.
    pub fn play(&self) -> Outcome {
        let mut timeline = Timeline::new(self.server, World::standard()).with_handshake(self.handshake);
        if self.inside_tls {
            timeline = timeline.inside_tls();
        }
        let mut now = Timestamp::default();
        timeline.act(Action::Connect, now);
        let mut read = 0;
        for (line, step) in &self.steps {
            let broken = |expected: &str, found: String| Outcome::Broken { line: *line, expected: expected.to_owned(), found };
            match step {
                Step::Send(octets) => timeline.act(Action::Send(octets.clone()), now),
                Step::Wait(milliseconds) => {
                    now = now.plus(*milliseconds);
                    timeline.act(Action::Wait, now);
                }
                Step::Expect(text) => match next_line(&timeline, &mut read, false) {
                    Some(found) if found == *text => {}
                    found => return broken(text, found.unwrap_or_else(|| "nothing".to_owned())),
                },
                Step::ExpectStart(start) => match next_line(&timeline, &mut read, true) {
                    Some(found) if found.starts_with(start.as_str()) => {}
                    found => return broken(start, found.unwrap_or_else(|| "nothing".to_owned())),
                },
                Step::ExpectClosed if timeline.state() == State::Closed => {}
                Step::ExpectClosed => return broken("closed", format!("{:?}", timeline.state())),
                Step::ExpectNothing => {
                    if let Some(found) = next_line(&timeline, &mut read, false) {
                        return broken("nothing", found);
                    }
                }
            }
        }
        let last = self.steps.last().map_or(1, |(line, _)| *line);
        match next_line(&timeline, &mut read, false) {
            Some(found) => Outcome::Broken { line: last, expected: "nothing more".to_owned(), found },
            None => Outcome::Held,
        }
    }
}

/// The next line of the server's replies that was not read yet; with `last_of_reply`, the last line of
/// the next reply.
fn next_line(timeline: &Timeline, read: &mut usize, last_of_reply: bool) -> Option<String> {
    let lines: Vec<&str> = timeline
        .events()
        .iter()
        .filter_map(|event| match &event.kind {
            EventKind::Reply(reply) => Some(reply.text.as_str()),
            _ => None,
        })
        .flat_map(str::lines)
        .collect();
    while let Some(line) = lines.get(*read) {
        *read += 1;
        if !last_of_reply || line.as_bytes().get(3) != Some(&b'-') {
            return Some((*line).to_owned());
        }
    }
    None
}

fn find_server(number: usize, line: &str) -> Result<&'static Server, DialogueError> {
    let mut words = line.split_ascii_whitespace().skip(1);
    let (name, role) = (words.next().unwrap_or(""), words.next().unwrap_or("mx"));
    Role::from_id(role).and_then(|role| smtp_servers::find(name, role)).ok_or_else(|| DialogueError::UnknownServer(number, line.to_owned()))
}

/// `120 and more`: the number, and what follows it.
fn count(text: &str) -> Option<(u64, &str)> {
    let (number, rest) = text.split_once(' ').unwrap_or((text, ""));
    number.parse().ok().filter(|number| (1..=100_000).contains(number)).map(|number| (number, rest))
}

/// `"text" * 3 + "text"`
fn read_octets(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::new();
    let mut rest = text.trim();
    loop {
        let end = closing_quote(rest)?;
        let piece = unescape(&rest[..=end])?;
        rest = rest[end + 1..].trim_start();
        let mut times = 1;
        if let Some(behind) = rest.strip_prefix('*') {
            let (number, behind) = count(behind.trim_start())?;
            (times, rest) = (number, behind.trim_start());
        }
        for _ in 0..times {
            octets.extend_from_slice(&piece);
        }
        match rest.strip_prefix('+') {
            Some(behind) => rest = behind.trim_start(),
            None if rest.is_empty() => return Some(octets),
            None => return None,
        }
    }
}

/// Where the string that `text` starts with ends.
fn closing_quote(text: &str) -> Option<usize> {
    let mut escaped = false;
    let inner = text.strip_prefix('"')?;
    let end = inner.char_indices().find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    })?;
    Some(end.0 + 1)
}

fn unescape(quoted: &str) -> Option<Vec<u8>> {
    let inner = quoted.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut octets = Vec::new();
    let mut rest = inner.bytes();
    while let Some(octet) = rest.next() {
        if octet != b'\\' {
            octets.push(octet);
            continue;
        }
        octets.push(match rest.next()? {
            b'r' => b'\r',
            b'n' => b'\n',
            b't' => b'\t',
            b'0' => 0,
            b'\\' => b'\\',
            b'"' => b'"',
            b'x' => {
                let digit = |octet: u8| char::from(octet).to_digit(16);
                (digit(rest.next()?)? * 16 + digit(rest.next()?)?) as u8
            }
            _ => return None,
        });
    }
    Some(octets)
}
