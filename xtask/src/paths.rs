//! Places in the tree.

use std::env;
use std::path::{Path, PathBuf};

/// The directory of the workspace.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

/// Where Cargo builds.
pub(crate) fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// Where tools are installed: always inside the tree, wherever Cargo builds.
pub(crate) fn tools() -> PathBuf {
    root().join("target").join("tools")
}

/// The static files that `cargo xtask build` makes.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The Playwright harness and its specs.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests").join("browser")
}

/// The first of `dirs` that holds the program, as a whole path.
pub(crate) fn find_in(dirs: impl IntoIterator<Item = PathBuf>, program: &str) -> Option<PathBuf> {
    dirs.into_iter().map(|dir| dir.join(format!("{program}{}", env::consts::EXE_SUFFIX))).find(|path| path.is_file())
}

/// The directories of PATH.
pub(crate) fn on_path() -> Vec<PathBuf> {
    env::var_os("PATH").map_or_else(Vec::new, |path| env::split_paths(&path).collect())
}
