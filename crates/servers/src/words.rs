//! How a server's words are written down: short names for the tables of wordings.

use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::Enhanced;

/// A reply and where it was seen.
pub(super) const fn say(code: u16, enhanced: Option<Enhanced>, text: &'static str, source: Source) -> Wording {
    Wording { code, enhanced, text, source }
}

/// A reply without an enhanced status code.
pub(super) const fn plain(code: u16, text: &'static str, source: Source) -> Wording {
    say(code, None, text, source)
}

/// The enhanced status code `class.subject.detail`.
pub(super) const fn enhanced(class: u8, subject: u16, detail: u16) -> Option<Enhanced> {
    Some(Enhanced::new(class, subject, detail))
}

/// Said in the recorded session `session`.
pub(super) const fn recorded(session: &'static str) -> Source {
    Source::Recorded(session)
}
