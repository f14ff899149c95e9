//! What decided a reply, told by the engine itself, and the way of a command through its server's checks.

use super::{Check, Server, Turn, Verdict};
use crate::spec::Verb;

/// One of a server's lists of checks, in the order in which a command meets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CheckList {
    /// Of the connection, before the greeting.
    Connection,
    /// Of every line.
    Line,
    /// Of every known command.
    EveryCommand,
    /// Of this command.
    Command,
    /// Of the recipient: whom the server takes mail for.
    Recipient,
    /// Of the whole message.
    Message,
}

/// What decided a reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decision {
    /// What is done when all checks have passed, or for a verb that the server has no rule for.
    #[default]
    Act,
    /// The check at this place of that list refused.
    Check(CheckList, usize),
    /// A failure that was asked for.
    Demand,
    /// Nothing that was just said: a limit of errors, or of time.
    Limit,
}

/// What became of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It let the command pass.
    Passed,
    /// It refused.
    Refused,
    /// It was not reached.
    NotReached,
}

/// One check on a command's way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which list it stands in.
    pub list: CheckList,
    /// Its name.
    pub name: &'static str,
    /// What became of it.
    pub outcome: Outcome,
}

/// Goes through `checks`; the first that refuses signs its refusal.
pub(super) fn first_refusal(turn: &mut Turn<'_>, list: CheckList, checks: &[Check]) -> Verdict {
    checks.iter().enumerate().try_for_each(|(at, check)| (check.run)(turn).map_err(|refusal| refusal.by(Decision::Check(list, at))))
}

/// The checks of `verb` on `server`, in its order, and what became of each when `decision` was made. With
/// `message` those of the message, which come at its end.
pub fn trail(server: &Server, verb: Verb, decision: Decision, message: bool) -> Vec<Step> {
    let Some(rule) = server.rule(verb) else {
        return Vec::new();
    };
    let mut names: Vec<(CheckList, usize, &'static str)> = Vec::new();
    if message {
        names.extend(server.checks.message.iter().enumerate().map(|(at, check)| (CheckList::Message, at, check.name())));
    } else {
        let mut take = |list, checks: &[Check]| names.extend(checks.iter().enumerate().map(|(at, check)| (list, at, check.name())));
        take(CheckList::Line, server.checks.line);
        take(CheckList::EveryCommand, server.checks.every_command);
        for (at, check) in rule.checks.iter().enumerate() {
            if check.stands_for == Some(CheckList::Recipient) {
                names.extend(server.checks.recipient.iter().enumerate().map(|(at, check)| (CheckList::Recipient, at, check.name())));
            } else {
                names.push((CheckList::Command, at, check.name()));
            }
        }
    }
    let decided = names.iter().position(|(list, at, _)| match decision {
        Decision::Check(of, number) => *list == of && *at == number,
        // It stands before the command's own checks.
        Decision::Demand => matches!(list, CheckList::Command | CheckList::Recipient),
        Decision::Act | Decision::Limit => false,
    });
    let outcome = |number: usize| match decided {
        Some(decided) if number > decided => Outcome::NotReached,
        Some(decided) if number == decided && decision == Decision::Demand => Outcome::NotReached,
        Some(decided) if number == decided => Outcome::Refused,
        _ => Outcome::Passed,
    };
    names.iter().enumerate().map(|(number, &(list, _, name))| Step { list, name, outcome: outcome(number) }).collect()
}
