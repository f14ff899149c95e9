//! The words of a flow in one language: `content/<language>/reference/flows/<id>.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Flow, FlowError};

/// What a page says about a flow. All but title and summary may hold Markdown.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowWords {
    /// Its name.
    pub title: String,
    /// What it is, in one sentence.
    pub summary: String,
    /// When one meets it, and what to look at.
    pub intro: String,
    /// What to learn from it.
    pub after: String,
    /// What happens at each step, and why, by the step's name.
    pub steps: BTreeMap<String, String>,
    /// What is said of each session by its name, where there are several.
    #[serde(default)]
    pub sessions: BTreeMap<String, SessionWords>,
}

/// What a page says about one session of several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionWords {
    /// Who talks to whom.
    pub title: String,
    /// What happened before it, outside of SMTP.
    pub before: String,
}

impl FlowWords {
    /// Reads the words of the flow `id`.
    pub fn read(id: &str, text: &str) -> Result<Self, FlowError> {
        toml::from_str(text).map_err(|error| FlowError::Shape { flow: id.to_owned(), reason: error.to_string() })
    }

    /// Where words and flow do not fit together: words that are missing, empty, or for nothing.
    pub fn problems(&self, flow: &Flow) -> Vec<String> {
        let mut problems = Vec::new();
        for (what, text) in [("title", &self.title), ("summary", &self.summary), ("intro", &self.intro), ("after", &self.after)] {
            if text.trim().is_empty() {
                problems.push(format!("{what} is empty"));
            }
        }
        let steps: Vec<&str> = flow.steps().map(|step| step.id.as_str()).collect();
        problems.extend(unfit("steps", &steps, self.steps.iter().map(|(id, text)| (id.as_str(), text.as_str()))));
        let sessions: Vec<&str> = flow.sessions.iter().filter_map(|session| session.id.as_deref()).collect();
        let session_texts = self.sessions.iter().map(|(id, words)| (id.as_str(), words.before.as_str()));
        problems.extend(unfit("sessions", &sessions, session_texts));
        problems
    }
}

fn unfit<'w>(table: &str, ids: &[&str], words: impl Iterator<Item = (&'w str, &'w str)>) -> Vec<String> {
    let words: BTreeMap<&str, &str> = words.collect();
    let missing = ids.iter().filter(|id| words.get(*id).is_none_or(|text| text.trim().is_empty()));
    let missing = missing.map(|id| format!("[{table}] has no words for {id}"));
    let needless = words.keys().filter(|id| !ids.contains(id)).map(|id| format!("[{table}] {id} is not in the flow"));
    missing.chain(needless).collect()
}
