//! How far two runs of the same sessions agree, per family.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use regex::Regex;

use super::mask;
use super::play::Played;
use super::recording::{Recorded, RecordedStep};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Share {
    /// That agree.
    pub(crate) good: u64,
    /// All of them.
    pub(crate) all: u64,
}

impl Share {
    fn count(&mut self, good: bool) {
        self.all += 1;
        self.good += u64::from(good);
    }

    /// In per cent, cut to two digits so that a figure is never better than the truth.
    pub(crate) fn percent(self) -> f64 {
        (self.good * 10_000).checked_div(self.all).map_or(100.0, |share| share as f64 / 100.0)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.all == 0 { formatter.pad("-") } else { formatter.pad(&format!("{:.2}", self.percent())) }
    }
}

/// The figures of a family, or of all.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures {
    /// Whole sessions that agree in every code and closing.
    pub(crate) sessions: Share,
    /// Steps with the same codes.
    pub(crate) code: Share,
    /// Steps with the same enhanced codes, where there are any.
    pub(crate) enhanced: Share,
    /// Steps with the same whole text.
    pub(crate) text: Share,
    /// Steps after which the connection is open, or closed, on both sides.
    pub(crate) closed: Share,
    /// Log lines, as a multiset.
    pub(crate) log: Share,
    /// Whole sessions with the same log lines.
    pub(crate) logs: Share,
}

impl Figures {
    /// The figures by name.
    pub(crate) fn shares(&self) -> [(&'static str, Share); 7] {
        [
            ("sessions", self.sessions),
            ("code", self.code),
            ("enhanced", self.enhanced),
            ("text", self.text),
            ("closed", self.closed),
            ("log", self.log),
            ("logs", self.logs),
        ]
    }
}

/// The figures of one server.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scores {
    /// By family.
    pub(crate) families: BTreeMap<String, Figures>,
    /// Of all sessions.
    pub(crate) total: Figures,
    /// Sessions that are not counted: two recordings of them differ, or they were cut.
    pub(crate) left_out: usize,
}

static REPLY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?m)^(\d{3})([ -]|\r?$)(?:(\d\.\d{1,3}\.\d{1,3})(?:\s|$))?").expect("a pattern"));

struct Codes {
    codes: Vec<String>,
    enhanced: Vec<String>,
}

fn codes(step: Option<&RecordedStep>) -> Codes {
    let mut found = Codes { codes: Vec::new(), enhanced: Vec::new() };
    let Some(step) = step else {
        return found;
    };
    if let Some(tls) = step.tls {
        found.codes.push(if tls.ok { "tls-ok" } else { "tls-failed" }.to_owned());
        return found;
    }
    for reply in REPLY.captures_iter(&step.recv.text()) {
        if &reply[2] != "-" {
            found.codes.push(reply[1].to_owned());
            found.enhanced.extend(reply.get(3).map(|code| code.as_str().to_owned()));
        }
    }
    found
}

impl Scores {
    /// Scores one session.
    pub(crate) fn add(&mut self, recorded: &Recorded, played: &Played, show: &mut impl FnMut(String)) {
        let mut figures = Figures::default();
        let mut whole = true;
        for index in 0..recorded.steps.len().max(played.steps.len()) {
            let (real, ours) = (recorded.steps.get(index), played.steps.get(index));
            let is_skipped = |step: Option<&RecordedStep>| step.is_some_and(|step| step.skipped.is_some());
            if is_skipped(real) && is_skipped(ours) {
                continue;
            }
            let both = real.is_some() && ours.is_some() && !is_skipped(real) && !is_skipped(ours);
            let (real_codes, our_codes) = (codes(real), codes(ours));
            let code = both && real_codes.codes == our_codes.codes;
            let masked = |step: Option<&RecordedStep>| step.map(|step| mask::reply(&step.recv.text()));
            let text = code && masked(real) == masked(ours);
            let closed = both && real.map(|step| step.closed) == ours.map(|step| step.closed);
            figures.code.count(code);
            figures.text.count(text);
            figures.closed.count(closed);
            if !real_codes.enhanced.is_empty() || !our_codes.enhanced.is_empty() {
                figures.enhanced.count(both && real_codes.enhanced == our_codes.enhanced);
            }
            whole &= code && closed;
            if !(text && closed) {
                show(describe(&recorded.id, index, real, ours));
            }
        }
        figures.sessions.count(whole);
        // Every server logs at least the connection; where there is nothing, nobody read its log.
        if recorded.log_stable && !recorded.log.is_empty() {
            figures.log = compare_logs(recorded, &played.log, show);
            figures.logs.count(figures.log.good == figures.log.all);
        }
        for into in [self.families.entry(recorded.family.clone()).or_default(), &mut self.total] {
            into.merge(&figures);
        }
    }
}

impl Figures {
    fn merge(&mut self, other: &Self) {
        let pairs = [
            (&mut self.sessions, other.sessions),
            (&mut self.code, other.code),
            (&mut self.enhanced, other.enhanced),
            (&mut self.text, other.text),
            (&mut self.closed, other.closed),
            (&mut self.log, other.log),
            (&mut self.logs, other.logs),
        ];
        for (into, from) in pairs {
            into.good += from.good;
            into.all += from.all;
        }
    }
}

fn describe(id: &str, index: usize, real: Option<&RecordedStep>, ours: Option<&RecordedStep>) -> String {
    let side = |step: Option<&RecordedStep>| match step {
        None => "(not played)".to_owned(),
        Some(RecordedStep { skipped: Some(why), .. }) => format!("(skipped: {why})"),
        Some(step) => format!("{:?} closed={}", step.recv.text(), step.closed),
    };
    let sent: String = real.map_or_else(String::new, |step| step.send.to_string()).chars().take(150).collect();
    format!("{id} step {index}\n  sent  {sent}\n  real  {}\n  ours  {}", side(real), side(ours))
}

fn compare_logs(recorded: &Recorded, ours: &[String], show: &mut impl FnMut(String)) -> Share {
    let mut left: Vec<String> = ours.iter().map(|line| mask::log_line(line)).collect();
    let mut good = 0;
    let mut missing = Vec::new();
    for line in &recorded.log {
        let masked = mask::log_line(line);
        match left.iter().position(|other| *other == masked) {
            Some(index) => {
                left.swap_remove(index);
                good += 1;
            }
            None => missing.push(masked),
        }
    }
    if !missing.is_empty() || !left.is_empty() {
        let list = |lines: &[String], sign: &str| lines.iter().map(|line| format!("\n  {sign} {line}")).collect::<String>();
        show(format!("{} log{}{}", recorded.id, list(&missing, "real"), list(&left, "ours")));
    }
    Share { good, all: recorded.log.len().max(ours.len()) as u64 }
}
