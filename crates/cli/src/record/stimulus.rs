//! The sessions that a recorder plays, and what it writes down (`tests/recordings/README.md` describes both).

use serde::{Deserialize, Serialize};

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

/// The octets of hexadecimal digits; what is none is left out.
fn octets_of(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.chars().filter_map(|digit| digit.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |value, digit| value << 4 | digit)).collect()
}

const fn one() -> usize {
    1
}
