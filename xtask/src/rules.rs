//! Parts of the tests that look at the sources: docs, features, the page's own scripts, the specs, shell scripts.

use serde_json::Value;

use crate::browser;
use crate::error::{Error, Result};
use crate::files;
use crate::paths;
use crate::process::Run;

/// What TypeScript looks at: the specs, the page's scripts, the service worker, each with the globals that it has.
const TYPED: &[&str] = &["tsconfig.json", "tsconfig.page.json", "tsconfig.worker.json"];

/// `tsc` over specs and scripts, and `shellcheck` over shell scripts; all of it, also after a failure.
pub(crate) fn scripts() -> Result<()> {
    browser::harness_ready()?;
    let typed = TYPED.iter().map(|project| {
        Run::new("node").words("node_modules/typescript/bin/tsc --project").args([project]).dir(paths::browser_tests()).run()
    });
    typed.collect::<Vec<_>>().into_iter().chain([shell_scripts()]).collect()
}

/// `cargo doc` of our own packages, private items too, without a warning.
pub(crate) fn docs() -> Result<()> {
    // Private items are documented, too, so links to them lead somewhere.
    let flags = "-D warnings -A rustdoc::private_intra_doc_links";
    Run::cargo().words("doc --workspace --no-deps --lib --document-private-items").env("RUSTDOCFLAGS", flags).run()
}

/// Each package of ours that has features compiles with any of them, and with none.
pub(crate) fn features() -> Result<()> {
    let described = Run::cargo().words("metadata --locked --no-deps --format-version 1").written()?;
    let described: Value =
        serde_json::from_str(&described).map_err(|error| Error::Tree(format!("cargo metadata wrote no JSON: {error}")))?;
    let packages = described["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let named = packages.iter().filter_map(|package| Some((package["name"].as_str()?, package["features"].as_object()?)));
    for (name, features) in named.filter(|(_, features)| !features.is_empty()) {
        let features: Vec<&str> = features.keys().map(String::as_str).filter(|feature| *feature != "default").collect();
        for chosen in subsets(&features) {
            Run::cargo().words("check --no-default-features --package").args([name, "--features", &chosen.join(",")]).run()?;
        }
    }
    Ok(())
}

/// All subsets, the empty one first.
fn subsets<'f>(features: &[&'f str]) -> Vec<Vec<&'f str>> {
    let mut subsets = vec![Vec::new()];
    for &feature in features {
        let with: Vec<Vec<&str>> = subsets.iter().map(|subset| [&subset[..], &[feature]].concat()).collect();
        subsets.extend(with);
    }
    subsets
}

fn shell_scripts() -> Result<()> {
    let shellcheck = paths::find_in(paths::on_path(), "shellcheck").ok_or_else(|| Error::Missing {
        what: "shellcheck".to_owned(),
        how: "Debian, Ubuntu: `apt-get install shellcheck`; macOS: `brew install shellcheck`.".to_owned(),
    })?;
    let snippets = files::list(&paths::root().join("snippets"))?;
    let own = snippets.into_iter().map(|(_, path)| path).filter(|path| path.extension().is_some_and(|ending| ending == "sh"));
    Run::new(shellcheck).args([paths::root().join(".ci").join("run")]).args(own).run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_hold_each_choice_once() {
        assert_eq!(subsets(&[]), [[""; 0]]);
        assert_eq!(subsets(&["a", "b"]), [vec![], vec!["a"], vec!["b"], vec!["a", "b"]]);
    }

    /// Clippy holds what CONTRIBUTING says, where each program and library asks it to.
    #[test]
    fn no_code_of_ours_may_unwrap_or_panic() {
        let files = ["src", "crates", "xtask"].map(|room| files::list(&paths::root().join(room)).expect("a room"));
        let roots = files.iter().flatten().map(|(_, path)| path).filter(|path| {
            let name = path.file_name().and_then(|name| name.to_str());
            let in_src = path.parent().is_some_and(|parent| parent.ends_with("src"));
            in_src && matches!(name, Some("lib.rs" | "main.rs"))
        });
        let has_all = |text: &str| NEVER.iter().all(|lint| text.lines().any(|line| line.starts_with("#![deny(") && line.contains(lint)));
        let without: Vec<_> = roots.filter(|root| !has_all(&files::read_text(root).expect("text"))).collect();
        assert!(without.is_empty(), "these lack #![deny({})]: {without:?}", NEVER.join(", "));
    }

    const NEVER: &[&str] = &["clippy::expect_used", "clippy::panic", "clippy::unwrap_used"];
}
