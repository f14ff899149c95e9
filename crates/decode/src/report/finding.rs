use serde::Serialize;

/// What was said about one recipient, or about one failure. What the paste does not tell is `None`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Finding {
    /// The address that it is about.
    pub recipient: Option<String>,
    /// Who tells it: the host that wrote the report or the log (Reporting-MTA, RFC 3464 section 2.2.2).
    pub reporter: Option<String>,
    /// The host that refused (Remote-MTA, RFC 3464 section 2.3.5).
    pub remote: Option<String>,
    /// The id of the provider whose words they are: "gmail", "microsoft", "qq".
    pub provider: Option<&'static str>,
    /// When it was said.
    pub stage: Option<Stage>,
    /// The reply code, 200 to 599.
    pub code: Option<u16>,
    /// The enhanced status code, such as "5.1.1" (RFC 3463).
    pub enhanced: Option<String>,
    /// `true`: it will not pass by waiting. `false`: it will be tried again, or it was not a failure.
    pub permanent: Option<bool>,
    /// What the reporter did (RFC 3464 section 2.3.3).
    pub action: Option<Action>,
    /// The id of the cause: a row of `data/causes.toml`.
    pub cause: Option<&'static str>,
    /// The class of the cause, in the words of Sisimai: "userunknown", "mailboxfull".
    pub reason: Option<&'static str>,
    /// From what the cause is known.
    pub confidence: Confidence,
    /// Whose move it is, who can do most first.
    pub who: Vec<Who>,
    /// The entries of the reference that tell more, the nearest first: "faq/user-unknown".
    pub entries: Vec<String>,
    /// The line of the paste where it stands, from 1.
    pub line: Option<usize>,
    /// The words of the refusal.
    pub text: Option<String>,
    /// The words by which the provider was known.
    pub evidence: Option<String>,
    /// What does not fit together.
    pub warnings: Vec<Warning>,
}

/// The part of a session in which something was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Before a word was said: names, addresses, the connection.
    Connect,
    /// The greeting, EHLO and HELO.
    Greeting,
    /// STARTTLS and the handshake.
    Tls,
    /// AUTH.
    Auth,
    /// MAIL.
    Mail,
    /// RCPT.
    Rcpt,
    /// DATA, before the message.
    Data,
    /// After the message.
    EndOfData,
    /// In a queue or a mailbox, after the message had been taken.
    Queue,
}

/// What the reporter did with the message (RFC 3464 section 2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Gave up.
    Failed,
    /// Goes on trying.
    Delayed,
    /// Put it into the mailbox.
    Delivered,
    /// Gave it to a system that sends no reports.
    Relayed,
    /// Gave it to the members of a list.
    Expanded,
}

/// From what a cause is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// It is not known.
    #[default]
    None,
    /// A guess from some words or from the stage.
    Likely,
    /// The code says so.
    Code,
    /// This very text is known.
    Text,
}

/// Somebody who can do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Who wrote the mail.
    Sender,
    /// Whom it is for.
    Recipient,
    /// Who runs the server or the domain that the mail was sent from.
    OwnAdministrator,
    /// Who runs the server that refused.
    OtherAdministrator,
    /// Who wrote or set up the program that sends.
    Developer,
}

/// Something in a finding that does not fit together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Warning {
    /// The reply code and the enhanced code are of different classes, such as `550 4.4.7`.
    ClassAndCodeDisagree,
    /// The action and the class of the code differ, such as `failed` with `4.4.1`: the time ran out.
    ActionAndCodeDisagree,
}
