//! Where a page of the reference is, and where its links lead in the app.

use crate::content::Language;

/// The pages that stand in no folder of their own kind.
const SINGLE: &[&str] = &["index", "a-z", "about", "cheatsheet", "data", "task-sheets", "teachers"];

/// A page of the reference in every language, and a place on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// Its path below the folder of a language, without `.html`.
    pub path: String,
    /// The id of an element there; empty for the top.
    pub anchor: String,
}

/// Where a link on a page of the reference leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// To a fragment of the app.
    Here(String),
    /// Out of it: to another site, or to a page in another language.
    Elsewhere,
}

impl Spot {
    /// Reads what stands behind `#/reference/`; nothing for what cannot be the path of a page.
    pub fn read(place: &str) -> Option<Self> {
        let (path, anchor) = place.split_once('#').unwrap_or((place, ""));
        let path = path.strip_suffix(".html").unwrap_or(path);
        let plain = |text: &str| text.chars().all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter));
        let path = match path.strip_suffix('/').unwrap_or(path) {
            "" => "index".to_owned(),
            kind if !kind.contains('/') && !SINGLE.contains(&kind) => format!("{kind}/index"),
            path => path.to_owned(),
        };
        let parts = path.split('/').count() <= 2 && path.split('/').all(|part| !part.starts_with('.') && !part.is_empty() && plain(part));
        (parts && plain(anchor)).then(|| Self { path, anchor: anchor.to_owned() })
    }

    /// The file in `language`, seen from the app.
    pub fn file(&self, language: Language) -> String {
        format!("reference/{}/{}.html", language.tag(), self.path)
    }

    /// Where the link `href` on this page leads.
    pub fn link(&self, href: &str) -> Link {
        let (target, anchor) = href.split_once('#').map_or((href, None), |(target, anchor)| (target, Some(anchor)));
        if target.contains(':') {
            return Link::Elsewhere;
        }
        if target.ends_with("../index.html")
            && let Some(anchor) = anchor
        {
            return Link::Here(format!("#{anchor}"));
        }
        let mut parts: Vec<&str> = self.path.split('/').collect();
        if !target.is_empty() {
            parts.pop();
            for part in target.split('/') {
                match part {
                    ".." if parts.pop().is_none() => return Link::Elsewhere,
                    ".." | "." => {}
                    part => parts.push(part),
                }
            }
        }
        let path = parts.join("/");
        let anchor = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
        Link::Here(format!("#/reference/{}{anchor}", path.strip_suffix(".html").unwrap_or(&path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(path: &str, anchor: &str) -> Option<Spot> {
        Some(Spot { path: path.into(), anchor: anchor.into() })
    }

    #[test]
    fn a_place_is_read() {
        assert_eq!(Spot::read(""), spot("index", ""));
        assert_eq!(Spot::read("commands"), spot("commands/index", ""));
        assert_eq!(Spot::read("commands/"), spot("commands/index", ""));
        assert_eq!(Spot::read("about"), spot("about", ""));
        assert_eq!(Spot::read("enhanced/x.7.26.html"), spot("enhanced/x.7.26", ""));
        assert_eq!(Spot::read("commands/mail#parameter-size"), spot("commands/mail", "parameter-size"));
        assert_eq!(spot("codes/550", "").expect("a spot").file(Language::default()), "reference/en/codes/550.html");
    }

    #[test]
    fn what_is_no_path_is_not_read() {
        for place in ["../../x", "a/../b", "https://example.org", "a/b/c", "//x", "commands/ehlo?x", "a b", ".hidden", "x\u{0}"] {
            assert_eq!(Spot::read(place), None, "{place}");
        }
    }

    #[test]
    fn links_lead_on_in_the_app() {
        let page = Spot::read("commands/ehlo").expect("a spot");
        let here = |fragment: &str| Link::Here(fragment.into());
        assert_eq!(page.link("../codes/550.html"), here("#/reference/codes/550"));
        assert_eq!(page.link("helo.html#when"), here("#/reference/commands/helo#when"));
        assert_eq!(page.link("#reply-greeting"), here("#/reference/commands/ehlo#reply-greeting"));
        assert_eq!(page.link("../index.html"), here("#/reference/index"));
        assert_eq!(page.link("../../../index.html#s=1.abc"), here("#s=1.abc"));
        assert_eq!(page.link("https://www.rfc-editor.org/rfc/rfc5321#section-4"), Link::Elsewhere);
        assert_eq!(page.link("../../zh-CN/commands/ehlo.html"), Link::Elsewhere);
    }
}
