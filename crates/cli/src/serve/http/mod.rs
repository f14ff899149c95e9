//! The HTTP side of `serve`, for tests and for the page: messages, sessions, what happens, and the page itself.
//!
//! It listens on loopback only. Pages of other origins can ask it nothing: their requests carry another `Origin`, and a
//! name that was bent to this machine (DNS rebinding) stands in `Host`.

mod live;
mod messages;
mod sessions;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;

pub(super) use messages::Summary;

use super::endpoint::Endpoint;
use super::service::Service;
use super::stop::End;

/// What requests are answered from.
#[derive(Clone)]
struct Shared {
    service: Arc<Service>,
    /// The ports and their addresses.
    endpoints: Arc<Vec<(Arc<Endpoint>, SocketAddr)>>,
}

/// Answers on `listener` until the end begins. With `page`, the files in that folder are the page.
pub(super) async fn answer(
    listener: TcpListener,
    service: Arc<Service>,
    endpoints: Vec<(Arc<Endpoint>, SocketAddr)>,
    page: Option<PathBuf>,
    mut end: End,
) {
    let shared = Shared { service, endpoints: Arc::new(endpoints) };
    let site = Router::new()
        .route("/api/", get(overview))
        .route("/api/messages", get(messages::list).delete(messages::forget))
        .route("/api/messages/{id}", get(messages::one))
        .route("/api/messages/{id}/raw", get(messages::raw))
        .route("/api/sessions", get(sessions::list).delete(sessions::forget))
        .route("/api/sessions/{number}", get(sessions::one))
        .route("/api/sessions/{number}/{form}", get(sessions::written))
        .route("/api/events", get(live::events))
        .route("/api/reset", post(reset))
        .route("/api/{*rest}", any(nothing))
        .with_state(shared);
    let site = match page {
        Some(folder) => {
            let site = site.route("/look/", get(live::look)).route("/look/{name}", get(live::look_file));
            site.fallback_service(ServeDir::new(folder)).layer(map_response(asked_again))
        }
        None => site.fallback(nothing),
    };
    let serving = axum::serve(listener, site.layer(from_fn(own_page_only)));
    tokio::select! {
        // It ends only where the listener is gone.
        _ = async { serving.await } => {}
        () = end.begins() => {}
    }
}

/// Refuses what another page asks for in somebody's browser.
async fn own_page_only(request: Request, next: Next) -> Response {
    if is_own(request.headers()) {
        next.run(request).await
    } else {
        (
            StatusCode::FORBIDDEN,
            Json(json!({ "error": "only programs and pages of this machine may ask; use the address that serve printed" })),
        )
            .into_response()
    }
}

fn is_own(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or("not text"));
    let host = text(HOST).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, port)| if port.ends_with(']') { host } else { name });
    let local = matches!(name, "localhost" | "[::1]") || name.parse().is_ok_and(|address: std::net::Ipv4Addr| address.is_loopback());
    local && text(ORIGIN).is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
}

/// A browser must not keep a page that a later build replaces under the same address.
async fn asked_again(mut answer: Response) -> Response {
    answer.headers_mut().insert(axum::http::header::CACHE_CONTROL, axum::http::HeaderValue::from_static("no-cache"));
    answer
}

/// What there is: the ports, and how much was kept.
async fn overview(State(shared): State<Shared>) -> Json<Value> {
    let ports = shared.endpoints.iter().map(|(endpoint, address)| {
        json!({
            "address": address.to_string(), "host": address.ip().to_string(), "port": address.port(),
            "server": endpoint.server.id, "role": endpoint.server.role.id(), "implicit_tls": endpoint.implicit_tls,
        })
    });
    Json(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "ports": ports.collect::<Vec<_>>(),
        "messages": shared.service.store.memory.as_ref().map_or(0, |memory| memory.list().len()),
        "sessions": shared.service.sessions.list().len(),
    }))
}

/// As after the start: no messages, no sessions, and failures on demand come again.
async fn reset(State(shared): State<Shared>) -> StatusCode {
    if let Some(memory) = &shared.service.store.memory {
        memory.forget();
    }
    shared.service.sessions.forget();
    shared.endpoints.iter().for_each(|(endpoint, _)| endpoint.forget());
    StatusCode::NO_CONTENT
}

async fn nothing() -> Response {
    missing("nothing is here; GET /api/ lists what there is")
}

fn missing(what: &str) -> Response {
    (StatusCode::NOT_FOUND, Json(json!({ "error": what }))).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn pages_of_other_origins_are_refused() {
        let asked = |host: &'static str, origin: Option<&'static str>| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            origin.map(|origin| headers.insert(ORIGIN, HeaderValue::from_static(origin)));
            is_own(&headers)
        };
        for host in ["127.0.0.1:8025", "localhost:8025", "localhost", "[::1]:8025", "[::1]", "127.0.0.2"] {
            assert!(asked(host, None), "{host}");
        }
        for host in ["evil.example:8025", "192.0.2.1", "127.0.0.1.evil.example", "", "localhost.evil.example:80"] {
            assert!(!asked(host, None), "{host}");
        }
        assert!(asked("127.0.0.1:8025", Some("http://127.0.0.1:8025")));
        assert!(!asked("127.0.0.1:8025", Some("https://evil.example")));
        assert!(!asked("127.0.0.1:8025", Some("null")));
    }
}
