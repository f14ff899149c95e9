//! The decoder's worker: what wasm-bindgen wrote for the program, and after it the script that starts it. One file, in
//! watch mode as in a release.

use std::path::Path;

use crate::error::Result;
use crate::files::{read_text, write};
use crate::paths;

/// The script, as Trunk writes it, and ours in `assets/`.
pub(crate) const SCRIPT: &str = "decoder.js";

/// Puts ours at the end of Trunk's in `dist`.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let place = dist.join(SCRIPT);
    let start = read_text(&paths::root().join("assets").join(SCRIPT))?;
    let whole = read_text(&place)? + "\n" + &start;
    write(&place, whole)
}
