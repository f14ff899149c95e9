//! `smtp-playground decode`: who refused, where and why, from whatever mail said.

use std::io::{IsTerminal, Read, stdin, stdout};
use std::path::PathBuf;
use std::{env, fs, io};

use clap::Args;
use smtp_playground_decode::{Kind, LANGUAGES, Report, Tone, decode, describe};

/// What `decode` is asked for.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// The language to answer in, such as en or zh-CN.
    #[arg(long, value_name = "TAG", default_value = "en", value_parser = clap::builder::PossibleValuesParser::new(LANGUAGES.iter().copied()))]
    language: String,
    /// Print what was found as one JSON document; the schema is crates/decode/schema.json.
    #[arg(long)]
    json: bool,
    /// Files to read; none, or -: standard input.
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What to print, and whether anything was recognised.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) recognised: bool,
}

/// Why nothing can be decoded.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DecodeError {
    /// A file that is not there, or may not be read.
    #[error("cannot read {0}")]
    Unreadable(String, #[source] io::Error),
    /// A report that cannot be written as JSON.
    #[error("the report cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// Reads all that is asked for.
pub(crate) fn run(arguments: &Arguments) -> Result<Decoded, DecodeError> {
    let mut reports = Vec::new();
    let standard_input = [PathBuf::from("-")];
    let files = if arguments.files.is_empty() { &standard_input } else { arguments.files.as_slice() };
    for file in files {
        if file.as_os_str() == "-" {
            let mut octets = Vec::new();
            stdin().read_to_end(&mut octets).map_err(|error| DecodeError::Unreadable("standard input".to_owned(), error))?;
            reports.push((None, decode(&octets)));
            continue;
        }
        let octets = fs::read(file).map_err(|error| DecodeError::Unreadable(file.display().to_string(), error))?;
        reports.push((Some(file.display().to_string()), decode(&octets)));
    }
    let recognised = reports.iter().any(|(_, report)| report.kind != Kind::Unknown);
    let text = if arguments.json { json(&reports)? } else { text(&reports, &arguments.language) };
    Ok(Decoded { text, recognised })
}

/// One report as it is; of several a list that names the files.
fn json(reports: &[(Option<String>, Report)]) -> Result<String, serde_json::Error> {
    let text = match reports {
        [(_, report)] => serde_json::to_string_pretty(report)?,
        several => {
            let list: Vec<_> = several.iter().map(|(file, report)| serde_json::json!({ "file": file, "report": report })).collect();
            serde_json::to_string_pretty(&list)?
        }
    };
    Ok(text + "\n")
}

/// For people; in colours on a terminal, unless they are not wanted (<https://no-color.org>).
fn text(reports: &[(Option<String>, Report)], language: &str) -> String {
    let coloured = stdout().is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let paint = |tone: Tone, text: &str| if coloured { format!("\x1b[{}m{text}\x1b[0m", colour(tone)) } else { text.to_owned() };
    let mut all = String::new();
    for (file, report) in reports {
        if reports.len() > 1 {
            all.push_str(&format!("{}\n", file.as_deref().unwrap_or_default()));
        }
        all.push_str(&describe(report, language, &paint));
        all.push('\n');
    }
    all
}

/// The number of the colour in a terminal.
const fn colour(tone: Tone) -> u8 {
    match tone {
        Tone::Plain => 0,
        Tone::Strong => 1,
        Tone::Dim => 2,
        Tone::Bad => 31,
        Tone::Waiting => 33,
        Tone::Good => 32,
    }
}
