//! The tools that the build and the tests need: which, at which version, and how they get here.
//!
//! Nothing is installed outside `target/tools` (and `tests/browser/node_modules`). The right
//! version found there or on PATH is used as it is.

use std::fs;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::install;
use crate::paths;
use crate::process::Run;

/// Every pinned version, in this one table.
pub(crate) const ALL: &[Tool] = &[TRUNK, WASM_BINDGEN, WASM_OPT];

/// Builds the page.
pub(crate) const TRUNK: Tool = Tool {
    program: "trunk",
    beside: &[],
    version: Version::Pinned("0.21.14"),
    from: Source::Cargo { package: "trunk", locked: true, minutes: 5 },
};

/// Makes the glue between WebAssembly and JavaScript, and runs the tests in wasm.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    program: "wasm-bindgen",
    beside: &["wasm-bindgen-test-runner"],
    version: Version::OfPackageInLock("wasm-bindgen"),
    from: Source::Cargo {
        package: "wasm-bindgen-cli",
        // 0.2.130's own lock file names a version that was withdrawn.
        locked: false,
        minutes: 2,
    },
};

/// Makes the WebAssembly small.
pub(crate) const WASM_OPT: Tool =
    Tool { program: "wasm-opt", beside: &[], version: Version::Pinned("132.0.0"), from: Source::Npm { package: "binaryen" } };

/// Drives Firefox in the tests. Debian has none.
pub(crate) const GECKODRIVER: Tool = Tool {
    program: "geckodriver",
    beside: &[],
    version: Version::Pinned("0.37.1"),
    from: Source::Cargo { package: "geckodriver", locked: true, minutes: 1 },
};

/// The packages of the browser tests, as `tests/browser/package.json` has to name them.
pub(crate) const BROWSER_PACKAGES: &[(&str, &str)] =
    &[("@playwright/test", "1.65.1"), ("@axe-core/playwright", "4.14.0"), ("html-validate", "10.9.0"), ("typescript", "7.0.2")];

/// The Rust target of the page.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The oldest Node that will do.
pub(crate) const NODE_MAJOR: u32 = 20;

/// One row of the table.
pub(crate) struct Tool {
    program: &'static str,
    /// Programs that have to lie in the same directory.
    beside: &'static [&'static str],
    version: Version,
    from: Source,
}

/// Which version of a tool.
enum Version {
    Pinned(&'static str),
    OfPackageInLock(&'static str),
}

/// Where a tool comes from when it is not there.
enum Source {
    Cargo { package: &'static str, locked: bool, minutes: u32 },
    Npm { package: &'static str },
}

/// Tools that were found or installed.
pub(crate) struct Tools {
    dirs: Vec<PathBuf>,
}

impl Tools {
    /// Makes sure of the wasm target and of each tool named, installing what is missing.
    pub(crate) fn ready(wanted: &[Tool]) -> Result<Self> {
        install::wasm_target_ready()?;
        let mut dirs = Vec::new();
        let mut installed = false;
        for tool in wanted {
            let version = tool.version()?;
            let dir = match tool.find(&version) {
                Some(dir) => dir,
                None => {
                    installed = true;
                    tool.install(&version)?;
                    tool.find(&version).ok_or_else(|| tool.missing(&version, "It was installed, but does not run."))?
                }
            };
            if !dirs.contains(&dir) {
                dirs.push(dir);
            }
        }
        if installed {
            // What installations from source leave behind: hundreds of megabytes.
            let _ = fs::remove_dir_all(install::build_dir());
        }
        Ok(Self { dirs })
    }

    /// The directories that have to come first in PATH.
    pub(crate) fn dirs(&self) -> &[PathBuf] {
        &self.dirs
    }
}

impl Tool {
    fn version(&self) -> Result<String> {
        match self.version {
            Version::Pinned(version) => Ok(version.to_owned()),
            Version::OfPackageInLock(package) => locked_version(package),
        }
    }

    /// The directory that holds the tool at this version.
    fn find(&self, version: &str) -> Option<PathBuf> {
        let own = [paths::tools().join("bin"), install::npm_bin()];
        own.into_iter().chain(paths::on_path()).find(|dir| {
            let complete = self.beside.iter().all(|name| paths::find_in([dir.clone()], name).is_some());
            let program = complete.then(|| paths::find_in([dir.clone()], self.program)).flatten();
            program.and_then(|program| Run::new(program).words("--version").output()).is_some_and(|said| says_version(&said, version))
        })
    }

    fn install(&self, version: &str) -> Result<()> {
        match self.from {
            Source::Npm { package } => install::with_npm(package, version),
            Source::Cargo { package, locked, minutes } => {
                if install::with_binstall(package, version) {
                    return Ok(());
                }
                println!(
                    "Installing {package} {version} from source, about {minutes} minutes on two cores. \
                     It is needed once; it goes to target/tools."
                );
                install::from_source(package, version, locked).map_err(|error| self.missing(version, &error.to_string()))
            }
        }
    }

    fn missing(&self, version: &str, why: &str) -> Error {
        let by_hand = match self.from {
            Source::Cargo { package, locked, .. } => {
                format!("cargo install {package} --version {version}{} --root target/tools", if locked { " --locked" } else { "" })
            }
            Source::Npm { package } => {
                format!("npm install --prefix target/tools/npm {package}@{version}")
            }
        };
        Error::Missing { what: format!("{} {version}", self.program), how: format!("{why}\n  To install it by hand: {by_hand}") }
    }
}

/// `trunk 0.21.14` says 0.21.14; `wasm-opt version 132 (version_132)` says 132.0.0.
fn says_version(said: &str, version: &str) -> bool {
    let short = version.trim_end_matches(".0");
    said.split_whitespace().any(|word| word == version || word == short)
}

/// The version of a package in Cargo.lock.
fn locked_version(package: &str) -> Result<String> {
    let path = paths::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(Error::file("cannot read Cargo.lock"))?;
    version_in_lock(&lock, package).ok_or_else(|| Error::Tree(format!("Cargo.lock does not name the package {package}")))
}

fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_the_tools_say_them() {
        assert!(says_version("trunk 0.21.14\n", "0.21.14"));
        assert!(says_version("wasm-opt version 132 (version_132)\n", "132.0.0"));
        assert!(!says_version("wasm-opt version 116\n", "132.0.0"));
        assert!(!says_version("wasm-bindgen 0.2.13\n", "0.2.130"));
    }

    #[test]
    fn the_lock_file_gives_the_version_of_wasm_bindgen() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"x\"\n";
        assert_eq!(version_in_lock(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in_lock(lock, "gloo"), None);
        assert!(locked_version("wasm-bindgen").is_ok());
    }

    #[test]
    fn the_browser_tests_pin_the_versions_of_the_table() {
        let package = fs::read_to_string(paths::browser_tests().join("package.json"));
        let package: serde_json::Value = serde_json::from_str(&package.unwrap_or_default()).unwrap_or_default();
        for (name, version) in BROWSER_PACKAGES {
            assert_eq!(package["devDependencies"][name], *version, "{name}");
        }
    }
}
