//! What is said in sessions with the command: the mistakes people make with it, and each server's answer.

use maud::{Markup, html};

use crate::kinds::parts::{find_server, section, server_names};
use crate::rows::Row;
use crate::shelf::{Facts, Shelf};
use crate::{markdown, run};
use playground::content::Language;
use playground::record::Timeline;
use smtp_engine::session::{Role, Server};
use smtp_engine::spec::{CommandSpec, Need, Verb};

/// What people get wrong with the verb `id`, run.
pub(super) fn mistakes(shelf: &Shelf, language: Language, id: &str) -> Markup {
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
pub(super) fn servers_say(shelf: &Shelf, language: Language, row: &CommandSpec) -> Markup {
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
    for server in smtp_servers::ALL.iter().copied().filter(|server| server.role == role) {
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
                        tr { th scope="row" { (server_names(shelf, language, servers)) } td { pre { code { (said) } } } }
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
