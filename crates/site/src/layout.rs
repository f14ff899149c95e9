//! What stands around an entry: the same on every page.

use maud::{DOCTYPE, Markup, html};

use super::feedback::Feedback;
use super::shelf::Shelf;
use playground::content::Language;

/// Where a page is and what it is called.
pub(super) struct Frame<'f> {
    pub(super) shelf: &'f Shelf,
    pub(super) language: Language,
    /// Its path below `reference/<language>/`, such as `commands/ehlo.html`.
    pub(super) path: &'f str,
    pub(super) title: &'f str,
    pub(super) description: &'f str,
    /// The pages above it: path below `reference/<language>/`, title.
    pub(super) above: &'f [(String, String)],
    /// Where the site is on the web.
    pub(super) base: Option<&'f str>,
    pub(super) feedback: Option<&'f Feedback>,
}

impl Frame<'_> {
    /// The whole page around `body`.
    pub(super) fn page(&self, body: &Markup) -> Markup {
        let t = |key: &str| self.shelf.label(self.language, key);
        // From the page to the directory of its language.
        let up = "../".repeat(self.path.matches('/').count());
        let title = if self.above.is_empty() { self.title.to_owned() } else { format!("{} – {}", self.title, t("page.reference")) };
        html! {
            (DOCTYPE)
            html lang=(self.language.tag()) dir=(self.language.direction()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (title) }
                    meta name="description" content=(self.description);
                    // Search engines take whole addresses only.
                    @if let Some(base) = self.base {
                        link rel="canonical" href=(self.address(base, self.language));
                        @for language in Language::ALL { link rel="alternate" hreflang=(language.tag()) href=(self.address(base, *language)); }
                    }
                    link rel="icon" type="image/svg+xml" href={ (up) "../icon.svg" };
                    link rel="stylesheet" href={ (up) "../reference.css" };
                    script src={ (up) "../search.js" } defer {}
                    @if let Some(feedback) = self.feedback { (feedback.script(&up)) }
                }
                body class="reference" {
                    a class="skip" href="#main" { (t("page.skip")) }
                    header class="top" {
                        a class="home" href={ (up) "../../index.html" } { (t("page.playground")) }
                        a href={ (up) "a-z.html" } { (t("a-z.short")) }
                        (self.search(&up))
                        nav aria-label=(t("page.languages")) {
                            @for language in Language::ALL.iter().filter(|language| **language != self.language) {
                                a hreflang=(language.tag()) lang=(language.tag()) href={ (up) "../" (language.tag()) "/" (self.path) } { (language.name()) }
                            }
                        }
                    }
                    main id="main" {
                        @if !self.above.is_empty() {
                            nav class="trail" aria-label=(t("page.trail")) {
                                ol {
                                    @for (path, title) in self.above { li { a href={ (up) (path) } { (title) } } }
                                    li aria-current="page" { (self.title) }
                                }
                            }
                        }
                        h1 { (self.title) }
                        (body)
                        @if let Some(feedback) = self.feedback { (feedback.section(self.shelf, self.language)) }
                    }
                    footer { p { (t("page.warning")) } }
                }
            }
        }
    }

    /// The field of the search. Without the script it could do nothing, so it is hidden until that has come.
    fn search(&self, up: &str) -> Markup {
        let t = |key: &str| self.shelf.label(self.language, key);
        html! {
            search class="search" hidden data-index={ (up) "../search-" (self.language.tag()) ".json" } data-up=(up)
                data-none=(t("search.none")) data-count=(t("search.count")) data-failed=(t("search.failed")) {
                input type="search" placeholder=(t("search.placeholder")) aria-label=(t("search.label")) autocomplete="off" spellcheck="false";
                p class="hidden" role="status" {}
                ol class="found" hidden {}
            }
        }
    }

    /// Where the page is in `language`.
    fn address(&self, base: &str, language: Language) -> String {
        format!("{base}reference/{}/{}", language.tag(), self.path)
    }
}
