//! The lines that were sent, for the arrow keys.

/// The lines that were sent, for the arrow keys. What is being typed is kept while looking back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    lines: Vec<String>,
    /// Which line is shown; nothing while the draft is.
    at: Option<usize>,
    draft: String,
}

impl History {
    /// How many lines are kept.
    const LIMIT: usize = 500;

    /// Remembers a line that was sent; the same line twice in a row counts once.
    pub fn push(&mut self, line: &str) {
        self.at = None;
        self.draft.clear();
        if !line.trim().is_empty() && self.lines.last().map(String::as_str) != Some(line) {
            self.lines.push(line.to_owned());
            if self.lines.len() > Self::LIMIT {
                self.lines.remove(0);
            }
        }
    }

    /// The line before the one that is shown; `shown` is kept if it is the draft.
    pub fn older(&mut self, shown: &str) -> Option<String> {
        let at = match self.at {
            None => {
                let last = self.lines.len().checked_sub(1)?;
                shown.clone_into(&mut self.draft);
                last
            }
            Some(at) => at.checked_sub(1)?,
        };
        self.at = Some(at);
        self.lines.get(at).cloned()
    }

    /// The line behind the one that is shown, the draft at last.
    pub fn newer(&mut self) -> Option<String> {
        let at = self.at? + 1;
        self.at = (at < self.lines.len()).then_some(at);
        Some(self.lines.get(at).unwrap_or(&self.draft).clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn looking_back_keeps_what_was_being_typed() {
        let mut history = History::default();
        assert_eq!(history.older("x"), None);
        for line in ["EHLO a", "NOOP", "NOOP", " "] {
            history.push(line);
        }
        assert_eq!(history.older("MAIL FR").as_deref(), Some("NOOP"));
        assert_eq!(history.older("NOOP").as_deref(), Some("EHLO a"));
        assert_eq!(history.older("EHLO a"), None);
        assert_eq!(history.newer().as_deref(), Some("NOOP"));
        assert_eq!(history.newer().as_deref(), Some("MAIL FR"));
        assert_eq!(history.newer(), None);
    }
}
