//! What octets must hold, in the forms in which pages and lists say it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// For an `integrity` attribute (Subresource Integrity).
pub(crate) fn sri(octets: impl AsRef<[u8]>) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(octets)))
}

/// The source of a Content-Security-Policy that allows exactly these octets.
pub(crate) fn source(octets: impl AsRef<[u8]>) -> String {
    format!("'sha256-{}'", sha256(octets))
}

/// SHA-256 in base64.
pub(crate) fn sha256(octets: impl AsRef<[u8]>) -> String {
    STANDARD.encode(Sha256::digest(octets))
}

/// The beginning of SHA-256 in hexadecimal digits, for names of files.
pub(crate) fn short_hash(octets: impl AsRef<[u8]>) -> String {
    Sha256::digest(octets).iter().take(8).map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As openssl gives them.
    #[test]
    fn the_digests_are_those_of_other_programs() {
        assert_eq!(source("alert(1)"), "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='");
        assert_eq!(short_hash("abc"), "ba7816bf8f01cfea");
        assert_eq!(sri("abc"), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
    }
}
