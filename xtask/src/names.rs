//! Names by content for the files of the page itself. Trunk gives them only to the program that it starts, which is
//! the first screen; `assets/load.js` loads the page by the names at the root of `index.html`.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::offline::{short_hash, write};

/// The script and the program, as Trunk names them.
const SCRIPT: &str = "app.js";
const PROGRAM: &str = "app_bg.wasm";

/// Renames the files in `dist`, and what refers to them.
pub(crate) fn run(dist: &Path) -> Result<()> {
    let program = read(dist, PROGRAM)?;
    let script = read(dist, SCRIPT)?;
    let hash = short_hash(&[&program[..], &script].concat());
    let (script_name, program_name) = (format!("app-{hash}.js"), format!("app-{hash}_bg.wasm"));
    let script = String::from_utf8_lossy(&script).replace(PROGRAM, &program_name);
    let page = String::from_utf8_lossy(&read(dist, "index.html")?).into_owned();
    let renamed = page.replace(&format!("data-app=\"{SCRIPT}\""), &format!("data-app=\"{script_name}\""));
    let renamed = renamed.replace(&format!("data-wasm=\"{PROGRAM}\""), &format!("data-wasm=\"{program_name}\""));
    if !(renamed.contains(&script_name) && renamed.contains(&program_name)) {
        return Err(Error::Tree(format!("index.html has no data-app=\"{SCRIPT}\" and data-wasm=\"{PROGRAM}\" at its root")));
    }
    write(&dist.join(&script_name), script.as_bytes())?;
    write(&dist.join(&program_name), &program)?;
    write(&dist.join("index.html"), renamed.as_bytes())?;
    for old in [SCRIPT, PROGRAM] {
        fs::remove_file(dist.join(old)).map_err(Error::file(format!("cannot remove {old}")))?;
    }
    Ok(())
}

fn read(dist: &Path, name: &str) -> Result<Vec<u8>> {
    fs::read(dist.join(name)).map_err(Error::file(format!("cannot read {}", dist.join(name).display())))
}

#[cfg(test)]
mod tests {
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
