//! Figures as tables in Markdown.

use serde_json::Value;

/// A table: its head, and a row of cells for each line.
pub(super) fn markdown<const COLUMNS: usize>(head: [&str; COLUMNS], rows: impl IntoIterator<Item = [String; COLUMNS]>) -> String {
    let rule = [const { "---" }; COLUMNS].join(" | ");
    let mut lines = vec![format!("| {} |", head.join(" | ")), format!("| {rule} |")];
    lines.extend(rows.into_iter().map(|row| format!("| {} |", row.join(" | "))));
    lines.push(String::new());
    lines.join("\n")
}

/// The figure at `pointer` (RFC 6901), with as many decimals as help; a dash where there is none.
pub(super) fn figure(figures: &Value, pointer: &str) -> String {
    match figures.pointer(pointer).and_then(Value::as_f64) {
        None => "–".to_owned(),
        Some(figure) if figure.abs() < 100.0 && figure.fract() != 0.0 => format!("{figure:.1}"),
        Some(figure) => thousands(figure),
    }
}

/// When and where the figures were measured, as `circumstances` in `tests/browser/measure/figures.mjs` or
/// `here` has it.
pub(super) fn circumstances(figures: &Value) -> String {
    let word = |name: &str| figures["measured"][name].as_str().unwrap_or("?").to_owned();
    let [date, cpu] = ["date", "cpu"].map(word);
    let with = ["browser", "with"].iter().find_map(|name| figures["measured"][name].as_str()).unwrap_or("?");
    let [cores, load] = ["cores", "load"].map(|name| figure(figures, &format!("/measured/{name}")));
    format!("Measured on {date}: {cpu}, {cores} cores, {with}. Load average just before: {load}.\n")
}

/// Whole, with a comma between thousands.
fn thousands(figure: f64) -> String {
    let digits = format!("{:.0}", figure.abs());
    let mut grouped = if figure < 0.0 { "-".to_owned() } else { String::new() };
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        let figures = serde_json::json!({ "a": { "b": 0.25, "c": 12_345.6, "d": 7.0 }, "e": "words" });
        for (pointer, wanted) in [("/a/b", "0.2"), ("/a/c", "12,346"), ("/a/d", "7"), ("/e", "–"), ("/none", "–")] {
            assert_eq!(figure(&figures, pointer), wanted, "{pointer}");
        }
    }

    #[test]
    fn a_table_has_a_head_and_rows() {
        let made = markdown(["a", "b"], [["1".to_owned(), "2".to_owned()]]);
        assert_eq!(made, "| a | b |\n| --- | --- |\n| 1 | 2 |\n");
    }
}
