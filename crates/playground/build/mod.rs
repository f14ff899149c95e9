//! The content compiler: one file a kind of content, all problems told at once.

mod articles;
mod emit;
mod labels;
mod languages;
mod markdown;
mod problems;
mod read;
mod tables;

use problems::Problems;
use std::path::{Path, PathBuf};

/// The project's top folder, relative to this package; problems name files relative to it.
const ROOT: &str = "../..";

/// The folder that is compiled, relative to the top folder.
const CONTENT: &str = "content";

/// The variable that names a folder with more languages: a page is built with a toy language, to try that a language
/// needs files only.
const OTHERS: &str = "SMTP_PLAYGROUND_LANGUAGES";

/// Reads `content/` and writes `content.rs` into Cargo's output folder.
pub(crate) fn run() {
    println!("cargo::rerun-if-changed={ROOT}/{CONTENT}");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={OTHERS}");
    let others = std::env::var_os(OTHERS).filter(|others| !others.is_empty()).map(PathBuf::from);
    if let Some(others) = &others {
        println!("cargo::rerun-if-changed={ROOT}/{}", others.display());
    }
    let mut problems = Problems::default();
    // Cargo starts a build script in its package's folder.
    if let Err(error) = std::env::set_current_dir(ROOT) {
        problems.push(Path::new(ROOT), 0, format!("cannot be entered: {error}"));
    }
    let code = compile(Path::new(CONTENT), others.as_deref(), &mut problems);
    if problems.is_empty() {
        write(&code, &mut problems);
    }
    problems.finish();
}

fn compile(content: &Path, others: Option<&Path>, problems: &mut Problems) -> String {
    let languages = languages::read(content, others, problems);
    let mut code = languages::emit(&languages);
    code.push_str(&labels::compile(&languages, problems));
    code.push_str(&tables::compile(&languages, problems));
    code.push_str(&articles::compile(&languages, problems));
    code
}

fn write(code: &str, problems: &mut Problems) {
    let Some(folder) = std::env::var_os("OUT_DIR") else {
        return problems.push(Path::new("build.rs"), 0, "OUT_DIR is not set: run it through cargo");
    };
    let file = Path::new(&folder).join("content.rs");
    if let Err(error) = std::fs::write(&file, code) {
        problems.push(&file, 0, format!("cannot be written: {error}"));
    }
}
