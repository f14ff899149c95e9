use std::ops::Range;

use super::{Drawing, Element, Row, RowKind};
use crate::content::{Label, Language, fill, label, lines};
use smtp_engine::spec::ReplyClass;

/// How a sequence looks as a file of its own: dark on light, whatever the page's colours are.
pub const SEQUENCE_STYLE: &str = include_str!("../../../../../style/export.css");

/// The height of a row.
const ROW: i32 = 30;
/// The height of the lanes' heads.
const HEAD: i32 = 34;
/// How far the lanes are from the edges; in between stands what is said.
const LANE: i32 = 30;
/// The width of a letter of what is said.
const LETTER: i32 = 7;

/// What is drawn, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence<'w> {
    /// Which of the rows.
    pub window: Range<usize>,
    /// How wide, in pixels.
    pub width: u32,
    /// Who the client is.
    pub client: &'w str,
    /// Who the server is.
    pub server: &'w str,
    /// The row of this event is marked.
    pub shown: Option<usize>,
    /// Rows can be pressed and have the focus.
    pub interactive: bool,
}

/// The rows of a session as a sequence diagram: what the client says goes right, what the server says goes
/// left, TLS is shaded, and a bracket holds each mail transaction.
pub fn sequence(rows: &[Row], wanted: &Sequence<'_>, language: Language) -> Drawing {
    let window = wanted.window.start.min(rows.len())..wanted.window.end.min(rows.len());
    let seen = rows.get(window).unwrap_or_default();
    let width = wanted.width as i32;
    let height = HEAD + ROW * seen.len() as i32 + 8;
    let t = |wanted: Label| label(language, wanted);
    let mut elements = shading(seen, width);
    for (x, anchor, role, name, shift) in [
        (LANE, "start", Label::SequenceClient, wanted.client, 6 - LANE),
        (width - LANE, "end", Label::SequenceServer, wanted.server, LANE - 6),
    ] {
        elements.push(Element::line("lane", &[(x, HEAD - 6), (x, height)]));
        elements.push(Element::text("head", (x + shift, 12), anchor, t(role)));
        elements.push(Element::text("name", (x + shift, 25), anchor, shorten(name, (width / 2 - 12) / 6)));
    }
    elements.extend(brackets(seen, language));
    let focus = wanted.shown.filter(|shown| seen.iter().any(|row| row.event == *shown)).or(seen.first().map(|row| row.event));
    for (number, row) in seen.iter().enumerate() {
        let top = HEAD + ROW * number as i32;
        let mut group = Element::group(if wanted.shown == Some(row.event) { "row shown" } else { "row" });
        if wanted.interactive && row.is_line() {
            let tabbed = if focus == Some(row.event) { "0" } else { "-1" };
            group = group.with("data-event", row.event.to_string()).with("role", "button").with("tabindex", tabbed);
            group = group.with("aria-pressed", if wanted.shown == Some(row.event) { "true" } else { "false" });
        }
        group = group.holding([Element::new("title").saying(full(row, language))]);
        let back = Element::rectangle("back", (LANE - 12, top + 2), (width - 2 * LANE + 24, ROW - 3), 3);
        elements.push(group.holding([back]).holding(drawn(row, top, width, language)));
    }
    Drawing { width: wanted.width, height: height as u32, title: t(Label::SequenceTitle).to_owned(), elements }
}

impl Row {
    /// Whether it is a line of the protocol, which can be explained.
    pub fn is_line(&self) -> bool {
        matches!(self.kind, RowKind::Client(_) | RowKind::Server(..))
    }
}

fn drawn(row: &Row, top: i32, width: i32, language: Language) -> Vec<Element> {
    let t = |wanted: Label| label(language, wanted);
    let (left, right, line) = (LANE, width - LANE, top + ROW - 7);
    let room = (right - left - 12) / LETTER;
    match &row.kind {
        RowKind::Client(text) => vec![
            Element::text("says client", (left + 6, line - 6), "start", shorten(text, room)),
            Element::line("client", &[(left, line), (right - 2, line)]),
            Element::head("tip client", (right - 1, line), (1, 0)),
        ],
        RowKind::Server(class, text, more) => {
            let class = class_name(*class);
            let text = if *more == 0 { shorten(text, room) } else { format!("{} +{more}", shorten(text, room - 4)) };
            vec![
                Element::text(format!("says {class}"), (right - 6, line - 6), "end", text),
                Element::line(class, &[(right, line), (left + 2, line)]),
                Element::head(format!("tip {class}"), (left + 1, line), (-1, 0)),
            ]
        }
        RowKind::MoreLines(_) => vec![Element::text("note", (left + 6, line - 3), "start", full(row, language))],
        RowKind::Delivered(_) | RowKind::Delay(_) => {
            vec![Element::text("note", (right - 6, line - 3), "end", shorten(&full(row, language), room))]
        }
        RowKind::Connected => vec![middle(width, line, t(Label::SequenceConnected))],
        RowKind::TlsStarted => vec![middle(width, line, t(Label::SequenceTls))],
        RowKind::ServerClosed => vec![middle(width, line, t(Label::SequenceServerClosed)), cross(right, line - 5)],
        RowKind::ClientClosed => vec![middle(width, line, t(Label::SequenceClientClosed)), cross(left, line - 5)],
    }
}

fn middle(width: i32, line: i32, text: &'static str) -> Element {
    Element::text("note", (width / 2, line - 3), "middle", text)
}

fn cross(x: i32, y: i32) -> Element {
    Element::group("cross")
        .holding([Element::line("", &[(x - 5, y - 5), (x + 5, y + 5)]), Element::line("", &[(x - 5, y + 5), (x + 5, y - 5)])])
}

/// What the row says, with nothing left out.
fn full(row: &Row, language: Language) -> String {
    let t = |wanted: Label| label(language, wanted);
    match &row.kind {
        RowKind::Client(text) => format!("{}: {text}", t(Label::SequenceClient)),
        RowKind::Server(_, text, _) => format!("{}: {text}", t(Label::SequenceServer)),
        RowKind::MoreLines(count) => fill(t(Label::SequenceMore), &[("lines", &lines(language, *count))]),
        RowKind::Delay(milliseconds) => fill(t(Label::SequenceDelay), &[("seconds", &format!("{:.1}", f64::from(*milliseconds) / 1000.0))]),
        RowKind::Delivered(names) => fill(t(Label::SequenceDelivered), &[("names", names)]),
        RowKind::Connected => t(Label::SequenceConnected).to_owned(),
        RowKind::TlsStarted => t(Label::SequenceTls).to_owned(),
        RowKind::ServerClosed => t(Label::SequenceServerClosed).to_owned(),
        RowKind::ClientClosed => t(Label::SequenceClientClosed).to_owned(),
    }
}

/// A tint behind each stretch of rows inside TLS.
fn shading(rows: &[Row], width: i32) -> Vec<Element> {
    let tint = |(start, count): (usize, usize)| {
        Element::rectangle("tls", (LANE, HEAD + ROW * start as i32), (width - 2 * LANE, ROW * count as i32), 0)
    };
    stretches(rows, |row| row.tls.then_some(0)).into_iter().map(|(_, start, count)| tint((start, count))).collect()
}

/// A bracket at the client's side of each mail transaction.
fn brackets(rows: &[Row], language: Language) -> Vec<Element> {
    let bracket = |(number, start, count): (usize, usize, usize)| {
        let (top, bottom) = (HEAD + ROW * start as i32 + 4, HEAD + ROW * (start + count) as i32 - 2);
        let title = fill(label(language, Label::SequenceTransaction), &[("number", &number.to_string())]);
        let line = Element::line("", &[(13, top), (7, top), (7, bottom), (13, bottom)]);
        Element::group("bracket").holding([Element::new("title").saying(title), line])
    };
    stretches(rows, |row| row.transaction).into_iter().map(bracket).collect()
}

/// Stretches of rows for which `of` gives the same: what it gives, the first row, and how many.
fn stretches(rows: &[Row], of: impl Fn(&Row) -> Option<usize>) -> Vec<(usize, usize, usize)> {
    let mut found: Vec<(usize, usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let Some(value) = of(row) else { continue };
        match found.last_mut() {
            Some((known, start, count)) if *known == value && *start + *count == at => *count += 1,
            _ => found.push((value, at, 1)),
        }
    }
    found
}

const fn class_name(class: ReplyClass) -> &'static str {
    match class {
        ReplyClass::Completed => "c2",
        ReplyClass::Intermediate => "c3",
        ReplyClass::Transient => "c4",
        ReplyClass::Permanent => "c5",
    }
}

/// `text` in so many columns, an ideograph counted as two.
fn shorten(text: &str, columns: i32) -> String {
    let wide = |character: char| {
        if matches!(character, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..)
        {
            2
        } else {
            1
        }
    };
    let mut left = columns;
    let mut short = String::new();
    for character in text.chars() {
        left -= wide(character);
        if left < 0 || left == 0 && short.len() + character.len_utf8() < text.len() {
            short.push('…');
            return short;
        }
        short.push(character);
    }
    short
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;
    use crate::record::{Action, Timeline};
    use smtp_engine::session::{Timestamp, World};
    use smtp_servers::postfix;

    fn draw(lines: &[&[u8]], window: Range<usize>) -> Drawing {
        let mut timeline = Timeline::new(&postfix::MX, World::standard());
        timeline.act(Action::Connect, Timestamp(0));
        for line in lines {
            timeline.act(Action::Send([line, &b"\r\n"[..]].concat()), Timestamp(0));
        }
        let wanted = Sequence { window, width: 720, client: "client", server: "<server>", shown: None, interactive: false };
        sequence(&rows(timeline.events()), &wanted, Language::default())
    }

    #[test]
    fn whatever_is_said_the_picture_is_text_and_lines() {
        let said: [&[u8]; 4] = [b"EHLO <script>&\"'", b"\0\xff\x1b[2J", "RCPT \u{202e}\u{1f980}".as_bytes(), &[b'x'; 5000]];
        let svg = draw(&said, 0..100).to_svg(SEQUENCE_STYLE, "en");
        assert!(!svg.contains("<script") && !svg.contains("<server"), "{svg}");
        assert!(svg.contains("&lt;script&gt;"), "{svg}");
        assert!(svg.chars().all(|character| character == '\n' || !character.is_control()), "{svg:?}");
    }

    #[test]
    fn no_more_rows_are_drawn_than_asked_for() {
        let groups = |drawing: Drawing| {
            drawing.elements.iter().filter(|element| element.tag == "g" && element.attributes.contains(&("class", "row".into()))).count()
        };
        let noops = [&b"NOOP"[..]; 50];
        assert_eq!(groups(draw(&noops, 10..30)), 20);
        assert_eq!(groups(draw(&noops, 100..200)), 2);
        assert_eq!(groups(draw(&noops, 500..600)), 0);
    }

    #[test]
    fn what_is_too_long_is_cut_and_wide_letters_count_twice() {
        assert_eq!(shorten("abcdef", 6), "abcdef");
        assert_eq!(shorten("abcdefg", 6), "abcde…");
        assert_eq!(shorten("\u{4f60}\u{597d}\u{5417}", 5), "\u{4f60}\u{597d}…");
    }
}
