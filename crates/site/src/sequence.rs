//! A session as a sequence diagram. The same steps stand below it as text, so it is one picture with a
//! name for those who do not see it.

use maud::{Markup, html};

use super::flow::PlayedSession;
use super::shelf::Shelf;
use playground::content::Language;
use playground::record::EventKind;

/// Where the two lines of life stand, and how wide the picture is.
const CLIENT: i32 = 40;
const SERVER: i32 = 640;
const WIDTH: i32 = 680;
/// From one arrow to the next.
const STEP: i32 = 30;
/// Above the first arrow.
const TOP: i32 = 48;
/// No label has more characters.
const LABEL: usize = 66;

/// What the picture shows, from top to bottom.
enum Row {
    Client(String),
    Server(String),
    Tls,
    Closed,
}

/// The diagram of `played`.
pub(super) fn picture(shelf: &Shelf, language: Language, played: &PlayedSession<'_>) -> Markup {
    let rows = rows(played);
    let height = TOP + STEP * rows.len() as i32 + 16;
    let inside = if played.session.inside_tls { Some(0) } else { rows.iter().position(|row| matches!(row, Row::Tls)) };
    let client = shelf.label(language, "flows.client");
    let server = played.session.server.name;
    let name = format!("{}{}{client}, {server}", shelf.label(language, "flows.picture"), shelf.label(language, "page.colon"));
    html! {
        svg class="sequence" role="img" aria-label=(name) viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height) {
            @if let Some(first) = inside {
                @let top = y(first) - STEP / 2;
                rect class="tls" x=(CLIENT) y=(top) width=(SERVER - CLIENT) height=(height - 8 - top) {}
                text class="side" x=(SERVER - 6) y=(top + 13) { "TLS" }
            }
            text class="party" x=(CLIENT) y="20" { (client) }
            text class="party end" x=(SERVER) y="20" { (server) }
            line class="life" x1=(CLIENT) y1="28" x2=(CLIENT) y2=(height - 8) {}
            line class="life" x1=(SERVER) y1="28" x2=(SERVER) y2=(height - 8) {}
            @for (number, row) in rows.iter().enumerate() { (arrow(shelf, language, row, y(number))) }
        }
    }
}

fn y(number: usize) -> i32 {
    TOP + STEP * number as i32 + 12
}

fn arrow(shelf: &Shelf, language: Language, row: &Row, y: i32) -> Markup {
    let middle = (CLIENT + SERVER) / 2;
    match row {
        Row::Client(text) => html! {
            g class="client" {
                line x1=(CLIENT) y1=(y) x2=(SERVER - 2) y2=(y) {}
                path d={ "M" (SERVER - 9) " " (y - 4) "L" (SERVER - 1) " " (y) "L" (SERVER - 9) " " (y + 4) } {}
                text x=(CLIENT + 10) y=(y - 5) { (text) }
            }
        },
        Row::Server(text) => html! {
            g class="server" {
                line x1=(SERVER) y1=(y) x2=(CLIENT + 2) y2=(y) {}
                path d={ "M" (CLIENT + 9) " " (y - 4) "L" (CLIENT + 1) " " (y) "L" (CLIENT + 9) " " (y + 4) } {}
                text class="end" x=(SERVER - 10) y=(y - 5) { (text) }
            }
        },
        Row::Tls => html! { text class="middle" x=(middle) y=(y) { (shelf.label(language, "flows.handshake")) } },
        Row::Closed => html! { text class="middle" x=(middle) y=(y) { "✕ " (shelf.label(language, "page.closed-now")) } },
    }
}

fn rows(played: &PlayedSession<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut lines_of_message = 0;
    for event in played.steps.iter().flat_map(|step| &step.events) {
        match &event.kind {
            EventKind::Command { octets, .. } | EventKind::Answer(octets) => {
                rows.push(Row::Client(short(&String::from_utf8_lossy(octets))))
            }
            // A message is one arrow, and its final dot another.
            EventKind::Data(octets) if octets.as_slice() == b".\r\n" => rows.push(Row::Client(".".to_owned())),
            EventKind::Data(octets) => {
                if lines_of_message == 0 {
                    rows.push(Row::Client(format!("{} …", short(String::from_utf8_lossy(octets).trim_end()))));
                }
                lines_of_message += 1;
                continue;
            }
            EventKind::Reply(reply) => {
                let mut lines = reply.text.lines();
                let first = lines.next().unwrap_or_default();
                rows.push(Row::Server(if lines.next().is_some() { format!("{} …", short(first)) } else { short(first) }));
            }
            EventKind::TlsStarted => rows.push(Row::Tls),
            EventKind::ServerClosed | EventKind::ClientClosed => rows.push(Row::Closed),
            _ => continue,
        }
        lines_of_message = 0;
    }
    rows
}

/// `text`, cut where it would not fit.
fn short(text: &str) -> String {
    let text = text.trim_end();
    if text.chars().count() <= LABEL {
        return text.to_owned();
    }
    text.chars().take(LABEL - 1).chain(['…']).collect()
}
