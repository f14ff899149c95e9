//! Replays the recordings of real servers against the engine and scores how far they agree.

#[path = "../../crates/cli/src/record/answers.rs"]
pub(crate) mod answers;
pub(crate) mod mask;
pub(crate) mod play;
pub(crate) mod recording;
pub(crate) mod score;

use std::path::{Path, PathBuf};

use smtp_engine::session::{Server, World};

/// The recordings' folder.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("PROJECT_ROOT")).join("tests/recordings")
}

/// The name of the recording file of `server`, without its ending.
pub(crate) fn file_stem(server: &Server) -> String {
    format!("{}-{}", server.id, server.role.id())
}

/// The folders of recordings: the sessions that were thought out, those that look for the corners of the syntax,
/// random ones, and every address of their vocabulary.
pub(crate) fn folders() -> [PathBuf; 4] {
    ["", "more", "random", "sweep"].map(|name| folder().join(name))
}

/// The servers with recordings in `folder`.
pub(crate) fn recorded(folder: &Path) -> Vec<&'static Server> {
    let there = |server: &&&Server| recording::exists(&folder.join(format!("{}.jsonl", file_stem(server))));
    smtp_servers::ALL.iter().filter(there).copied().collect()
}

/// Replays every recorded session of `server` and scores it; `show` gets each difference as text.
pub(crate) fn agreement(folder: &Path, server: &'static Server, mut show: impl FnMut(String)) -> score::Scores {
    let recordings = recording::load(&folder.join(format!("{}.jsonl", file_stem(server))));
    let stimuli = recording::load_stimuli(folder);
    let mut scores = score::Scores::default();
    for recorded in &recordings {
        if !recorded.stable || recorded.aborted.is_some() {
            scores.left_out += 1;
            continue;
        }
        let stimulus = &stimuli[&recorded.id];
        let played = play::play(stimulus, server, &World::standard());
        scores.add(recorded, &played, &mut show);
    }
    scores
}
