//! `cargo xtask measure decode FOLDER`: how much of a folder of bounces is read right, and how long that takes.
//!
//! `FOLDER/expected.json` has a list of rows for each file, one a recipient, in order: the enhanced code, the reply code, the
//! reason in Sisimai's words, and 1 where it is a hard bounce. An enhanced code `X.0.9YY` is one that Sisimai made up where the
//! mail states none: only its class counts. A file without rows is a report of abuse.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde_json::Value;

use super::table::markdown;
use crate::error::{Error, Result};
use crate::paths;
use crate::process::Run;

/// What is compared, in the order of the table.
const COMPARED: [&str; 7] =
    ["files with all recipients", "recipient", "permanence", "reply code", "enhanced code", "reason", "report of abuse"];

/// Sizes in octets at which time and memory are measured.
const SIZES: [(&str, usize); 3] = [("1 kB", 1_000), ("100 kB", 100_000), ("10 MB", 10_000_000)];

/// Right ones and all, by what is compared.
type Score = BTreeMap<&'static str, (usize, usize)>;

/// Prints both tables and what is read otherwise than expected.
pub(super) fn run(folder: Option<&String>) -> Result<()> {
    let folder = folder
        .ok_or_else(|| Error::Usage("which folder? `cargo xtask measure decode FOLDER`: mails and their expected.json".to_owned()))?;
    let folder = fs::canonicalize(folder).map_err(Error::file(format!("cannot read {folder}")))?;
    let program = build()?;
    let expected = expected(&folder)?;
    let mut score = Score::new();
    for (file, rows) in &expected {
        let report = decode(&program, &folder.join(file))?;
        compare(file, rows, &report, &mut score);
    }
    let rows = COMPARED.iter().filter_map(|what| {
        let (right, all) = score.get(what)?;
        Some([(*what).to_owned(), right.to_string(), all.to_string(), format!("{:.1} %", 100.0 * *right as f64 / (*all).max(1) as f64)])
    });
    println!("\n{}", markdown(["compared", "right", "of", "share"], rows));
    println!("{}", speed(&program, &folder, &expected)?);
    Ok(())
}

/// The example of the crate that reads files and prints JSON.
fn build() -> Result<PathBuf> {
    Run::cargo().words("build --profile fast --package smtp-playground-decode --example decode").run()?;
    Ok(paths::target().join("fast/examples").join(format!("decode{}", std::env::consts::EXE_SUFFIX)))
}

/// Expected rows by file.
fn expected(folder: &Path) -> Result<BTreeMap<String, Vec<Value>>> {
    let path = folder.join("expected.json");
    let text = fs::read_to_string(&path).map_err(Error::file(format!("cannot read {}", path.display())))?;
    serde_json::from_str(&text).map_err(|error| Error::Tree(format!("{}: {error}", path.display())))
}

fn decode(program: &Path, file: &Path) -> Result<Value> {
    let written = Run::new(program).args([file]).output().unwrap_or_default();
    let json = written.split_once('\t').map_or("", |(_, json)| json);
    serde_json::from_str(json).map_err(|error| Error::Tree(format!("{}: the report is not JSON: {error}", file.display())))
}

/// Compares one report with its rows; tells what differs.
fn compare(file: &str, rows: &[Value], report: &Value, score: &mut Score) {
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    let mut note = |what: &'static str, right: bool, got: String, wanted: &str| {
        let entry = score.entry(what).or_default();
        entry.0 += usize::from(right);
        entry.1 += 1;
        if !right {
            println!("{file}: {what}: {got}, expected {wanted}");
        }
    };
    if rows.is_empty() {
        note("report of abuse", report["kind"] == "report", report["kind"].to_string(), "report");
        return;
    }
    note("files with all recipients", findings.len() == rows.len(), findings.len().to_string(), &rows.len().to_string());
    let mut left: Vec<&Value> = findings.iter().collect();
    for row in rows {
        let [enhanced, code, reason] = [0, 1, 2].map(|column| row[column].as_str().unwrap_or_default());
        // Sisimai's order is not always the mail's: of those that are left, the one that agrees best, the first of equals.
        let agrees = |finding: &Value| {
            usize::from(finding["reason"] == reason)
                + usize::from(text(&finding["code"]) == code)
                + usize::from(finding["enhanced"] == enhanced)
        };
        let most = left.iter().map(|finding| agrees(finding)).max().unwrap_or_default();
        let place = left.iter().position(|finding| agrees(finding) == most);
        let finding = place.map_or(Value::Null, |place| left.remove(place).clone());
        note("recipient", finding["recipient"].is_string(), "none".to_owned(), "an address");
        note("permanence", finding["permanent"] == enhanced.starts_with('5'), finding["permanent"].to_string(), enhanced);
        if !code.is_empty() {
            note("reply code", text(&finding["code"]) == code, text(&finding["code"]), code);
        }
        if !enhanced.is_empty() && !enhanced.contains(".0.9") && !enhanced.ends_with(".0.0") {
            note("enhanced code", finding["enhanced"] == enhanced, finding["enhanced"].to_string(), enhanced);
        }
        note("reason", finding["reason"] == reason, finding["reason"].to_string(), reason);
    }
}

fn text(value: &Value) -> String {
    if value.is_null() { String::new() } else { value.to_string() }
}

/// Time and memory for pastes of each size, made of the folder's mails one after the other.
fn speed(program: &Path, folder: &Path, expected: &BTreeMap<String, Vec<Value>>) -> Result<String> {
    let mut mails = Vec::new();
    for file in expected.keys() {
        mails.extend_from_slice(b"From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n");
        mails.extend(fs::read(folder.join(file)).map_err(Error::file(format!("cannot read {file}")))?);
        mails.extend_from_slice(b"\n\n");
    }
    let place = paths::target().join("measure");
    fs::create_dir_all(&place).map_err(Error::file("cannot make target/measure"))?;
    let mut rows = Vec::new();
    for (name, size) in SIZES {
        let paste: Vec<u8> = mails.iter().copied().cycle().take(size).collect();
        let file = place.join("decode.paste");
        fs::write(&file, paste).map_err(Error::file("cannot write target/measure/decode.paste"))?;
        let began = Instant::now();
        let figures = Run::new(program).args([Path::new("--figures"), &file]).output().unwrap_or_default();
        let whole = began.elapsed().as_millis();
        let mut figures = figures.split_whitespace();
        let [reading, memory] = [(); 2].map(|()| figures.next().unwrap_or("?").to_owned());
        rows.push([name.to_owned(), format!("{reading} ms"), format!("{whole} ms"), format!("{memory} kB")]);
    }
    Ok(markdown(["paste", "reading", "the whole program", "memory at most"], rows))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn rows_are_compared_with_the_findings_that_fit_them() {
        let rows = [json!(["5.1.1", "550", "userunknown", 1]), json!(["5.0.922", "", "mailboxfull", 0])];
        let finding = |enhanced: Value, code: Value, reason: &str| json!({ "recipient": "a@example.com", "permanent": true, "enhanced": enhanced, "code": code, "reason": reason });
        let report = json!({ "kind": "bounce", "findings": [finding(Value::Null, Value::Null, "mailboxfull"), finding(json!("5.1.1"), json!(550), "userunknown")] });
        let mut score = Score::new();
        compare("a.eml", &rows, &report, &mut score);
        assert!(score.values().all(|(right, all)| right == all), "{score:?}");
        assert_eq!((score["recipient"], score["reply code"], score["enhanced code"]), ((2, 2), (1, 1), (1, 1)));
    }
}
