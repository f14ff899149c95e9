//! `cargo xtask build`: the static files.

use std::fs;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use crate::error::{Error, Result};
use crate::names;
use crate::offline;
use crate::paths;
use crate::process::Run;
use crate::seal;
use crate::style;
use crate::tools::{ALL, Tools};

/// Builds `dist/` in release and says how large it is.
pub(crate) fn run() -> Result<Tools> {
    let tools = Tools::ready(ALL)?;
    println!("Building the page in release, about two minutes the first time.");
    trunk(&tools).words("build --release").run()?;
    let dist = paths::dist();
    names::run(&dist)?;
    style::run(&dist)?;
    seal::run(&dist)?;
    offline::run(&dist)?;
    let mut files = Vec::new();
    list(&dist, &mut files)?;
    files.sort();
    println!("dist/ holds:");
    for (name, size) in &files {
        println!("{size:>10}  {name}");
    }
    Ok(tools)
}

/// Builds, unless this program has done so already: several parts of the tests look at the same page.
pub(crate) fn once() -> Result<()> {
    static BUILT: AtomicBool = AtomicBool::new(false);
    if !BUILT.load(Relaxed) {
        run()?;
        BUILT.store(true, Relaxed);
    }
    Ok(())
}

/// Builds the page whose engine breaks when it is told to (feature `trial`), fast to build rather than small.
pub(crate) fn trial(dist: &Path) -> Result<()> {
    let tools = Tools::ready(ALL)?;
    println!("Building the page that can be told to break.");
    trunk(&tools).words("build --features trial --dist").args([dist]).run()?;
    seal::run(dist)
}

/// Trunk, with the tools where it looks for them and without its own version check.
pub(crate) fn trunk(tools: &Tools) -> Run {
    Run::new(paths::find_in(tools.dirs().to_vec(), "trunk").unwrap_or_else(|| "trunk".into()))
        .path(tools.dirs())
        .env("TRUNK_SKIP_VERSION_CHECK", "true")
        // Trunk wants `true` or `false` there and stops at the usual `1`.
        .without_env("NO_COLOR")
}

fn list(dir: &Path, into: &mut Vec<(String, u64)>) -> Result<()> {
    let cannot = || Error::file(format!("cannot read {}", dir.display()));
    for entry in fs::read_dir(dir).map_err(cannot())? {
        let entry = entry.map_err(cannot())?;
        let meta = entry.metadata().map_err(cannot())?;
        if meta.is_dir() {
            list(&entry.path(), into)?;
        } else {
            let path = entry.path();
            let name = path.strip_prefix(paths::dist()).unwrap_or(&path);
            into.push((name.display().to_string(), meta.len()));
        }
    }
    Ok(())
}
