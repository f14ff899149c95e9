//! `/api/events`: what happens, as it happens, by server-sent events. The page asks for it when somebody wants to look on.

use std::convert::Infallible;

use axum::extract::{Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use tokio_stream::wrappers::BroadcastStream;
use tokio_stream::wrappers::errors::BroadcastStreamRecvError;
use tokio_stream::{Stream, StreamExt};

use super::{Shared, missing};

/// Events `ongoing` (a session goes on: its number and link so far), `session` (one is over: its report) and `message`
/// (one was taken: its summary); `missed` says how many were lost because the reader was slow.
pub(super) async fn events(State(shared): State<Shared>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let events = BroadcastStream::new(shared.service.sessions.watch()).map(|happened| {
        Ok(match happened {
            Ok(happened) => Event::default().event(happened.kind).data(happened.json),
            Err(BroadcastStreamRecvError::Lagged(count)) => Event::default().event("missed").data(count.to_string()),
        })
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

/// What the page for onlookers may do: its own files, the API, and the playground in a frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; \
                      form-action 'none'; frame-ancestors 'none'";

/// `/look/`: a page for whoever wants to look on, beside the playground.
pub(super) async fn look() -> Response {
    file("text/html; charset=utf-8", include_str!("look/index.html"))
}

/// Its script and style sheet.
pub(super) async fn look_file(Path(name): Path<String>) -> Response {
    match name.as_str() {
        "look.js" => file("text/javascript; charset=utf-8", include_str!("look/look.js")),
        "look.css" => file("text/css; charset=utf-8", include_str!("look/look.css")),
        _ => missing("no such file"),
    }
}

fn file(kind: &'static str, text: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, POLICY)], text).into_response()
}
