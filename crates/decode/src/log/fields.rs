//! `name=value` in a line, as most mail servers write: the value ends at a comma, a semicolon or a blank, unless it stands in `<>`, quotes or
//! brackets.

use crate::report::{Action, Finding};

/// The value of the first field `name` (with its `=`).
pub(super) fn value<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let place = text.match_indices(name).map(|(place, _)| place).find(|place| {
        !text.get(..*place).is_some_and(|before| before.ends_with(|last: char| last.is_alphanumeric() || matches!(last, '_' | '-')))
    })?;
    let rest = text.get(place + name.len()..)?;
    if let Some(rest) = rest.strip_prefix('<') {
        return rest.split('>').next();
    }
    if let Some(rest) = rest.strip_prefix('"') {
        return rest.split('"').next();
    }
    Some(rest.split([',', ';', ' ']).next().unwrap_or(rest))
}

/// What stands from `name` to the end of the line.
pub(super) fn rest<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.split_once(name).map(|(_, rest)| rest.trim())
}

/// A host as logs write it: `mx.example.com[192.0.2.25]:25`, `mx.example.com. [192.0.2.25]`; `none` is nobody.
pub(super) fn host(text: &str) -> Option<String> {
    let name = text.trim_start_matches('[').split(['[', ']', ':', ' ']).next()?.trim_end_matches('.');
    let known = !name.is_empty() && !["none", "local", "unknown", "localhost", "dovecot", "virtual", "maildrop", "pipe"].contains(&name);
    known.then(|| name.to_owned())
}

/// A finding with the codes that `said` states.
pub(super) fn stated(said: &str, line: usize) -> Finding {
    let codes = crate::codes::find(said);
    Finding {
        code: codes.code,
        enhanced: codes.enhanced,
        text: Some(said.to_owned()),
        line: Some(line),
        stage: crate::bounce::session::stage(said),
        ..Finding::default()
    }
}

/// What a word says that became of a mail.
pub(super) fn action(word: &str) -> Option<Action> {
    let word = word.to_ascii_lowercase();
    let begins = |starts: &[&str]| starts.iter().any(|start| word.starts_with(start));
    match () {
        () if begins(&["sent", "deliver", "ok", "success", "2."]) => Some(Action::Delivered),
        () if begins(&["defer", "pending", "tempfail", "retry", "delay", "queued", "4.", "gettingstatus"]) => Some(Action::Delayed),
        () if begins(&[
            "bounce",
            "expired",
            "fail",
            "permfail",
            "undeliverable",
            "reject",
            "5.",
            "drop",
            "quarantin",
            "filteredasspam",
            "blocked",
        ]) =>
        {
            Some(Action::Failed)
        }
        () if begins(&["relay"]) => Some(Action::Relayed),
        () if begins(&["expand"]) => Some(Action::Expanded),
        () => None,
    }
}
