//! A server of static files on this machine, like the hosts that `dist/` is meant for.

use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;

use tiny_http::{Header, Method, Request, Response, Server, StatusCode};

use crate::error::{Error, Result};

/// How many requests are answered at once.
const WORKERS: usize = 4;

/// A port that is held, and answers once `start` is called.
pub(crate) struct Site {
    server: Arc<Server>,
    files: PathBuf,
    base: String,
}

impl Site {
    /// Takes the port; `base` is the path under which the files appear, such as `/` or `/a/`.
    pub(crate) fn bind(port: u16, files: PathBuf, base: &str) -> Result<Self> {
        let server = Server::http(("127.0.0.1", port)).map_err(|error| Error::Port { port, reason: error.to_string() })?;
        Ok(Self { server: Arc::new(server), files, base: base.to_owned() })
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        let port = self.server.server_addr().to_ip().map_or(0, |addr| addr.port());
        format!("http://127.0.0.1:{port}{}", self.base)
    }

    /// Answers from now on, in threads of its own, until the program ends.
    pub(crate) fn start(self) -> Vec<thread::JoinHandle<()>> {
        let (files, base) = (Arc::new(self.files), Arc::new(self.base));
        (0..WORKERS)
            .map(|_| {
                let (server, files, base) = (self.server.clone(), files.clone(), base.clone());
                thread::spawn(move || {
                    for request in server.incoming_requests() {
                        // A reader that went away is no reason to stop.
                        let _ = answer(request, &files, &base);
                    }
                })
            })
            .collect()
    }
}

fn answer(request: Request, files: &Path, base: &str) -> io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let path = request.url().split(['?', '#']).next().unwrap_or_default();
    if base.strip_suffix('/') == Some(path) && !path.is_empty() {
        return request.respond(Response::empty(301).with_header(header("Location", base)?));
    }
    let found = path.strip_prefix(base).and_then(|rest| locate(files, rest));
    let (status, file) = match found {
        Some(file) => (200, file),
        None => (404, files.join("404.html")),
    };
    match File::open(&file) {
        Ok(content) => request.respond(
            Response::from_file(content)
                .with_status_code(StatusCode(status))
                .with_header(header("Content-Type", media_type(&file))?)
                .with_header(header("Cache-Control", "no-cache")?),
        ),
        Err(_) => request.respond(Response::from_string("not found\n").with_status_code(404)),
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

fn header(name: &str, value: &str) -> io::Result<Header> {
    Header::from_bytes(name, value).map_err(|()| io::Error::other(format!("{name} cannot be {value}")))
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
    use super::*;

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
