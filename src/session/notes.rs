/// What a server remembers of a session besides what every server does. Only its own room in `servers/`
/// knows what each field means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// Counters and flags.
    pub numbers: [u64; 24],
    /// Texts.
    pub texts: [String; 8],
    /// A list that grows with the transaction.
    pub list: Vec<String>,
}
