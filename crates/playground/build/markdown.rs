use super::problems::{Problems, line_of};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};
use std::ops::Range;
use std::path::Path;

/// The language of a code block that is an example session; behind it may stand the server's role.
const SESSION: &str = "smtp";
/// The roles of a server that a session may ask for; the first where none is named.
const ROLES: &[&str] = &["mx", "submission"];

/// An example session: what a client sends, line by line.
#[derive(PartialEq, Eq)]
pub(super) struct Session {
    /// The server's role.
    pub(super) role: String,
    /// The client's lines.
    pub(super) lines: Vec<String>,
}

/// Markdown as HTML, and its example sessions. `##` becomes `<h4>`: the article stands below an `<h3>`.
pub(super) fn render(file: &Path, text: &str, first_line: usize, problems: &mut Problems) -> (String, Vec<Session>) {
    let mut renderer = Renderer { file, text, first_line, problems, events: Vec::new(), sessions: Vec::new() };
    renderer.fences();
    let mut block: Option<(Session, usize)> = None;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if info.split(' ').next() == Some(SESSION) => {
                block = Some((Session { role: renderer.role(&info, &range), lines: Vec::new() }, range.start));
            }
            Event::Text(content) if block.is_some() => {
                if let Some((session, start)) = &mut block {
                    renderer.lines(&content, session, *start);
                }
            }
            Event::End(TagEnd::CodeBlock) if block.is_some() => {
                if let Some((session, start)) = block.take() {
                    renderer.session(session, start);
                }
            }
            event => renderer.event(event, range),
        }
    }
    let mut markup = String::new();
    html::push_html(&mut markup, renderer.events.into_iter());
    (markup.trim_end().to_string(), renderer.sessions)
}

struct Renderer<'a> {
    file: &'a Path,
    text: &'a str,
    first_line: usize,
    problems: &'a mut Problems,
    events: Vec<Event<'a>>,
    sessions: Vec<Session>,
}

impl<'a> Renderer<'a> {
    fn problem(&mut self, offset: usize, message: &str) {
        let line = line_of(self.text, offset) + self.first_line - 1;
        self.problems.push(self.file, line, message);
    }

    /// Tells a code block that does not end.
    fn fences(&mut self) {
        let mut open = None;
        let mut offset = 0;
        for line in self.text.split_inclusive('\n') {
            if line.trim_start().starts_with("```") {
                open = if open.is_none() { Some(offset) } else { None };
            }
            offset += line.len();
        }
        if let Some(offset) = open {
            self.problem(offset, "this ``` has no partner: end the code with a line ```");
        }
    }

    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                self.problem(range.start, "# is the page's own: begin with ##");
            }
            Event::Start(Tag::Link { dest_url, .. }) if !dest_url.starts_with("https://") && !dest_url.starts_with('#') => {
                self.problem(range.start, "a link must begin with https:// or #");
            }
            Event::Start(Tag::Image { .. }) => self.problem(range.start, "pictures are not supported here"),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.problem(range.start, "HTML is not supported here: put `...` around what is meant literally");
            }
            Event::Text(content) if content.contains('`') => self.problem(range.start, "this ` has no partner"),
            Event::Text(content) if content.contains("**") => {
                self.problem(range.start, "this ** marks nothing: put punctuation outside of it, or a space around it");
            }
            Event::SoftBreak if self.between_wide(&range) => return,
            _ => {}
        }
        self.events.push(match event {
            Event::Start(Tag::Heading { level, .. }) => {
                Event::Start(Tag::Heading { level: lower(level), id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(lower(level))),
            event => event,
        });
    }

    /// Whether a line end stands between two characters that have no space between them, as in Chinese.
    fn between_wide(&self, range: &Range<usize>) -> bool {
        let before = self.text.get(..range.start).and_then(|text| text.trim_end().chars().next_back());
        let behind = self.text.get(range.end..).and_then(|text| text.trim_start().chars().next());
        let wide = |character: Option<char>| character.is_some_and(|character| character >= '\u{2e80}');
        wide(before) && wide(behind)
    }

    fn role(&mut self, info: &str, range: &Range<usize>) -> String {
        let role = info.split_once(' ').map_or(ROLES[0], |(_, role)| role.trim());
        if !ROLES.contains(&role) {
            self.problem(range.start, &format!("`{role}` is no role of a server: {} are", ROLES.join(", ")));
        }
        role.to_string()
    }

    fn lines(&mut self, content: &str, session: &mut Session, start: usize) {
        for line in content.lines() {
            match line.strip_prefix("C: ") {
                Some(line) => session.lines.push(line.to_string()),
                None if line == "C:" => session.lines.push(String::new()),
                None => self.problem(start, &format!("a session holds only lines that begin with `C: `; this does not: {line}")),
            }
        }
    }

    /// Each line is a `<code>` whose text is exactly what the client sends.
    fn session(&mut self, session: Session, start: usize) {
        if session.lines.is_empty() {
            self.problem(start, "this session is empty");
        }
        let mut markup = format!("<pre class=\"smtp\" data-role=\"{}\">", session.role);
        for line in &session.lines {
            markup.push_str(&format!("<code>{}</code>\n", escape(line)));
        }
        markup.push_str("</pre>\n");
        self.events.push(Event::Html(markup.into()));
        self.sessions.push(session);
    }
}

fn lower(level: HeadingLevel) -> HeadingLevel {
    match level {
        HeadingLevel::H1 | HeadingLevel::H2 => HeadingLevel::H4,
        HeadingLevel::H3 => HeadingLevel::H5,
        _ => HeadingLevel::H6,
    }
}

/// `text` with the characters escaped that mean something in HTML.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
