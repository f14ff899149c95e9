//! When and where figures are measured.

use std::fs;
use std::thread::available_parallelism;

use serde_json::{Value, json};

use crate::process::Run;

/// The day, the machine, what else it has to do just before, and what the figures are measured `with`.
pub(super) fn here(with: &str) -> Value {
    let told = |file: &str| fs::read_to_string(file).unwrap_or_default();
    let cpuinfo = told("/proc/cpuinfo");
    let cpu = cpuinfo.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": ")).map(|(_, name)| name.trim());
    json!({
        "date": Run::new("date").words("-u +%F").output().unwrap_or_default().trim(),
        "cpu": cpu.unwrap_or("?"),
        "cores": available_parallelism().map_or(1, usize::from),
        "with": with,
        "load": told("/proc/loadavg").split_ascii_whitespace().next().and_then(|load| load.parse::<f64>().ok()),
    })
}

/// The version that a program tells of itself, its first line.
pub(super) fn version(program: Run) -> String {
    program.output().as_deref().and_then(|text| text.lines().next()).unwrap_or("?").to_owned()
}
