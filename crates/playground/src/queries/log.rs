//! Which lines of the server's log are in the document. A log can be long, so it is shown page by page.

use std::ops::Range;

use super::views::LogLine;

/// How many lines are shown.
pub const PAGE: usize = 100;

/// The lines that are shown of `total`: from `from` on, or the last ones.
pub fn window(total: usize, from: Option<usize>) -> Range<usize> {
    let start = from.unwrap_or_else(|| total.saturating_sub(PAGE)).min(total);
    start..(start + PAGE).min(total)
}

/// Where to begin so that the lines that `cause` caused are seen, if they are not seen already.
pub fn reveal(log: &[LogLine], shown: &Range<usize>, cause: usize) -> Option<usize> {
    let first = log.partition_point(|line| line.cause < cause);
    let there = log.get(first).is_some_and(|line| line.cause == cause);
    (there && !shown.contains(&first)).then(|| first.saturating_sub(PAGE / 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_log_shows_its_end_or_what_is_asked_for() {
        assert_eq!(window(30, None), 0..30);
        assert_eq!(window(1000, None), 900..1000);
        assert_eq!(window(1000, Some(50)), 50..150);
        assert_eq!(window(10, Some(50)), 10..10);
        let log: Vec<LogLine> = (0..1000).map(|event| LogLine { event, cause: event / 2 * 2, text: String::new() }).collect();
        assert_eq!(reveal(&log, &(900..1000), 950), None);
        assert_eq!(reveal(&log, &(900..1000), 100), Some(75));
        assert_eq!(reveal(&log, &(900..1000), 101), None);
    }
}
