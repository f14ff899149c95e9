use leptos::prelude::*;

use crate::icons::{Icon, Shape};

use playground::content::{Label, Language, fill, label, reference};
use playground::queries::line::seconds;
use playground::queries::segments::Segment;
use playground::queries::views::{Line, LineKind, ReplyLine};
use smtp_engine::session::{Provenance, Server};

/// What a line of the transcript is drawn with. It does not change: another language draws another line.
#[derive(Clone, Copy)]
pub(super) struct Setting<'s> {
    pub(super) language: Language,
    /// Which line of the transcript it is, from 0.
    pub(super) place: usize,
    pub(super) host: &'s str,
    pub(super) server: &'static Server,
    /// The exercise does not tell what the server says of itself.
    pub(super) hides_greeting: bool,
}

impl<'s> Setting<'s> {
    /// What the client connected to: the practice host, or a provider that keeps its own.
    fn peer(self) -> &'s str {
        match self.server.provenance {
            Provenance::PublicTranscripts(_) => self.server.name,
            Provenance::Recorded(_) | Provenance::Standard(_) => self.host,
        }
    }
}

/// One line of the transcript: who, what, and a note in the margin. What is no line of the protocol
/// stands there as a stage direction.
pub(super) fn line_row(line: &Line, setting: Setting<'_>) -> AnyView {
    let language = setting.language;
    let (who, said, note) = match &line.kind {
        LineKind::Command(segments) => (Label::TranscriptClient, segments.iter().map(segment).collect(), None),
        LineKind::Answer(text) | LineKind::Data { text, .. } => (Label::TranscriptClient, vec![plain(text)], None),
        LineKind::Reply(reply) if setting.hides_greeting => {
            let hidden = format!("({})", label(language, Label::TaskHidden));
            (Label::TranscriptServer, vec![row(&reply.code.to_string(), &format!(" {hidden}"))], Some(note(reply, language)))
        }
        LineKind::Reply(reply) => {
            let rows = reply.rows.iter().map(|(number, text)| row(number, text)).collect();
            (Label::TranscriptServer, rows, Some(note(reply, language)))
        }
        other => return direction(line, other, setting),
    };
    let short = if who == Label::TranscriptClient { Label::TranscriptClientShort } else { Label::TranscriptServerShort };
    view! {
        <li class=line.kind.class(line.tls) aria-posinset=(setting.place + 1).to_string() aria-setsize="-1">
            <button
                type="button"
                class="who"
                id=format!("line-{}", line.event)
                aria-label=label(language, who)
                aria-pressed="false"
                title=label(language, Label::TranscriptExplain)
                tabindex="-1"
            >
                {label(language, short)}
            </button>
            <code class="said" dir="ltr">{said}</code>
            {note}
        </li>
    }
    .into_any()
}

fn segment(segment: &Segment) -> AnyView {
    view! { <span class=segment.class()>{segment.text.clone()}</span> }.into_any()
}

fn plain(text: &str) -> AnyView {
    text.to_owned().into_any()
}

fn row(number: &str, text: &str) -> AnyView {
    view! { <span class="row"><b>{number.to_owned()}</b>{text.to_owned()}</span> }.into_any()
}

/// Where the session went, and the class of the reply in a word and a shape.
fn note(reply: &ReplyLine, language: Language) -> AnyView {
    let moved = reply.moved.map(|state| view! { <span class="moved">{reference::state(language, state).name}</span> });
    view! {
        <span class="note">
            {moved}
            <span class="class"><Icon shape=Shape::from(reply.class)/>{label(language, Label::of_class(reply.class))}</span>
        </span>
    }
    .into_any()
}

/// What happened besides.
fn direction(line: &Line, kind: &LineKind, setting: Setting<'_>) -> AnyView {
    let language = setting.language;
    let say = |wanted: Label, name: &str, value: &str| fill(label(language, wanted), &[(name, value)]);
    let (icon, text) = match kind {
        LineKind::Connected => {
            let port = setting.server.role.port().to_string();
            let values = [("host", setting.peer()), ("port", port.as_str())];
            (None, fill(label(language, Label::SessionConnectedTo), &values))
        }
        LineKind::Delay(milliseconds) => (None, say(Label::TranscriptWaited, "seconds", &seconds(*milliseconds))),
        LineKind::TlsStarted => (Some(Shape::Locked), say(Label::TlsHandshakeDone, "", "")),
        LineKind::Delivered(names) => (Some(Shape::Envelope), say(Label::MailboxArrived, "recipient", &names.join(", "))),
        LineKind::ServerClosed => (None, say(Label::SessionClosedByServer, "", "")),
        _ => (None, say(Label::SessionClosedByClient, "", "")),
    };
    let open = matches!(kind, LineKind::Delivered(_)).then(|| {
        view! { <button type="button" class="link" data-mail=line.event.to_string()>{label(language, Label::MailboxOpen)}</button> }
    });
    view! {
        <li class=line.kind.class(line.tls) aria-posinset=(setting.place + 1).to_string() aria-setsize="-1">
            {icon.map(|shape| view! { <Icon shape/> })}
            <span>{text}</span>
            {open}
        </li>
    }
    .into_any()
}
