//! The foot of each page: where questions and corrections go, as `feedback.toml` says.

use std::path::Path;

use maud::{Markup, html};
use serde::Deserialize;

use super::shelf::Shelf;
use playground::content::Language;

/// The file at the project's top.
const FILE: &str = "feedback.toml";
/// What stands for the project's owner until somebody fills it in; no page links to it.
const PLACEHOLDER: &str = "/OWNER/";
/// What stands for the project's name in it.
const REPOSITORY: &str = "{repository}";

/// What `feedback.toml` says.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Feedback {
    repository: String,
    discussions: String,
    giscus: Option<Giscus>,
}

/// Which discussions Giscus shows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Giscus {
    repo: String,
    repo_id: String,
    category: String,
    category_id: String,
    #[serde(default = "by_path")]
    mapping: String,
}

fn by_path() -> String {
    "pathname".to_owned()
}

impl Feedback {
    /// Reads the file; what is wrong with it is noted. `base` is where the site is on the web.
    pub(super) fn read(shelf: &Shelf, base: Option<&str>) -> Option<Self> {
        let Some(text) = shelf.text(FILE) else {
            shelf.notes.push(Path::new(FILE), 0, "is missing: it says where questions and corrections go");
            return None;
        };
        match toml::from_str::<Self>(&text) {
            Ok(read) => {
                let read = read.resolved(base);
                if read.discussions.contains(PLACEHOLDER) {
                    return None;
                }
                for problem in read.problems() {
                    shelf.notes.push(Path::new(FILE), 0, problem);
                }
                Some(read)
            }
            Err(error) => {
                let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
                shelf.notes.push(Path::new(FILE), before.matches('\n').count() + 1, error.message());
                None
            }
        }
    }

    /// With the project's name filled in.
    fn resolved(mut self, base: Option<&str>) -> Self {
        let repository = base.and_then(on_github_pages).unwrap_or_else(|| self.repository.clone());
        self.discussions = self.discussions.replace(REPOSITORY, &repository);
        if let Some(giscus) = &mut self.giscus {
            giscus.repo = giscus.repo.replace(REPOSITORY, &repository);
        }
        self
    }

    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.discussions.starts_with("https://") {
            problems.push(format!("discussions must be an address that begins with https://, found {:?}", self.discussions));
        }
        let giscus = self.giscus.iter().flat_map(Giscus::fields);
        problems.extend(
            giscus
                .filter(|(_, value)| value.is_empty())
                .map(|(name, _)| format!("[giscus] {name} is empty: write it, or take [giscus] out")),
        );
        problems
    }

    /// The section at the end of a page's text. Its button is hidden until the script has come.
    pub(super) fn section(&self, shelf: &Shelf, language: Language) -> Markup {
        let t = |key: &str| shelf.label(language, key);
        html! {
            section class="feedback" {
                h2 { (t("feedback.title")) }
                p { (t("feedback.text")) " " a href=(self.discussions) { (t("feedback.discussions")) } }
                @if let Some(giscus) = &self.giscus {
                    button type="button" class="comments" hidden
                        data-repo=(giscus.repo) data-repo-id=(giscus.repo_id)
                        data-category=(giscus.category) data-category-id=(giscus.category_id)
                        data-mapping=(giscus.mapping) data-theme="preferred_color_scheme" data-lang=(language.tag())
                        { (t("feedback.load")) }
                }
            }
        }
    }

    /// The script that brings the comments, if there are any. `up` leads to the directory of the language.
    pub(super) fn script(&self, up: &str) -> Markup {
        html! { @if self.giscus.is_some() { script src={ (up) "../feedback.js" } defer {} } }
    }

    /// Whether the pages need `feedback.js`.
    pub(super) fn has_comments(&self) -> bool {
        self.giscus.is_some()
    }
}

impl Giscus {
    fn fields(&self) -> [(&'static str, &str); 5] {
        [
            ("repo", &self.repo),
            ("repo_id", &self.repo_id),
            ("category", &self.category),
            ("category_id", &self.category_id),
            ("mapping", &self.mapping),
        ]
    }
}

/// The project of a site on GitHub Pages: `https://OWNER.github.io/NAME/`.
fn on_github_pages(base: &str) -> Option<String> {
    let (owner, path) = base.strip_prefix("https://")?.split_once(".github.io/")?;
    let name = path.split('/').next().filter(|name| !name.is_empty())?;
    Some(format!("{owner}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_on_github_pages_knows_its_project() {
        assert_eq!(on_github_pages("https://someone.github.io/smtp/").as_deref(), Some("someone/smtp"));
        assert_eq!(on_github_pages("https://someone.github.io/"), None);
        assert_eq!(on_github_pages("https://example.org/playground/"), None);
    }

    #[test]
    fn what_is_empty_or_no_address_is_told() {
        let text = "repository = \"a/b\"\ndiscussions = \"ftp://x\"\n[giscus]\nrepo = \"{repository}\"\nrepo_id = \"\"\ncategory = \"c\"\ncategory_id = \"d\"\n";
        let read: Feedback = toml::from_str::<Feedback>(text).expect("feedback").resolved(None);
        assert_eq!(read.giscus.as_ref().map(|giscus| (giscus.repo.as_str(), giscus.mapping.as_str())), Some(("a/b", "pathname")));
        let problems = read.problems();
        assert!(problems.len() == 2 && problems[0].contains("ftp://x") && problems[1].contains("repo_id"), "{problems:?}");
    }
}
