//! Chromium, Firefox, their drivers and the Playwright harness.

use std::env;
use std::fs;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::install;
use crate::paths;
use crate::process::Run;
use crate::tools::{BROWSER_PACKAGES, GECKODRIVER, Tools};

/// Names under which Chromium is found on PATH.
const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Names under which Firefox is found on PATH.
const FIREFOX_NAMES: &[&str] = &["firefox-esr", "firefox"];

/// Places that are not on PATH.
const CHROMIUM_PLACES: &[&str] = &[
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/// Flags for a browser that only has to run tests, as root in a container too.
const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
];

/// The browser: `CHROMIUM` if that is set, or the first one found.
pub(crate) fn chromium() -> Result<PathBuf> {
    if let Some(path) = named_by("CHROMIUM")? {
        return Ok(path);
    }
    let on_path = paths::on_path();
    CHROMIUM_NAMES
        .iter()
        .find_map(|name| paths::find_in(on_path.iter().cloned(), name))
        .or_else(|| CHROMIUM_PLACES.iter().map(PathBuf::from).find(|path| path.is_file()))
        .ok_or_else(|| Error::Missing {
            what: "Chromium".to_owned(),
            how: "Debian, Ubuntu: `apt-get install chromium chromium-driver`; or set CHROMIUM to the path of \
                  Chromium or Chrome."
                .to_owned(),
        })
}

/// Its WebDriver: `CHROMEDRIVER` if that is set, or the one on PATH.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    if let Some(path) = named_by("CHROMEDRIVER")? {
        return Ok(path);
    }
    paths::find_in(paths::on_path(), "chromedriver").ok_or_else(|| Error::Missing {
        what: "chromedriver".to_owned(),
        how: "Debian, Ubuntu: `apt-get install chromium-driver`; or set CHROMEDRIVER to the path of the \
              chromedriver that belongs to your Chromium (same major version)."
            .to_owned(),
    })
}

/// Firefox: `FIREFOX` if that is set, or the first one found.
pub(crate) fn firefox() -> Result<PathBuf> {
    if let Some(path) = named_by("FIREFOX")? {
        return Ok(path);
    }
    let on_path = paths::on_path();
    FIREFOX_NAMES.iter().find_map(|name| paths::find_in(on_path.iter().cloned(), name)).ok_or_else(|| Error::Missing {
        what: "Firefox".to_owned(),
        how: "Debian: `apt-get install firefox-esr`; or set FIREFOX to its path.".to_owned(),
    })
}

/// Its WebDriver: `GECKODRIVER` if that is set, the one on PATH, or one that is installed now.
pub(crate) fn geckodriver() -> Result<PathBuf> {
    if let Some(path) = named_by("GECKODRIVER")? {
        return Ok(path);
    }
    if let Some(path) = paths::find_in(paths::on_path(), "geckodriver") {
        return Ok(path);
    }
    let tools = Tools::ready(&[GECKODRIVER])?;
    paths::find_in(tools.dirs().to_vec(), "geckodriver")
        .ok_or_else(|| Error::Missing { what: "geckodriver".to_owned(), how: "Set GECKODRIVER to its path.".to_owned() })
}

/// Writes what chromedriver has to know to start the browser; the path of the file.
pub(crate) fn webdriver_json() -> Result<PathBuf> {
    let wanted = serde_json::json!({
        "goog:chromeOptions": { "binary": chromium()?, "args": FLAGS }
    });
    let path = paths::tools().join("webdriver.json");
    fs::create_dir_all(paths::tools())
        .and_then(|()| fs::write(&path, wanted.to_string()))
        .map_err(Error::file(format!("cannot write {}", path.display())))?;
    Ok(path)
}

/// Makes sure that Playwright, axe, html-validate and TypeScript are in `tests/browser/node_modules` at the right versions.
pub(crate) fn harness_ready() -> Result<()> {
    install::node_ready()?;
    let dir = paths::browser_tests();
    let installed = |(package, version): &(&str, &str)| {
        let path = dir.join("node_modules").join(package).join("package.json");
        let described = fs::read_to_string(path).unwrap_or_default();
        let described: serde_json::Value = serde_json::from_str(&described).unwrap_or_default();
        described["version"] == *version
    };
    if BROWSER_PACKAGES.iter().all(installed) {
        return Ok(());
    }
    println!("Installing Playwright, axe, html-validate and TypeScript with npm, a minute at most. They go to tests/browser/node_modules.");
    Run::npm().words("ci --no-audit --no-fund").dir(&dir).env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").run()
}

fn named_by(variable: &str) -> Result<Option<PathBuf>> {
    match env::var_os(variable).filter(|value| !value.is_empty()) {
        None => Ok(None),
        Some(path) if PathBuf::from(&path).is_file() => Ok(Some(path.into())),
        Some(path) => Err(Error::Missing {
            what: format!("{variable}={}", path.display()),
            how: format!("Set {variable} to the path of a program, or leave it out."),
        }),
    }
}
