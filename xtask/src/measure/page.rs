//! `cargo xtask measure page`: how fast and how large the built page is.

use serde_json::Value;

use super::table::{circumstances, figure, markdown};
use super::{Options, written_json};
use crate::browser;
use crate::build;
use crate::error::Result;
use crate::paths;
use crate::process::Run;

/// The best-loved page of this kind, in the columns of the start: measured elsewhere, so only what does not depend
/// on the machine, and its time as a ratio.
const LEARN_GIT_BRANCHING: [&str; 9] = ["learnGitBranching (measured elsewhere)", "–", "–", "–", "8", "1,170", "–", "–", "–"];

/// Builds the page, and the smallest one on Leptos beside it, and measures both in Chromium.
pub(super) fn measure(options: &Options) -> Result<Value> {
    let chromium = browser::chromium()?;
    browser::harness_ready()?;
    let smallest = paths::target().join("smallest");
    if !options.built {
        let tools = build::run()?;
        build::trunk(&tools).words("build --release --dist").args([&smallest]).dir(paths::root().join("tests").join("smallest")).run()?;
    }
    written_json(
        Run::new("node")
            .words("measure/page.mjs")
            .dir(paths::browser_tests())
            .env("DIST", paths::dist())
            .env("SMALLEST", smallest)
            .env("CHROMIUM", chromium),
    )
}

/// The figures in Markdown.
pub(super) fn table(figures: &Value) -> String {
    format!(
        "{}\nAt CPU throttle 4 and Fast 3G:\n\n{}\nAt CPU throttle 4, with the network of this machine:\n\n{}\n\
         A first visit with its service worker, which keeps all for use without a network, moves {} kB in {} requests.\n\n{}",
        circumstances(figures),
        start(&figures["start"]["cpu_4x_fast_3g"], true),
        start(&figures["start"]["cpu_4x"], false),
        kilobytes(figures, "/offline/gzip_bytes"),
        figure(figures, "/offline/requests"),
        transcript(figures),
    )
}

/// The start, next to others.
fn start(figures: &Value, elsewhere: bool) -> String {
    let names = [("smallest", "smallest page on Leptos"), ("en", "SMTP Playground, English"), ("zh-CN", "SMTP Playground, Chinese")];
    let smallest = figures.pointer("/smallest/usable_ms").and_then(Value::as_f64);
    let rows = names.map(|(key, name)| {
        let of = |what: &str| figure(figures, &format!("/{key}/{what}"));
        let bytes = |until: &str| kilobytes(figures, &format!("/{key}/{until}/gzip_bytes"));
        let usable = figures.pointer(&format!("/{key}/usable_ms")).and_then(Value::as_f64);
        let times = usable.zip(smallest).map_or_else(String::new, |(usable, smallest)| format!("{:.1}", usable / smallest));
        [
            name.to_owned(),
            of("first_paint_ms"),
            of("largest_paint_ms"),
            of("usable_ms"),
            times,
            bytes("until_usable"),
            of("until_usable/requests"),
            of("whole_ms"),
            bytes("until_whole"),
        ]
    });
    let head = [
        "start",
        "first paint, ms",
        "largest paint, ms",
        "usable, ms",
        "times the smallest",
        "kB gzip until usable",
        "requests",
        "whole page, ms",
        "kB more until then",
    ];
    markdown(head, rows.into_iter().chain(elsewhere.then(|| LEARN_GIT_BRANCHING.map(str::to_owned))))
}

fn kilobytes(figures: &Value, pointer: &str) -> String {
    figures.pointer(pointer).and_then(Value::as_f64).map_or_else(|| "–".to_owned(), |bytes| format!("{:.1}", bytes / 1000.0))
}

/// Typing, sending and undoing.
fn transcript(figures: &Value) -> String {
    let lengths = figures["transcript"].as_array().map(Vec::as_slice).unwrap_or_default();
    let rows = lengths.iter().map(|length| {
        let pair = |name: &str| format!("{} / {}", figure(length, &format!("/{name}/p50")), figure(length, &format!("/{name}/p95")));
        [
            figure(length, "/lines"),
            pair("key_to_paint_ms"),
            pair("enter_to_reply_ms"),
            pair("undo_ms"),
            format!("{} + {}", figure(length, "/heap_mib/javascript"), figure(length, "/heap_mib/wasm")),
        ]
    });
    markdown(
        [
            "lines in the transcript",
            "key to paint, ms (p50 / p95)",
            "Enter to reply, ms",
            "one undo, ms",
            "heap, MiB (JavaScript + WebAssembly)",
        ],
        rows,
    )
}
