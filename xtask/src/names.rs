//! Names by content for the programs that the page asks for itself. Trunk gives them only to the one that it starts, which
//! is the first screen; `assets/load.js` loads the page, and the page the decoder, by the names at the root of `index.html`.

use std::path::Path;

use crate::digest::short_hash;
use crate::error::{Error, Result};
use crate::files::{read, read_text, remove, write};
use crate::markup::{rewrite, set_attribute};

/// A program: its name, and the attributes of `<html>` that name its script and its WebAssembly.
struct Program {
    name: &'static str,
    attributes: [&'static str; 2],
}

const PROGRAMS: [Program; 2] = [
    Program { name: "app", attributes: ["data-app", "data-wasm"] },
    Program { name: "decoder", attributes: ["data-decoder", "data-decoder-wasm"] },
];

/// Renames the files in `dist`, and what refers to them.
pub(crate) fn run(dist: &Path) -> Result<()> {
    PROGRAMS.iter().try_for_each(|program| rename(dist, program))
}

fn rename(dist: &Path, program: &Program) -> Result<()> {
    // As Trunk names them.
    let (old_script, old_wasm) = (format!("{}.js", program.name), format!("{}_bg.wasm", program.name));
    let wasm = read(&dist.join(&old_wasm))?;
    let script = read_text(&dist.join(&old_script))?;
    let hash = short_hash([&wasm[..], script.as_bytes()].concat());
    let (new_script, new_wasm) = (format!("{}-{hash}.js", program.name), format!("{}-{hash}_bg.wasm", program.name));
    let page = rewrite(&read_text(&dist.join("index.html"))?, |number, root| {
        for (attribute, new) in program.attributes.into_iter().zip([&new_script, &new_wasm]).filter(|_| number == 0) {
            if !root.has_attribute(attribute) {
                return Err(Error::Tree(format!("index.html has no {attribute} at its root")));
            }
            set_attribute(root, attribute, new)?;
        }
        Ok(())
    })?;
    write(&dist.join(&new_script), script.replace(&old_wasm, &new_wasm))?;
    write(&dist.join(&new_wasm), &wasm)?;
    write(&dist.join("index.html"), page)?;
    [old_script, old_wasm].iter().try_for_each(|old| remove(&dist.join(old)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn dist(page: &str) -> tempfile::TempDir {
        let dist = tempfile::tempdir().expect("a directory");
        let file = |name: &str, text: &str| fs::write(dist.path().join(name), text).expect("written");
        for program in ["app", "decoder"] {
            file(&format!("{program}.js"), &format!("new URL('{program}_bg.wasm', import.meta.url)"));
            file(&format!("{program}_bg.wasm"), program);
        }
        file("index.html", page);
        dist
    }

    #[test]
    fn the_page_and_the_scripts_name_files_that_are_there() {
        let dist =
            dist("<html data-app=\"app.js\" data-wasm=\"app_bg.wasm\" data-decoder=\"decoder.js\" data-decoder-wasm=\"decoder_bg.wasm\">");
        run(dist.path()).expect("done");
        let page = fs::read_to_string(dist.path().join("index.html")).expect("there");
        for program in ["app-", "decoder-"] {
            let named: Vec<&str> = page.split('"').filter(|part| part.starts_with(program)).collect();
            assert_eq!(named.len(), 2, "{page}");
            assert!(named.iter().all(|name| dist.path().join(name).is_file()), "{page}");
            assert!(fs::read_to_string(dist.path().join(named[0])).expect("there").contains(named[1]));
        }
        assert!(!dist.path().join("app.js").exists());
    }

    #[test]
    fn a_page_that_does_not_name_them_is_refused() {
        let dist = dist("<html>");
        run(dist.path()).expect_err("refused");
        assert!(dist.path().join("app.js").exists());
    }
}
