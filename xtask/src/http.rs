//! A server of static files on this machine, like the hosts that `dist/` is meant for.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use axum::http::{StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};

use crate::error::{Error, Result};

/// A port that is held, and answers once `start` is called.
pub(crate) struct Site {
    listener: TcpListener,
    port: u16,
    shown: Shown,
}

/// What is shown, and under which path.
struct Shown {
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
        Ok(Self { listener, port, shown: Shown { files, base: base.to_owned() } })
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, self.shown.base)
    }

    /// Answers from now on, in a thread of its own, until the program ends.
    pub(crate) fn start(self) -> Result<thread::JoinHandle<io::Result<()>>> {
        let failed = Error::file("cannot start the server of the page");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build().map_err(failed)?;
        Ok(thread::spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(self.listener)?;
                axum::serve(listener, service(self.shown)).await
            })
        }))
    }
}

/// Answers GET and HEAD; axum answers 405 to the rest.
fn service(shown: Shown) -> MethodRouter {
    get(answer).with_state(Arc::new(shown))
}

async fn answer(State(shown): State<Arc<Shown>>, uri: Uri) -> Response {
    let Shown { files, base } = &*shown;
    let path = uri.path();
    if base.strip_suffix('/') == Some(path) && !path.is_empty() {
        return (StatusCode::MOVED_PERMANENTLY, [(LOCATION, base.as_str())]).into_response();
    }
    let found = path.strip_prefix(base.as_str()).and_then(|rest| locate(files, rest));
    let (status, file) = match found {
        Some(file) => (StatusCode::OK, file),
        None => (StatusCode::NOT_FOUND, files.join("404.html")),
    };
    match tokio::fs::read(&file).await {
        Ok(content) => (status, [(CONTENT_TYPE, media_type(&file)), (CACHE_CONTROL, "no-cache")], content).into_response(),
        Err(_) => (StatusCode::NOT_FOUND, "not found\n").into_response(),
    }
}

/// The file a path means; nothing outside `files`.
fn locate(files: &Path, path: &str) -> Option<PathBuf> {
    let path = Path::new(path);
    let inside = path.components().all(|part| matches!(part, Component::Normal(_)));
    let file = inside.then(|| files.join(path))?;
    let file = if file.is_dir() { file.join("index.html") } else { file };
    fs::metadata(&file).is_ok_and(|meta| meta.is_file()).then_some(file)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;
    use std::time::Duration;

    use super::*;

    /// The port of a site of this program's sources, under `/a/`.
    fn started() -> u16 {
        let site = Site::bind(0, Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "/a/").expect("a free port");
        let port = site.port;
        assert_eq!(site.url(), format!("http://127.0.0.1:{port}/a/"));
        site.start().expect("a runtime");
        port
    }

    fn ask(port: u16, line: &str) -> TcpStream {
        let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
        client.set_read_timeout(Some(Duration::from_secs(20))).expect("a time-out");
        write!(client, "{line} HTTP/1.1\r\nHost: a\r\n\r\n").expect("a request that is taken");
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
        String::from_utf8(head).expect("ASCII")
    }

    #[test]
    fn answers_are_those_of_a_host_of_static_files() {
        let port = started();
        for (line, wanted) in [
            ("GET /a/http.rs", ["http/1.1 200 ok", "cache-control: no-cache"]),
            ("HEAD /a/http.rs?x=1", ["http/1.1 200 ok", "content-type: application/octet-stream"]),
            ("GET /a", ["http/1.1 301 moved permanently", "location: /a/"]),
            ("GET /a/nothing.rs", ["http/1.1 404 not found", "content-length: 10"]),
            ("GET /a/../Cargo.toml", ["http/1.1 404 not found", "content-length: 10"]),
            ("GET /http.rs", ["http/1.1 404 not found", "content-length: 10"]),
            ("POST /a/http.rs", ["http/1.1 405 method not allowed", "allow: get,head"]),
        ] {
            let head = head(port, line).to_lowercase();
            assert!(wanted.iter().all(|part| head.contains(part)), "{line}: {head}");
        }
    }

    /// A browser opens several connections at once and leaves them open.
    #[test]
    fn connections_that_stay_open_keep_no_other_waiting() {
        let port = started();
        for _ in 0..20 {
            let clients: Vec<_> = (0..12).map(|_| ask(port, "GET /a/http.rs")).collect();
            for mut client in &clients {
                client.read_exact(&mut [0; 12]).expect("an answer while the others stay open");
            }
        }
    }

    #[test]
    fn a_port_that_is_taken_is_an_error() {
        let port = started();
        assert!(matches!(Site::bind(port, PathBuf::new(), "/"), Err(Error::Port { .. })));
    }

    #[test]
    fn no_path_leads_out_of_the_directory() {
        let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert_eq!(locate(&files, "http.rs"), Some(files.join("http.rs")));
        for path in ["../Cargo.toml", "/etc/passwd", "a/../../Cargo.toml", "nothing.rs", ""] {
            assert_eq!(locate(&files, path), None, "{path}");
        }
    }

    #[test]
    fn webassembly_has_its_own_type() {
        assert_eq!(media_type(Path::new("a-1f.wasm")), "application/wasm");
        assert_eq!(media_type(Path::new("noextension")), "application/octet-stream");
    }
}
