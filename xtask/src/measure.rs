//! `cargo xtask measure`: how fast and how large the built page is, as JSON.

use crate::browser;
use crate::build;
use crate::error::Result;
use crate::paths;
use crate::process::Run;

/// Builds the page, measures it in Chromium and prints the figures.
pub(crate) fn run() -> Result<()> {
    let chromium = browser::chromium()?;
    browser::harness_ready()?;
    build::run()?;
    println!("Measuring, some minutes. Nothing else should be busy on this machine meanwhile.");
    Run::new("node").words("measure.mjs").dir(paths::browser_tests()).env("DIST", paths::dist()).env("CHROMIUM", chromium).run()
}
