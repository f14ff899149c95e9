use super::super::World;
use super::{Mechanism, SaslError, cram_md5, login, oauth, plain, scram};

/// What comes next in an exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The server sends this challenge and waits.
    Challenge(Vec<u8>),
    /// The login was accepted.
    Done(String),
    /// It was not.
    Failed(SaslError),
}

/// An AUTH exchange under way, named by what the server waits for.
#[derive(Clone, Debug, PartialEq)]
pub enum Exchange {
    /// PLAIN: the one message.
    PlainMessage,
    /// LOGIN: the user name.
    LoginName,
    /// LOGIN: the password of this user.
    LoginPassword(String),
    /// CRAM-MD5: the digest of this challenge.
    CramDigest(String),
    /// SCRAM: the client's first message; the server's part of the nonce.
    ScramFirst(String),
    /// SCRAM: the client's proof.
    ScramProof(Box<scram::Expected>),
    /// SCRAM: the client's empty answer to the server's signature.
    ScramEnd(String),
    /// OAUTHBEARER or XOAUTH2: the one message.
    Token(Mechanism),
    /// OAUTHBEARER or XOAUTH2 has failed: the client's empty answer to the server's reason.
    TokenFailed(Mechanism),
}

impl Exchange {
    /// Begins; `nonce` numbers the challenges of a session.
    pub fn start(mechanism: Mechanism, initial: Option<Vec<u8>>, world: &World, nonce: u64) -> (Self, Step) {
        let mut exchange = match mechanism {
            Mechanism::Plain => Self::PlainMessage,
            Mechanism::Login => Self::LoginName,
            Mechanism::CramMd5 => Self::CramDigest(cram_md5::challenge(world, nonce)),
            Mechanism::ScramSha256 => Self::ScramFirst(scram::server_nonce(world, nonce)),
            Mechanism::OauthBearer | Mechanism::Xoauth2 => Self::Token(mechanism),
        };
        let step = match (initial, &exchange) {
            // RFC 2195 section 2: the server speaks first.
            (Some(_), Self::CramDigest(_)) => Step::Failed(SaslError::Protocol),
            (Some(response), _) => exchange.answer(&response, world),
            (None, Self::CramDigest(challenge)) => Step::Challenge(challenge.clone().into_bytes()),
            (None, Self::LoginName) => Step::Challenge(login::NAME_PROMPT.into()),
            (None, _) => Step::Challenge(Vec::new()),
        };
        (exchange, step)
    }

    /// Takes the client's answer.
    pub fn answer(&mut self, response: &[u8], world: &World) -> Step {
        match self {
            Self::PlainMessage => finish(plain::check(response, world)),
            Self::LoginName => {
                *self = Self::LoginPassword(String::from_utf8_lossy(response).into_owned());
                Step::Challenge(login::PASSWORD_PROMPT.into())
            }
            Self::LoginPassword(name) => finish(login::check(name, response, world)),
            Self::CramDigest(challenge) => finish(cram_md5::check(challenge, response, world)),
            Self::ScramFirst(server_nonce) => match scram::first(response, server_nonce, world) {
                Ok((challenge, expected)) => {
                    *self = Self::ScramProof(Box::new(expected));
                    Step::Challenge(challenge)
                }
                Err(error) => Step::Failed(error),
            },
            Self::ScramProof(expected) => match expected.check(response) {
                Ok(signature) => {
                    *self = Self::ScramEnd(expected.login.clone());
                    Step::Challenge(signature)
                }
                Err(error) => Step::Failed(error),
            },
            Self::ScramEnd(login) if response.is_empty() => Step::Done(login.clone()),
            Self::ScramEnd(_) => Step::Failed(SaslError::Protocol),
            Self::Token(mechanism) => match oauth::check(*mechanism, response, world) {
                // RFC 7628 section 3.2.2: the reason goes out as a challenge, and only then it has failed.
                Err(SaslError::Failed) => {
                    let reason = oauth::reason(*mechanism);
                    *self = Self::TokenFailed(*mechanism);
                    Step::Challenge(reason.into())
                }
                result => finish(result),
            },
            Self::TokenFailed(_) => Step::Failed(SaslError::Failed),
        }
    }

    /// The login that `message`, the client's last answer, or an earlier one named.
    pub fn login(&self, message: &[u8]) -> Option<String> {
        let text = |octets: &[u8]| String::from_utf8_lossy(octets).into_owned();
        match self {
            Self::PlainMessage => {
                let mut parts = message.split(|&octet| octet == 0);
                let authorisation = parts.next().filter(|name| !name.is_empty());
                let login = parts.next();
                authorisation.or(login).map(text)
            }
            Self::LoginName => None,
            Self::LoginPassword(name) => Some(name.clone()),
            Self::CramDigest(_) => message.iter().rposition(|&octet| octet == b' ').map(|space| text(&message[..space])),
            Self::ScramFirst(_) => text(message).split(',').find_map(|part| part.strip_prefix("n=").map(str::to_owned)),
            Self::ScramProof(expected) => Some(expected.login.clone()),
            Self::ScramEnd(login) => Some(login.clone()),
            Self::Token(mechanism) => oauth::login(*mechanism, message),
            Self::TokenFailed(_) => None,
        }
    }

    /// The mechanism.
    pub const fn mechanism(&self) -> Mechanism {
        match self {
            Self::PlainMessage => Mechanism::Plain,
            Self::LoginName | Self::LoginPassword(_) => Mechanism::Login,
            Self::CramDigest(_) => Mechanism::CramMd5,
            Self::ScramFirst(_) | Self::ScramProof(_) | Self::ScramEnd(_) => Mechanism::ScramSha256,
            Self::Token(mechanism) | Self::TokenFailed(mechanism) => *mechanism,
        }
    }
}

fn finish(result: Result<String, SaslError>) -> Step {
    result.map_or_else(Step::Failed, Step::Done)
}
