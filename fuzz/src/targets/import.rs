use playground::record::export;
use playground::record::import::{self, Imported};

use super::{keep, replay};

/// No log that says more is played: each line costs a reply, and libFuzzer wants many runs.
const LINES: usize = 300;

/// A log of any kind: what is read of it can be played; written as a transcript it can be read again, and
/// then says the same.
pub fn import(data: &[u8]) {
    let Ok(imported) = import::import(&String::from_utf8_lossy(data)) else { return };
    if imported.exchanges.len() > LINES {
        return;
    }
    let server = imported.server().unwrap_or(smtp_servers::ALL[data.len() % smtp_servers::ALL.len()]);
    let timeline = imported.play(server);
    replay(&timeline);
    keep(&timeline);
    let written = export::text(&timeline);
    let Some(again) = read_again(&written) else { return };
    let rewritten = export::text(&again.play(server));
    let Some(third) = read_again(&rewritten) else { return };
    assert_eq!(said(&third), said(&again), "{server:?}\n{written}\n{rewritten}");
}

/// A transcript that was written is read as one, if the client said something in it.
fn read_again(written: &str) -> Option<Imported> {
    match import::import(written) {
        Ok(imported) => {
            assert_eq!(imported.kind, import::LogKind::Transcript, "{written}");
            Some(imported)
        }
        Err(error) => {
            assert!(!written.lines().any(|line| line.starts_with("C: ")), "{error}\n{written}");
            None
        }
    }
}

fn said(imported: &Imported) -> Vec<Option<&str>> {
    imported.exchanges.iter().map(|exchange| exchange.said.as_deref()).collect()
}
