use super::script::Step;
use crate::record::{Action, EventKind, Timeline, WorldText};
use smtp_engine::session::Timestamp;
use smtp_engine::spec::State;

/// A step that did not go as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Its line.
    pub line: usize,
    /// What was expected.
    pub expected: String,
    /// What was found.
    pub found: String,
}

/// Plays the steps of a script on a session, one by one.
#[derive(Clone, Debug)]
pub struct Player {
    timeline: Timeline,
    now: Timestamp,
    pick: Option<String>,
    /// How many lines of the server were read.
    read: usize,
    /// Lines that were not read are passed over when the client goes on.
    lenient: bool,
}

impl Player {
    /// A player of `timeline`, at the moment of its last action.
    pub fn new(timeline: Timeline) -> Self {
        let now = timeline.latest().unwrap_or_default();
        Self { timeline, now, pick: None, read: 0, lenient: false }
    }

    /// The same, where not every line of the server has to be expected: `S:` looks at what came since the
    /// client did something.
    #[must_use]
    pub fn lenient(mut self) -> Self {
        self.lenient = true;
        self
    }

    /// The session so far.
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    /// The session so far, for keeping.
    pub fn into_timeline(self) -> Timeline {
        self.timeline
    }

    /// The answer that was chosen last.
    pub fn pick(&self) -> Option<&str> {
        self.pick.as_deref()
    }

    /// Connects.
    pub fn connect(&mut self) {
        self.act(Action::Connect);
    }

    /// Does one step, which stands in the line `line`.
    pub fn step(&mut self, line: usize, step: &Step) -> Result<(), Broken> {
        let broken = |expected: &str, found: Option<String>| {
            Err(Broken { line, expected: expected.to_owned(), found: found.unwrap_or_else(|| "nothing".to_owned()) })
        };
        match step {
            Step::Send(octets) => self.act(Action::Send(octets.clone())),
            Step::Connect => self.act(Action::Connect),
            Step::Disconnect => self.act(Action::Disconnect),
            Step::Wait(milliseconds) => {
                self.now = self.now.plus(*milliseconds);
                self.act(Action::Wait);
            }
            Step::World(edit) => {
                // All is played again in the other world; what was not read yet is still to be read.
                let unread = self.lines().len().saturating_sub(self.read);
                let mut text = WorldText::of(self.timeline.world());
                let changed = text.edit(edit).map_err(|error| error.to_string());
                let world = changed.and_then(|_| text.read().map_err(|errors| errors.first().map(ToString::to_string).unwrap_or_default()));
                match world {
                    Ok(world) => self.timeline = self.timeline.with_world(world),
                    Err(error) => return broken(edit, Some(error)),
                }
                self.read = self.lines().len().saturating_sub(unread);
            }
            Step::Pick(choice) => self.pick = Some(choice.clone()),
            Step::Expect(text) => match self.next_line(false) {
                Some(found) if found == *text => {}
                found => return broken(text, found),
            },
            Step::ExpectStart(start) => match self.next_line(true) {
                Some(found) if found.starts_with(start.as_str()) => {}
                found => return broken(start, found),
            },
            Step::ExpectClosed if self.timeline.state() == State::Closed => {}
            Step::ExpectClosed => return broken("closed", Some(format!("{:?}", self.timeline.state()))),
            Step::ExpectNothing => {
                if let Some(found) = self.next_line(false) {
                    return broken("nothing", Some(found));
                }
            }
        }
        Ok(())
    }

    /// What is broken where the server still has something to say.
    pub(super) fn nothing_more(&self, line: usize) -> Option<Broken> {
        let found = self.lines().get(self.read).map(|line| (*line).to_owned())?;
        Some(Broken { line, expected: "nothing more".to_owned(), found })
    }

    fn act(&mut self, action: Action) {
        if self.lenient {
            self.read = self.lines().len();
        }
        self.timeline.act(action, self.now);
    }

    /// The lines of the server's replies.
    fn lines(&self) -> Vec<&str> {
        let replies = self.timeline.events().iter().filter_map(|event| match &event.kind {
            EventKind::Reply(reply) => Some(reply.text.as_str()),
            _ => None,
        });
        replies.flat_map(str::lines).collect()
    }

    /// The next line that was not read yet; with `last_of_reply`, the last line of the next reply.
    fn next_line(&mut self, last_of_reply: bool) -> Option<String> {
        let lines = self.lines();
        let mut read = self.read;
        let mut found = None;
        while let Some(line) = lines.get(read) {
            read += 1;
            if !last_of_reply || line.as_bytes().get(3) != Some(&b'-') {
                found = Some((*line).to_owned());
                break;
            }
        }
        self.read = read;
        found
    }
}
