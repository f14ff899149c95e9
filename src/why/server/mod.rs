//! The server's side: its log, its queue, the mailboxes and the letters in them.

mod envelope;
mod letter;
mod log;
mod mailbox;
mod parts;
mod queue;

use leptos::prelude::*;

use self::log::Log;
pub(super) use self::mailbox::Mailboxes;
use self::queue::Queue;

/// What the server's administrator sees.
#[component]
pub(super) fn ServerPart() -> impl IntoView {
    view! {
        <Queue/>
        <Log/>
    }
}
