//! The words about each row of the tables. What the tables know already (syntax, samples, RFC) is not
//! said twice.
//!
//! Look-ups by an enum always answer: where no entry exists in any language, the id stands in its place
//! and the rest is empty (a test fails on it). Look-ups by a name or number that anyone may send answer
//! with an `Option`.

use super::Language;
use super::ids::{need_id, role_id};
use super::tables::{
    CODES, COMMANDS, COMMANDS_SESSIONS, EXTENSIONS, FAULTS, NEEDS, PARAMETERS, PROVIDERS, REPLIES, ROLES, STATES, TRIGGERS, find, ids,
};
use smtp_engine::spec::{Need, ReplyKey, State, Verb};
use smtp_engine::syntax::{FaultKind, Role};
use smtp_servers::providers::triggers::Trigger;

/// The prose about a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommandEntry {
    /// One sentence.
    pub summary: &'static str,
    /// The article as HTML, made from Markdown at build time: `<h4>` to `<h6>`, paragraphs, lists, code, and
    /// example sessions as `<pre class="smtp" data-role="mx">` with one `<code>` a line, whose text is
    /// exactly what the client sends.
    pub html: &'static str,
}

/// Why a server gives a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReplyEntry {
    /// A few words.
    pub title: &'static str,
    /// Why the server says so.
    pub why: &'static str,
    /// What to do about it; empty for a success.
    pub fix: &'static str,
    /// What comes next after a success; empty otherwise.
    pub next: &'static str,
}

/// A three-digit reply code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// A few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
}

/// A state of the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateEntry {
    /// A few words.
    pub name: &'static str,
    /// What the server waits for.
    pub waits: &'static str,
}

/// A fault in a command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaultEntry {
    /// What is wrong.
    pub message: &'static str,
    /// The rule behind it.
    pub why: &'static str,
}

/// Why a command is not possible now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NeedEntry {
    /// A few words, such as "needs RCPT first".
    pub short: &'static str,
    /// What must be so, such as "RCPT was accepted".
    pub rule: &'static str,
    /// The rule behind it.
    pub why: &'static str,
}

/// A thing with a name: an extension, a parameter, the role of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedEntry {
    /// A few words.
    pub name: &'static str,
    /// What it is for.
    pub text: &'static str,
}

/// An example session of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// The role of the server that it is for: `mx` or `submission`.
    pub role: &'static str,
    /// What the client sends, line by line, from the greeting on.
    pub lines: &'static [&'static str],
}

/// The prose about `verb`: `commands/<verb>.md`.
pub fn command(language: Language, verb: Verb) -> CommandEntry {
    let [summary, html] = *find(COMMANDS, language, command_id(verb)).unwrap_or(&[command_id(verb), ""]);
    CommandEntry { summary, html }
}

/// The name of the article about `verb`, without `.md`.
pub const fn command_id(verb: Verb) -> &'static str {
    match verb {
        Verb::Ehlo => "ehlo",
        Verb::Helo => "helo",
        Verb::Quit => "quit",
        Verb::Starttls => "starttls",
        Verb::Noop => "noop",
        Verb::Rset => "rset",
        Verb::Help => "help",
        Verb::Auth => "auth",
        Verb::Mail => "mail",
        Verb::Rcpt => "rcpt",
        Verb::Data => "data",
        Verb::Bdat => "bdat",
        Verb::Vrfy => "vrfy",
        Verb::Expn => "expn",
        Verb::Etrn => "etrn",
        Verb::Xclient => "xclient",
        Verb::Xforward => "xforward",
    }
}

/// The example sessions in the article about `verb`. They are the same in every language.
pub fn examples(verb: Verb) -> impl Iterator<Item = Example> {
    let rows = COMMANDS_SESSIONS.iter().filter(move |(id, ..)| *id == command_id(verb));
    rows.map(|&(_, role, lines)| Example { role, lines })
}

/// Why a server gives the reply `key`: `replies.toml`.
pub fn reply(language: Language, key: ReplyKey) -> ReplyEntry {
    let [title, why, fix, next] = *find(REPLIES, language, key.id()).unwrap_or(&[key.id(), "", "", ""]);
    ReplyEntry { title, why, fix, next }
}

/// What the reply code `code` means: `codes.toml`. `None` for a code that no RFC knows.
pub fn code(language: Language, code: u16) -> Option<CodeEntry> {
    let [title, meaning] = *find(CODES, language, &code.to_string())?;
    Some(CodeEntry { title, meaning })
}

/// What the server waits for in `state`: `states.toml`.
pub fn state(language: Language, state: State) -> StateEntry {
    let [name, waits] = *find(STATES, language, state.id()).unwrap_or(&[state.id(), ""]);
    StateEntry { name, waits }
}

/// What the fault `kind` is: `faults.toml`.
pub fn fault(language: Language, kind: FaultKind) -> FaultEntry {
    let [message, why] = *find(FAULTS, language, kind.id()).unwrap_or(&[kind.id(), ""]);
    FaultEntry { message, why }
}

/// Why a command that lacks `need` must wait: `needs.toml`.
pub fn need(language: Language, need: Need) -> NeedEntry {
    let [short, rule, why] = *find(NEEDS, language, need_id(need)).unwrap_or(&[need_id(need), "", ""]);
    NeedEntry { short, rule, why }
}

/// What the extension with the EHLO keyword `keyword` (in any case) is for: `extensions.toml`.
pub fn extension(language: Language, keyword: &str) -> Option<NamedEntry> {
    named(find(EXTENSIONS, language, &keyword.to_ascii_uppercase())?)
}

/// What the parameter `keyword` (in any case) of `verb` is for: `parameters.toml`.
pub fn parameter(language: Language, verb: Verb, keyword: &str) -> Option<NamedEntry> {
    named(find(PARAMETERS, language, &parameter_id(verb, keyword))?)
}

/// The name of a parameter in content files: `MAIL SIZE`.
pub fn parameter_id(verb: Verb, keyword: &str) -> String {
    format!("{} {}", verb.name(), keyword.to_ascii_uppercase())
}

/// What a stretch of a command line is: `roles.toml`.
pub fn role(language: Language, role: Role) -> NamedEntry {
    let [name, text] = *find(ROLES, language, role_id(role)).unwrap_or(&[role_id(role), ""]);
    NamedEntry { name, text }
}

/// What sets the provider with this id apart: `providers.toml`.
pub fn provider(language: Language, id: &str) -> Option<NamedEntry> {
    named(find(PROVIDERS, language, id)?)
}

/// What comes of a word that asks for a refusal, and where it stands: `triggers.toml`.
pub fn trigger(language: Language, trigger: &Trigger) -> NamedEntry {
    let [name, text] = *find(TRIGGERS, language, trigger.id).unwrap_or(&[trigger.id, ""]);
    NamedEntry { name, text }
}

fn named(fields: &[&'static str; 2]) -> Option<NamedEntry> {
    let [name, text] = *fields;
    Some(NamedEntry { name, text })
}

/// A file or folder of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// `codes.toml`
    Codes,
    /// `commands/`
    Commands,
    /// `extensions.toml`
    Extensions,
    /// `faults.toml`
    Faults,
    /// `needs.toml`
    Needs,
    /// `parameters.toml`
    Parameters,
    /// `providers.toml`
    Providers,
    /// `replies.toml`
    Replies,
    /// `roles.toml`
    Roles,
    /// `states.toml`
    States,
    /// `triggers.toml`
    Triggers,
}

/// The ids that `table` has entries for, sorted. No language has others than these.
pub fn entries(table: Table) -> Vec<&'static str> {
    match table {
        Table::Codes => ids(CODES).collect(),
        Table::Commands => ids(COMMANDS).collect(),
        Table::Extensions => ids(EXTENSIONS).collect(),
        Table::Faults => ids(FAULTS).collect(),
        Table::Needs => ids(NEEDS).collect(),
        Table::Parameters => ids(PARAMETERS).collect(),
        Table::Providers => ids(PROVIDERS).collect(),
        Table::Replies => ids(REPLIES).collect(),
        Table::Roles => ids(ROLES).collect(),
        Table::States => ids(STATES).collect(),
        Table::Triggers => ids(TRIGGERS).collect(),
    }
}
