use super::emit::literal;
use super::languages::Language;
use super::markdown;
use super::problems::{Problems, line_of};
use super::read;
use std::collections::BTreeMap;
use std::path::Path;

/// The folders of Markdown files; in upper case the names of the statics.
const FOLDERS: &[&str] = &["commands"];

/// What the front matter of an article must hold.
const FIELD: &str = "summary";

/// One Markdown file.
struct Article {
    summary: String,
    html: String,
    sessions: Vec<markdown::Session>,
}

/// One static a folder: sorted by file name, `[summary, html]` of each language, English where a file is
/// missing; and one static with the example sessions.
pub(super) fn compile(languages: &[Language], problems: &mut Problems) -> String {
    FOLDERS.iter().map(|folder| one(folder, languages, problems)).collect()
}

fn one(folder: &str, languages: &[Language], problems: &mut Problems) -> String {
    let mut all: Vec<BTreeMap<String, Article>> = Vec::new();
    for language in languages {
        let mut articles = BTreeMap::new();
        for path in read::folder(&language.folder.join(folder), problems) {
            let name = read::name(&path);
            let Some(id) = name.strip_suffix(".md") else {
                problems.push(&path, 0, "is no Markdown file: only .md files are read here");
                continue;
            };
            let Some(article) = article(&path, problems) else { continue };
            if let Some(english) = all.first() {
                match english.get(id) {
                    None => problems.differs(&path, 0, format!("English has no {folder}/{name}: write it first or take this file out")),
                    Some(english) if english.sessions != article.sessions => {
                        problems.differs(&path, 0, "its ```smtp sessions differ from the English file's: copy them from there");
                    }
                    Some(_) => {}
                }
            }
            articles.insert(id.to_string(), article);
        }
        all.push(articles);
    }
    let Some(english) = all.first() else { return String::new() };
    let (mut rows, mut sessions) = (String::new(), String::new());
    for (id, fallback) in english {
        let row = all.iter().map(|articles| {
            let article = articles.get(id).unwrap_or(fallback);
            format!("[{}, {}]", literal(&article.summary), literal(&article.html))
        });
        rows.push_str(&format!("({}, [{}]),\n", literal(id), row.collect::<Vec<_>>().join(", ")));
        for session in &fallback.sessions {
            let role = literal(&session.role);
            let lines = session.lines.iter().map(|line| literal(line)).collect::<Vec<_>>().join(", ");
            sessions.push_str(&format!("({}, {role}, &[{lines}]),\n", literal(id)));
        }
    }
    let name = folder.to_uppercase();
    format!(
        "pub(super) static {name}: &[(&str, [[&str; 2]; {}])] = &[\n{rows}];\n\
         pub(super) static {name}_SESSIONS: &[(&str, &str, &[&str])] = &[\n{sessions}];\n\n",
        languages.len()
    )
}

fn article(file: &Path, problems: &mut Problems) -> Option<Article> {
    let text = read::file(file, problems)?.replace("\r\n", "\n");
    let Some((front, body)) = text.strip_prefix("+++\n").and_then(|rest| rest.split_once("\n+++\n")) else {
        problems.push(file, 1, format!("must begin with a line +++, {FIELD} = \"...\" and a line +++"));
        return None;
    };
    let mut fields = read::flat(file, front, 2, problems);
    let summary = fields.remove(FIELD);
    for (key, text) in &fields {
        problems.push(file, text.line, format!("`{key}` is not known in the front matter: only {FIELD} is"));
    }
    let Some(summary) = summary else {
        problems.push(file, 2, format!("has no {FIELD} = \"...\" between the +++ lines"));
        return None;
    };
    let first_line = line_of(&text, text.len() - body.len());
    let (html, sessions) = markdown::render(file, body, first_line, problems);
    Some(Article { summary: summary.text, html, sessions })
}
