use crate::predicate::DeliveredPattern;
use crate::source::Fields;

/// Reads what a message that was taken must be.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<DeliveredPattern> {
    let value = fields.take("delivered")?;
    let mut fields = Fields::of(fields.source, value, "delivered")?;
    let pattern = DeliveredPattern {
        to: list(&mut fields, "to"),
        only_to: fields.has("only_to").then(|| list(&mut fields, "only_to")),
        not_to: list(&mut fields, "not_to"),
        relayed: list(&mut fields, "relayed"),
        rcpt: list(&mut fields, "rcpt"),
        from: fields.string("from").map(|(from, _)| from),
        from_null: fields.boolean("from_null"),
        header: header(&mut fields),
        no_header: list(&mut fields, "no_header"),
        body: fields.string("body").map(|(body, _)| body),
        has_text: fields.boolean("has_text"),
        line: list(&mut fields, "line"),
        eight_bit: fields.boolean("eight_bit"),
        tls: fields.boolean("tls"),
        bytes_at_least: fields.number("bytes_at_least"),
        bytes_at_most: fields.number("bytes_at_most"),
    };
    fields.finish();
    Some(pattern)
}

fn list(fields: &mut Fields<'_, '_>, key: &'static str) -> Vec<String> {
    fields.strings(key).unwrap_or_default().into_iter().map(|(text, _)| text).collect()
}

/// `header = { Subject = "*", From = "joe@example.org" }`
fn header(fields: &mut Fields<'_, '_>) -> Vec<(String, String)> {
    let Some(table) = fields.take("header").and_then(|value| Fields::of(fields.source, value, "header")) else {
        return Vec::new();
    };
    let source = table.source;
    table
        .rest()
        .filter_map(|(name, line, value)| match value.get_ref().as_str() {
            Some(wanted) => Some((name, wanted.to_owned())),
            None => {
                crate::source::wrong_type(source, line, &name, "a text in quotes; \"*\" stands for anything", value.get_ref());
                None
            }
        })
        .collect()
}
