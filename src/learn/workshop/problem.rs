//! What the compiler finds, in the words of the form.

use crate::store::Store;
use playground::content::Label;
use smtp_playground_lessons::ProblemKind;

/// `problem` in the language of the page; nothing for what can be wrong in the text only, where the compiler's own words
/// name what stands there.
pub(super) fn told(store: Store, problem: &ProblemKind) -> Option<String> {
    let filled = |label: Label, values: &[(&str, &str)]| Some(store.filled(label, values));
    let plain = |label: Label| Some(store.text(label).to_owned());
    match problem {
        ProblemKind::StartBroken { expected, found } => filled(Label::FoundStartBroken, &[("expected", expected), ("found", found)]),
        ProblemKind::StartSolves(_) => plain(Label::FoundStartSolves),
        ProblemKind::SolutionBroken { expected, found } => filled(Label::FoundSolutionBroken, &[("expected", expected), ("found", found)]),
        ProblemKind::SolutionFails { missing, last, .. } => filled(Label::FoundSolutionFails, &[("missing", missing), ("last", last)]),
        ProblemKind::SolutionTooLong { lines, .. } => filled(Label::FoundSolutionTooLong, &[("lines", &lines.to_string())]),
        ProblemKind::NoSolution(_) => plain(Label::FoundNoSolution),
        ProblemKind::WrongOnTheWay { wrong, line, .. } => filled(Label::FoundWrongOnTheWay, &[("wrong", wrong), ("line", line)]),
        ProblemKind::WrongAtStart { wrong, .. } => filled(Label::FoundWrongAtStart, &[("wrong", wrong)]),
        ProblemKind::WrongNotRecognised { wrong, missing, last, .. } => {
            filled(Label::FoundWrongNotRecognised, &[("wrong", wrong), ("missing", missing), ("last", last)])
        }
        ProblemKind::WrongHidden { wrong, by, .. } => filled(Label::FoundWrongHidden, &[("wrong", wrong), ("by", by)]),
        ProblemKind::WrongSolves { wrong, .. } => filled(Label::FoundWrongSolves, &[("wrong", wrong)]),
        ProblemKind::HintGivesAway { number, line, .. } => {
            filled(Label::FoundHintGivesAway, &[("number", &number.to_string()), ("line", line)])
        }
        ProblemKind::TooFewHints { found, .. } => filled(Label::FoundTooFewHints, &[("found", &found.to_string())]),
        ProblemKind::WordCount { .. } => plain(Label::FoundNoLabel),
        ProblemKind::NoWords { what, .. } => missing(store, what),
        ProblemKind::UnknownReference(name) => filled(Label::FoundUnknownReference, &[("name", name)]),
        ProblemKind::NoReferences(_) => plain(Label::FoundNoReferences),
        ProblemKind::SuggestionsSolve(_) => plain(Label::FoundSuggestionsSolve),
        ProblemKind::Endless(_) | ProblemKind::SetEndless => plain(Label::FoundEndless),
        ProblemKind::LinkTooLong { size, most, .. } => {
            filled(Label::FoundLinkTooLong, &[("size", &size.to_string()), ("most", &most.to_string())])
        }
        ProblemKind::BadId(name) => filled(Label::FoundBadId, &[("name", name)]),
        ProblemKind::NotToml(what) => filled(Label::FoundNotToml, &[("what", what)]),
        ProblemKind::Missing { key, .. } if key == "goal" => plain(Label::FoundNoGoal),
        _ => None,
    }
}

/// The text `what` is missing.
fn missing(store: Store, what: &str) -> Option<String> {
    let label = match what {
        "title" => Label::FoundNoTitle,
        "story" => Label::FoundNoStory,
        "after" => Label::FoundNoAfter,
        what if what.starts_with("word for") => Label::FoundNoSay,
        _ => return Some(store.filled(Label::FoundNoWords, &[("what", what)])),
    };
    Some(store.text(label).to_owned())
}
