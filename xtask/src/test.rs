//! `cargo xtask test`: the parts in order, and what became of each.

use std::ffi::OsString;
use std::fmt::Write;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};
use crate::parts::{PARTS, Part};

/// What to test and how.
#[derive(Default)]
pub(crate) struct Options {
    /// Name the parts and stop.
    pub(crate) list: bool,
    /// The parts, or none for all.
    pub(crate) parts: Vec<String>,
    /// For `recordings`: how many differing steps to print.
    pub(crate) diffs: Option<u32>,
    /// For `recordings`: the one server.
    pub(crate) server: Option<String>,
    /// For the test program of the one part named.
    pub(crate) extra: Vec<OsString>,
}

/// Runs the parts and prints the summary.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.list {
        for part in PARTS {
            println!("{:<12}{}", part.name, part.what);
        }
        return Ok(());
    }
    let chosen = choose(options)?;
    let mut done = Vec::new();
    for part in chosen {
        println!("\n== {}: {}", part.name, part.what);
        let start = Instant::now();
        let result = (part.run)(options);
        if let Err(error) = &result {
            println!("{error}");
        }
        done.push((part.name, result.is_ok(), start.elapsed()));
    }
    print!("\n{}", summary(&done));
    let failed: Vec<_> = done.iter().filter(|(_, ok, _)| !ok).map(|(name, ..)| *name).collect();
    if failed.is_empty() { Ok(()) } else { Err(Error::Parts(failed)) }
}

fn choose(options: &Options) -> Result<Vec<&'static Part>> {
    let names: Vec<_> = PARTS.iter().map(|part| part.name).collect();
    let named = options.parts.iter().map(|name| {
        PARTS
            .iter()
            .find(|part| part.name == name)
            .ok_or_else(|| Error::Usage(format!("there is no part `{name}`; the parts are {}", names.join(", "))))
    });
    let chosen = named.collect::<Result<Vec<_>>>()?;
    if !options.extra.is_empty() && chosen.len() != 1 {
        return Err(Error::Usage("arguments after `--` need exactly one part named before it".to_owned()));
    }
    let recordings = chosen.iter().any(|part| part.name == "recordings");
    if (options.diffs.is_some() || options.server.is_some()) && !recordings {
        return Err(Error::Usage(
            "--diffs and --server belong to the part `recordings`: `cargo xtask test recordings --diffs 20`".to_owned(),
        ));
    }
    Ok(if chosen.is_empty() { PARTS.iter().collect() } else { chosen })
}

fn summary(done: &[(&str, bool, Duration)]) -> String {
    let mut table = format!("{:<12}{:<8}{:>8}\n", "part", "result", "seconds");
    for (name, ok, time) in done {
        let result = if *ok { "ok" } else { "FAILED" };
        // Writing to a string cannot fail.
        let _ = writeln!(table, "{name:<12}{result:<8}{:>8.1}", time.as_secs_f64());
    }
    let total: Duration = done.iter().map(|(.., time)| *time).sum();
    let failed = done.iter().filter(|(_, ok, _)| !ok).count();
    let all = if failed == 0 { "ok".to_owned() } else { format!("{failed} bad") };
    let _ = writeln!(table, "{:<12}{all:<8}{:>8.1}", "all", total.as_secs_f64());
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(names: &[&str]) -> Options {
        Options { parts: names.iter().map(|name| (*name).to_owned()).collect(), ..Options::default() }
    }

    #[test]
    fn no_name_means_every_part_in_order() {
        let chosen = choose(&Options::default()).map(|parts| parts.len());
        assert_eq!(chosen.ok(), Some(PARTS.len()));
    }

    #[test]
    fn an_unknown_part_is_answered_with_the_parts() {
        let error = choose(&parts(&["engine", "engin"])).err().map(|error| error.to_string());
        let error = error.unwrap_or_default();
        assert!(error.contains("`engin`") && error.contains("browser"), "{error}");
    }

    #[test]
    fn options_without_their_part_are_refused() {
        let diffs = |names: &[&str]| Options { diffs: Some(3), ..parts(names) };
        assert!(choose(&diffs(&["recordings"])).is_ok());
        assert!(choose(&diffs(&["engine"])).is_err());
        let extra = Options { extra: vec!["name".into()], ..parts(&["app", "engine"]) };
        assert!(choose(&extra).is_err());
    }

    #[test]
    fn the_summary_names_what_failed() {
        let table = summary(&[("fmt", true, Duration::from_millis(1500)), ("engine", false, Duration::from_secs(60))]);
        assert_eq!(
            table,
            "part        result   seconds\n\
             fmt         ok           1.5\n\
             engine      FAILED      60.0\n\
             all         1 bad       61.5\n"
        );
    }
}
