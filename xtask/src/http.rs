//! A server of static files on this machine, like the hosts that `dist/` is meant for: GitHub Pages is the model.

use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::thread;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, LOCATION};
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, Version};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::services::ServeDir;

use crate::error::{Error, Result};

/// So long a browser may keep a file without asking again, as on GitHub Pages.
const KEPT: HeaderValue = HeaderValue::from_static("max-age=600");
/// Larger files go as they are: only builds in debug have any, and packing those would take seconds.
const PACKED_UP_TO: u64 = 16 << 20;

/// A port that is held, and answers once `start` is called.
pub(crate) struct Site {
    listener: TcpListener,
    port: u16,
    files: PathBuf,
    base: String,
}

impl Site {
    /// Takes the port; `base` is the path under which the files appear, such as `/` or `/a/`.
    pub(crate) fn bind(port: u16, files: PathBuf, base: &str) -> Result<Self> {
        let refused = |error: io::Error| Error::Port { port, reason: error.to_string() };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(refused)?;
        listener.set_nonblocking(true).map_err(refused)?; // As tokio wants it.
        let port = listener.local_addr().map_err(refused)?.port();
        Ok(Self { listener, port, files, base: base.to_owned() })
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.base)
    }

    /// Answers from now on, in a thread of its own, until the program ends.
    pub(crate) fn start(self) -> Result<thread::JoinHandle<io::Result<()>>> {
        let failed = Error::file("cannot start the server of the page");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
        Ok(thread::spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(self.listener)?;
                axum::serve(listener, service(self.files, &self.base)).await
            })
        }))
    }
}

/// The files below `base`; everywhere else, and where no file is, `404.html`.
fn service(files: PathBuf, base: &str) -> Router {
    let nowhere = get(nowhere).with_state(files.join("404.html"));
    let below = base.trim_end_matches('/').to_owned();
    let files = ServeDir::new(files).redirect_path_prefix(&below).not_found_service(nowhere.clone());
    let router = if below.is_empty() {
        Router::new().fallback_service(files)
    } else {
        let home = base.to_owned();
        let router = Router::new().nest_service(base, files).fallback_service(nowhere);
        router.route(&below, get(move || async move { (StatusCode::MOVED_PERMANENTLY, [(LOCATION, home)]) }))
    };
    let packed = CompressionLayer::new().quality(CompressionLevel::Fastest).compress_when(DefaultPredicate::new().and(is_small));
    router.layer(map_response(as_hosts_say_it)).layer(packed)
}

async fn nowhere(State(page): State<PathBuf>) -> Response {
    match tokio::fs::read(&page).await {
        Ok(page) => (StatusCode::NOT_FOUND, [(CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, "not found\n").into_response(),
    }
}

/// What `ServeDir` leaves to the host: that a directory has its slash for good, how long a file may be kept, and that
/// all our texts are in UTF-8.
async fn as_hosts_say_it(mut answer: Response) -> Response {
    if answer.status() == StatusCode::TEMPORARY_REDIRECT {
        *answer.status_mut() = StatusCode::MOVED_PERMANENTLY;
    }
    let headers = answer.headers_mut();
    headers.insert(CACHE_CONTROL, KEPT);
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_bare_text = kind.is_some_and(|kind| kind.starts_with("text/") && !kind.contains("charset"));
    if let Some(kind) = kind.filter(|_| is_bare_text).and_then(|kind| HeaderValue::from_str(&format!("{kind}; charset=utf-8")).ok()) {
        headers.insert(CONTENT_TYPE, kind);
    }
    answer
}

fn is_small(_: StatusCode, _: Version, headers: &HeaderMap, _: &Extensions) -> bool {
    let length = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    length.is_none_or(|length| length <= PACKED_UP_TO)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    /// The port of a site under `base`, and its files, which are there as long as the second value.
    fn started(base: &str) -> (u16, tempfile::TempDir) {
        let files = tempfile::tempdir().expect("a directory");
        fs::create_dir(files.path().join("reference")).expect("made");
        for (name, text) in [
            ("index.html", "<title>home</title>"),
            ("reference/index.html", "<title>reference</title>"),
            ("a b.txt", "text"),
            ("app.wasm", "\0asm"),
            ("page.webmanifest", "{}"),
            ("long.js", &"let a;".repeat(100)),
            ("404.html", "<title>nothing</title>"),
        ] {
            fs::write(files.path().join(name), text).expect("written");
        }
        let site = Site::bind(0, files.path().to_owned(), base).expect("a free port");
        let port = site.port;
        assert_eq!(site.url(), format!("http://127.0.0.1:{port}{base}"));
        site.start().expect("a runtime");
        (port, files)
    }

    fn ask(port: u16, line: &str) -> TcpStream {
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        write!(client, "{line} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: gzip, br\r\n\r\n").expect("a request that is taken");
        client
    }

    /// The head of the answer to one request.
    fn head(port: u16, line: &str) -> String {
        let (mut client, mut head) = (ask(port, line), Vec::new());
        while !head.ends_with(b"\r\n\r\n") {
            let mut octet = [0];
            client.read_exact(&mut octet).expect("an answer");
            head.extend(octet);
        }
        String::from_utf8(head).expect("ASCII").to_lowercase()
    }

    #[test]
    fn answers_are_those_of_a_host_of_static_files() {
        let (port, _files) = started("/a/");
        for (line, wanted) in [
            ("GET /a/", ["http/1.1 200 ok", "content-type: text/html; charset=utf-8"]),
            ("GET /a/index.html", ["cache-control: max-age=600", "etag: \""]),
            ("GET /a", ["http/1.1 301 moved permanently", "location: /a/"]),
            ("GET /a/reference", ["http/1.1 301 moved permanently", "location: /a/reference/"]),
            ("GET /a/reference/", ["http/1.1 200 ok", "last-modified: "]),
            ("GET /a/a%20b.txt", ["http/1.1 200 ok", "content-type: text/plain; charset=utf-8"]),
            ("GET /a/index%2Ehtml", ["http/1.1 200 ok", "content-type: text/html; charset=utf-8"]),
            ("HEAD /a/app.wasm?x=1", ["http/1.1 200 ok", "content-type: application/wasm"]),
            ("GET /a/page.webmanifest", ["http/1.1 200 ok", "content-type: application/manifest+json"]),
            ("GET /a/long.js", ["content-type: text/javascript; charset=utf-8", "content-encoding: gzip"]),
            ("GET /a/nothing.html", ["http/1.1 404 not found", "content-type: text/html; charset=utf-8"]),
            ("GET /a/../Cargo.toml", ["http/1.1 404 not found", "content-type: text/html; charset=utf-8"]),
            ("GET /a/%2E%2E/Cargo.toml", ["http/1.1 404 not found", "content-type: text/html; charset=utf-8"]),
            ("GET /index.html", ["http/1.1 404 not found", "content-type: text/html; charset=utf-8"]),
            ("POST /a/index.html", ["http/1.1 405 method not allowed", "allow: "]),
        ] {
            let head = head(port, line);
            assert!(wanted.iter().all(|part| head.contains(part)), "{line}: {head}");
        }
    }

    #[test]
    fn the_root_of_a_host_is_a_place_like_any_other() {
        let (port, _files) = started("/");
        assert!(head(port, "GET /").starts_with("http/1.1 200 ok"));
        assert!(head(port, "GET /reference").contains("location: /reference/\r"));
        assert!(head(port, "GET /nothing").starts_with("http/1.1 404 not found"));
    }

    /// A browser opens several connections at once and leaves them open.
    #[test]
    fn connections_that_stay_open_keep_no_other_waiting() {
        let (port, _files) = started("/a/");
        for _ in 0..20 {
            let clients: Vec<_> = (0..12).map(|_| ask(port, "GET /a/index.html")).collect();
            for mut client in &clients {
                client.read_exact(&mut [0; 12]).expect("an answer while the others stay open");
            }
        }
    }

    #[test]
    fn a_port_that_is_taken_is_an_error() {
        let (port, _files) = started("/a/");
        assert!(matches!(Site::bind(port, PathBuf::new(), "/"), Err(Error::Port { .. })));
    }
}
