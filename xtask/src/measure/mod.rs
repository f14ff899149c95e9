//! `cargo xtask measure`: figures, as JSON and as the tables of `BENCHMARKS.md`. None of it is a test:
//! figures depend on the machine, so what is compared is measured in the same run.

mod decode;
mod engine;
mod here;
mod lighthouse;
mod load;
mod page;
mod serve;
mod table;

use std::fs;
use std::io::ErrorKind;
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
    /// Measure nothing; write the tables of what was measured last.
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
    Subject {
        name: "serve",
        what: "`serve` under load, next to smtp-sink and aiosmtpd: messages a second, memory",
        measure: serve::measure,
        table: serve::table,
    },
    Subject {
        name: "engine",
        what: "whole replies a second, next to the parsing alone of smtp-proto",
        measure: engine::measure,
        table: engine::table,
    },
    Subject { name: "lighthouse", what: "Lighthouse's scores for a phone", measure: lighthouse::measure, table: lighthouse::table },
];

/// Measures what is asked for, keeps each figure's file in `target/measure/` and prints them as JSON.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.subjects.first().is_some_and(|subject| subject == "decode") {
        return decode::run(options.subjects.get(1));
    }
    let subjects = chosen(&options.subjects)?;
    if options.table {
        return write_tables(&subjects);
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

/// Prints the tables and puts them into `BENCHMARKS.md`, each where `<!-- NAME -->` and `<!-- /NAME -->` stand.
fn write_tables(subjects: &[&Subject]) -> Result<()> {
    let path = paths::root().join("BENCHMARKS.md");
    let mut text = fs::read_to_string(&path).map_err(Error::file("cannot read BENCHMARKS.md"))?;
    for subject in subjects {
        let Some(figures) = kept(subject.name)? else {
            println!("There are no figures of `{0}`: `cargo xtask measure {0}` makes some.\n", subject.name);
            continue;
        };
        let table = (subject.table)(&figures);
        println!("{table}");
        text = with_table(&text, subject.name, &table)
            .ok_or_else(|| Error::Tree(format!("BENCHMARKS.md has no place <!-- {0} --> to <!-- /{0} -->", subject.name)))?;
    }
    fs::write(&path, text).map_err(Error::file("cannot write BENCHMARKS.md"))
}

/// The figures that were measured last, if any were.
fn kept(name: &str) -> Result<Option<Value>> {
    let file = file(name);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::file(format!("cannot read {}", file.display()))(error)),
    };
    serde_json::from_str(&text).map(Some).map_err(|error| Error::Tree(format!("{} is not JSON: {error}", file.display())))
}

/// `text` with `table` between the marks of `name`.
fn with_table(text: &str, name: &str, table: &str) -> Option<String> {
    let (begin, end) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{table}\n{end}{after}"))
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

    #[test]
    fn a_table_goes_between_its_marks() {
        let text = "a\n<!-- page -->\nold\n<!-- /page -->\nz\n";
        let new = with_table(text, "page", "| new |\n").expect("marks");
        assert_eq!(new, "a\n<!-- page -->\n\n| new |\n\n<!-- /page -->\nz\n");
        assert_eq!(with_table(&new, "page", "| new |\n").as_deref(), Some(new.as_str()), "the same once more");
        assert_eq!(with_table(text, "other", ""), None);
    }

    #[test]
    fn every_subject_has_its_place_in_the_benchmarks() {
        let text = fs::read_to_string(paths::root().join("BENCHMARKS.md")).expect("BENCHMARKS.md");
        for subject in SUBJECTS {
            assert!(with_table(&text, subject.name, "").is_some(), "no place for {}", subject.name);
        }
    }
}
