//! `cargo xtask measure`: figures, as JSON and as the tables of `BENCHMARKS.md`. None of it is a test:
//! figures depend on the machine, so what is compared is measured in the same run.

mod lighthouse;
mod page;
mod table;

use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;

/// What is asked for.
#[derive(Default)]
pub(crate) struct Options {
    /// The subjects named; none means all.
    pub(crate) subjects: Vec<String>,
    /// Measure nothing; print the tables of what was measured last.
    pub(crate) table: bool,
    /// Take what was built last.
    pub(crate) built: bool,
}

/// One thing to measure.
struct Subject {
    /// Its name on the command line, and of its file of figures.
    name: &'static str,
    /// What it holds, in a line.
    what: &'static str,
    /// Measures it.
    measure: fn(&Options) -> Result<Value>,
    /// Its figures in Markdown.
    table: fn(&Value) -> String,
}

/// All of them.
const SUBJECTS: &[Subject] = &[
    Subject {
        name: "page",
        what: "the built page in Chromium: start next to the smallest page, typing, undo, memory",
        measure: page::measure,
        table: page::table,
    },
    Subject { name: "lighthouse", what: "Lighthouse's scores for a phone", measure: lighthouse::measure, table: lighthouse::table },
];

/// Measures what is asked for, keeps each figure's file in `target/measure/` and prints them as JSON.
pub(crate) fn run(options: &Options) -> Result<()> {
    let subjects = chosen(&options.subjects)?;
    if options.table {
        return print_tables(&subjects);
    }
    println!("Nothing else should be busy on this machine meanwhile.");
    let mut figures = Map::new();
    for subject in subjects {
        println!("Measuring `{}`: {}. It takes some minutes.", subject.name, subject.what);
        let measured = (subject.measure)(options)?;
        keep(subject.name, &measured)?;
        figures.insert(subject.name.to_owned(), measured);
    }
    println!("{:#}", Value::Object(figures));
    Ok(())
}

fn chosen(names: &[String]) -> Result<Vec<&'static Subject>> {
    if names.is_empty() {
        return Ok(SUBJECTS.iter().collect());
    }
    let find = |name: &String| SUBJECTS.iter().find(|subject| subject.name == name).ok_or_else(|| unknown(name));
    names.iter().map(find).collect()
}

fn unknown(name: &str) -> Error {
    let known: Vec<_> = SUBJECTS.iter().map(|subject| format!("  {:<12}{}", subject.name, subject.what)).collect();
    Error::Usage(format!("there is nothing called `{name}` to measure; there is:\n{}", known.join("\n")))
}

/// Runs a program that writes its figures as JSON.
fn written_json(program: Run) -> Result<Value> {
    let written = program.written()?;
    serde_json::from_str(&written).map_err(|error| Error::Tree(format!("the figures are not JSON: {error}")))
}

fn file(name: &str) -> PathBuf {
    paths::target().join("measure").join(format!("{name}.json"))
}

fn keep(name: &str, figures: &Value) -> Result<()> {
    let file = file(name);
    let dir = file.parent().unwrap_or(&file);
    fs::create_dir_all(dir)
        .and_then(|()| fs::write(&file, format!("{figures:#}\n")))
        .map_err(Error::file(format!("cannot write {}", file.display())))
}

fn print_tables(subjects: &[&Subject]) -> Result<()> {
    for subject in subjects {
        let file = file(subject.name);
        let text = fs::read_to_string(&file).map_err(Error::file(format!(
            "there are no figures of `{0}`; `cargo xtask measure {0}` makes {1}",
            subject.name,
            file.display()
        )))?;
        let figures = serde_json::from_str(&text).map_err(|error| Error::Tree(format!("{} is not JSON: {error}", file.display())))?;
        println!("{}", (subject.table)(&figures));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_known_is_told_what_there_is() {
        let refused = chosen(&["pgae".to_owned()]).err().expect("it is refused").to_string();
        assert!(refused.contains("pgae") && SUBJECTS.iter().all(|subject| refused.contains(subject.name)), "{refused}");
        assert_eq!(chosen(&[]).expect("all").len(), SUBJECTS.len());
    }
}
