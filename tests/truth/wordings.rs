//! Every wording says where it comes from, and what it says was recorded was recorded there.

use crate::agreement;

use std::collections::BTreeMap;

use regex::Regex;
use smtp_engine::session::{Source, Wording};
use smtp_engine::spec::ReplyKey;

/// The pattern that a recorded reply with this wording fits.
fn pattern(wording: &Wording) -> Regex {
    let enhanced = wording.enhanced.map(|code| format!("{code} ")).unwrap_or_default();
    let line = wording.text.split('\n').next().unwrap_or_default();
    let slot = Regex::new(r"\\\{[a-z\-\\]+\\\}").expect("a pattern");
    let text = slot.replace_all(&regex::escape(line), "(?s:.*)").into_owned();
    Regex::new(&format!(r"(?m)^{}[ -]{}{text}\r?$", wording.code, regex::escape(&enhanced))).expect("a pattern")
}

#[test]
fn every_recorded_wording_was_recorded() {
    let mut recordings: BTreeMap<String, Vec<agreement::recording::Recorded>> = BTreeMap::new();
    for folder in agreement::folders() {
        for server in agreement::recorded(&folder) {
            let stem = agreement::file_stem(server);
            let sessions = agreement::recording::load(&folder.join(format!("{stem}.jsonl")));
            recordings.entry(stem).or_default().extend(sessions);
        }
    }
    let mut wrong = Vec::new();
    let mut checked = 0;
    for server in smtp_servers::ALL {
        for &key in ReplyKey::ALL {
            let Some(wording) = (server.words.wording)(key) else { continue };
            let name = format!("{} {}: {}", server.id, server.role.id(), key.id());
            match wording.source {
                Source::Recorded(session) => {
                    checked += 1;
                    let said = recordings
                        .iter()
                        .filter(|(stem, _)| stem.starts_with(&format!("{}-", server.id)))
                        .flat_map(|(_, sessions)| sessions);
                    let pattern = pattern(wording);
                    let found = said
                        .filter(|recorded| recorded.id == session)
                        .any(|recorded| recorded.steps.iter().any(|step| pattern.is_match(&step.recv.text())));
                    if !found {
                        wrong.push(format!("{name} was not said in {session}: {} {}", wording.code, wording.text));
                    }
                }
                Source::Published("") => wrong.push(format!("{name} does not say where it was published")),
                Source::Transcript { place: "", .. } | Source::Transcript { date: "", .. } => {
                    wrong.push(format!("{name} does not say where, or when, it was made public"));
                }
                Source::Published(_) | Source::Standard(_) | Source::Unverified | Source::Transcript { .. } => {}
            }
        }
    }
    assert!(checked > 60, "only {checked} wordings were held against recordings");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn reply_codes_and_enhanced_codes_are_of_one_class() {
    for server in smtp_servers::ALL {
        for &key in ReplyKey::ALL {
            let Some(wording) = (server.words.wording)(key) else { continue };
            // Sendmail's remarks to VERB are 050, which is no code of the standard.
            let remark = key == ReplyKey::VerboseNote && wording.code == 50;
            assert!((200..600).contains(&wording.code) || remark, "{server:?} {key:?}");
            assert!(!wording.text.contains('\r'), "{server:?} {key:?}: lines are parted by \\n alone");
        }
    }
}
