//! The ways in which a tool gets here.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;
use crate::tools::{NODE_MAJOR, WASM_TARGET};

/// Node, for wasm-opt and the browser tests.
pub(crate) fn node_ready() -> Result<()> {
    let said = Run::new("node").words("--version").output();
    let major = said.as_deref().and_then(|version| version.trim().trim_start_matches('v').split('.').next()?.parse::<u32>().ok());
    let how = "Install it from your system's packages (Debian, Ubuntu: `apt-get install nodejs npm`), \
               with a version manager such as nvm, or from the Node.js site, and try again.";
    match major {
        Some(major) if major >= NODE_MAJOR => Ok(()),
        Some(major) => Err(Error::Missing { what: format!("Node {NODE_MAJOR} or newer (this is {major})"), how: how.to_owned() }),
        None => Err(Error::Missing { what: format!("Node {NODE_MAJOR} or newer"), how: how.to_owned() }),
    }
}

/// The standard library for WebAssembly.
pub(crate) fn wasm_target_ready() -> Result<()> {
    let libdir = Run::new("rustc").words("--print target-libdir --target").args([WASM_TARGET]).output();
    if libdir.is_some_and(|dir| Path::new(dir.trim()).is_dir()) {
        return Ok(());
    }
    println!("Installing the Rust target {WASM_TARGET}.");
    Run::new("rustup").words("target add").args([WASM_TARGET]).run().map_err(|error| Error::Missing {
        what: format!("The Rust target {WASM_TARGET}"),
        how: format!(
            "{error}\n  With rustup: `rustup target add {WASM_TARGET}`; otherwise install your \
                 system's package of Rust's standard library for WebAssembly."
        ),
    })
}

/// Makes sure that `what` from npm is in `node_modules` of `dir` as its lock file has it.
pub(crate) fn packages_ready(dir: &Path, what: &str) -> Result<()> {
    // npm writes the second file once it is done with the first.
    let (wanted, done) = (dir.join("package-lock.json"), dir.join("node_modules").join(".package-lock.json"));
    let written = |file| fs::metadata(file).and_then(|known| known.modified()).ok();
    if written(done).is_some_and(|done| written(wanted).is_some_and(|wanted| wanted <= done)) {
        return Ok(());
    }
    node_ready()?;
    println!("Installing {what} with npm, a minute at most. It goes to {}.", dir.join("node_modules").display());
    Run::npm().words("ci --no-audit --no-fund").dir(dir).run()
}

/// A package of npm, into a directory of its own.
pub(crate) fn with_npm(package: &str, version: &str) -> Result<()> {
    node_ready()?;
    println!("Installing {package} {version} with npm, a minute at most. It goes to target/tools/npm.");
    let dir = paths::tools().join("npm");
    fs::create_dir_all(&dir).map_err(Error::file(format!("cannot make {}", dir.display())))?;
    Run::npm().words("install --no-audit --no-fund --no-save --prefix").args([dir]).args([format!("{package}@{version}")]).run()
}

/// Ready-made programs, where `cargo binstall` is there and finds them.
pub(crate) fn with_binstall(package: &str, version: &str) -> bool {
    if paths::find_in(paths::on_path(), "cargo-binstall").is_none() {
        return false;
    }
    println!("Installing {package} {version} with cargo binstall. It goes to target/tools.");
    Run::cargo()
        .words("binstall --no-confirm --disable-strategies compile --root")
        .args([paths::tools()])
        .args([format!("{package}@{version}")])
        .run()
        .inspect_err(|error| println!("{error}; going on without it."))
        .is_ok()
}

/// Compiles a tool with the profile that is done soonest: these programs run for seconds.
pub(crate) fn from_source(package: &str, version: &str, locked: bool) -> Result<()> {
    Run::cargo()
        .words("install --force --root")
        .args([paths::tools()])
        .args([package, "--version", version])
        .args(locked.then_some("--locked"))
        .env("CARGO_TARGET_DIR", build_dir())
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .env("CARGO_PROFILE_RELEASE_STRIP", "true")
        .run()
}

/// Kept until the tool is there, so that an installation cut short goes on where it stopped.
pub(crate) fn build_dir() -> PathBuf {
    paths::tools().join("build")
}

/// Where npm puts the programs of `with_npm`.
pub(crate) fn npm_bin() -> PathBuf {
    paths::tools().join("npm").join("node_modules").join(".bin")
}
