//! The recordings' files: what was sent and what came back (`tests/recordings/README.md`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

#[path = "../../crates/cli/src/record/stimulus.rs"]
mod stimulus;

#[allow(unused_imports, reason = "each test uses a part of it")]
pub(crate) use stimulus::{Received, Send, Step, Stimulus};

/// One recorded session.
#[derive(Debug, Deserialize)]
pub(crate) struct Recorded {
    /// Its id, the same in all recordings.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) family: String,
    /// What came back, step by step.
    pub(crate) steps: Vec<RecordedStep>,
    /// Whether two recordings agreed.
    #[serde(default = "yes")]
    pub(crate) stable: bool,
    /// Whether the log of two recordings agreed.
    #[serde(default = "yes")]
    pub(crate) log_stable: bool,
    /// What the server logged.
    #[serde(default)]
    pub(crate) log: Vec<String>,
    /// Why it was cut short, where it was.
    #[serde(default)]
    pub(crate) aborted: Option<String>,
}

/// What came back in one step.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct RecordedStep {
    /// What was sent, as the stimulus writes it.
    #[serde(default)]
    pub(crate) send: serde_json::Value,
    /// What was received.
    #[serde(default)]
    pub(crate) recv: Received,
    /// Whether the server had closed by its end.
    #[serde(default)]
    pub(crate) closed: bool,
    /// Why it was not played, where it was not.
    #[serde(default)]
    pub(crate) skipped: Option<String>,
    /// How the TLS handshake ended.
    #[serde(default)]
    pub(crate) tls: Option<Tls>,
}

/// How a TLS handshake ended.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
pub(crate) struct Tls {
    /// It was done.
    pub(crate) ok: bool,
}

/// Reads a recording, plain or compressed (`FILE.gz`).
pub(crate) fn load(path: &Path) -> Vec<Recorded> {
    read_text(path).lines().map(|line| serde_json::from_str(line).expect("a recorded session")).collect()
}

/// Reads the sessions to play that stand in `folder`, by their ids.
pub(crate) fn load_stimuli(folder: &Path) -> BTreeMap<String, Stimulus> {
    let name = |path: &PathBuf| path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.map(|entry| entry.expect("a file").path()).filter(|path| name(path).starts_with("stimuli"));
    files.flat_map(|path| list_stimuli(&path)).map(|stimulus| (stimulus.id.clone(), stimulus)).collect()
}

/// Reads the sessions to play, in their order.
pub(crate) fn list_stimuli(path: &Path) -> Vec<Stimulus> {
    serde_json::from_str(&read_text(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Whether `path` is there, plain or compressed.
pub(crate) fn exists(path: &Path) -> bool {
    path.exists() || compressed(path).exists()
}

fn compressed(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".gz");
    name.into()
}

fn read_text(path: &Path) -> String {
    let path = if path.exists() { path.to_owned() } else { compressed(path) };
    let octets = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let octets = if path.extension().is_some_and(|ending| ending == "gz") { unzip(&octets) } else { octets };
    String::from_utf8(octets).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// What a gzip file of `gzip -n` holds: ten octets of header without a name, the data, eight of trailer (RFC 1952
/// section 2.3).
fn unzip(octets: &[u8]) -> Vec<u8> {
    let data = octets.strip_prefix(&[0x1f, 0x8b, 8, 0]).and_then(|rest| rest.get(6..rest.len() - 8)).expect("a file of gzip -n");
    miniz_oxide::inflate::decompress_to_vec(data).expect("compressed data")
}

const fn yes() -> bool {
    true
}
