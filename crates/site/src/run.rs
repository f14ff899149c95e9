//! Runs sessions on the simulated servers: whatever a page shows of a server was said by it just then.

use maud::{Markup, html};

use super::kinds::server_name;
use super::shelf::Shelf;
use playground::content::Language;
use playground::record::{Action, EventKind, Timeline, read_link, write_link};
use smtp_engine::session::{Provenance, Reply, Server, Timestamp, World};

/// The moment at which all sessions of the reference take place, so that each build makes the same pages.
const MOMENT: Timestamp = Timestamp(1_795_341_600_000);

/// Connects to `server` and sends `lines`, a second apart.
pub(super) fn session<'l>(server: &'static Server, lines: impl IntoIterator<Item = &'l str>) -> Timeline {
    session_in(World::standard(), server, lines)
}

/// The same in another world.
pub(super) fn session_in<'l>(world: World, server: &'static Server, lines: impl IntoIterator<Item = &'l str>) -> Timeline {
    let mut timeline = Timeline::new(server, world);
    timeline.act(Action::Connect, MOMENT);
    for line in lines {
        send(&mut timeline, line);
    }
    timeline
}

/// Sends one more line, a second after what came before.
pub(super) fn send(timeline: &mut Timeline, line: &str) {
    let now = timeline.latest().unwrap_or(MOMENT).plus(1000);
    timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), now);
}

/// The last reply of a session.
pub(super) fn last_reply(timeline: &Timeline) -> Option<&Reply> {
    timeline.events().iter().rev().find_map(|event| match &event.kind {
        EventKind::Reply(reply) => Some(reply),
        _ => None,
    })
}

/// A session as it is read, with a link that opens it in the playground.
pub(super) fn transcript(shelf: &Shelf, language: Language, timeline: &Timeline) -> Markup {
    let server = timeline.server();
    html! {
        figure class="session" data-role=(server.role.id()) {
            ol class="lines" {
                @for event in timeline.events() { (line(shelf, language, &event.kind)) }
            }
            figcaption {
                (run_link(shelf, language, timeline)) " " (server_line(shelf, language, server))
            }
        }
    }
}

/// The last line of the client, and what the server says to it.
pub(super) fn last_exchange(timeline: &Timeline) -> Markup {
    let last = timeline.events().last().map_or(0, |event| event.input);
    let events = timeline.events().iter().filter(|event| event.input == last);
    html! {
        figure class="session" { ol class="lines" { @for event in events { (plain_line(&event.kind)) } } }
    }
}

/// Which server it is, and what it does.
pub(super) fn server_line(shelf: &Shelf, language: Language, server: &Server) -> Markup {
    // The year of the RFC is no version.
    let version = if matches!(server.provenance, Provenance::Standard(_)) { "" } else { server.version };
    html! { span class="server" { (server_name(shelf, language, server)) @if !version.is_empty() { " " (version) } (shelf.label(language, "page.comma")) (shelf.label(language, &format!("role.{}", server.role.id()))) } }
}

/// Whether a link can hold the session. Some things do not go into one; a link that shows another session would be
/// worse than none.
pub(super) fn has_link(timeline: &Timeline) -> bool {
    read_link(&write_link(timeline).fragment).is_ok_and(|read| read.events() == timeline.events())
}

/// A link that opens the session in the playground.
pub(super) fn run_link(shelf: &Shelf, language: Language, timeline: &Timeline) -> Markup {
    if !has_link(timeline) {
        return html! {};
    }
    let fragment = write_link(timeline).fragment;
    html! {
        a class="run" data-run=(fragment) href=(format!("../../../index.html#{fragment}")) { (shelf.label(language, "page.run")) }
    }
}

fn line(shelf: &Shelf, language: Language, kind: &EventKind) -> Markup {
    match kind {
        EventKind::TlsStarted => html! { li class="note" { (shelf.label(language, "page.tls")) } },
        EventKind::ServerClosed => html! { li class="note" { (shelf.label(language, "page.closed")) } },
        kind => plain_line(kind),
    }
}

/// A line on the wire; nothing for what is none.
pub(super) fn plain_line(kind: &EventKind) -> Markup {
    match kind {
        EventKind::Command { octets, .. } | EventKind::Answer(octets) | EventKind::Data(octets) => html! {
            li class="client" {
                span class="who" { "C: " } code { (String::from_utf8_lossy(octets).trim_end_matches(['\r', '\n'])) }
            }
        },
        EventKind::Reply(reply) => html! {
            @for text in reply.text.lines() { li class="server" { span class="who" { "S: " } code { (text) } } }
        },
        _ => html! {},
    }
}
