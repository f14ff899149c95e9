use crate::store::Store;
use playground::content::Label;
use playground::record::{WorldError, WorldProblem};

/// What is wrong, where, and what to do.
pub(super) fn says(error: &WorldError, store: Store) -> String {
    let problem = &error.problem;
    let (least, most) = match problem {
        WorldProblem::NotANumber { least, most, .. } => (least.to_string(), most.to_string()),
        _ => Default::default(),
    };
    let text = store.filled(label(problem), &[("value", problem.value()), ("least", &least), ("most", &most)]);
    if error.line == 0 {
        return text;
    }
    store.filled(Label::WorldWrongLine, &[("line", &error.line.to_string()), ("text", &text)])
}

const fn label(problem: &WorldProblem) -> Label {
    match problem {
        WorldProblem::Empty => Label::WorldWrongEmpty,
        WorldProblem::Several => Label::WorldWrongSeveral,
        WorldProblem::TooMany => Label::WorldWrongTooMany,
        WorldProblem::TooLong => Label::WorldWrongTooLong,
        WorldProblem::Twice(_) => Label::WorldWrongTwice,
        WorldProblem::NotAUser(_) => Label::WorldWrongUser,
        WorldProblem::NotADomain(_) => Label::WorldWrongDomain,
        WorldProblem::NotAnAddress(_) => Label::WorldWrongAddress,
        WorldProblem::NoPassword(_) => Label::WorldWrongPassword,
        WorldProblem::NoColon(_) => Label::WorldWrongColon,
        WorldProblem::NoMembers(_) => Label::WorldWrongMembers,
        WorldProblem::UnknownMember(_) => Label::WorldWrongMember,
        WorldProblem::UnknownRecord(_) => Label::WorldWrongRecord,
        WorldProblem::NoLogin(_) => Label::WorldWrongNoLogin,
        WorldProblem::NotANumber { .. } => Label::WorldWrongNumber,
        WorldProblem::FaultForm(_) => Label::WorldWrongFaultForm,
        WorldProblem::FaultStage(_) => Label::WorldWrongFaultStage,
        WorldProblem::FaultFailure(_) => Label::WorldWrongFaultFailure,
        WorldProblem::FaultTimes(_) => Label::WorldWrongFaultTimes,
    }
}
