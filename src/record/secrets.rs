//! What must not leave the page: passwords that are not those of the practice world.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Action, EventKind, Timeline};
use crate::session::{Timestamp, World};
use crate::syntax::Argument;

/// What takes the place of a secret; it is base64 of `removed`.
pub(super) const REMOVED: &str = "cmVtb3ZlZA==";

/// What takes the place of a password in a world.
pub(super) const REMOVED_PASSWORD: &str = "removed";

/// All actions with secrets taken out, and how many there were. The logins of the practice world are no
/// secrets; those of a world that was changed are.
pub(super) fn without_secrets(timeline: &Timeline) -> (Vec<(Timestamp, Action)>, usize) {
    let mut timeline = timeline.clone();
    let mut actions: Vec<(Timestamp, Action)> = timeline.all_actions().map(|(at, action)| (at, action.clone())).collect();
    let mut removed = 0;
    for event in timeline.all_events() {
        let secret = match &event.kind {
            EventKind::Answer(answer) => answer.as_slice(),
            EventKind::Command { octets, parsed } => match &parsed.argument {
                Argument::Auth(argument) => argument.initial_response.map(|span| span.of(octets)).unwrap_or_default(),
                _ => continue,
            },
            _ => continue,
        };
        if is_public(secret) {
            continue;
        }
        if let Some((_, Action::Send(octets))) = actions.get_mut(event.input)
            && let Some(start) = octets.windows(secret.len()).position(|window| window == secret)
        {
            octets.splice(start..start + secret.len(), REMOVED.bytes());
            removed += 1;
        }
    }
    (actions, removed)
}

/// Whether an answer in AUTH holds nothing that is not known to everyone: nothing at all, a cancel, or
/// something of the practice world's logins.
fn is_public(answer: &[u8]) -> bool {
    let Ok(plain) = STANDARD.decode(answer) else {
        return matches!(answer, b"" | b"*" | b"=");
    };
    let world = World::standard();
    let known = |part: &[u8]| {
        part.is_empty() || world.logins.iter().any(|login| part == login.name.as_bytes() || part == login.password.as_bytes())
    };
    // PLAIN and LOGIN hold the words themselves; digests of other mechanisms give no password away, but
    // they could be tried against a list of passwords, so they are taken out too.
    plain.split(|&octet| octet == 0).all(known)
}
