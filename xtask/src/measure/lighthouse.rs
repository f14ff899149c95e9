//! `cargo xtask measure lighthouse`: what Lighthouse says of the built page on a phone.

use serde_json::Value;

use super::table::{circumstances, figure, markdown};
use super::{Options, written_json};
use crate::browser;
use crate::build;
use crate::error::Result;
use crate::install;
use crate::paths;
use crate::process::Run;

/// Builds the page and lets Lighthouse look at it.
pub(super) fn measure(options: &Options) -> Result<Value> {
    let chromium = browser::chromium()?;
    let dir = paths::root().join("tests").join("lighthouse");
    install::packages_ready(&dir, "Lighthouse")?;
    if !options.built {
        build::run()?;
    }
    written_json(Run::new("node").words("run.mjs").dir(dir).env("DIST", paths::dist()).env("CHROMIUM", chromium))
}

/// The figures in Markdown.
pub(super) fn table(figures: &Value) -> String {
    let names = [("page", "the playground"), ("reference", "a page of the reference")];
    let rows = names.map(|(key, name)| {
        let of = |what: &str| figure(figures, &format!("/{key}/{what}"));
        [
            name.to_owned(),
            of("scores/performance"),
            of("scores/accessibility"),
            of("scores/best-practices"),
            of("scores/seo"),
            of("metrics/first_paint_ms"),
            of("metrics/largest_paint_ms"),
            of("metrics/blocking_ms"),
            of("metrics/layout_shift"),
        ]
    });
    let head = [
        "Lighthouse, mobile",
        "performance",
        "accessibility",
        "best practices",
        "SEO",
        "first paint, ms",
        "largest paint, ms",
        "blocking, ms",
        "layout shift",
    ];
    format!("{}\n{}", circumstances(figures), markdown(head, rows))
}
