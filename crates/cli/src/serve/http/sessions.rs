//! `/api/sessions`: what became of clients, and the sessions themselves.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use playground::record::{Kept, Timeline, export};

use super::{Shared, missing};
use crate::serve::sessions::{Report, play, public};

/// The sessions that are over, the oldest first.
pub(super) async fn list(State(shared): State<Shared>) -> Json<Vec<Report>> {
    Json(shared.service.sessions.list().iter().map(|concluded| concluded.report.clone()).collect())
}

pub(super) async fn one(State(shared): State<Shared>, Path(number): Path<u64>) -> Response {
    match shared.service.sessions.find(number) {
        Some(concluded) => Json(concluded.report.clone()).into_response(),
        None => missing("no session that is over has this number, or it made room for later ones"),
    }
}

pub(super) async fn forget(State(shared): State<Shared>) -> StatusCode {
    shared.service.sessions.forget();
    StatusCode::NO_CONTENT
}

/// The session as a transcript, a dialogue file, or a file for the page; without secrets.
pub(super) async fn written(State(shared): State<Shared>, Path((number, form)): Path<(u64, String)>) -> Response {
    let write: fn(&Timeline) -> (&'static str, String) = match form.as_str() {
        "transcript" => |timeline| ("text/plain; charset=utf-8", export::text(timeline)),
        "dialogue" => |timeline| ("text/plain; charset=utf-8", export::dialogue(timeline)),
        "page" => |timeline| ("application/json", Kept::write("", timeline.latest().unwrap_or_default(), timeline)),
        _ => return missing("a session is written as transcript, dialogue or page"),
    };
    let Some(concluded) = shared.service.sessions.find(number) else {
        return missing("no session that is over has this number, or it made room for later ones");
    };
    let world = shared.service.world.clone();
    // It is played again: not in the thread that serves clients.
    let written = tokio::task::spawn_blocking(move || {
        public(&play(&concluded.record.playable, concluded.server, &world)).map(|timeline| write(&timeline))
    });
    match written.await {
        Ok(Some((kind, text))) => ([(CONTENT_TYPE, kind)], text).into_response(),
        Ok(None) | Err(_) => missing("this session is too large to be written"),
    }
}
