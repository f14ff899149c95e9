//! Which sets of data there are, and what their fields hold.

use serde_json::{Value as Json, json};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Number,
    Flag,
    Texts,
    Numbers,
}

impl Kind {
    /// Its JSON Schema.
    pub(super) fn schema(self) -> Json {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Number => json!({ "type": "integer" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Texts => json!({ "type": "array", "items": { "type": "string" } }),
            Self::Numbers => json!({ "type": "array", "items": { "type": "integer" } }),
        }
    }

    /// What it is called on the page.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "string",
            Self::Number => "integer",
            Self::Flag => "boolean",
            Self::Texts => "string[]",
            Self::Numbers => "integer[]",
        }
    }
}

/// A field of an entry.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Whether every entry has it.
    pub(super) required: bool,
    /// For the schema; the page has it in every language (`content/*/reference/open-data.toml`).
    pub(super) about: &'static str,
    /// The field of the row, where its name is another.
    pub(super) from: &'static str,
}

const fn must(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: true, about, from: "" }
}

const fn may(name: &'static str, kind: Kind, about: &'static str) -> Field {
    Field { name, kind, required: false, about, from: "" }
}

/// Where the entries come from.
#[derive(Clone, Copy)]
pub(super) enum Source {
    /// The rows of `data/<name>.toml`.
    Rows(&'static str),
    /// The command table of the engine, and `data/commands.toml`.
    Commands,
}

/// A set of data: one file.
pub(super) struct Set {
    pub(super) id: &'static str,
    pub(super) source: Source,
    /// The kind of its pages; empty where it has none.
    pub(super) page: &'static str,
    pub(super) fields: &'static [Field],
    /// The file of its words, below `content/<language>/reference/`.
    pub(super) words_in: &'static str,
    pub(super) words: &'static [&'static str],
}

use Kind::{Flag, Number, Numbers, Text, Texts};

const SOURCE: Field = must("source", Text, "Where it is defined or was seen: `RFC N section X`, an address, or words.");
const VERIFIED: Field = may("verified", Flag, "False where it could not be checked.");
const WHO: Field =
    may("who", Texts, "Who can act: sender, own-administrator, recipient, other-administrator, developer, provider, nobody.");
const STATUS: Field = must("status", Text, "current, rare, limited, experimental, obsolete, historic or vendor.");
const LASTING: Field = may("lasting", Text, "success, goes-on, temporary or permanent.");
const SEEN: Field = may("seen", Texts, "Whose public sessions have it.");
const OFFERED_BY: Field = must("offered_by", Texts, "The ids of the simulated servers that offer it.");
const PARAMETERS: Field = may("parameters", Texts, "Parameters of MAIL and RCPT that it brings.");

/// All sets.
pub(super) static SETS: &[Set] = &[
    Set {
        id: "commands",
        source: Source::Commands,
        page: "commands",
        fields: &[
            must("name", Text, "The verb."),
            must("syntax", Text, "ABNF (RFC 5234); empty where nobody has written it down."),
            SOURCE,
            STATUS,
            must("simulated", Flag, "Whether a server of the playground carries it out."),
            must("samples", Texts, "Lines as a client sends them."),
        ],
        words_in: "commands",
        words: &["summary"],
    },
    Set {
        id: "codes",
        source: Source::Rows("codes"),
        page: "codes",
        fields: &[
            must("code", Number, "The three digits."),
            must("text", Text, "The standard's own words."),
            SOURCE,
            may("text_source", Text, "Where the words stand, if not in `source`."),
            may("also", Texts, "Other sections that speak of it."),
            must("commands", Texts, "What can get it by the standard: a verb, connect, end of data or any."),
            must("standard", Flag, "Whether an RFC defines it for SMTP."),
            may("deprecated", Flag, "Whether it is no longer to be used."),
            LASTING,
            WHO,
        ],
        words_in: "codes",
        words: &["title", "meaning", "summary", "causes", "sender", "recipient", "administrator"],
    },
    Set {
        id: "enhanced",
        source: Source::Rows("enhanced"),
        page: "enhanced",
        fields: &[
            may("registry", Text, "The title in IANA's registry."),
            SOURCE,
            may("also", Texts, "Other sections that speak of it."),
            must("classes", Numbers, "First numbers with which it makes sense."),
            must("codes", Numbers, "Reply codes that the registry puts beside it."),
            may("any_code", Flag, "Whether any reply code may stand before it."),
            may("deprecated", Flag, "Whether it is no longer to be used."),
            WHO,
            VERIFIED,
        ],
        words_in: "enhanced",
        words: &["title", "meaning", "causes", "fix"],
    },
    Set {
        id: "keywords",
        source: Source::Rows("keywords"),
        page: "keywords",
        fields: &[
            STATUS,
            may("argument", Text, "ABNF of what follows the keyword in the answer to EHLO."),
            must("verbs", Texts, "Commands that it brings."),
            PARAMETERS,
            SOURCE,
            must("registered", Flag, "Whether IANA lists it."),
            SEEN,
            OFFERED_BY,
            VERIFIED,
        ],
        words_in: "keywords",
        words: &["title", "text", "client"],
    },
    Set {
        id: "mechanisms",
        source: Source::Rows("mechanisms"),
        page: "mechanisms",
        fields: &[
            must("name", Text, "As it stands after AUTH."),
            STATUS,
            must("security", Text, "best, good, tls, token, weak, broken, none or unknown."),
            must("client_first", Flag, "Whether the client speaks first."),
            SOURCE,
            SEEN,
            OFFERED_BY,
            VERIFIED,
        ],
        words_in: "mechanisms",
        words: &["title", "text", "exchange", "advice"],
    },
    Set {
        id: "limits",
        source: Source::Rows("limits"),
        page: "limits",
        fields: &[
            must("kind", Text, "size, count, code or timeout."),
            must("value", Number, "The figure."),
            must("unit", Text, "What it counts."),
            may("side", Text, "Who waits: client or server."),
            Field { name: "source", kind: Text, required: true, about: "The section that sets it.", from: "section" },
            VERIFIED,
        ],
        words_in: "limits",
        words: &["title", "text"],
    },
    Set {
        id: "replies",
        source: Source::Rows("replies"),
        page: "replies",
        fields: &[
            must("provider", Text, "Who sends it: `name` of a provider."),
            may("code", Number, "The reply code; none for what a client program says."),
            may("enhanced", Text, "The enhanced status code."),
            must("stage", Text, "What had been sent: connect, helo, starttls, auth, mail, rcpt, data, bdat, eod, vrfy or any."),
            must("text", Text, "Word for word; what differs each time stands as <placeholder>."),
            LASTING,
            WHO,
            SOURCE,
            VERIFIED,
            may("why", Text, "What could not be checked."),
        ],
        words_in: "wild",
        words: &["meaning", "cause", "fix"],
    },
    Set {
        id: "causes",
        source: Source::Rows("causes"),
        page: "",
        fields: &[
            must("reason", Text, "Its class, in the words of Sisimai."),
            must("permanent", Flag, "What it usually is."),
            WHO,
            must("entries", Texts, "Pages of the reference about it."),
            must("enhanced", Texts, "Enhanced codes that say it."),
            must("codes", Numbers, "Reply codes that say it."),
            Field { name: "phrases", kind: Texts, required: true, about: "Phrases that tell it; * stands for some words.", from: "words" },
            Field { name: "weak_phrases", kind: Texts, required: false, about: "Phrases that only hint at it.", from: "weak" },
        ],
        words_in: "../causes",
        words: &["title", "meaning", "sender", "recipient", "own-administrator", "other-administrator", "developer"],
    },
    Set {
        id: "providers",
        source: Source::Rows("providers"),
        page: "",
        fields: &[
            must("name", Text, "Its name in replies."),
            must("hosts", Texts, "Domains of its servers."),
            may("kind", Text, "mailbox, relay or software."),
            may("server", Text, "The id of the server that simulates it."),
            may("submission", Texts, "Host and port for sending; 465 is TLS from the start."),
        ],
        words_in: "providers",
        words: &["name", "text"],
    },
    Set {
        id: "ehlo",
        source: Source::Rows("ehlo"),
        page: "",
        fields: &[
            must("name", Text, "Which server."),
            must("role", Text, "mx, submission or mock."),
            may("port", Number, "The port."),
            must("tls", Text, "none, offered, implicit or unknown."),
            may("banner", Text, "The greeting."),
            must("lines", Texts, "The answer to EHLO, line by line."),
            may("after_tls", Texts, "The answer inside TLS."),
            SOURCE,
            may("date", Text, "When, as exactly as is known."),
        ],
        words_in: "ehlo",
        words: &[],
    },
];
