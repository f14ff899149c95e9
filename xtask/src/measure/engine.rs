//! `cargo xtask measure engine`: whole replies per second (parse, decide, word, log) next to the parsing alone of
//! the same lines by smtp-proto, which gives no reply.

use serde_json::{Map, Value};

use super::Options;
use super::here::{here, version};
use super::table::{circumstances, figure, markdown};
use crate::error::{Error, Result};
use crate::process::Run;

/// The benchmarks of `benches/engine.rs`, and what they are.
const BENCHES: [(&str, &str); 4] = [
    ("whole_engine", "whole replies: parse, decide, word, log"),
    ("whole_engine_without_log", "the same without the server's log, as in `serve`"),
    ("our_parser_alone", "our parser alone: tokens, every fault, fixes"),
    ("smtp_proto_parsing_alone", "smtp-proto's parser alone"),
];

/// Runs the benchmarks one after the other in one program.
pub(super) fn measure(_: &Options) -> Result<Value> {
    let measured = here(&version(Run::new("rustc").words("--version")));
    let printed = Run::cargo()
        .words("bench --package playground --bench engine -- whole_engine parser_alone parsing_alone --sample-count 200 --sample-size 100")
        .written()?;
    let mut figures = Map::from_iter([("measured".to_owned(), measured)]);
    for (name, _) in BENCHES {
        let rate = median_rate(&printed, name).ok_or_else(|| Error::Tree(format!("the benchmark `{name}` printed no rate")))?;
        figures.insert(name.to_owned(), rate.round().into());
    }
    Ok(Value::Object(figures))
}

/// The median of items per second that divan prints under the line of `name`: the third column.
fn median_rate(printed: &str, name: &str) -> Option<f64> {
    let mut lines = printed.lines().skip_while(|line| !line.split_whitespace().any(|word| word == name));
    let (_, rates) = (lines.next()?, lines.next()?);
    let mut words = rates.split('│').filter(|column| column.contains("item/s")).nth(2)?.split_whitespace();
    let number: f64 = words.next()?.parse().ok()?;
    let unit = match words.next()? {
        "item/s" => 1.0,
        "Kitem/s" => 1e3,
        "Mitem/s" => 1e6,
        "Gitem/s" => 1e9,
        _ => return None,
    };
    Some(number * unit)
}

/// The figures in Markdown.
pub(super) fn table(figures: &Value) -> String {
    let rows = BENCHES.map(|(name, what)| [what.to_owned(), figure(figures, &format!("/{name}"))]);
    format!("{}\n{}", circumstances(figures), markdown(["command lines of a submission", "lines a second"], rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_read_from_what_divan_prints() {
        let printed = "\
engine                    fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ our_parser_alone       1.307 µs      │ 41.5 µs       │ 1.325 µs      │ 2.903 µs      │ 100     │ 20000
│                         9.179 Mitem/s │ 289.1 Kitem/s │ 9.051 Mitem/s │ 4.133 Mitem/s │         │
╰─ whole_engine           9.757 µs      │ 587.4 µs      │ 10.39 µs      │ 22.71 µs      │ 100     │ 20000
                          1.229 Mitem/s │ 20.42 Kitem/s │ 1.153 Mitem/s │ 528.3 Kitem/s │         │
";
        assert_eq!(median_rate(printed, "our_parser_alone"), Some(9_051_000.0));
        assert_eq!(median_rate(printed, "whole_engine"), Some(1_153_000.0));
        assert_eq!(median_rate(printed, "other"), None);
    }
}
