//! HTML as plain text: what an Exchange or a QQ bounce says is often said in HTML only.

/// Elements whose text nobody sees.
const UNSEEN: &[&str] = &["style", "script", "head", "title"];
/// Elements that begin a line.
const BLOCKS: &[&str] = &["br", "p", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "hr", "pre", "ul", "blockquote"];

/// The text of `html`, a line for each block.
pub(crate) fn text(html: &str) -> String {
    let mut text = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        let (before, from) = rest.split_at(start);
        push_text(&mut text, before);
        let inner = from.get(1..).unwrap_or_default();
        if !inner.starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?')) || looks_like_address(inner) {
            text.push('<');
            rest = inner;
            continue;
        }
        let end = if inner.starts_with("!--") { inner.find("-->").map(|end| end + 3) } else { inner.find('>').map(|end| end + 1) };
        let Some(end) = end else {
            rest = "";
            break;
        };
        let (tag, after) = inner.split_at(end);
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|character| character.to_ascii_lowercase())
            .collect();
        rest = after;
        if UNSEEN.contains(&name.as_str()) && !tag.starts_with('/') {
            rest = skip(after, &name);
        } else if BLOCKS.contains(&name.as_str()) && !text.ends_with('\n') {
            text.push('\n');
        } else if matches!(name.as_str(), "td" | "th") {
            text.push(' ');
        }
    }
    push_text(&mut text, rest);
    text
}

/// `<bob@example.com>` in HTML that was not made with care.
fn looks_like_address(inner: &str) -> bool {
    let tag = inner.split(['>', '<', ' ', '\n', '"', '=']).next().unwrap_or_default();
    tag.contains('@') && inner.get(tag.len()..).is_some_and(|after| after.starts_with('>'))
}

/// What follows the end of the element `name`; where it does not end, what follows its start tag.
fn skip<'a>(text: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(place) = text.get(from..).and_then(|rest| rest.find("</")) {
        from += place + 2;
        let rest = text.get(from..).unwrap_or_default();
        if rest.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, after)| after);
        }
    }
    text
}

/// Entities that occur; others stay as they are.
const ENTITIES: &[(&str, char)] =
    &[("lt", '<'), ("gt", '>'), ("amp", '&'), ("quot", '"'), ("apos", '\''), ("nbsp", ' '), ("#39", '\''), ("#64", '@')];

fn push_text(text: &mut String, raw: &str) {
    let mut rest = raw;
    while let Some(start) = rest.find('&') {
        let (before, from) = rest.split_at(start);
        push_words(text, before);
        let name = from.get(1..).unwrap_or_default().split(';').next().unwrap_or_default();
        match entity(name).filter(|_| from.get(name.len() + 1..).is_some_and(|after| after.starts_with(';'))) {
            Some(character) => {
                text.push(character);
                rest = from.get(name.len() + 2..).unwrap_or_default();
            }
            None => {
                text.push('&');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    push_words(text, rest);
}

fn entity(name: &str) -> Option<char> {
    if let Some((_, character)) = ENTITIES.iter().find(|(known, _)| *known == name) {
        return Some(*character);
    }
    let number = name.strip_prefix('#').filter(|number| number.len() < 8)?;
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(value).filter(|character| !character.is_control())
}

/// Line ends in HTML are blanks.
fn push_words(text: &mut String, words: &str) {
    for character in words.chars() {
        let character = if matches!(character, '\n' | '\r' | '\t') { ' ' } else { character };
        if !(character == ' ' && text.ends_with([' ', '\n'])) {
            text.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_blocks_begin_lines() {
        let html = "<html><head><style>p {}</style></head><body><p>Your message to\n <b>bob@example.com</b></p>could&#39;t be &lt;delivered&gt; <bob@example.com>";
        assert_eq!(text(html), "\nYour message to bob@example.com\ncould't be <delivered> <bob@example.com>");
    }
}
