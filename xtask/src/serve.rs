//! `cargo xtask serve`: the page on a local port.

use std::io;

use crate::build::{self, trunk};
use crate::error::{Error, Result};
use crate::http::Site;
use crate::paths;
use crate::process::Run;
use crate::tools::{ALL, Tools};

/// How to serve.
pub(crate) struct Options {
    /// The port on 127.0.0.1; 0 for any free one.
    pub(crate) port: u16,
    /// Open the page in the browser.
    pub(crate) open: bool,
    /// Debug build, watching the files.
    pub(crate) dev: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, open: false, dev: false }
    }
}

/// Serves until Ctrl-C.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.dev {
        return watch(options);
    }
    // The port first: that it is taken should not come out after minutes of building.
    let site = Site::bind(options.port, paths::dist(), "/")?;
    build::run()?;
    let url = site.url();
    let server = site.start()?;
    println!("\nSMTP Playground is at {url} (Ctrl-C ends it)");
    if options.open {
        open(&url);
    }
    // Only Ctrl-C should end it.
    let ended = server.join().unwrap_or_else(|_| Err(io::Error::other("it panicked")));
    ended.map_err(Error::file("the server of the page stopped"))
}

fn watch(options: &Options) -> Result<()> {
    let tools = Tools::ready(ALL)?;
    println!("Building in debug; the page will be at http://127.0.0.1:{}/ and reload on changes (Ctrl-C ends it)", options.port);
    trunk(&tools) // Not to dist/: that holds what was built in release.
        .words("serve --dist target/dev --address 127.0.0.1 --port")
        .args([options.port.to_string()])
        .args(options.open.then_some("--open"))
        .run()
}

fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(windows) {
        "explorer"
    } else {
        "xdg-open"
    };
    if Run::new(opener).args([url]).output().is_none() {
        println!("No browser could be opened from here; open {url} yourself.");
    }
}
