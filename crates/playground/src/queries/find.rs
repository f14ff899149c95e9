//! Finding words: in the transcript, and in the names of what can be done.

use std::sync::Arc;

use super::views::Line;

/// The events of the lines that have `words` in them, upper or lower case, in the order of the transcript.
pub fn lines_with(lines: &[Arc<Line>], words: &str) -> Vec<usize> {
    let words = words.trim().to_lowercase();
    if words.is_empty() {
        return Vec::new();
    }
    let has = |line: &Line| line.plain().is_some_and(|text| text.to_lowercase().contains(&words));
    lines.iter().filter(|line| has(line)).map(|line| line.event).collect()
}

/// Whether `name` has each word of `wanted` in it, upper or lower case, in any order.
pub fn is_meant(name: &str, wanted: &str) -> bool {
    let name = name.to_lowercase();
    wanted.to_lowercase().split_whitespace().all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queries::views::Views;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    #[test]
    fn what_was_said_is_found_on_both_sides() {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        timeline.act(Action::Send(b"EHLO client.example.org\r\n".to_vec()), Timestamp(0));
        timeline.act(Action::Send(b"NOOP pipelining\r\n".to_vec()), Timestamp(0));
        let mut views = Views::default();
        views.follow(timeline.events());
        assert_eq!(lines_with(&views.lines, "pipelining ").len(), 2, "in the reply to EHLO and in NOOP");
        assert_eq!(lines_with(&views.lines, "C: noop").len(), 1);
        assert!(lines_with(&views.lines, "  ").is_empty());
        assert!(lines_with(&views.lines, "not there").is_empty());
    }

    #[test]
    fn words_mean_an_action_in_any_order() {
        assert!(is_meant("Compare servers", "serv COMP"));
        assert!(is_meant("Compare servers", ""));
        assert!(is_meant("对照服务器", "服务器"));
        assert!(!is_meant("Compare servers", "compare mail"));
    }
}
