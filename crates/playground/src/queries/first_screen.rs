//! What the first screen says. It finds its words in the document (`crates/site/src/first_screen/` writes them there by
//! this list), so that it need not bring along all words of the page.

use crate::content::Label;
use smtp_engine::spec::{ReplyClass, State};

/// The id of the first screen in the document.
pub const BOOT_ID: &str = "boot";
/// The id of the list of words.
pub const WORDS_ID: &str = "start-words";
/// The id of the templates of lines.
pub const LINES_ID: &str = "start-lines";

/// The attribute of the first screen that holds what was done in it.
pub const RECORD: &str = "data-record";

/// The texts that it may have to say.
pub const LABELS: &[Label] = &[
    Label::SessionConnect,
    Label::SessionConnectedTo,
    Label::SessionClosedByServer,
    Label::SessionClosedByClient,
    Label::SessionConnectionLost,
    Label::SayHandshake,
    Label::StartLong,
    Label::TlsOn,
    Label::TlsOff,
    Label::TlsHandshakeDone,
    Label::TranscriptWaited,
    Label::MailboxArrived,
    Label::InputSend,
    Label::InputPlaceholder,
    Label::InputPlaceholderAuth,
    Label::InputPlaceholderClosed,
    Label::InputPlaceholderData,
    Label::HintFirst,
    Label::HintFirstBefore,
    Label::HintFirstAfter,
    Label::HintFirstConnect,
    Label::HintAfterTls,
    Label::HintAfterHello,
    Label::HintAfterHelloSubmission,
    Label::HintAfterLogin,
    Label::HintAfterTlsHello,
    Label::HintAfterMail,
    Label::HintAfterRcpt,
    Label::HintAfterQueued,
    Label::HintAuthName,
    Label::HintAuthOther,
    Label::HintAuthPassword,
    Label::HintAuthPlain,
    Label::HintChunk,
    Label::HintDataFrom,
    Label::HintDataTo,
    Label::HintDataSubject,
    Label::HintDataEmpty,
    Label::HintDataText,
    Label::HintDataEnd,
];

/// The key of a text in the list of words.
pub fn text_key(label: Label) -> String {
    format!("t{}", label as usize)
}

/// The key of a state's name in the list of words.
pub fn name_key(state: State) -> String {
    format!("name-{}", state.id())
}

/// The key of what the server waits for in a state.
pub fn waits_key(state: State) -> String {
    format!("waits-{}", state.id())
}

/// The template of a reply's line.
pub fn reply_key(class: ReplyClass) -> String {
    format!("reply{}", class.digit())
}
