//! The lines of the transcript, as the page draws them, and what further ones are made from.

use maud::{Markup, html};

use super::{Words, icon};
use playground::content::icon::Shape;
use playground::content::{Label, fill, reference};
use playground::queries::first_screen::{LABELS, LINES_ID, WORDS_ID, name_key, reply_key, text_key, waits_key};
use playground::queries::line::{LineKind, ReplyLine, is_told};
use playground::record::{Event, EventKind, Timeline};
use smtp_engine::spec::{ReplyClass, State};

/// A line of the session's beginning: that there is a connection, and the greeting.
pub(super) fn event_line(words: Words, timeline: &Timeline, event: &Event) -> Markup {
    match LineKind::of(&event.kind) {
        Some(LineKind::Reply(reply)) => {
            let moved = timeline.events().iter().find_map(|event| match event.kind {
                EventKind::Moved(_, to) if is_told(to) => Some(to),
                _ => None,
            });
            reply_line(words, &ReplyLine { moved, ..reply })
        }
        Some(kind @ LineKind::Connected) => {
            let port = timeline.server().role.port().to_string();
            let values = [("host", timeline.world().host.as_str()), ("port", port.as_str())];
            html! { li class=(kind.class(false)) { span { (fill(words.t(Label::SessionConnectedTo), &values)) } } }
        }
        _ => html! {},
    }
}

fn reply_line(words: Words, reply: &ReplyLine) -> Markup {
    html! {
        li class={ (LineKind::Reply(reply.clone()).class(false)) " shown" } {
            (who(words, Label::TranscriptServer, Label::TranscriptServerShort))
            code class="said" dir="ltr" {
                @for (number, text) in &reply.rows { span class="row" { b { (number) } (text) } }
            }
            (note(words, reply.class, reply.moved))
        }
    }
}

fn who(words: Words, name: Label, short: Label) -> Markup {
    html! { span class="who" aria-label=(words.t(name)) role="img" { (words.t(short)) } }
}

fn note(words: Words, class: ReplyClass, moved: Option<State>) -> Markup {
    html! {
        span class="note" {
            @if let Some(state) = moved { span class="moved" { (reference::state(words.0, state).name) } }
            span class="class" { (icon(Shape::from(class))) (words.t(Label::of_class(class))) }
        }
    }
}

/// What may have to be said, by its key.
pub(super) fn words(words: Words) -> Markup {
    html! {
        template id=(WORDS_ID) {
            @for &label in LABELS { p data-key=(text_key(label)) { (words.t(label)) } }
            @for state in State::ALL {
                @let entry = reference::state(words.0, state);
                p data-key=(name_key(state)) { (entry.name) }
                p data-key=(waits_key(state)) { (entry.waits) }
            }
        }
    }
}

/// What lines are made from, by their key.
pub(super) fn templates(words: Words) -> Markup {
    let said = html! { code class="said" dir="ltr" {} };
    html! {
        template id=(LINES_ID) {
            li data-key="client" { (who(words, Label::TranscriptClient, Label::TranscriptClientShort)) (said) }
            @for class in ReplyClass::ALL {
                li data-key=(reply_key(class)) {
                    (who(words, Label::TranscriptServer, Label::TranscriptServerShort)) (said) (note(words, class, None))
                }
            }
            li data-key="direction" { span {} }
            li data-key="tls" { (icon(Shape::Locked)) span {} }
            li data-key="clear" { (icon(Shape::Unlocked)) }
            li data-key="delivered" { (icon(Shape::Envelope)) span {} }
        }
    }
}
