//! Puts all pages together, checks them and writes them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use maud::{DOCTYPE, Markup, html};
use thiserror::Error;

use super::a_to_z;
use super::exercises;
use super::feedback::Feedback;
use super::kinds::{ABOUT, KINDS, TEACHERS, sheet};
use super::layout::Frame;
use super::open_data;
use super::page::{Kind, Page};
use super::problems::Problems;
use super::related::{Related, dead_ends};
use super::search_index::Index;
use super::shelf::Shelf;
use super::walks;
use playground::content::Language;
use smtp_playground_lessons::{Set, course};

/// All kinds with their pages in a language, as `KINDS` has them.
type Kinds = [(&'static Kind, Vec<Page>)];

/// What all pages share: where the site is on the web, and where questions go.
#[derive(Clone, Copy)]
struct Web<'f> {
    base: Option<&'f str>,
    feedback: Option<&'f Feedback>,
}

impl<'f> Web<'f> {
    /// The frame of the page that has this path, title and description.
    fn frame(
        self,
        shelf: &'f Shelf,
        language: Language,
        (path, title, description): (&'f str, &'f str, &'f str),
        above: &'f [(String, String)],
    ) -> Frame<'f> {
        Frame { shelf, language, path, title, description, above, base: self.base, feedback: self.feedback }
    }
}

/// A file of the reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Where it goes, below the output directory, with `/` between its parts.
    pub path: String,
    /// What is in it.
    pub text: String,
}

/// All files of the reference.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Site {
    /// Sorted by path.
    pub files: Vec<File>,
}

/// A file that cannot be written.
#[derive(Debug, Error)]
#[error("cannot write {}: {reason}", path.display())]
pub struct WriteError {
    path: PathBuf,
    reason: std::io::Error,
}

impl Site {
    /// Writes all files below `out`; what the reference was before is taken away.
    pub fn write(&self, out: &Path) -> Result<(), WriteError> {
        let old = out.join("reference");
        if old.exists() {
            std::fs::remove_dir_all(&old).map_err(|reason| WriteError { path: old, reason })?;
        }
        for file in &self.files {
            let path = out.join(&file.path);
            let made = path.parent().map_or(Ok(()), std::fs::create_dir_all).and_then(|()| std::fs::write(&path, &file.text));
            made.map_err(|reason| WriteError { path, reason })?;
        }
        Ok(())
    }
}

/// Makes the reference of the project in `root`. `base` is where the site will be on the web.
pub fn generate(root: &Path, base: Option<&str>) -> Result<Site, Problems> {
    let shelf = Shelf::new(root);
    let feedback = Feedback::read(&shelf, base);
    let web = Web { base, feedback: feedback.as_ref() };
    let course = course();
    let sets: Vec<Set> = course.iter().cloned().chain([walks::set(&shelf)]).collect();
    let mut files = BTreeMap::new();
    let all: Vec<(Language, Box<Kinds>)> = Language::ALL
        .iter()
        .map(|&language| (language, KINDS.iter().map(|kind| (kind, (kind.pages)(&shelf, language))).collect()))
        .collect();
    for (language, kinds) in &all {
        let language = *language;
        let related = Related::new(kinds);
        for (kind, pages) in kinds {
            one_kind(&shelf, language, (kind, pages), (&related, &sets), web, &mut files);
            for (page, path) in pages.iter().flat_map(|page| dead_ends(kinds, page).map(move |path| (page, path))) {
                shelf.notes.push(Path::new(&format!("{}/{}", kind.id, page.id)), 0, format!("names {path} in `see`, which is no page"));
            }
        }
        let single = ABOUT
            .pages(&shelf, language)
            .into_iter()
            .chain(TEACHERS.pages(&shelf, language))
            .chain(sheet::page(&shelf, language))
            .chain(open_data::page(&shelf, language))
            .chain([exercises::sheets(&shelf, language, &course)]);
        for page in single {
            let above = [("index.html".to_owned(), shelf.label(language, "page.reference").to_owned())];
            let path = format!("{}.html", page.id);
            let (title, description) = (page.title.as_str(), page.description.as_str());
            let frame = web.frame(&shelf, language, (&path, title, description), &above);
            files.insert(format!("reference/{}/{path}", language.tag()), frame.page(&page.body).into_string());
        }
        let reference = [("index.html".to_owned(), shelf.label(language, "page.reference").to_owned())];
        let (title, about) = (shelf.label(language, "a-z.title"), shelf.label(language, "a-z.lead"));
        let frame = web.frame(&shelf, language, ("a-z.html", title, about), &reference);
        files.insert(format!("reference/{}/a-z.html", language.tag()), frame.page(&a_to_z::list(&shelf, language, kinds)).into_string());
        let path = format!("reference/{}/index.html", language.tag());
        files.insert(path, home(&shelf, language, kinds, web).into_string());
        files.insert(format!("reference/search-{}.json", language.tag()), search(&shelf, language, &all));
    }
    files.insert("reference/index.html".to_owned(), languages(&shelf).into_string());
    let script = feedback.iter().filter(|feedback| feedback.has_comments()).map(|_| ("feedback.js", "assets/feedback.js"));
    for (name, from) in
        [("reference.css", "style/reference.css"), ("search.js", "assets/reference-search.js"), ("icon.svg", "assets/icon.svg")]
            .into_iter()
            .chain(script)
    {
        let text = super::words::read_file(&root.join(from), &shelf.notes);
        if text.is_none() {
            shelf.notes.push(Path::new(from), 0, "is missing");
        }
        files.insert(format!("reference/{name}"), text.unwrap_or_default());
    }
    files.extend(open_data::files(&shelf).into_iter().map(|(path, text)| (format!("reference/{path}"), text)));
    files.insert(
        "reference/course.json".to_owned(),
        exercises::file(&sets, all.iter().map(|(language, kinds)| (*language, kinds.as_ref()))),
    );
    files.insert("reference/snippets.json".to_owned(), super::kinds::snippets::templates(&shelf));
    if let Some(base) = base {
        files.insert("sitemap.xml".to_owned(), sitemap(base, files.keys()).into_string());
        files.insert("robots.txt".to_owned(), format!("User-agent: *\nAllow: /\nSitemap: {base}sitemap.xml\n"));
    }
    check_links(&files, &shelf);
    shelf.notes.finish()?;
    Ok(Site { files: files.into_iter().map(|(path, text)| File { path, text }).collect() })
}

/// The index of `language`; titles of the other languages are found too.
fn search(shelf: &Shelf, language: Language, all: &[(Language, Box<Kinds>)]) -> String {
    let mut index = Index::new();
    for (number, kind) in KINDS.iter().enumerate() {
        let pages = |of: &dyn Fn(Language) -> bool| {
            let kinds = all.iter().filter(|(language, _)| of(*language)).filter_map(|(_, kinds)| kinds.get(number));
            kinds.map(|(_, pages)| pages.as_slice()).collect::<Vec<_>>()
        };
        let title = shelf.label(language, &format!("kind.{}", kind.id));
        for own in pages(&|other| other == language) {
            index.add(kind, title, own, &pages(&|other| other != language));
        }
    }
    index.write()
}

fn one_kind(
    shelf: &Shelf,
    language: Language,
    (kind, pages): (&Kind, &[Page]),
    (related, sets): (&Related<'_>, &[Set]),
    web: Web<'_>,
    files: &mut BTreeMap<String, String>,
) {
    let reference = shelf.label(language, "page.reference").to_owned();
    let kind_title = shelf.label(language, &format!("kind.{}", kind.id)).to_owned();
    let about = shelf.label(language, &format!("about.{}", kind.id));
    let above = [("index.html".to_owned(), reference), (format!("{}/index.html", kind.id), kind_title.clone())];
    for page in pages {
        let path = format!("{}/{}.html", kind.id, page.id);
        let (title, description) = (page.title.as_str(), page.description.as_str());
        let frame = web.frame(shelf, language, (&path, title, description), &above);
        let body = html! {
            (page.body)
            (exercises::practise(shelf, language, sets, kind.id, &page.id))
            (related.section(shelf, language, kind.id, page))
        };
        files.insert(format!("reference/{}/{path}", language.tag()), frame.page(&body).into_string());
    }
    let path = format!("{}/index.html", kind.id);
    let above = above.split_at(1).0;
    let frame = web.frame(shelf, language, (&path, &kind_title, about), above);
    let list = html! { p class="lead" { (about) } (list(pages)) };
    files.insert(format!("reference/{}/{path}", language.tag()), frame.page(&list).into_string());
}

/// The pages of a kind, below the headings of their groups.
fn list(pages: &[Page]) -> Markup {
    let mut groups: Vec<(&str, Vec<&Page>)> = Vec::new();
    for page in pages {
        match groups.iter_mut().find(|(group, _)| *group == page.group) {
            Some((_, members)) => members.push(page),
            None => groups.push((&page.group, vec![page])),
        }
    }
    html! {
        @for (group, pages) in groups {
            @if !group.is_empty() { h2 { (group) } }
            dl class="entries" {
                @for page in pages {
                    dt { a href={ (page.id) ".html" } { (page.title) } @if !page.mark.is_empty() { " " small class="mark" { (page.mark) } } }
                    dd { (page.description) }
                }
            }
        }
    }
}

/// The first page of a language.
fn home(shelf: &Shelf, language: Language, kinds: &Kinds, web: Web<'_>) -> Markup {
    let t = |key: &str| shelf.label(language, key);
    let frame = web.frame(shelf, language, ("index.html", t("page.reference"), t("page.description")), &[]);
    frame.page(&html! {
        p class="lead" { (t("page.description")) }
        dl class="kinds" {
            @for (kind, pages) in kinds.iter().filter(|(_, pages)| !pages.is_empty()) {
                dt { a href={ (kind.id) "/index.html" } { (t(&format!("kind.{}", kind.id))) } " " small class="mark" { (pages.len()) } }
                dd { (t(&format!("about.{}", kind.id))) }
            }
        }
        p { a href="a-z.html" { (t("a-z.title")) } }
        p { a href="cheatsheet.html" { (t("page.cheatsheet")) } }
        p { a href="data.html" { (t("page.data")) } }
        p { a href="teachers.html" { (t("page.teachers")) } }
        p { a href="about.html" { (t("page.about")) } }
    })
}

/// `reference/index.html`: which language?
fn languages(shelf: &Shelf) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (shelf.label(Language::default(), "page.reference")) }
                meta name="description" content=(shelf.label(Language::default(), "page.description"));
                link rel="icon" type="image/svg+xml" href="icon.svg";
                link rel="stylesheet" href="reference.css";
            }
            body class="reference" {
                main id="main" {
                    h1 { (shelf.label(Language::default(), "page.reference")) }
                    ul {
                        @for language in Language::ALL {
                            li lang=(language.tag()) {
                                a href={ (language.tag()) "/index.html" } { (language.name()) ": " (shelf.label(*language, "page.reference")) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn sitemap<'f>(base: &str, paths: impl Iterator<Item = &'f String>) -> Markup {
    let pages = paths.filter(|path| path.ends_with(".html"));
    html! {
        (maud::PreEscaped("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
        urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {
            url { loc { (base) } }
            @for path in pages { url { loc { (base) (path) } } }
        }
    }
}

/// Notes each relative link that leads to no page.
fn check_links(files: &BTreeMap<String, String>, shelf: &Shelf) {
    let known: BTreeSet<&str> = files.keys().map(String::as_str).chain(["index.html"]).collect();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        for link in text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let target = link.split('#').next().unwrap_or_default();
            let elsewhere = target.starts_with("https://") || target.starts_with("http://");
            if !elsewhere && !target.is_empty() && !known.contains(resolve(path, target).as_str()) {
                shelf.notes.push(Path::new(path), 0, format!("the link to {link} leads nowhere"));
            }
        }
    }
}

/// Where `link` on the page `from` leads.
fn resolve(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
