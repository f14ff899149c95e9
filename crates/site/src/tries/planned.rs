//! A reply that no simulated server gives by itself, asked for by a planned failure (`playground::queries::attempt`).

use playground::queries::attempt::{self, Wanted};
use playground::record::Timeline;

use smtp_engine::session::Stage;
use smtp_engine::spec::Enhanced;

/// Stages as `data/replies.toml` names them, and as the engine does.
const STAGES: &[(&str, Stage)] = &[
    ("connect", Stage::Connect),
    ("helo", Stage::Hello),
    ("auth", Stage::Auth),
    ("mail", Stage::Mail),
    ("rcpt", Stage::Rcpt),
    ("data", Stage::Data),
    ("bdat", Stage::Data),
    ("eod", Stage::EndOfData),
];

/// The name of a stage for a code that the standard gives to `commands`.
pub(super) fn stage(commands: &[&str]) -> &'static str {
    match commands.first().copied().unwrap_or_default() {
        "connect" if !commands.contains(&"any") => "connect",
        "EHLO" | "HELO" => "helo",
        "AUTH" => "auth",
        "MAIL" => "mail",
        "DATA" => "data",
        "end of data" => "eod",
        _ => "rcpt",
    }
}

/// A session on `server` (Postfix, where it has not that role) that ends at `stage` with `code` and `enhanced`.
/// None for a success: that cannot be planned.
pub(super) fn session(server: Option<&str>, stage: &str, code: u16, enhanced: Option<Enhanced>) -> Option<Timeline> {
    // Any command may get it: the recipient is where most refusals come.
    let stage = STAGES.iter().find(|(name, _)| *name == stage).map_or(Stage::Rcpt, |(_, stage)| *stage);
    let enhanced = enhanced.map(|enhanced| (enhanced.class, enhanced.subject, enhanced.detail));
    attempt::planned(&Wanted { server, stage, code, enhanced, cause: None })
}
