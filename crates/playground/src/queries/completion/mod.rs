//! What the word at the caret may become: what the state allows, then the rest with the reason.

#[cfg(test)]
mod tests;

use super::addresses::{recipients, senders};
use super::draft::{Before, before_line};
use super::palette::{Availability, Entry};
use super::scene::{Offer, Scene, is_offered, mechanisms};
use smtp_engine::session::Mechanism;
use smtp_engine::spec::{COMMANDS, PARAMETERS, ParameterSpec, State, Verb, command};
use smtp_engine::syntax::parse;
use smtp_engine::wire::Span;

/// What there is to choose from, and what it takes the place of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// Where, in the draft.
    pub span: Span,
    /// The possible ones first.
    pub choices: Vec<Choice>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is put into the line.
    pub text: String,
    /// What it is.
    pub about: About,
    /// Why it cannot be had now.
    pub bar: Option<Bar>,
}

/// What a choice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// A command.
    Command(Verb),
    /// `FROM:` or `TO:`.
    Keyword,
    /// A parameter.
    Parameter(&'static ParameterSpec),
    /// A value of a parameter.
    Value,
    /// A mailbox of this server.
    Mailbox,
    /// A name that stands for others.
    Alias,
    /// A sender that the login owns.
    Own,
    /// A sender from elsewhere.
    Stranger,
    /// Nobody: the sender of a bounce.
    Nobody,
    /// A SASL mechanism.
    Mechanism,
    /// The client's own name or address.
    Client,
    /// What comes next.
    Next,
    /// Cancels the exchange, or ends the message, or the chunks.
    End,
}

/// Why a choice cannot be had now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// The command cannot be said.
    Command(Availability),
    /// The server has not announced this extension.
    NotAnnounced(&'static str),
    /// The server has not offered this mechanism.
    NotOffered,
}

impl Completion {
    /// The choices that can be had.
    pub fn possible(&self) -> impl Iterator<Item = (usize, &Choice)> {
        self.choices.iter().enumerate().filter(|(_, choice)| choice.bar.is_none())
    }
}

/// What can stand at `caret` (in octets) of `text`; `next` is the line that makes most sense now.
pub fn complete(before: Before<'_>, next: Option<&str>, text: &str, caret: usize) -> Completion {
    let start = text.get(..caret).and_then(|head| head.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(caret..).and_then(|rest| rest.find('\n')).map_or(text.len(), |found| caret + found);
    let (Some(line), Some(at)) = (text.get(start..end), caret.checked_sub(start)) else {
        return Completion::default();
    };
    let played = before_line(before, text, start);
    let here = match &played {
        Some((session, palette)) => Before { scene: Scene { session, ..before.scene }, palette, ..before },
        None => before,
    };
    let next = next.filter(|_| played.is_none());
    let mut found = Place { before: here, next, line, at }.choices();
    found.span = Span::new(found.span.start + start, found.span.end + start);
    // What stands there already is no choice.
    let there = text.get(found.span.range()).unwrap_or_default().to_owned();
    found.choices.retain(|choice| choice.text != there);
    found.choices.sort_by_key(|choice| choice.bar.is_some());
    found
}

/// The line, and where in it the caret is.
struct Place<'p> {
    before: Before<'p>,
    next: Option<&'p str>,
    line: &'p str,
    at: usize,
}

impl Place<'_> {
    fn choices(&self) -> Completion {
        let session = self.before.scene.session;
        match session.state() {
            State::Closed | State::Handshake => Completion::default(),
            State::Authenticating => self.lines(self.next.into_iter().map(|line| (line, About::Next)).chain([("*", About::End)])),
            State::Data => {
                let headers = ["From: ", "To: ", "Subject: ", "Date: "].map(|name| (name, About::Next));
                self.lines(self.next.into_iter().map(|line| (line, About::Next)).chain([(".", About::End)]).chain(headers))
            }
            State::Chunking if session.reads_data() => Completion::default(),
            _ => self.command(),
        }
    }

    /// Whole lines that begin as this one does.
    fn lines<'l>(&self, lines: impl Iterator<Item = (&'l str, About)>) -> Completion {
        let typed = self.head();
        let mut choices: Vec<Choice> = Vec::new();
        for (text, about) in lines.filter(|(text, _)| begins(text, typed)) {
            if choices.iter().all(|known| !known.text.starts_with(text)) {
                choices.push(Choice { text: text.to_owned(), about, bar: None });
            }
        }
        Completion { span: Span::new(0, self.line.len()), choices }
    }

    fn command(&self) -> Completion {
        let head = self.head();
        let from = head.len() - head.trim_start().len();
        let Some(blank) = head.get(from..).and_then(|rest| rest.find([' ', '\t'])).map(|found| from + found) else {
            return self.verbs(from);
        };
        let Some(verb) = Verb::parse(head.get(from..blank).unwrap_or_default().as_bytes()) else {
            return Completion::default();
        };
        let argument = blank + head.get(blank..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        match verb {
            Verb::Mail | Verb::Rcpt => self.path(verb, argument),
            Verb::Auth => self.word(argument, 0, self.mechanisms()),
            Verb::Ehlo | Verb::Helo => self.word(argument, 0, self.client(verb)),
            Verb::Vrfy | Verb::Expn => self.word(argument, 0, names(self.before.scene, verb)),
            Verb::Help => self.word(argument, 0, COMMANDS.iter().map(|row| choice(row.verb.name(), About::Command(row.verb))).collect()),
            Verb::Bdat => self.word(argument, 1, vec![choice("LAST", About::End)]),
            _ => Completion::default(),
        }
    }

    /// The next sensible command first, then the others that are possible, then the rest.
    fn verbs(&self, from: usize) -> Completion {
        let typed = self.line.get(from..self.at).unwrap_or_default();
        let first = self.next.and_then(|line| parse(line.as_bytes()).verb);
        let rule = |verb: Verb| self.before.scene.server.rule(verb).is_some();
        let mut entries: Vec<&Entry> = self.before.palette.iter().collect();
        entries.retain(|entry| begins(entry.verb.name(), typed) && (!command(entry.verb).vendor || rule(entry.verb)));
        entries.sort_by_key(|entry| Some(entry.verb) != first);
        let choices = entries.into_iter().map(|entry| Choice {
            text: opening(entry),
            about: About::Command(entry.verb),
            bar: (entry.availability != Availability::Now).then_some(Bar::Command(entry.availability)),
        });
        Completion { span: Span::new(from, self.end_of_word(&[' ', '\t'])), choices: choices.collect() }
    }

    /// The word number `wanted` behind `from`.
    fn word(&self, from: usize, wanted: usize, mut choices: Vec<Choice>) -> Completion {
        let typed = self.line.get(from..self.at).unwrap_or_default();
        let words = typed.matches([' ', '\t']).count();
        if words != wanted {
            return Completion::default();
        }
        let start = typed.rfind([' ', '\t']).map_or(from, |found| from + found + 1);
        let word = self.line.get(start..self.at).unwrap_or_default();
        choices.retain(|choice| begins(&choice.text, word));
        Completion { span: Span::new(start, self.end_of_word(&[' ', '\t'])), choices }
    }

    /// `FROM:` or `TO:`, the address, the parameters.
    fn path(&self, verb: Verb, from: usize) -> Completion {
        let typed = self.line.get(from..self.at).unwrap_or_default();
        let Some(colon) = typed.find(':').map(|found| from + found) else {
            let keyword = if verb == Verb::Mail { "FROM:<" } else { "TO:<" };
            let choices = if begins(keyword, typed) { vec![choice(keyword, About::Keyword)] } else { Vec::new() };
            return Completion { span: Span::new(from, self.end_of_word(&[' ', '\t'])), choices };
        };
        let path = self.line.get(colon + 1..self.at).unwrap_or_default();
        let start = colon + 1 + (path.len() - path.trim_start().len());
        let address = self.line.get(start..self.at).unwrap_or_default();
        match address.find(['>', ' ', '\t']) {
            None => {
                let typed = address.trim_start_matches('<');
                let mut choices = if verb == Verb::Mail { senders(self.before) } else { recipients(self.before) };
                choices.retain(|choice| begins(choice.text.trim_start_matches('<'), typed));
                let end = self.end_of_word(&['>', ' ', '\t']);
                let end = end + usize::from(self.line.get(end..).is_some_and(|rest| rest.starts_with('>')));
                Completion { span: Span::new(start, end), choices }
            }
            Some(_) => self.parameters(verb, start),
        }
    }

    fn parameters(&self, verb: Verb, path: usize) -> Completion {
        let typed = self.line.get(path..self.at).unwrap_or_default();
        let start = typed.rfind(['>', ' ', '\t']).map_or(self.at, |found| path + found + 1);
        let glued = self.line.get(..start).is_some_and(|before| before.ends_with('>'));
        let word = self.line.get(start..self.at).unwrap_or_default();
        let end = self.end_of_word(&[' ', '\t']);
        let rows = PARAMETERS.iter().filter(|row| row.verb == verb);
        if let Some((keyword, value)) = word.split_once('=') {
            let row = rows.into_iter().find(|row| row.keyword.eq_ignore_ascii_case(keyword));
            let values = row.map_or(&[][..], |row| row.samples).iter().filter(|sample| begins(sample, value));
            let choices = values.map(|value| choice(value, About::Value)).collect();
            return Completion { span: Span::new(start + keyword.len() + 1, end), choices };
        }
        let given: Vec<String> = self.line.split([' ', '\t', '>', '=']).map(str::to_ascii_uppercase).collect();
        let fresh = |row: &&ParameterSpec| {
            begins(row.keyword, word) && !given.iter().any(|given| given == row.keyword && !given.eq_ignore_ascii_case(word))
        };
        let choices = rows.filter(fresh).map(|row| Choice {
            text: format!("{}{}{}", if glued { " " } else { "" }, row.keyword, if row.value.is_empty() { "" } else { "=" }),
            about: About::Parameter(row),
            bar: (!is_offered(self.before.offers, row.extension)).then_some(Bar::NotAnnounced(row.extension)),
        });
        Completion { span: Span::new(start, end), choices: choices.collect() }
    }

    /// Those that the server announced, in its order; then those that it did not.
    fn mechanisms(&self) -> Vec<Choice> {
        let offers: &[Offer] = self.before.offers;
        let offered = mechanisms(offers).map(|name| choice(name, About::Mechanism));
        let others = Mechanism::ALL.into_iter().filter(|known| mechanisms(offers).all(|name| name != known.name()));
        offered.chain(others.map(|known| Choice { bar: Some(Bar::NotOffered), ..choice(known.name(), About::Mechanism) })).collect()
    }

    fn client(&self, verb: Verb) -> Vec<Choice> {
        let client = &self.before.scene.world.client;
        let literal = (verb == Verb::Ehlo).then(|| choice(&format!("[{}]", client.address), About::Client));
        [choice(&client.name, About::Client)].into_iter().chain(literal).collect()
    }

    fn head(&self) -> &str {
        self.line.get(..self.at).unwrap_or_default()
    }

    fn end_of_word(&self, ends: &[char]) -> usize {
        self.line.get(self.at..).and_then(|rest| rest.find(ends)).map_or(self.line.len(), |found| self.at + found)
    }
}

/// How a command begins: as far as it is the same for everyone.
fn opening(entry: &Entry) -> String {
    match entry.verb {
        Verb::Ehlo | Verb::Helo => entry.example.clone(),
        Verb::Mail => "MAIL FROM:<".into(),
        Verb::Rcpt => "RCPT TO:<".into(),
        verb @ (Verb::Auth | Verb::Vrfy | Verb::Expn | Verb::Etrn | Verb::Bdat | Verb::Xclient | Verb::Xforward) => {
            format!("{} ", verb.name())
        }
        verb => verb.name().into(),
    }
}

/// Mailboxes and aliases by name.
fn names(scene: Scene<'_>, verb: Verb) -> Vec<Choice> {
    let users = scene.world.users.iter().filter(|_| verb == Verb::Vrfy).map(|user| choice(user, About::Mailbox));
    users.chain(scene.world.aliases.iter().map(|(alias, _)| choice(alias, About::Alias))).collect()
}

/// A choice that can be had.
pub(super) fn choice(text: &str, about: About) -> Choice {
    Choice { text: text.to_owned(), about, bar: None }
}

/// Whether `text` begins with what was typed, in any case.
fn begins(text: &str, typed: &str) -> bool {
    text.get(..typed.len()).is_some_and(|head| head.eq_ignore_ascii_case(typed))
}
