//! The server's side of the SASL mechanisms (RFC 4422), as exchanges of octets without base64.

mod cram_md5;
mod exchange;
mod login;
mod oauth;
mod plain;
pub mod scram;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::spec::ReplyKey;

pub use exchange::{Exchange, Step};

/// A SASL mechanism.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mechanism {
    /// PLAIN (RFC 4616).
    Plain,
    /// LOGIN (never standardised; draft-murchison-sasl-login).
    Login,
    /// CRAM-MD5 (RFC 2195).
    CramMd5,
    /// SCRAM-SHA-256 (RFC 7677).
    ScramSha256,
    /// OAUTHBEARER (RFC 7628).
    OauthBearer,
    /// XOAUTH2 (never standardised; Google's and Microsoft's documents).
    Xoauth2,
}

impl Mechanism {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Plain, Self::Login, Self::CramMd5, Self::ScramSha256, Self::OauthBearer, Self::Xoauth2];

    /// The mechanism that is called `name`, in any case.
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mechanism| mechanism.name().eq_ignore_ascii_case(name))
    }

    /// Its registered name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::Login => "LOGIN",
            Self::CramMd5 => "CRAM-MD5",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::OauthBearer => "OAUTHBEARER",
            Self::Xoauth2 => "XOAUTH2",
        }
    }

    /// Whether the server speaks first, so that AUTH takes no initial response (RFC 4954 section 4).
    pub const fn server_first(self) -> bool {
        matches!(self, Self::CramMd5)
    }
}

/// Why an AUTH exchange ended without a login.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum SaslError {
    /// The answer does not fit the mechanism.
    #[error("bad protocol / cancel")]
    Protocol,
    /// The base64 stops in the middle of a group.
    #[error("another step is needed in authentication")]
    Incomplete,
    /// The mechanism is not offered.
    #[error("no mechanism available")]
    MechanismUnknown,
    /// Wrong login or password.
    #[error("authentication failure")]
    Failed,
    /// The password store cannot be asked, or there was no login to ask for.
    #[error("generic failure")]
    Unavailable,
    /// The client cancelled.
    #[error("authentication aborted")]
    Aborted,
    /// The answer is no base64 (RFC 4954 section 4).
    #[error("invalid base64")]
    NotBase64,
}

impl SaslError {
    /// What the server says about it.
    pub const fn reply(self) -> ReplyKey {
        match self {
            Self::Protocol => ReplyKey::AuthProtocol,
            Self::Incomplete => ReplyKey::AuthIncomplete,
            Self::MechanismUnknown => ReplyKey::AuthMechanismUnknown,
            Self::Failed => ReplyKey::AuthFailed,
            Self::Unavailable => ReplyKey::AuthUnavailable,
            Self::Aborted => ReplyKey::AuthAborted,
            Self::NotBase64 => ReplyKey::AuthNotBase64,
        }
    }
}

/// The questions of LOGIN (draft-murchison-sasl-login section 2). Some servers write them otherwise.
pub const LOGIN_PROMPTS: [&str; 2] = [login::NAME_PROMPT, login::PASSWORD_PROMPT];

/// Octets as base64 (RFC 4648 section 4), as AUTH writes them.
pub fn encode(octets: &[u8]) -> String {
    STANDARD.encode(octets)
}

/// Base64 as the standard has it.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, SaslError> {
    STANDARD.decode(text).map_err(|_| SaslError::NotBase64)
}

/// Numbers that look random and are the same each time: splitmix64 of `seed` and `nonce`.
fn scramble(seed: u64, nonce: u64) -> u64 {
    let mut mixed = seed.wrapping_add(nonce.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
