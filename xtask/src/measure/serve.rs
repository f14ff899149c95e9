//! `cargo xtask measure serve`: our `serve` under Postfix's load generator, next to Postfix's own sink and
//! aiosmtpd, over loopback.

use std::ffi::OsStr;
use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value, json};

use super::Options;
use super::here::here;
use super::load::{Peer, Programs, Rate, memory_kib, open_at_once, take_recipients};
use super::table::{circumstances, figure, markdown};
use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;

/// Octets of a message.
const MESSAGE: u32 = 4096;
/// Sessions side by side.
const SESSIONS: u32 = 10;
/// Times that each server is measured; they take turns, and the median counts.
const ROUNDS: usize = 5;
/// Connections that are open at once. This program and `serve` each need as many open files (`ulimit -n 12000`).
const CONNECTIONS: usize = 5000;
/// Recipients of one transaction; the time has to grow as they do.
const RECIPIENTS: [usize; 2] = [100_000, 200_000];
/// Messages in a stretch after which memory is looked at, and how many stretches.
const STRETCH: (u32, usize) = (20_000, 5);

/// The ways to send, with the options of smtp-source.
const WAYS: [(&str, &[&str]); 2] = [("connections_kept", &["-d"]), ("connection_each", &[])];

/// Builds `serve`, starts all three and lets them take turns.
pub(super) fn measure(options: &Options) -> Result<Value> {
    let programs = Programs::find()?;
    let serve = program(options)?;
    let folder = paths::target().join("measure").join("maildir");
    fs::create_dir_all(&folder).map_err(Error::file(format!("cannot make {}", folder.display())))?;
    let (synced, unsynced) = (folder.join("synced"), folder.join("unsynced"));
    let (maildir, no_sync) = (OsStr::new("--maildir"), OsStr::new("--no-sync"));
    // The messages for each are so many that a round takes about a second.
    let peers = [
        ("serve", Peer::serve(&serve, "postfix", &[])?, 10_000),
        ("serve_unsynced", Peer::serve(&serve, "postfix", &[maildir, unsynced.as_os_str(), no_sync])?, 5000),
        ("serve_synced", Peer::serve(&serve, "postfix", &[maildir, synced.as_os_str()])?, 500),
        ("smtp_sink", Peer::smtp_sink(&programs)?, 10_000),
        ("aiosmtpd", Peer::aiosmtpd(&programs)?, 1000),
    ];
    let mut figures = Map::new();
    let with = format!("Postfix {}, aiosmtpd {}", programs.postfix_version(), programs.aiosmtpd_version());
    figures.insert("measured".to_owned(), here(&with));
    for (way, arguments) in WAYS {
        figures.insert(way.to_owned(), take_turns(&programs, &peers, arguments)?);
    }
    drop(peers);
    fs::remove_dir_all(&folder).map_err(Error::file(format!("cannot remove {}", folder.display())))?;
    // smtp-server sets no limit to recipients.
    let without_limit = Peer::serve(&serve, "smtp-server", &[])?;
    let milliseconds = RECIPIENTS.map(|count| take_recipients(without_limit.address(), count).map(|took| took.as_millis()));
    figures.insert("recipients".to_owned(), json!({ "counts": RECIPIENTS, "milliseconds": milliseconds }));
    drop(without_limit);
    let fresh = Peer::serve(&serve, "postfix", &[])?;
    let answered = open_at_once(fresh.address(), CONNECTIONS);
    figures.insert("open_at_once".to_owned(), json!({ "connections": CONNECTIONS, "answered": answered }));
    figures.insert("memory".to_owned(), memory(&programs, &fresh)?);
    figures.insert("message_octets".to_owned(), MESSAGE.into());
    figures.insert("sessions".to_owned(), SESSIONS.into());
    Ok(Value::Object(figures))
}

fn program(options: &Options) -> Result<PathBuf> {
    if !options.built {
        Run::cargo().words("build --profile fast --package smtp-playground-cli").run()?;
    }
    Ok(paths::target().join("fast").join(format!("smtp-playground{}", std::env::consts::EXE_SUFFIX)))
}

/// Messages per second and processor time of each peer, the median of all rounds.
fn take_turns(programs: &Programs, peers: &[(&str, Peer, u32)], way: &[&str]) -> Result<Value> {
    let mut rates: Vec<Vec<Rate>> = vec![Vec::new(); peers.len()];
    // The first round only warms up.
    for round in 0..=ROUNDS {
        for ((name, peer, messages), rates) in peers.iter().zip(&mut rates) {
            let rate = programs.send(peer, way, SESSIONS, MESSAGE, *messages)?;
            eprintln!("{name:<10} {:>9.0} messages/s, {:>4.0} µs of processor each", rate.per_second, rate.processor_us);
            if round > 0 {
                rates.push(rate);
            }
        }
    }
    let mut medians = Map::new();
    for ((name, ..), rates) in peers.iter().zip(&rates) {
        let per_second = median(rates.iter().map(|rate| rate.per_second).collect());
        let processor_us = median(rates.iter().map(|rate| rate.processor_us).collect());
        medians.insert((*name).to_owned(), json!({ "messages_per_second": per_second.round(), "processor_us": processor_us }));
    }
    Ok(Value::Object(medians))
}

fn median(mut of: Vec<f64>) -> f64 {
    of.sort_by(f64::total_cmp);
    of.get(of.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The resident memory of `serve` after each stretch of messages.
fn memory(programs: &Programs, serve: &Peer) -> Result<Value> {
    let (messages, stretches) = STRETCH;
    let mut resident = vec![memory_kib(serve)];
    for _ in 0..stretches {
        programs.send(serve, &["-d"], SESSIONS, MESSAGE, messages)?;
        resident.push(memory_kib(serve));
    }
    Ok(json!({ "messages_between": messages, "resident_kib": resident }))
}

/// The figures in Markdown.
pub(super) fn table(figures: &Value) -> String {
    let names = [
        ("serve", "serve, nothing kept"),
        ("serve_unsynced", "serve, Maildir, `--no-sync`"),
        ("serve_synced", "serve, Maildir, on the disk before each 250"),
        ("smtp_sink", "Postfix's smtp-sink"),
        ("aiosmtpd", "aiosmtpd"),
    ];
    let rows = names.map(|(key, name)| {
        let of = |way: &str, what: &str| figure(figures, &format!("/{way}/{key}/{what}"));
        let [(kept, _), (each, _)] = WAYS;
        let cell = |way| [of(way, "messages_per_second"), of(way, "processor_us")];
        let ([kept, kept_processor], [each, each_processor]) = (cell(kept), cell(each));
        [name.to_owned(), kept, kept_processor, each, each_processor]
    });
    let rates = markdown(
        ["under smtp-source", "messages/s, connections kept", "µs of processor", "messages/s, a connection each", "µs of processor"],
        rows,
    );
    let memory = figures.pointer("/memory/resident_kib").and_then(Value::as_array);
    let memory = memory.into_iter().flatten().map(|kib| kib.as_f64().map_or_else(|| "–".to_owned(), |kib| format!("{:.1}", kib / 1024.0)));
    format!(
        "{}\n{rates}\n{} of {} connections that were open at once were answered. {} and {} recipients of one transaction took {} and {} ms. Resident memory of `serve` at the start and after each {} messages, MiB: {}.\n",
        circumstances(figures),
        figure(figures, "/open_at_once/answered"),
        figure(figures, "/open_at_once/connections"),
        figure(figures, "/recipients/counts/0"),
        figure(figures, "/recipients/counts/1"),
        figure(figures, "/recipients/milliseconds/0"),
        figure(figures, "/recipients/milliseconds/1"),
        figure(figures, "/memory/messages_between"),
        memory.collect::<Vec<_>>().join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_one_in_the_middle() {
        assert_eq!(median(vec![9.0, 1.0, 2.0]), 2.0);
    }

    #[test]
    fn the_table_says_what_was_measured() {
        let rate = json!({ "messages_per_second": 12_000.0, "processor_us": 30.0 });
        let way = json!({ "serve": rate, "serve_synced": rate, "serve_unsynced": rate, "smtp_sink": rate, "aiosmtpd": rate });
        let figures = json!({
            "connections_kept": way, "connection_each": way,
            "recipients": { "counts": [100_000, 200_000], "milliseconds": [450, 1002] },
            "open_at_once": { "connections": 1000, "answered": 999 },
            "memory": { "messages_between": 20_000, "resident_kib": [2048, 3072] },
        });
        let table = table(&figures);
        assert!(table.contains("| aiosmtpd | 12,000 | 30 | 12,000 | 30 |"), "{table}");
        assert!(table.contains("100,000 and 200,000 recipients of one transaction took 450 and 1,002 ms."), "{table}");
        assert!(table.contains("999 of 1,000") && table.contains("MiB: 2.0, 3.0."), "{table}");
    }
}
