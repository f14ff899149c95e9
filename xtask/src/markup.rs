//! The tags of a page that we wrote ourselves. No reader of HTML in general: attributes stand in double quotes.

use std::ops::Range;

/// A start tag, and what stands up to its end tag where that is a script or a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag<'h> {
    /// Its name in lower case.
    pub(crate) name: String,
    /// The tag with its angle brackets.
    pub(crate) text: &'h str,
    /// Where that is.
    pub(crate) place: Range<usize>,
    /// What a script or a style holds.
    pub(crate) content: Option<&'h str>,
}

impl<'h> Tag<'h> {
    /// The value of the attribute `name`; empty if it has none.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'h str> {
        let mut rest = self.text.get(1 + self.name.len()..)?;
        loop {
            rest = rest.trim_start();
            let end = rest.find(|character: char| character == '=' || character == '>' || character.is_whitespace())?;
            let (found, behind) = rest.split_at(end);
            let value = behind.strip_prefix("=\"").and_then(|quoted| quoted.split_once('"'));
            if found.eq_ignore_ascii_case(name) {
                return Some(value.map_or("", |(value, _)| value));
            }
            rest = value.map_or_else(|| behind.get(1..).unwrap_or_default(), |(_, behind)| behind);
        }
    }
}

/// The start tags of `html`, without those in comments.
pub(crate) fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = html.get(at..).and_then(|rest| rest.find('<')).map(|found| at + found) {
        let rest = html.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(html.len(), |end| start + end + 3);
            continue;
        }
        let Some(end) = end_of_tag(rest).map(|end| start + end) else { break };
        let text = html.get(start..end).unwrap_or_default();
        at = end;
        let name: String = text.chars().skip(1).take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if name.is_empty() {
            continue;
        }
        let behind = html.get(end..).unwrap_or_default();
        let content = matches!(name.as_str(), "script" | "style")
            .then(|| behind.find(&format!("</{name}")).and_then(|end| behind.get(..end)))
            .flatten();
        at += content.map_or(0, str::len);
        tags.push(Tag { name, text, place: start..end, content });
    }
    tags
}

/// The length of the tag at the start of `html`; a `>` in a quoted value does not end it.
fn end_of_tag(html: &str) -> Option<usize> {
    let mut quoted = false;
    for (at, character) in html.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_what_scripts_hold() {
        let html = "<!doctype html><!-- <script>no</script> --><p title=\"a > b\" hidden>x</p><script type=\"module\">1<2</script><br>";
        let found = tags(html);
        let names: Vec<_> = found.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["p", "script", "br"]);
        assert_eq!(found[0].attribute("title"), Some("a > b"));
        assert_eq!(found[0].attribute("hidden"), Some(""));
        assert_eq!(found[0].attribute("class"), None);
        assert_eq!((found[1].attribute("type"), found[1].content), (Some("module"), Some("1<2")));
        assert_eq!(&html[found[2].place.clone()], "<br>");
    }
}
