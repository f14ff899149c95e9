//! How Exim answers and logs a mistake (`synprot_error()`), and when it has had enough.

use super::log::{connection, host, printing};
use super::memory::{recall, remember};
use smtp_engine::session::{Event, Refusal, Slot, Turn};
use smtp_engine::spec::ReplyKey;

/// `smtp_max_synprot_errors`
const MAX_ERRORS: u32 = 3;

/// What kind of mistake the log calls it.
#[derive(Clone, Copy)]
pub(super) enum Mistake {
    Syntax,
    Protocol,
}

/// Writes a line to the log.
pub(super) fn log(turn: &mut Turn<'_>, text: &str) {
    turn.log(Event::Remark(text));
}

/// The command line as the log shows it.
pub(super) fn shown_line(turn: &Turn<'_>) -> String {
    let octets: Vec<u8> = turn.line.iter().map(|&octet| if octet == 0 { b'?' } else { octet }).collect();
    printing(&octets)
}

/// `synprot_error()`: logs the mistake and counts it; one too many ends the connection.
pub(super) fn mistake(turn: &mut Turn<'_>, kind: Mistake, refusal: Refusal) -> Refusal {
    let message = message_of(turn, &refusal);
    mistake_logged_as(turn, kind, refusal, &message)
}

/// The same where the log says something else than the reply.
pub(super) fn mistake_logged_as(turn: &mut Turn<'_>, kind: Mistake, refusal: Refusal, message: &str) -> Refusal {
    let kind = match kind {
        Mistake::Syntax => "syntax",
        Mistake::Protocol => "protocol",
    };
    let id = recall(turn.session, |known| known.message_id.as_ref().map(|id| format!("{id} ")).unwrap_or_default());
    let line = shown_line(turn);
    log(turn, &format!("{id}SMTP {kind} error in \"{line}\" {} {message}", host(turn.session, turn.world)));
    if count_mistake(turn) { refusal.with(Slot::FollowUp, "Too many syntax or protocol errors").closing() } else { refusal }
}

/// Counts a mistake; true where it was one too many.
pub(super) fn count_mistake(turn: &mut Turn<'_>) -> bool {
    let errors = remember(turn, |known| {
        known.errors += 1;
        known.errors
    });
    if errors <= MAX_ERRORS {
        return false;
    }
    let had = recall(turn.session, |known| {
        let cut = if known.had_more { "..." } else { "" };
        if known.had.is_empty() { String::new() } else { format!(" C={cut}{}", known.had.join(",")) }
    });
    let text = format!(
        "SMTP call from {} dropped: too many syntax or protocol errors (last command was \"{}\", {had})",
        connection(turn.session, turn.world),
        shown_line(turn),
    );
    log(turn, &text);
    true
}

/// What the log says: the reply's last line without its number, or the reason alone where the reply
/// begins with the client's words.
fn message_of(turn: &Turn<'_>, refusal: &Refusal) -> String {
    let reason = refusal.slots.iter().find(|(slot, _)| *slot == Slot::Reason);
    if let (ReplyKey::SenderSyntax | ReplyKey::RecipientSyntax, Some((_, reason))) = (refusal.key, reason) {
        return reason.clone();
    }
    let reply = turn.compose(refusal.key, &refusal.slots).text;
    last_text(&reply).to_owned()
}

/// The text of a reply's last line, without the number.
pub(super) fn last_text(reply: &str) -> &str {
    reply.trim_end_matches("\r\n").rsplit("\r\n").next().and_then(|line| line.get(4..)).unwrap_or_default()
}

/// `smtp_notquit_exit()` takes TLS for ended before it answers, so inside TLS the client hears nothing.
pub(super) fn last_words(turn: &Turn<'_>, refusal: Refusal) -> Refusal {
    let refusal = refusal.closing();
    if turn.session.tls() { refusal.silently() } else { refusal }
}
