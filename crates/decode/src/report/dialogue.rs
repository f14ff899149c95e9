use serde::Serialize;

/// What a client and a server said to each other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Dialogue {
    /// The id of the server whose words they are, as the playground has it: "postfix", "gmail".
    pub server: Option<&'static str>,
    /// What the server was used for: "mx" or "submission".
    pub role: Option<&'static str>,
    /// What was said, in order.
    pub turns: Vec<Turn>,
    /// What the client noted besides: "timed out".
    pub notes: Vec<String>,
}

/// What the client said, and what came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Turn {
    /// `None`: the server spoke first.
    pub client: Option<String>,
    /// `None`: no answer came. The lines of a reply are separated by LF.
    pub reply: Option<String>,
    /// What the client noted then.
    pub note: Option<String>,
    /// Where it begins in the paste, from 1.
    pub line: Option<usize>,
}
