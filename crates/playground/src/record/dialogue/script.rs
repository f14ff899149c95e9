use super::octets::{count, read_octets};
use super::{DialogueError, MAX_OCTETS, MAX_STEPS};
use crate::record::{WorldEditError, WorldText};
use smtp_engine::session::World;

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The client sends these octets at once.
    Send(Vec<u8>),
    /// The server says this line.
    Expect(String),
    /// The server's next reply ends with a line that starts so.
    ExpectStart(String),
    /// The server has closed the connection.
    ExpectClosed,
    /// The server says nothing more.
    ExpectNothing,
    /// So many milliseconds pass.
    Wait(u64),
    /// The client connects.
    Connect,
    /// The client closes without QUIT.
    Disconnect,
    /// The world is changed, see [`WorldText::edit`].
    World(String),
    /// An answer of an exercise is chosen.
    Pick(String),
}

/// What is said to a server and expected of it, step by step, without saying which server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The steps with their lines, from 1.
    steps: Vec<(usize, Step)>,
    octets: usize,
}

impl Script {
    /// Reads the lines of a dialogue that are steps.
    pub fn read(text: &str) -> Result<Self, DialogueError> {
        let mut script = Self::default();
        for (index, line) in text.lines().enumerate() {
            script.add_line(index + 1, line)?;
        }
        Ok(script)
    }

    /// The steps with their lines, from 1.
    pub fn steps(&self) -> &[(usize, Step)] {
        &self.steps
    }

    /// Whether it expects anything of the server. One that does not is only a list of what to say.
    pub fn expects(&self) -> bool {
        let expects = |step: &Step| matches!(step, Step::Expect(_) | Step::ExpectStart(_) | Step::ExpectClosed | Step::ExpectNothing);
        self.steps.iter().any(|(_, step)| expects(step))
    }

    /// How many octets are sent.
    pub fn octets(&self) -> usize {
        self.octets
    }

    /// The line of the last step; the first, where there is none.
    pub(super) fn last_line(&self) -> usize {
        self.steps.last().map_or(1, |(line, _)| *line)
    }

    /// Adds what `line`, the line `number`, says.
    pub(super) fn add_line(&mut self, number: usize, line: &str) -> Result<(), DialogueError> {
        let (kind, rest) = line.split_at_checked(2).unwrap_or((line, ""));
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let line = line.trim_end();
        match kind {
            _ if line.is_empty() || line.starts_with('#') => {}
            "C:" => self.add(number, Step::Send(format!("{rest}\r\n").into_bytes()))?,
            "C*" => {
                let (times, line) = count(rest).ok_or(DialogueError::BadNumber(number))?;
                if line.len().saturating_mul(usize::try_from(times).unwrap_or(usize::MAX)) > MAX_OCTETS {
                    return Err(DialogueError::TooLong(number));
                }
                let lines = (1..=times).map(|n| format!("{}\r\n", line.replace("{n}", &n.to_string())));
                self.add(number, Step::Send(lines.collect::<String>().into_bytes()))?;
            }
            "C\\" => self.add(number, Step::Send(read_octets(rest, MAX_OCTETS).ok_or(DialogueError::BadString(number))?))?,
            "S:" if rest == "closed" => self.add(number, Step::ExpectClosed)?,
            "S:" if rest == "nothing" => self.add(number, Step::ExpectNothing)?,
            "S:" => self.add(number, Step::Expect(rest.to_owned()))?,
            "S*" => {
                let (times, line) = count(rest).ok_or(DialogueError::BadNumber(number))?;
                for _ in 0..times {
                    self.add(number, Step::Expect(line.to_owned()))?;
                }
            }
            "S~" => self.add(number, Step::ExpectStart(rest.to_owned()))?,
            _ => self.add_directive(number, line)?,
        }
        Ok(())
    }

    fn add_directive(&mut self, number: usize, line: &str) -> Result<(), DialogueError> {
        let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        let step = match name {
            "@connect" if rest.is_empty() => Step::Connect,
            "@disconnect" if rest.is_empty() => Step::Disconnect,
            "@wait" => Step::Wait(count(rest).ok_or(DialogueError::BadNumber(number))?.0 * 1000),
            "@world" => Step::World(rest.to_owned()),
            "@fault" => Step::World(format!("faults = +{rest}")),
            "@pick" if rest.is_empty() => return Err(DialogueError::BadPick(number)),
            "@pick" => Step::Pick(rest.to_owned()),
            _ => return Err(DialogueError::UnknownLine(number, line.to_owned())),
        };
        if let Step::World(edit) = &step {
            // Its field and form must be right; whether it makes a world shows when it is played.
            match WorldText::of(&World::standard()).edit(edit) {
                Ok(_) | Err(WorldEditError::NotThere(_)) => {}
                Err(error) => return Err(DialogueError::BadWorld(number, error)),
            }
        }
        self.add(number, step)
    }

    fn add(&mut self, number: usize, step: Step) -> Result<(), DialogueError> {
        if let Step::Send(octets) = &step {
            self.octets += octets.len();
        }
        if self.octets > MAX_OCTETS || self.steps.len() >= MAX_STEPS {
            return Err(DialogueError::TooLong(number));
        }
        self.steps.push((number, step));
        Ok(())
    }
}
