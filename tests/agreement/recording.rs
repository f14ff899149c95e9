//! The recordings' files: what was sent and what came back (`tests/recordings/README.md`).

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

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

/// What was received: text, or octets that are not UTF-8.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq, Eq)]
#[serde(untagged)]
pub(crate) enum Received {
    /// Text.
    Text(String),
    /// Octets in hexadecimal.
    Hex {
        /// The digits.
        hex: String,
    },
}

impl Default for Received {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Received {
    /// The octets, as text where they are.
    pub(crate) fn from_octets(octets: &[u8]) -> Self {
        match std::str::from_utf8(octets) {
            Ok(text) => Self::Text(text.to_owned()),
            Err(_) => Self::Hex { hex: octets.iter().map(|octet| format!("{octet:02x}")).collect() },
        }
    }

    /// As text; octets one by one as Latin-1.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Hex { hex } => octets_of(hex).into_iter().map(char::from).collect(),
        }
    }
}

/// A session to play.
#[derive(Debug, Deserialize)]
#[allow(dead_code, reason = "the recorder writes all of it down")]
pub(crate) struct Stimulus {
    /// Its id.
    pub(crate) id: String,
    /// What it is about.
    pub(crate) family: String,
    /// The role of the servers that it is for.
    pub(crate) role: String,
    /// The steps.
    pub(crate) steps: Vec<Step>,
}

/// One step of a session to play.
#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    /// What is done, where it is not sending.
    #[serde(rename = "do")]
    pub(crate) action: Option<String>,
    /// What is sent.
    pub(crate) send: Option<Send>,
    /// Sent on connection without waiting for the greeting.
    pub(crate) early: Option<String>,
    /// Sent only behind a reply that starts so.
    #[serde(rename = "if")]
    pub(crate) condition: Option<String>,
    /// How many replies are waited for.
    #[serde(default = "one")]
    pub(crate) replies: usize,
    /// For how many seconds.
    pub(crate) wait: Option<f64>,
    /// The login of a computed answer.
    #[serde(default)]
    pub(crate) user: String,
    /// Its password.
    #[serde(default)]
    pub(crate) password: String,
    /// Only the message, without the command.
    #[serde(default)]
    pub(crate) continuation: bool,
}

/// What is sent.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Send {
    /// Text.
    Text(String),
    /// Parts.
    Parts(Vec<Part>),
}

/// A part of what is sent.
#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
pub(crate) enum Part {
    /// Text.
    Text(String),
    /// Text, so many times.
    Repeat {
        /// The text and the times.
        repeat: (String, usize),
    },
    /// Octets in hexadecimal.
    Hex {
        /// The digits.
        hex: String,
    },
}

impl Send {
    /// The octets.
    pub(crate) fn octets(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Parts(parts) => parts.iter().flat_map(Part::octets).collect(),
        }
    }
}

impl Part {
    fn octets(&self) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone().into_bytes(),
            Self::Repeat { repeat: (text, times) } => text.repeat(*times).into_bytes(),
            Self::Hex { hex } => octets_of(hex),
        }
    }
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

fn octets_of(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|index| u8::from_str_radix(&hex[2 * index..2 * index + 2], 16).expect("hexadecimal digits")).collect()
}

const fn yes() -> bool {
    true
}

const fn one() -> usize {
    1
}
