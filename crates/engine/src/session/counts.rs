use crate::spec::Verb;

/// How often one verb was said and how often it was accepted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    pub total: u32,
    /// Those that were accepted.
    pub accepted: u32,
}

/// What came last in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastStep {
    /// The connection.
    #[default]
    Connect,
    /// A command.
    Command(Verb),
    /// A verb that is not known.
    Unknown,
    /// The end of a message.
    EndOfMessage,
}

/// What a server counts in a session.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors of the client.
    pub errors: u32,
    /// Commands that do nothing, since the last message.
    pub idle_commands: u32,
    /// By verb.
    pub verbs: [Tally; Verb::ALL.len()],
    /// Of unknown verbs.
    pub unknown: Tally,
    /// What came last.
    pub last: LastStep,
    /// Something came too early in this session.
    pub pipelined: bool,
    /// What only this server counts; it knows what each number is.
    pub own: [u32; 4],
    /// The command at hand, until it is answered for good: its verb, where it is a known one.
    pub(super) current: Option<Option<Verb>>,
    failed: bool,
}

impl Counts {
    /// Counts the command at hand as an error.
    pub(super) fn fail(&mut self) {
        self.errors += 1;
        self.failed = true;
    }

    /// The command at hand was answered for good; AUTH and DATA come here only at their end.
    pub(super) fn finish(&mut self) {
        let failed = std::mem::take(&mut self.failed);
        let tally = match self.current.take() {
            Some(Some(verb)) => &mut self.verbs[verb as usize],
            Some(None) => &mut self.unknown,
            None => return,
        };
        tally.total += 1;
        tally.accepted += u32::from(!failed);
    }
}
