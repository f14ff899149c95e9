//! A reply that no simulated server gives by itself, asked for by a planned failure (`session::faults`).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::run;
use playground::record::Timeline;

use smtp_engine::session::{Failure, PlannedFault, Role, Server, Stage, World};
use smtp_engine::spec::Enhanced;

/// What a session says up to the stage, and the stage in the engine's words.
const STAGES: &[(&str, Role, Stage, &[&str])] = &[
    ("connect", Role::Mx, Stage::Connect, &[]),
    ("helo", Role::Mx, Stage::Hello, &["EHLO client.example.org"]),
    ("auth", Role::Submission, Stage::Auth, &["EHLO client.example.org", "STARTTLS", "EHLO client.example.org", AUTH]),
    ("mail", Role::Mx, Stage::Mail, &["EHLO client.example.org", MAIL]),
    ("rcpt", Role::Mx, Stage::Rcpt, &["EHLO client.example.org", MAIL, RCPT]),
    ("data", Role::Mx, Stage::Data, &["EHLO client.example.org", MAIL, RCPT, "DATA"]),
    ("bdat", Role::Mx, Stage::Data, &["EHLO client.example.org", MAIL, RCPT, "BDAT 0 LAST"]),
    ("eod", Role::Mx, Stage::EndOfData, &["EHLO client.example.org", MAIL, RCPT, "DATA", "Subject: hello", "", "Hello!", "."]),
];

const MAIL: &str = "MAIL FROM:<joe@example.org>";
const RCPT: &str = "RCPT TO:<alice@example.com>";
/// Stands for the right login.
const AUTH: &str = "AUTH";

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
    if !(400..600).contains(&code) {
        return None;
    }
    let known = STAGES.iter().find(|(name, ..)| *name == stage);
    // Any command may get it: the recipient is where most refusals come.
    let (name, role, engine_stage, lines) = known.or_else(|| STAGES.iter().find(|(name, ..)| *name == "rcpt"))?;
    let server = server.and_then(|id| smtp_servers::find(id, *role)).or_else(|| smtp_servers::find("postfix", *role))?;
    let enhanced = enhanced.map(|enhanced| (enhanced.class, enhanced.subject, enhanced.detail));
    let failure = Failure::Code(code, enhanced);
    let play = |world: World, lines: &[String]| run::session_in(world, server, lines.iter().map(String::as_str));
    let lines: Vec<String> = lines.iter().map(|line| if *line == AUTH { login(server) } else { (*line).to_owned() }).collect();
    // At the recipient an address says it all, and can be read in the session itself.
    if *name == "rcpt" {
        let wanted = enhanced.map_or(code.to_string(), |(class, subject, detail)| format!("{code}-{class}.{subject}.{detail}"));
        let mut lines = lines.clone();
        if let Some(last) = lines.last_mut() {
            *last = format!("RCPT TO:<{wanted}@fail.test>");
        }
        return Some(play(World::standard(), &lines)).filter(|timeline| gave(timeline, code));
    }
    let world = World { faults: vec![PlannedFault { stage: *engine_stage, failure, times: None }], ..World::standard() };
    Some(play(world, &lines)).filter(|timeline| gave(timeline, code))
}

fn gave(timeline: &Timeline, code: u16) -> bool {
    run::last_reply(timeline).is_some_and(|reply| reply.code.0 == code)
}

/// The command that logs in at once with the right password.
fn login(server: &Server) -> String {
    let plain = server.auth.mechanisms.iter().any(|mechanism| mechanism.name() == "PLAIN");
    if plain { format!("AUTH PLAIN {}", STANDARD.encode("\0alice@example.com\0wonderland")) } else { "AUTH LOGIN".to_owned() }
}
