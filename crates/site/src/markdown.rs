//! Markdown as HTML. Sessions in it are run.

use std::path::Path;

use maud::{Markup, PreEscaped, html};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html::push_html};

use super::run;
use super::shelf::Shelf;
use playground::content::Language;
use smtp_engine::session::{Role, Server};

/// The language of a code block that is a session; behind it may stand the server's role and name.
const SESSION: &str = "smtp";

/// Markdown of the file and line that `place` names.
pub(super) fn render(shelf: &Shelf, language: Language, text: &str, place: (&Path, usize)) -> Markup {
    let note = |offset: usize, message: &str| {
        let line = text.bytes().take(offset).filter(|&octet| octet == b'\n').count() + place.1;
        let file = place.0.strip_prefix(&shelf.root).unwrap_or(place.0);
        shelf.notes.push(file, line, message);
    };
    let mut events = Vec::new();
    let mut session: Option<(&'static Server, Vec<String>)> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.split(' ').next() == Some(SESSION) => match server(&info) {
                Some(server) => session = Some((server, Vec::new())),
                None => note(range.start, "no such server: write ```smtp, ```smtp submission or ```smtp mx exim"),
            },
            Event::Text(content) if session.is_some() => {
                let Some((_, lines)) = &mut session else { continue };
                for line in content.lines() {
                    match line.strip_prefix("C:") {
                        Some(line) => lines.push(line.strip_prefix(' ').unwrap_or(line).to_owned()),
                        None => note(range.start, "a session holds only lines that begin with `C: `; the server's are added"),
                    }
                }
            }
            Event::End(TagEnd::CodeBlock) if session.is_some() => {
                let Some((server, lines)) = session.take() else { continue };
                let timeline = run::session(server, lines.iter().map(String::as_str));
                events.push(Event::Html(run::transcript(shelf, language, &timeline).into_string().into()));
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                note(range.start, "HTML is not supported here: put `...` around what is meant literally")
            }
            Event::Start(Tag::Image { .. }) => note(range.start, "pictures are not supported here"),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => note(range.start, "# is the page's own: begin with ##"),
            Event::SoftBreak if between_wide(text, range.start, range.end) => {}
            event => events.push(event),
        }
    }
    let mut markup = String::new();
    push_html(&mut markup, events.into_iter());
    PreEscaped(markup)
}

/// One line of Markdown, without the paragraph around it.
pub(super) fn inline(shelf: &Shelf, language: Language, text: &str, place: (&Path, usize)) -> Markup {
    let markup = render(shelf, language, text, place).into_string();
    let inner = markup.trim().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
    match inner {
        Some(inner) if !inner.contains("<p>") => PreEscaped(inner.to_owned()),
        _ => html! { (PreEscaped(markup)) },
    }
}

/// Markdown as text, for descriptions and the search.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Text(part) | Event::Code(part) => plain.push_str(&part),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) => plain.push(' '),
            _ => {}
        }
    }
    plain.trim().to_owned()
}

/// `smtp`, `smtp submission`, `smtp mx exim`.
fn server(info: &str) -> Option<&'static Server> {
    let mut words = info.split_ascii_whitespace().skip(1);
    let (role, name) = (words.next().unwrap_or("mx"), words.next().unwrap_or("postfix"));
    Role::from_id(role).and_then(|role| smtp_servers::find(name, role))
}

/// Whether a line end stands between two characters that have no space between them, as in Chinese.
fn between_wide(text: &str, start: usize, end: usize) -> bool {
    let before = text.get(..start).and_then(|text| text.trim_end().chars().next_back());
    let behind = text.get(end..).and_then(|text| text.trim_start().chars().next());
    let wide = |character: Option<char>| character.is_some_and(|character| character >= '\u{2e80}');
    wide(before) && wide(behind)
}
