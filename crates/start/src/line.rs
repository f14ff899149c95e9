//! A line of the transcript, from the templates in the page.

use web_sys::Element;

use super::conversation::Conversation;
use super::screen::Screen;
use playground::content::{Label, fill};
use playground::queries::first_screen::{name_key, reply_key};
use playground::queries::line::{LineKind, ReplyLine, seconds};
use smtp_engine::spec::State;

/// The line for `kind`; nothing where the page lacks its template.
pub(super) fn draw(screen: &Screen, conversation: &Conversation, kind: &LineKind, tls: bool) -> Option<Element> {
    let line = match kind {
        LineKind::Command(segments) => {
            let line = screen.template("client")?;
            let said = said(&line)?;
            for segment in segments {
                append(&said, "span", &segment.class(), &segment.text);
            }
            line
        }
        LineKind::Answer(text) | LineKind::Data { text, .. } => {
            let line = screen.template("client")?;
            said(&line)?.set_text_content(Some(text));
            line
        }
        LineKind::Reply(reply) => reply_line(screen, reply)?,
        other => direction(screen, conversation, other)?,
    };
    line.set_class_name(&kind.class(tls));
    Some(line)
}

/// Says in the reply's `line` that the session went to `state`.
pub(super) fn moved(screen: &Screen, line: &Element, state: State) {
    if let Ok(Some(note)) = line.query_selector(".note")
        && let Ok(place) = line.owner_document().map_or(Err(()), |document| document.create_element("span").map_err(|_| ()))
    {
        place.set_class_name("moved");
        place.set_text_content(Some(&screen.word(&name_key(state))));
        let _ = note.prepend_with_node_1(&place);
    }
}

fn reply_line(screen: &Screen, reply: &ReplyLine) -> Option<Element> {
    let line = screen.template(&reply_key(reply.class))?;
    let said = said(&line)?;
    for (number, text) in &reply.rows {
        let row = append(&said, "span", "row", "")?;
        append(&row, "b", "", number);
        let _ = row.append_with_str_1(text);
    }
    Some(line)
}

fn direction(screen: &Screen, conversation: &Conversation, kind: &LineKind) -> Option<Element> {
    let (template, label, values) = match kind {
        LineKind::Connected => {
            let (host, port) = conversation.peer();
            ("direction", Label::SessionConnectedTo, vec![("host", host.to_owned()), ("port", port)])
        }
        LineKind::Delay(milliseconds) => ("direction", Label::TranscriptWaited, vec![("seconds", seconds(*milliseconds))]),
        LineKind::TlsStarted => ("tls", Label::TlsHandshakeDone, vec![]),
        LineKind::Delivered(names) => ("delivered", Label::MailboxArrived, vec![("recipient", names.join(", "))]),
        LineKind::ServerClosed => ("direction", Label::SessionClosedByServer, vec![]),
        _ => ("direction", Label::SessionClosedByClient, vec![]),
    };
    let line = screen.template(template)?;
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    line.query_selector("span").ok()??.set_text_content(Some(&fill(&screen.text(label), &values)));
    Some(line)
}

fn said(line: &Element) -> Option<Element> {
    line.query_selector(".said").ok().flatten()
}

fn append(to: &Element, name: &str, class: &str, text: &str) -> Option<Element> {
    let element = to.owner_document()?.create_element(name).ok()?;
    if !class.is_empty() {
        element.set_class_name(class);
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    to.append_child(&element).ok()?;
    Some(element)
}
