//! `cargo xtask build`: the static files.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use crate::error::{Error, Result};
use crate::files::list;
use crate::names;
use crate::offline;
use crate::paths;
use crate::process::Run;
use crate::seal;
use crate::style;
use crate::tools::{ALL, Tools};
use crate::worker;

/// Names a folder with more languages to the compiler of `content/`, and the folder of the one that is a toy.
const LANGUAGES: &str = "SMTP_PLAYGROUND_LANGUAGES";
const TOY: &str = "tests/languages";

/// Builds `dist/` in release and says how large it is.
pub(crate) fn run() -> Result<Tools> {
    let tools = Tools::ready(ALL)?;
    println!("Building the page in release, about two minutes the first time.");
    trunk(&tools).words("build --release").run()?;
    println!("dist/ holds:");
    for (name, path) in list(&paths::dist())? {
        let size = path.metadata().map_err(Error::file(format!("cannot read {}", path.display())))?.len();
        println!("{size:>10}  {name}");
    }
    Ok(tools)
}

/// What Trunk calls when it has built the page (Trunk.toml), before the files go to their place: the reference and all
/// words are written, and a release build is named, joined, sealed and listed.
pub(crate) fn finish() -> Result<()> {
    let variable =
        |name: &str| env::var_os(name).ok_or_else(|| Error::Usage(format!("`cargo xtask finish` is for Trunk, which sets {name}")));
    let (dist, profile) = (PathBuf::from(variable("TRUNK_STAGING_DIR")?), variable("TRUNK_PROFILE")?);
    Run::cargo().words("run --quiet --locked --package smtp-playground-site").run()?;
    worker::run(&dist)?;
    if profile == "release" {
        names::run(&dist)?;
        style::run(&dist)?;
        seal::run(&dist)?;
        offline::run(&dist)?;
    }
    Ok(())
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

/// Builds the page whose engine breaks when it is told to (feature `trial`), fast to build rather than small. It has a
/// language more, of a few words.
pub(crate) fn trial(dist: &Path) -> Result<()> {
    let tools = Tools::ready(ALL)?;
    println!("Building the page that can be told to break.");
    trunk(&tools).words("build --features trial --dist").args([dist]).env(LANGUAGES, TOY).run()?;
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
