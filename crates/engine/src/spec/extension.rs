use super::{RfcRef, rfc};

/// A service extension, as EHLO announces it (RFC 5321 section 2.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExtensionSpec {
    /// The EHLO keyword.
    pub keyword: &'static str,
    /// What may stand after the keyword; empty where nothing may.
    pub argument: &'static str,
    /// Where it is defined.
    pub rfc: RfcRef,
}

/// The extensions that the simulated servers offer.
pub const EXTENSIONS: &[ExtensionSpec] = &[
    ExtensionSpec { keyword: "8BITMIME", argument: "", rfc: rfc(6152, "3") },
    ExtensionSpec { keyword: "AUTH", argument: "1*(SP sasl-mech)", rfc: rfc(4954, "3") },
    ExtensionSpec { keyword: "BINARYMIME", argument: "", rfc: rfc(3030, "3") },
    ExtensionSpec { keyword: "CHUNKING", argument: "", rfc: rfc(3030, "2") },
    ExtensionSpec { keyword: "DELIVERBY", argument: "[SP min-by-time]", rfc: rfc(2852, "2") },
    ExtensionSpec { keyword: "DSN", argument: "", rfc: rfc(3461, "3") },
    ExtensionSpec { keyword: "ENHANCEDSTATUSCODES", argument: "", rfc: rfc(2034, "3") },
    ExtensionSpec { keyword: "ETRN", argument: "", rfc: rfc(1985, "5") },
    ExtensionSpec { keyword: "EXPN", argument: "", rfc: rfc(5321, "3.5.2") },
    ExtensionSpec { keyword: "FUTURERELEASE", argument: "SP max-interval SP max-date-time", rfc: rfc(4865, "3") },
    ExtensionSpec { keyword: "HELP", argument: "", rfc: rfc(5321, "4.1.1.8") },
    // Unverified: the limits' names are IANA's, the text of RFC 9422 was not at hand.
    ExtensionSpec { keyword: "LIMITS", argument: "1*(SP limit-name \"=\" limit-value)", rfc: rfc(9422, "") },
    ExtensionSpec { keyword: "MT-PRIORITY", argument: "[SP priority-profile]", rfc: rfc(6710, "3") },
    ExtensionSpec { keyword: "PIPELINING", argument: "", rfc: rfc(2920, "2") },
    ExtensionSpec { keyword: "REQUIRETLS", argument: "", rfc: rfc(8689, "2") },
    ExtensionSpec { keyword: "SIZE", argument: "[SP 1*20DIGIT]", rfc: rfc(1870, "3") },
    ExtensionSpec { keyword: "SMTPUTF8", argument: "", rfc: rfc(6531, "3.1") },
    ExtensionSpec { keyword: "STARTTLS", argument: "", rfc: rfc(3207, "2") },
    ExtensionSpec { keyword: "VRFY", argument: "", rfc: rfc(5321, "3.5") },
];

/// The row of `keyword`, in any case.
pub fn extension(keyword: &str) -> Option<&'static ExtensionSpec> {
    EXTENSIONS.iter().find(|row| row.keyword.eq_ignore_ascii_case(keyword))
}
