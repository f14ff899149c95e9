//! Reads each file named, or standard input, and prints its report as JSON: `FILE<TAB>JSON` for files, one a line. With `--figures`
//! before a file, how many milliseconds the reading took and how many kB of memory it had at most (on Linux) instead.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::time::Instant;

use smtp_playground_decode::decode;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    let files: Vec<_> = std::env::args_os().skip(1).collect();
    if let [first, file] = files.as_slice()
        && first == OsStr::new("--figures")
    {
        let octets = std::fs::read(file)?;
        let began = Instant::now();
        let report = decode(&octets);
        let reading = began.elapsed();
        return writeln!(out, "{:.1} {} {}", reading.as_secs_f64() * 1e3, memory(), report.findings.len());
    }
    if files.is_empty() {
        let mut octets = Vec::new();
        std::io::stdin().read_to_end(&mut octets)?;
        return writeln!(out, "{}", serde_json::to_string(&decode(&octets))?);
    }
    for file in files {
        let report = decode(&std::fs::read(&file)?);
        writeln!(out, "{}\t{}", file.to_string_lossy(), serde_json::to_string(&report)?)?;
    }
    Ok(())
}

/// The most memory that this process had, in kB.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.split_whitespace().next()).unwrap_or("?").to_owned()
}
