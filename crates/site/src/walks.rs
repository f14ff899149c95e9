//! Walks: the flows as exercises. The learner types each step, and what the flow's page tells of it stands beside.

use super::flow::{Does, Flow, FlowWords, PlayedSession, PlayedStep};
use super::kinds::{flow_words, flows};
use super::markdown::plain;
use super::shelf::Shelf;
use playground::content::Language;
use playground::record::{Event, EventKind, Handshake, Script};
use smtp_playground_lessons::{Exercise, Kind, Predicate, Set, Side, Solution, Step, Text, Texts, conditions_of_replies};

/// The name of the set in addresses and progress.
const ID: &str = "walks";

/// Minutes for a step: to read what is told of it, and to type it.
const STEPS_PER_MINUTE: u64 = 2;

/// The flow's words in each language.
type Words = Vec<(Language, FlowWords)>;

/// All flows, to be walked through.
pub(super) fn set(shelf: &Shelf) -> Set {
    let label = |key: &str| in_all(Language::ALL, |language| *language, |language| shelf.label(*language, key).to_owned());
    let mut set = Set { id: ID.to_owned(), title: label("walks.title"), about: label("walks.about"), ..Set::default() };
    for flow in flows(shelf) {
        let words: Words =
            Language::ALL.iter().copied().filter_map(|language| Some((language, flow_words(shelf, language, &flow)?.1))).collect();
        // A flow that does not go as it says is noted where its page is made.
        let Ok(played) = flow.play() else { continue };
        set.exercises.extend(played.iter().map(|session| exercise(shelf, &flow, &words, session)));
    }
    set
}

/// A session of a flow as an exercise.
fn exercise(shelf: &Shelf, flow: &Flow, words: &Words, played: &PlayedSession<'_>) -> Exercise {
    let session = played.session;
    let about = |words: &FlowWords| session.id.as_deref().and_then(|id| words.sessions.get(id)).cloned();
    let named = |(language, words): &(Language, FlowWords)| match about(words) {
        Some(about) => format!("{}{}{}", words.title, shelf.label(*language, "page.colon"), about.title),
        None => words.title.clone(),
    };
    let story = |(_, words): &(Language, FlowWords)| plain(&about(words).map_or_else(|| words.intro.clone(), |about| about.before));
    let mut steps: Vec<Step> = Vec::new();
    let mut seen = Seen::default();
    // What brings no answer by itself is a part together with what follows it. The connection is there already.
    let mut waiting: Vec<&PlayedStep<'_>> = Vec::new();
    for step in &played.steps {
        waiting.push(step);
        let goal = seen.goal(step);
        if step.step.does == Does::Connect && seen.connections == 1 {
            continue;
        }
        if let Some(goal) = goal {
            steps.push(part(shelf, words, &std::mem::take(&mut waiting), goal));
        }
    }
    let script = solution(&played.steps);
    Exercise {
        id: session.id.as_ref().map_or_else(|| flow.id.clone(), |id| format!("{}-{id}", flow.id)),
        server: session.server,
        world: session.world.clone(),
        inside_tls: session.inside_tls,
        handshake: Handshake::Done,
        kind: Kind::Talk,
        minutes: (steps.len() as u64).div_ceil(STEPS_PER_MINUTE).max(1),
        easy: true,
        hide: Vec::new(),
        source: None,
        start: Script::default(),
        start_text: String::new(),
        steps,
        solutions: script.into_iter().collect(),
        wrong: Vec::new(),
        choices: Vec::new(),
        refs: vec![(format!("reference/flows/{}", flow.id), 0)],
        title: in_all(words, |(language, _)| *language, named),
        story: in_all(words, |(language, _)| *language, story),
        after: in_all(words, |(language, _)| *language, |(_, words)| plain(&words.after)),
        line: 0,
        words_at: Vec::new(),
    }
}

/// Some steps of a flow as a part of an exercise: what is told of them, and what to type.
fn part(shelf: &Shelf, words: &Words, steps: &[&PlayedStep<'_>], goal: Predicate) -> Step {
    let told = |(_, words): &(Language, FlowWords)| {
        let texts = steps.iter().filter_map(|step| words.steps.get(&step.step.id)).map(|text| plain(text));
        texts.collect::<Vec<_>>().join("\n")
    };
    let id = steps.last().map(|step| step.step.id.clone()).unwrap_or_default();
    let mut labels = Texts::default();
    let mut hints = Texts::default();
    for (language, _) in words {
        let of_learner = steps.iter().filter(|step| !is_first(step));
        let typed: Vec<String> = of_learner.flat_map(|step| typed(shelf, *language, step)).collect();
        let code = steps.iter().flat_map(|step| step.codes()).next_back();
        let what = match typed.as_slice() {
            [first, .., last] if typed.len() > MOST_LINES => format!("{first} … {last}").trim_end().to_owned(),
            [empty] if empty.is_empty() => shelf.label(*language, "walks.empty").to_owned(),
            lines => lines.join(" ⏎ "),
        };
        labels.put(language.tag(), vec![code.map_or_else(|| what.clone(), |code| format!("{what} → {code}"))]);
        if typed.len() > MOST_LINES {
            hints.put(language.tag(), vec![typed.join("\n")]);
        }
    }
    Step { id, story: in_all(words, |(language, _)| *language, told), goal: vec![goal], labels, hints, line: 0 }
}

/// Whether the step makes the first connection, which is there when the exercise begins.
fn is_first(step: &PlayedStep<'_>) -> bool {
    step.events.first().is_some_and(|event| event.input == 0)
}

/// So many lines are shown at once; more are a hint.
const MOST_LINES: usize = 2;

/// What the learner types or does in a step, line by line.
fn typed(shelf: &Shelf, language: Language, step: &PlayedStep<'_>) -> Vec<String> {
    match &step.step.does {
        Does::Wait(seconds) => vec![shelf.label(language, "walks.wait").replace("{seconds}", &seconds.to_string())],
        Does::Connect => vec![shelf.label(language, "walks.connect").to_owned()],
        Does::Disconnect => vec![shelf.label(language, "walks.disconnect").to_owned()],
        // The answer to a challenge is another one each time.
        Does::Answer { login, .. } if answers_challenge(&login.mechanism) => {
            let words = shelf.label(language, "walks.answer");
            vec![words.replace("{user}", &login.user).replace("{password}", &login.password)]
        }
        _ => sent(step),
    }
}

fn answers_challenge(mechanism: &str) -> bool {
    mechanism == "CRAM-MD5" || mechanism.starts_with("SCRAM")
}

/// What the client sends in a step, line by line.
fn sent(step: &PlayedStep<'_>) -> Vec<String> {
    match &step.step.does {
        Does::Send(lines) | Does::Data(lines) => lines.clone(),
        Does::Chunk { lines, last } => {
            let octets: usize = lines.iter().map(|line| line.len() + 2).sum();
            let bdat = format!("BDAT {octets}{}", if *last { " LAST" } else { "" });
            [bdat].into_iter().chain(lines.iter().cloned()).collect()
        }
        // What it comes to is known only once it is played.
        Does::Answer { .. } => {
            let line = step.events.iter().find_map(|event| match &event.kind {
                EventKind::Command { octets, .. } | EventKind::Answer(octets) => {
                    Some(String::from_utf8_lossy(octets).trim_end().to_owned())
                }
                _ => None,
            });
            line.into_iter().collect()
        }
        Does::Connect | Does::Disconnect | Does::Wait(_) => Vec::new(),
    }
}

/// The whole way as a script; nothing where an answer depends on a challenge.
fn solution(steps: &[PlayedStep<'_>]) -> Option<Solution> {
    let mut text = String::new();
    for (number, step) in steps.iter().enumerate() {
        match &step.step.does {
            Does::Connect if number == 0 => {}
            Does::Connect => text.push_str("@connect\n"),
            Does::Disconnect => text.push_str("@disconnect\n"),
            Does::Wait(seconds) => text.push_str(&format!("@wait {seconds}\n")),
            Does::Answer { login, .. } if answers_challenge(&login.mechanism) => return None,
            _ => sent(step).iter().for_each(|line| text.push_str(&format!("C: {line}\n"))),
        }
    }
    let script = Script::read(&text).ok()?;
    Some(Solution { script, text, line: 0 })
}

/// What has happened in a session so far.
#[derive(Default)]
struct Seen {
    events: Vec<Event>,
    closed: usize,
    connections: usize,
}

impl Seen {
    /// What has come true with `step`; nothing where it brings no answer.
    fn goal(&mut self, step: &PlayedStep<'_>) -> Option<Predicate> {
        let before = self.events.len();
        self.events.extend_from_slice(&step.events);
        let of_step = |kind: &EventKind| step.events.iter().filter(|event| event.kind == *kind).count();
        self.connections += of_step(&EventKind::Connected);
        self.closed += of_step(&EventKind::ClientClosed);
        match step.step.does {
            Does::Wait(seconds) => Some(Predicate::Passed(seconds)),
            Does::Disconnect => Some(Predicate::Closed(Side::Client, self.closed)),
            _ => conditions_of_replies(&self.events).pop().filter(|(at, _)| *at >= before).map(|(_, condition)| condition),
        }
    }
}

/// A text made from the words of each language.
fn in_all<W>(all: &[W], language: impl Fn(&W) -> Language, text: impl Fn(&W) -> String) -> Text {
    let mut made = Text::default();
    all.iter().for_each(|words| made.put(language(words).tag(), text(words)));
    made
}
