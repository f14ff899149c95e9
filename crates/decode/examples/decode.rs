//! Reads each file named, or standard input, and prints its report as JSON, one a line: `FILE<TAB>JSON` for several files.

use std::io::{Read, Write};

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    if files.is_empty() {
        let mut octets = Vec::new();
        std::io::stdin().read_to_end(&mut octets)?;
        return writeln!(out, "{}", serde_json::to_string(&smtp_playground_decode::decode(&octets))?);
    }
    for file in files {
        let report = smtp_playground_decode::decode(&std::fs::read(&file)?);
        writeln!(out, "{}\t{}", file.to_string_lossy(), serde_json::to_string(&report)?)?;
    }
    Ok(())
}
