//! `cargo xtask measure page`: how fast and how large the built page is.

use serde_json::Value;

use super::table::{figure, markdown};
use crate::browser;
use crate::build;
use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;

/// Builds the page, and the smallest one on Leptos beside it, and measures both in Chromium.
pub(super) fn measure() -> Result<Value> {
    let chromium = browser::chromium()?;
    browser::harness_ready()?;
    let tools = build::run()?;
    let smallest = paths::target().join("smallest");
    build::trunk(&tools).words("build --release --dist").args([&smallest]).dir(paths::root().join("tests").join("smallest")).run()?;
    let written = Run::new("node")
        .words("measure/page.mjs")
        .dir(paths::browser_tests())
        .env("DIST", paths::dist())
        .env("SMALLEST", smallest)
        .env("CHROMIUM", chromium)
        .written()?;
    serde_json::from_str(&written).map_err(|error| Error::Tree(format!("tests/browser/measure/page.mjs did not write JSON: {error}")))
}

/// The figures in Markdown.
pub(super) fn table(figures: &Value) -> String {
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
