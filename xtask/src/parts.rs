//! The parts of `cargo xtask test`, in the order in which they run: quick ones first.

use std::env;
use std::env::consts::EXE_SUFFIX;
use std::path::PathBuf;

use crate::browser;
use crate::build;
use crate::deny;
use crate::error::{Error, Result};
use crate::http::Site;
use crate::install;
use crate::paths;
use crate::process::Run;
use crate::rules;
use crate::single_file;
use crate::test::Options;
use crate::tools::{Tools, WASM_BINDGEN, WASM_TARGET};

/// One part of the tests.
pub(crate) struct Part {
    /// Its name on the command line.
    pub(crate) name: &'static str,
    /// What it holds, in a line.
    pub(crate) what: &'static str,
    /// Runs it.
    pub(crate) run: fn(&Options) -> Result<()>,
}

/// All of them.
pub(crate) const PARTS: &[Part] = &[
    Part { name: "fmt", what: "rustfmt changes nothing", run: fmt },
    Part { name: "clippy", what: "no warning: everything on the host, page and first screen in wasm", run: clippy },
    Part { name: "docs", what: "cargo doc of our own packages without a warning", run: |_| rules::docs() },
    Part { name: "features", what: "each package with any of its features", run: |_| rules::features() },
    Part {
        name: "scripts",
        what: "types of the specs and of the page's own scripts (tsc), shell scripts (shellcheck)",
        run: |_| rules::scripts(),
    },
    Part { name: "xtask", what: "these commands' own tests", run: xtask },
    Part { name: "deny", what: "licences, bans and sources of all packages are as deny.toml allows", run: |_| deny::run() },
    Part { name: "engine", what: "tests of the engine, the servers, the page without pixels and the decoder", run: engine },
    Part {
        name: "lessons",
        what: "exercises: the course has no problem, every seeded mistake is found, hand-ins are judged (tests/lessons)",
        run: lessons,
    },
    Part {
        name: "pages",
        what: "the reference's flows go as they say, its pages hold what the tables hold, and what is looked for is found (tests/flows.rs, reference.rs, search.rs)",
        run: pages,
    },
    Part { name: "recordings", what: "agreement with recorded real servers, as a table", run: recordings },
    Part {
        name: "serve",
        what: "the program for the command line, and real clients that talk to its servers (tests/serve_*.rs)",
        run: serve,
    },
    Part { name: "app", what: "tests with the first screen and the page, on the host", run: app },
    Part { name: "wasm", what: "tests in wasm in headless Chromium (tests/web.rs)", run: wasm },
    Part { name: "browser", what: "Playwright against the built page on a sub-path (tests/browser)", run: browser },
    Part {
        name: "firefox",
        what: "the main job in Firefox: built page, no network, single file (tests/browser/firefox.spec.ts)",
        run: firefox,
    },
];

/// The path under which the browser tests see the page: not the root, as on GitHub Pages.
const SUB_PATH: &str = "/smtp-playground/";

fn fmt(options: &Options) -> Result<()> {
    Run::cargo().words("fmt --all -- --check").args(&options.extra).run()
}

fn clippy(options: &Options) -> Result<()> {
    install::wasm_target_ready()?;
    let wasm = format!(
        "--package smtp-playground --package smtp-playground-start --package smtp-playground-decoder --target {WASM_TARGET} --lib --bins --test web"
    );
    let kinds = ["--workspace --all-targets", &wasm];
    // All of them, even after a failure: warnings differ from one to the next.
    let results = kinds.map(|kind| Run::cargo().words("clippy").words(kind).words("-- -D warnings").args(&options.extra).run());
    results.into_iter().collect()
}

fn xtask(options: &Options) -> Result<()> {
    Run::cargo().words("test --package xtask").args(&options.extra).run()
}

fn engine(options: &Options) -> Result<()> {
    Run::cargo()
        .words("test --package smtp-engine --package smtp-servers --package playground --package smtp-playground-decode")
        .args(&options.extra)
        .run()
}

fn lessons(options: &Options) -> Result<()> {
    Run::cargo().words("test --package smtp-playground-lessons").args(&options.extra).run()
}

fn pages(options: &Options) -> Result<()> {
    Run::cargo().words("test --package smtp-playground-site").args(&options.extra).run()
}

fn app(options: &Options) -> Result<()> {
    Run::cargo().words("test --package smtp-playground --package smtp-playground-start").args(&options.extra).run()
}

fn recordings(options: &Options) -> Result<()> {
    let diffs = options.diffs.map(|count| format!("--diffs {count}"));
    let server = options.server.iter().flat_map(|name| ["--server", name]);
    Run::cargo()
        .words("run --release --package playground --example agreement --")
        .words(&diffs.unwrap_or_default())
        .args(server)
        .args(&options.extra)
        .run()
}

fn serve(options: &Options) -> Result<()> {
    install::packages_ready(&paths::root().join("tests").join("clients"), "nodemailer")?;
    // The tests may start either this one or their own debug build (CARGO_BIN_EXE_smtp-playground).
    let program = command_line()?;
    Run::cargo().words("test --package smtp-playground-cli").args(&options.extra).env("PROGRAM", program).run()
}

/// Builds the program for the command line in release: where it is.
fn command_line() -> Result<PathBuf> {
    Run::cargo().words("build --release --package smtp-playground-cli").run()?;
    Ok(paths::target().join("release").join(format!("smtp-playground{EXE_SUFFIX}")))
}

fn wasm(options: &Options) -> Result<()> {
    let tools = Tools::ready(&[WASM_BINDGEN])?;
    let driver = browser::chromedriver()?;
    let described = browser::webdriver_json()?;
    Run::cargo()
        .words("test --test web --target")
        .args([WASM_TARGET])
        .args(&options.extra)
        .path(tools.dirs())
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("CHROMEDRIVER", driver)
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", described)
        .run()
}

/// The address of the page in `files`, which is served until the program ends.
fn started(files: PathBuf) -> Result<String> {
    let site = Site::bind(0, files, SUB_PATH)?;
    let url = site.url();
    site.start().map(|_| url)
}

fn browser(options: &Options) -> Result<()> {
    let chromium = browser::chromium()?;
    let trial = paths::target().join("trial");
    build::trial(&trial)?;
    // Whose sessions the page shows (live.spec.ts).
    let program = command_line()?;
    playwright(options, "--project=chromium")?.env("TRIAL_URL", started(trial)?).env("CHROMIUM", chromium).env("PROGRAM", program).run()
}

fn firefox(options: &Options) -> Result<()> {
    let (firefox, driver) = (browser::firefox()?, browser::geckodriver()?);
    playwright(options, "--project=firefox")?.env("FIREFOX", firefox).env("GECKODRIVER", driver).run()
}

/// Playwright with what every spec has to know: the page on its host, its files, and itself as one file.
fn playwright(options: &Options, project: &str) -> Result<Run> {
    browser::harness_ready()?;
    build::once()?;
    let (dist, file) = (paths::dist(), single_file::place());
    single_file::run(&dist, &file)?;
    let own = env::current_exe().map_err(Error::file("cannot find this program"))?;
    let url = started(dist.clone())?;
    println!("The page is at {url}");
    Ok(Run::new("node")
        .words("node_modules/@playwright/test/cli.js test")
        .args([project])
        .args(&options.extra)
        .dir(paths::browser_tests())
        .env("BASE_URL", url)
        .env("SINGLE_FILE", file)
        // For the specs that change a copy of the build, or stop its host.
        .env("DIST", dist)
        .env("XTASK", own))
}
