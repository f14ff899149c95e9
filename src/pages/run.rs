//! Runs sessions on the simulated servers: whatever a page shows of a server was said by it just then.

use maud::{Markup, html};

use super::shelf::Shelf;
use crate::content::Language;
use crate::record::{Action, EventKind, Timeline, write_link};
use crate::session::{Reply, Server, Timestamp, World};

/// The moment at which all sessions of the reference take place, so that each build makes the same pages.
const MOMENT: Timestamp = Timestamp(1_795_341_600_000);

/// Connects to `server` and sends `lines`, a second apart.
pub(super) fn session<'l>(server: &'static Server, lines: impl IntoIterator<Item = &'l str>) -> Timeline {
    let mut timeline = Timeline::new(server, World::standard());
    let mut now = MOMENT;
    timeline.act(Action::Connect, now);
    for line in lines {
        now = now.plus(1000);
        timeline.act(Action::Send(format!("{line}\r\n").into_bytes()), now);
    }
    timeline
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
                (run_link(shelf, language, timeline)) " "
                span class="server" { (server.name) " " (server.version) ", " (shelf.label(language, &format!("role.{}", server.role.id()))) }
            }
        }
    }
}

/// A link that opens the session in the playground.
pub(super) fn run_link(shelf: &Shelf, language: Language, timeline: &Timeline) -> Markup {
    let fragment = write_link(timeline).fragment;
    html! {
        a class="run" data-run=(fragment) href=(format!("../../../index.html#{fragment}")) { (shelf.label(language, "page.run")) }
    }
}

fn line(shelf: &Shelf, language: Language, kind: &EventKind) -> Markup {
    let client = |octets: &[u8]| {
        let text = String::from_utf8_lossy(octets);
        html! { li class="client" { span class="who" { "C: " } code { (text.trim_end_matches(['\r', '\n'])) } } }
    };
    match kind {
        EventKind::Command { octets, .. } | EventKind::Answer(octets) | EventKind::Data(octets) => client(octets),
        EventKind::Reply(reply) => html! {
            @for text in reply.text.lines() { li class="server" { span class="who" { "S: " } code { (text) } } }
        },
        EventKind::TlsStarted => html! { li class="note" { (shelf.label(language, "page.tls")) } },
        EventKind::ServerClosed => html! { li class="note" { (shelf.label(language, "page.closed")) } },
        _ => html! {},
    }
}
