//! `/api/messages`: what was taken, as JSON and as it came.

use std::time::Duration;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use mail_parser::{MessageParser, MimeHeaders};
use serde::{Deserialize, Serialize};

use super::{Shared, missing};
use crate::serve::store::Stored;

/// Nobody waits longer for a message, in seconds.
const LONGEST_WAIT: u64 = 120;

/// A message in a list.
#[derive(Debug, Serialize)]
pub(in crate::serve) struct Summary {
    id: u64,
    /// The number of the session that it came by.
    session: Option<u64>,
    server: &'static str,
    role: &'static str,
    /// When it was taken (RFC 3339).
    at: String,
    queue_id: String,
    /// The envelope's reverse-path; empty for `<>`.
    from: String,
    /// The envelope's forward-paths.
    to: Vec<String>,
    /// The mailboxes that it was put into.
    mailboxes: Vec<String>,
    /// The forward-paths on other servers.
    relayed: Vec<String>,
    /// Octets.
    size: usize,
    subject: Option<String>,
}

/// A message with what is in it.
#[derive(Debug, Serialize)]
pub(in crate::serve) struct Whole {
    #[serde(flatten)]
    summary: Summary,
    /// The lines that the server put before it.
    trace: String,
    /// The header fields, in their order, unfolded and decoded.
    headers: Vec<(String, String)>,
    text: Option<String>,
    html: Option<String>,
    attachments: Vec<Attachment>,
}

#[derive(Debug, Serialize)]
struct Attachment {
    name: Option<String>,
    content_type: Option<String>,
    size: usize,
}

/// Which messages are wanted.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    /// Only those to this forward-path or mailbox.
    to: Option<String>,
    /// Only those from this reverse-path.
    from: Option<String>,
    /// Only those after the message with this id.
    after: Option<u64>,
    /// Only those of this session.
    session: Option<u64>,
    /// Waits so many seconds for them.
    wait: Option<u64>,
    /// How many are waited for; one, if nothing is said.
    count: Option<usize>,
}

impl Summary {
    pub(in crate::serve) fn of(stored: &Stored) -> Self {
        let parsed = MessageParser::new().parse_headers(&stored.delivery.message);
        let subject = parsed.and_then(|message| message.subject().map(str::to_owned));
        let delivery = &stored.delivery;
        Self {
            id: stored.id,
            session: stored.origin.session,
            server: stored.origin.server.id,
            role: stored.origin.server.role.id(),
            at: delivery.at.rfc3339_milliseconds(),
            queue_id: delivery.queue_id.clone(),
            from: delivery.reverse_path.to_string(),
            to: delivery.forward_paths.iter().map(ToString::to_string).collect(),
            mailboxes: delivery.mailboxes.clone(),
            relayed: delivery.relayed.iter().map(ToString::to_string).collect(),
            size: delivery.message.len(),
            subject,
        }
    }
}

impl Whole {
    fn of(stored: &Stored) -> Self {
        let mut whole = Self {
            summary: Summary::of(stored),
            trace: stored.delivery.trace.clone(),
            headers: Vec::new(),
            text: None,
            html: None,
            attachments: Vec::new(),
        };
        let Some(message) = MessageParser::default().parse(&stored.delivery.message) else { return whole };
        whole.headers =
            message.headers_raw().map(|(name, value)| (name.to_owned(), value.split_whitespace().collect::<Vec<_>>().join(" "))).collect();
        // Without a part of that kind the parser would make one of the other.
        let has =
            |html: bool| message.parts.iter().any(|part| if html { part.is_text_html() } else { part.is_text() && !part.is_text_html() });
        whole.text = message.body_text(0).filter(|_| has(false)).map(|text| text.into_owned());
        whole.html = message.body_html(0).filter(|_| has(true)).map(|text| text.into_owned());
        whole.attachments = message
            .attachments()
            .map(|part| Attachment {
                name: part.attachment_name().map(str::to_owned),
                content_type: part.content_type().map(|kind| match kind.subtype() {
                    Some(subtype) => format!("{}/{subtype}", kind.ctype()),
                    None => kind.ctype().to_owned(),
                }),
                size: part.contents().len(),
            })
            .collect();
        whole
    }
}

impl Wanted {
    fn holds(&self, stored: &Stored) -> bool {
        let delivery = &stored.delivery;
        let is = |wanted: &String, found: &str| wanted.eq_ignore_ascii_case(found);
        let to = |wanted: &String| {
            delivery.forward_paths.iter().any(|path| is(wanted, &path.to_string()))
                || delivery.mailboxes.iter().any(|name| is(wanted, name))
        };
        self.to.as_ref().is_none_or(to)
            && self.from.as_ref().is_none_or(|wanted| is(wanted, &delivery.reverse_path.to_string()))
            && self.after.is_none_or(|after| stored.id > after)
            && self.session.is_none_or(|session| stored.origin.session == Some(session))
    }
}

/// The messages that are wanted, the oldest first. With `wait` it waits until there are enough, or the time is over.
pub(super) async fn list(State(shared): State<Shared>, Query(wanted): Query<Wanted>) -> Json<Vec<Summary>> {
    let Some(memory) = &shared.service.store.memory else { return Json(Vec::new()) };
    let mut arrivals = memory.arrivals();
    let until = tokio::time::Instant::now() + Duration::from_secs(wanted.wait.unwrap_or(0).min(LONGEST_WAIT));
    loop {
        let found: Vec<_> = memory.list().into_iter().filter(|stored| wanted.holds(stored)).collect();
        let enough = wanted.wait.is_none() || found.len() >= wanted.count.unwrap_or(1);
        if enough || tokio::time::timeout_at(until, arrivals.changed()).await.is_err() {
            return Json(found.iter().map(|stored| Summary::of(stored)).collect());
        }
    }
}

pub(super) async fn one(State(shared): State<Shared>, Path(id): Path<u64>) -> Response {
    match shared.service.store.memory.as_ref().and_then(|memory| memory.find(id)) {
        Some(stored) => Json(Whole::of(&stored)).into_response(),
        None => missing("no message has this number, or it made room for later ones"),
    }
}

/// The octets as they came, without what the server put before them.
pub(super) async fn raw(State(shared): State<Shared>, Path(id): Path<u64>) -> Response {
    match shared.service.store.memory.as_ref().and_then(|memory| memory.find(id)) {
        Some(stored) => ([(CONTENT_TYPE, "message/rfc822")], stored.delivery.message.clone()).into_response(),
        None => missing("no message has this number, or it made room for later ones"),
    }
}

pub(super) async fn forget(State(shared): State<Shared>) -> StatusCode {
    if let Some(memory) = &shared.service.store.memory {
        memory.forget();
    }
    StatusCode::NO_CONTENT
}
