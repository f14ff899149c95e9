use std::path::{Path, PathBuf};

use maud::{Markup, html};

use super::parts::{citation, code_link, codes_of, find_server, rfc, section, server_names, sources, status};
use crate::content::{Language, reference};
use crate::pages::page::Page;
use crate::pages::rows::Row;
use crate::pages::shelf::{Facts, Shelf, Words};
use crate::pages::{markdown, railroad, run};
use crate::record::Timeline;
use crate::servers;
use crate::session::{Role, Server};
use crate::spec::{COMMANDS, CommandSpec, Need, PARAMETERS, Pipelining, State, Verb, line_rule};

/// The commands of the table, then those that no simulated server carries out (`data/commands.toml`).
pub(in crate::pages) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let (others, verbs, words) = (shelf.facts("commands"), shelf.facts("verbs"), shelf.words("commands"));
    let own: Vec<&str> = COMMANDS.iter().map(|row| reference::command_id(row.verb)).collect();
    let known = others.rows.iter().map(|row| row.id.as_str());
    for id in words.ids().filter(|id| !own.contains(id) && !known.clone().any(|known| known == *id)) {
        if let Some(entry) = words.get(Language::default(), id) {
            shelf.notes.push(
                &entry.file,
                entry.row.line,
                format!("[{id}] belongs to no row: take it out, or add the row to data/commands.toml"),
            );
        }
    }
    let table = COMMANDS.iter().map(|row| of_table(shelf, language, row, &verbs, &words));
    let rest = others.rows.iter().map(|row| of_facts(shelf, language, row, &others, &verbs, &words));
    table.chain(rest).collect()
}

fn of_table(shelf: &Shelf, language: Language, row: &CommandSpec, verbs: &Facts, words: &Words) -> Page {
    let id = reference::command_id(row.verb);
    let entry = reference::command(language, row.verb);
    let abnf = line_rule(row.verb).map_or("", |rule| rule.definition);
    let body = html! {
        p class="lead" { (entry.summary) }
        (syntax(shelf, language, row.verb.name(), abnf))
        (article(shelf, language, id))
        (when(shelf, language, row))
        (parameters(shelf, language, row.verb))
        (replies(shelf, language, row))
        @if let Some(entry) = words.get(language, id) {
            (markdown::render(shelf, language, &entry.body, (&entry.file, entry.body_line)))
        }
        (mistakes(shelf, language, id))
        (servers_say(shelf, language, row))
        (section(shelf, language, "page.sources", &html! {
            ul class="sources" {
                li { (rfc(shelf, language, row.rfc)) }
                @if let Some(row) = verbs.get(id) { (history(shelf, language, row)) }
            }
        }))
    };
    Page {
        id: id.to_owned(),
        title: row.verb.name().to_owned(),
        description: entry.summary.to_owned(),
        group: shelf.label(language, &format!("category.{}", category(row))).to_owned(),
        mark: if row.vendor { shelf.label(language, "status.vendor").to_owned() } else { String::new() },
        body,
        keywords: row.samples.iter().map(|sample| (*sample).to_owned()).collect(),
        replies: Vec::new(),
    }
}

fn of_facts(shelf: &Shelf, language: Language, row: &Row, facts: &Facts, verbs: &Facts, words: &Words) -> Page {
    let name = if row.text("verb").is_empty() { row.id.to_uppercase() } else { row.text("verb").to_owned() };
    let Some(entry) = words.get(language, &row.id) else {
        shelf.notes.push(&facts.file, row.line, format!("[{0}] has no words: write content/en/reference/commands/{0}.md", row.id));
        return Page::empty(&row.id);
    };
    let status = status(shelf, language, row.text("status"));
    let codes: Vec<u16> = row.texts("replies").iter().filter_map(|code| code.parse().ok()).collect();
    let body = html! {
        p class="lead" { (entry.text("summary")) }
        p class="unverified" { (shelf.label(language, "commands.not-simulated")) }
        (syntax(shelf, language, &name, row.text("syntax")))
        (markdown::render(shelf, language, &entry.body, (&entry.file, entry.body_line)))
        @if !codes.is_empty() {
            (section(shelf, language, "commands.replies", &html! {
                ul { @for code in &codes { li { (code_link(*code)) " " (reference::code(language, *code).map_or("", |entry| entry.title)) } } }
                @if !row.text("replies_source").is_empty() { p { (citation(shelf, language, row.text("replies_source"))) } }
            }))
        }
        (sources(shelf, language, row))
        @if let Some(row) = verbs.get(&row.id) { ul class="sources" { (history(shelf, language, row)) } }
    };
    Page {
        id: row.id.clone(),
        title: name,
        description: entry.text("summary").to_owned(),
        group: shelf.label(language, &format!("category.{}", row.text("category"))).to_owned(),
        mark: status,
        body,
        keywords: vec![row.text("extension").to_owned()],
        replies: Vec::new(),
    }
}

fn category(row: &CommandSpec) -> &'static str {
    use crate::spec::Category::{Auth, Message, Session};
    match row.category {
        Session => "session",
        Auth => "auth",
        Message => "message",
    }
}

fn syntax(shelf: &Shelf, language: Language, name: &str, abnf: &str) -> Markup {
    let picture = railroad::picture(abnf, name);
    html! {
        @if !abnf.is_empty() {
            (section(shelf, language, "commands.syntax", &html! {
                pre class="abnf" { code { (name.to_lowercase()) " = " (abnf) } }
                @if let Some(picture) = picture { figure class="drawing" { (picture) } }
            }))
        }
    }
}

/// The article that the app shows too: `content/<language>/commands/<id>.md`.
fn article(shelf: &Shelf, language: Language, id: &str) -> Markup {
    let file = |language: Language| PathBuf::from("content").join(language.tag()).join("commands").join(format!("{id}.md"));
    let read = |file: &Path| crate::pages::words::read_file(&shelf.root.join(file), &shelf.notes);
    let own = file(language);
    let (file, text) = match read(&own) {
        Some(text) => (own, text),
        None => (file(Language::default()), read(&file(Language::default())).unwrap_or_default()),
    };
    let (front, body) = text.split_once("\n+++\n").unwrap_or(("", &text));
    html! { section { (markdown::render(shelf, language, body, (&file, front.lines().count() + 2))) } }
}

fn when(shelf: &Shelf, language: Language, row: &CommandSpec) -> Markup {
    let pipelining = match row.pipelining {
        Pipelining::Anywhere => "commands.pipelining-anywhere",
        Pipelining::Last => "commands.pipelining-last",
    };
    section(
        shelf,
        language,
        "commands.when",
        &html! {
            @if row.needs.is_empty() { p { (shelf.label(language, "commands.any-time")) } }
            @else {
                dl class="needs" {
                    @for need in row.needs {
                        @let entry = reference::need(language, *need);
                        dt { (entry.short) } dd { (entry.why) }
                    }
                }
            }
            div class="wide" {
                table {
                    thead { tr { th scope="col" { (shelf.label(language, "commands.state")) } th scope="col" { (shelf.label(language, "commands.allowed")) } } }
                    tbody {
                        @for state in State::ALL.into_iter().filter(|state| state.takes_commands()) {
                            tr {
                                th scope="row" { (reference::state(language, state).name) }
                                @match row.unmet_in(state) {
                                    None => { td class="yes" { (shelf.label(language, "commands.yes")) } }
                                    Some(need) => { td class="no" { (reference::need(language, need).short) } }
                                }
                            }
                        }
                    }
                }
            }
            @if !row.leads_to.is_empty() {
                p {
                    (shelf.label(language, "commands.leads-to")) " "
                    @for (number, state) in row.leads_to.iter().enumerate() {
                        @if number > 0 { (shelf.label(language, "page.comma")) } (reference::state(language, *state).name)
                    }
                }
            }
            p { (shelf.label(language, pipelining)) " " (citation(shelf, language, "RFC 2920 section 3.1")) }
        },
    )
}

fn parameters(shelf: &Shelf, language: Language, verb: Verb) -> Markup {
    let rows: Vec<_> = PARAMETERS.iter().filter(|row| row.verb == verb).collect();
    if rows.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "commands.parameters",
        &html! {
            dl class="entries" {
                @for row in rows {
                    dt id={ "parameter-" (row.keyword.to_lowercase()) } {
                        code { (row.keyword) @if !row.value.is_empty() { "=" (row.value) } }
                    }
                    dd {
                        @if let Some(entry) = reference::parameter(language, verb, row.keyword) { p { strong { (entry.name) } " " (entry.text) } }
                        p { a href={ "../keywords/" (super::keywords::file(row.extension)) ".html" } { (row.extension) } " · " (rfc(shelf, language, row.rfc)) }
                    }
                }
            }
        },
    )
}

fn replies(shelf: &Shelf, language: Language, row: &CommandSpec) -> Markup {
    section(
        shelf,
        language,
        "commands.replies",
        &html! {
            dl class="replies" {
                @for key in row.replies {
                    @let entry = reference::reply(language, *key);
                    dt id={ "reply-" (key.id()) } {
                        @for code in codes_of(*key) { (code_link(code)) " " }
                        (entry.title)
                    }
                    dd { (entry.why) @if !entry.fix.is_empty() { " " (entry.fix) } }
                }
            }
        },
    )
}

/// What people get wrong with the verb `id`, run.
fn mistakes(shelf: &Shelf, language: Language, id: &str) -> Markup {
    let (facts, words) = (shelf.facts("mistakes"), shelf.words("mistakes"));
    shelf.join(&facts, &words);
    let rows: Vec<&Row> = facts.rows.iter().filter(|row| row.text("verb") == id).collect();
    if rows.is_empty() {
        return html! {};
    }
    section(
        shelf,
        language,
        "commands.mistakes",
        &html! {
            @for row in rows {
                @if let Some(entry) = words.get(language, &row.id) {
                    h3 id={ "mistake-" (row.id) } { (markdown::inline(shelf, language, entry.text("title"), (&entry.file, entry.row.line))) }
                    (markdown::render(shelf, language, entry.text("text"), (&entry.file, entry.row.line)))
                    @if let Some(timeline) = mistake(shelf, &facts, row) {
                        (run::last_exchange(&timeline))
                        p class="told" { (run::run_link(shelf, language, &timeline)) " " (run::server_line(shelf, language, timeline.server())) }
                    }
                }
            }
        },
    )
}

/// The session of a mistake; that it ends otherwise than the row says is noted.
fn mistake(shelf: &Shelf, facts: &Facts, row: &Row) -> Option<Timeline> {
    let Some(server) = find_server(row) else {
        shelf.notes.push(&facts.file, row.line, format!("[{}]: there is no such server", row.id));
        return None;
    };
    let timeline = run::session(server, row.texts("lines"));
    let said = run::last_reply(&timeline).and_then(|reply| reply.text.lines().last()).unwrap_or_default();
    if said != row.text("reply") {
        shelf.notes.push(&facts.file, row.line, format!("[{}]: the server says {said:?}", row.id));
    }
    Some(timeline)
}

/// What each server says to the samples of the row, each in a session of its own.
fn servers_say(shelf: &Shelf, language: Language, row: &CommandSpec) -> Markup {
    section(
        shelf,
        language,
        "commands.servers",
        &html! {
            p { (shelf.label(language, "commands.servers-lead")) }
            @for sample in row.samples { (one_sample(shelf, language, row, sample)) }
        },
    )
}

fn one_sample(shelf: &Shelf, language: Language, row: &CommandSpec, sample: &str) -> Markup {
    let role = if matches!(row.verb, Verb::Auth | Verb::Starttls) { Role::Submission } else { Role::Mx };
    let mut groups: Vec<(String, Vec<&Server>)> = Vec::new();
    let mut first = None;
    for server in servers::ALL.iter().copied().filter(|server| server.role == role) {
        let timeline = run::session(server, before(row).into_iter().chain([sample]));
        let said = run::last_reply(&timeline).map(|reply| reply.text.trim_end().replace("\r\n", "\n")).unwrap_or_default();
        match groups.iter_mut().find(|(text, _)| *text == said) {
            Some((_, servers)) => servers.push(server),
            None => groups.push((said, vec![server])),
        }
        first.get_or_insert(timeline);
    }
    html! {
        h3 { code { (sample) } }
        div class="wide" {
            table class="servers" {
                thead { tr { th scope="col" { (shelf.label(language, "commands.server")) } th scope="col" { (shelf.label(language, "commands.says")) } } }
                tbody {
                    @for (said, servers) in &groups {
                        tr { th scope="row" { (server_names(servers)) } td { pre { code { (said) } } } }
                    }
                }
            }
        }
        @if let Some(timeline) = &first { p { (run::run_link(shelf, language, timeline)) } }
    }
}

/// What has to be said before the command can come.
fn before(row: &CommandSpec) -> Vec<&'static str> {
    let mut lines = Vec::new();
    match row.verb {
        Verb::Ehlo | Verb::Helo => return lines,
        Verb::Auth => lines.extend(["EHLO client.example.org", "STARTTLS"]),
        _ => {}
    }
    lines.push("EHLO client.example.org");
    if row.needs.contains(&Need::Mail) || row.needs.contains(&Need::Rcpt) {
        lines.push("MAIL FROM:<joe@example.org>");
    }
    if row.needs.contains(&Need::Rcpt) {
        lines.push("RCPT TO:<alice@example.com>");
    }
    lines
}

/// Since when the command has been there.
fn history(shelf: &Shelf, language: Language, row: &Row) -> Markup {
    html! {
        @if !row.text("since").is_empty() {
            li { (shelf.label(language, "commands.since")) " " (citation(shelf, language, row.text("since"))) @if !row.text("year").is_empty() { " (" (row.text("year")) ")" } }
        }
    }
}
