//! Prints how far the engine agrees with the recordings of real servers.
//!
//! `agreement [--server NAME] [--role ROLE] [--diffs N] [--logs] [--families] [--bless] [--folder DIR]`
//!
//! `--folder` names a folder with recordings of your own and the `stimuli.json` that they were made with.

#[path = "../tests/agreement/mod.rs"]
mod agreement;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use smtp_engine::session::Role;

#[derive(Default)]
struct Options {
    server: Option<String>,
    role: Option<String>,
    diffs: usize,
    logs: bool,
    families: bool,
    bless: bool,
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    let options = match options() {
        Ok(options) => options,
        Err(message) => {
            eprintln!(
                "{message}\nusage: agreement [--server NAME] [--role mx|submission] [--diffs N] [--logs] [--families] [--bless] [--folder DIR]"
            );
            return ExitCode::from(2);
        }
    };
    println!(
        "{:<26}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}  (per cent)",
        "server", "n", "sessions", "code", "enhanced", "text", "closed", "log", "logs"
    );
    let folders = options.folder.clone().map_or_else(|| agreement::folders().to_vec(), |folder| vec![folder]);
    let mut success = true;
    for folder in folders {
        if options.folder.is_none() {
            println!("{}", folder.strip_prefix(agreement::folder()).unwrap_or(&folder).display());
        }
        success &= play_folder(&folder, &options);
    }
    if success { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Plays the recordings of `folder`; whether no figure fell below those that are written there.
fn play_folder(folder: &Path, options: &Options) -> bool {
    let path = folder.join("figures.json");
    let mut committed: BTreeMap<String, BTreeMap<String, f64>> =
        std::fs::read_to_string(&path).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    let mut fallen = false;
    for server in agreement::recorded(folder) {
        let name = agreement::file_stem(server);
        let wanted = |given: &Option<String>, id: &str| given.as_ref().is_none_or(|given| given == id);
        if !wanted(&options.server, server.id) || !wanted(&options.role, server.role.id()) {
            continue;
        }
        let mut shown = Vec::new();
        let scores = agreement::agreement(folder, server, |difference| {
            if shown.len() < options.diffs && (options.logs || !difference.contains(" log\n")) {
                shown.push(difference);
            }
        });
        if options.families {
            for (family, figures) in &scores.families {
                print_row(&format!("  {family}"), figures);
            }
        }
        print_row(&name, &scores.total);
        for difference in shown {
            println!("{difference}");
        }
        let now: BTreeMap<String, f64> =
            scores.total.shares().into_iter().map(|(what, share)| (what.to_owned(), share.percent())).collect();
        let before = committed.entry(name).or_default();
        fallen |= before.iter().any(|(what, floor)| now.get(what).is_none_or(|share| share < floor));
        if options.bless {
            *before = now;
        }
    }
    if options.bless {
        let text = serde_json::to_string_pretty(&committed).unwrap_or_default() + "\n";
        if let Err(error) = std::fs::write(&path, text) {
            eprintln!("{}: {error}", path.display());
            return false;
        }
        return true;
    }
    if fallen {
        eprintln!("A figure fell below {}.", path.display());
    }
    !fallen
}

fn print_row(name: &str, figures: &agreement::score::Figures) {
    let shares = figures.shares().map(|(_, share)| format!("{share:>9}")).concat();
    println!("{name:<26}{:>9}{shares}", figures.sessions.all);
}

fn options() -> Result<Options, String> {
    let mut options = Options::default();
    let mut given = std::env::args().skip(1);
    while let Some(word) = given.next() {
        let mut value = |name: &str| given.next().ok_or_else(|| format!("{name} needs a value"));
        match word.as_str() {
            "--server" => options.server = Some(value("--server")?),
            "--role" => {
                let role = value("--role")?;
                Role::from_id(&role).ok_or_else(|| format!("no role {role}"))?;
                options.role = Some(role);
            }
            "--diffs" => options.diffs = value("--diffs")?.parse().map_err(|_| "--diffs needs a number".to_owned())?,
            "--folder" => options.folder = Some(PathBuf::from(value("--folder")?)),
            "--logs" => options.logs = true,
            "--families" => options.families = true,
            "--bless" => options.bless = true,
            other => return Err(format!("unknown option {other}")),
        }
    }
    Ok(options)
}
