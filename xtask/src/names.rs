//! Names by content for the files of the page itself. Trunk gives them only to the program that it starts, which is
//! the first screen; `assets/load.js` loads the page by the names at the root of `index.html`.

use std::path::Path;

use crate::digest::short_hash;
use crate::error::{Error, Result};
use crate::files::{read, read_text, remove, write};
use crate::markup::{rewrite, set_attribute};

/// The script and the program, as Trunk names them, and the attributes of `<html>` that name them.
const SCRIPT: &str = "app.js";
const PROGRAM: &str = "app_bg.wasm";
const ATTRIBUTES: [&str; 2] = ["data-app", "data-wasm"];

/// Renames the files in `dist`, and what refers to them.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let program = read(&dist.join(PROGRAM))?;
    let script = read_text(&dist.join(SCRIPT))?;
    let hash = short_hash([&program[..], script.as_bytes()].concat());
    let (script_name, program_name) = (format!("app-{hash}.js"), format!("app-{hash}_bg.wasm"));
    let script = script.replace(PROGRAM, &program_name);
    let page = rewrite(&read_text(&dist.join("index.html"))?, |number, root| {
        for (attribute, new) in ATTRIBUTES.into_iter().zip([&script_name, &program_name]).filter(|_| number == 0) {
            if !root.has_attribute(attribute) {
                return Err(Error::Tree(format!("index.html has no {attribute} at its root")));
            }
            set_attribute(root, attribute, new)?;
        }
        Ok(())
    })?;
    write(&dist.join(&script_name), script)?;
    write(&dist.join(&program_name), &program)?;
    write(&dist.join("index.html"), page)?;
    [SCRIPT, PROGRAM].into_iter().try_for_each(|old| remove(&dist.join(old)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn dist(page: &str) -> tempfile::TempDir {
        let dist = tempfile::tempdir().expect("a directory");
        for (name, text) in [(SCRIPT, "new URL('app_bg.wasm', import.meta.url)"), (PROGRAM, "wasm"), ("index.html", page)] {
            fs::write(dist.path().join(name), text).expect("written");
        }
        dist
    }

    #[test]
    fn the_page_and_the_script_name_files_that_are_there() {
        let dist = dist("<html data-app=\"app.js\" data-wasm=\"app_bg.wasm\">");
        run(dist.path()).expect("done");
        let page = fs::read_to_string(dist.path().join("index.html")).expect("there");
        let named: Vec<&str> = page.split('"').filter(|part| part.starts_with("app-")).collect();
        assert_eq!(named.len(), 2, "{page}");
        assert!(named.iter().all(|name| dist.path().join(name).is_file()), "{page}");
        assert!(fs::read_to_string(dist.path().join(named[0])).expect("there").contains(named[1]));
        assert!(!dist.path().join(SCRIPT).exists());
    }

    #[test]
    fn a_page_that_does_not_name_them_is_refused() {
        let dist = dist("<html>");
        run(dist.path()).expect_err("refused");
        assert!(dist.path().join(SCRIPT).exists());
    }
}
