use super::{RfcRef, Verb, rfc};

/// A parameter of MAIL or RCPT (RFC 5321 section 4.1.2, `esmtp-param`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterSpec {
    /// The keyword before the `=`.
    pub keyword: &'static str,
    /// The command it belongs to: MAIL or RCPT.
    pub verb: Verb,
    /// Its value's grammar; empty where it takes none.
    pub value: &'static str,
    /// Values to try, the likeliest first; none where it takes none.
    pub samples: &'static [&'static str],
    /// The EHLO keyword that allows it.
    pub extension: &'static str,
    /// Where it is defined.
    pub rfc: RfcRef,
}

/// The parameters that the simulated servers know.
pub const PARAMETERS: &[ParameterSpec] = &[
    ParameterSpec { keyword: "SIZE", verb: Verb::Mail, value: "1*20DIGIT", samples: &["1000"], extension: "SIZE", rfc: rfc(1870, "4") },
    ParameterSpec {
        keyword: "BODY",
        verb: Verb::Mail,
        value: "\"7BIT\" / \"8BITMIME\" / \"BINARYMIME\"",
        samples: &["8BITMIME", "7BIT", "BINARYMIME"],
        extension: "8BITMIME",
        rfc: rfc(6152, "3"),
    },
    ParameterSpec { keyword: "SMTPUTF8", verb: Verb::Mail, value: "", samples: &[], extension: "SMTPUTF8", rfc: rfc(6531, "3.4") },
    ParameterSpec { keyword: "AUTH", verb: Verb::Mail, value: "xtext / \"<>\"", samples: &["<>"], extension: "AUTH", rfc: rfc(4954, "5") },
    ParameterSpec {
        keyword: "RET",
        verb: Verb::Mail,
        value: "\"FULL\" / \"HDRS\"",
        samples: &["HDRS", "FULL"],
        extension: "DSN",
        rfc: rfc(3461, "4.3"),
    },
    ParameterSpec { keyword: "ENVID", verb: Verb::Mail, value: "xtext", samples: &["QQ314159"], extension: "DSN", rfc: rfc(3461, "4.4") },
    ParameterSpec {
        keyword: "BY",
        verb: Verb::Mail,
        value: "by-time \";\" (\"N\" / \"R\") [\"T\"]",
        samples: &["120;R", "120;N"],
        extension: "DELIVERBY",
        rfc: rfc(2852, "4"),
    },
    ParameterSpec {
        keyword: "HOLDFOR",
        verb: Verb::Mail,
        value: "%x31-39 *8DIGIT",
        samples: &["3600"],
        extension: "FUTURERELEASE",
        rfc: rfc(4865, "3"),
    },
    ParameterSpec {
        keyword: "HOLDUNTIL",
        verb: Verb::Mail,
        value: "date-time",
        samples: &["2026-12-24T18:00:00Z"],
        extension: "FUTURERELEASE",
        rfc: rfc(4865, "3"),
    },
    ParameterSpec {
        keyword: "MT-PRIORITY",
        verb: Verb::Mail,
        value: "([\"-\"] NZDIGIT) / \"0\"",
        samples: &["3", "-3"],
        extension: "MT-PRIORITY",
        rfc: rfc(6710, "7"),
    },
    ParameterSpec { keyword: "REQUIRETLS", verb: Verb::Mail, value: "", samples: &[], extension: "REQUIRETLS", rfc: rfc(8689, "2") },
    ParameterSpec {
        keyword: "NOTIFY",
        verb: Verb::Rcpt,
        value: "\"NEVER\" / 1#(\"SUCCESS\" / \"FAILURE\" / \"DELAY\")",
        samples: &["SUCCESS,FAILURE", "NEVER", "SUCCESS", "FAILURE", "DELAY", "SUCCESS,FAILURE,DELAY"],
        extension: "DSN",
        rfc: rfc(3461, "4.1"),
    },
    ParameterSpec {
        keyword: "ORCPT",
        verb: Verb::Rcpt,
        value: "atom \";\" xtext",
        samples: &["rfc822;alice@example.com"],
        extension: "DSN",
        rfc: rfc(3461, "4.2"),
    },
];

/// The row of `keyword` (in any case) for `verb`.
pub fn parameter(verb: Verb, keyword: &str) -> Option<&'static ParameterSpec> {
    PARAMETERS.iter().find(|row| row.verb == verb && row.keyword.eq_ignore_ascii_case(keyword))
}
