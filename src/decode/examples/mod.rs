//! Texts to try, of our own making.

use playground::content::Label;

/// What a text is, and the text.
pub(super) const EXAMPLES: [(Label, &str); 5] = [
    (Label::DecodeExampleBounce, include_str!("bounce.eml")),
    (Label::DecodeExampleLog, include_str!("maillog.txt")),
    (Label::DecodeExampleDialogue, include_str!("dialogue.txt")),
    (Label::DecodeExampleError, include_str!("traceback.txt")),
    (Label::DecodeExampleHeader, include_str!("header.eml")),
];
