/// `text` as a Rust string literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}

/// `some-name`, `some_name` or `SOME name` as `SomeName`.
pub(super) fn camel(name: &str) -> String {
    let parts = name.split(|character: char| !character.is_ascii_alphanumeric());
    parts
        .filter_map(|part| {
            let mut characters = part.chars();
            let first = characters.next()?.to_ascii_uppercase();
            Some(std::iter::once(first).chain(characters.map(|character| character.to_ascii_lowercase())).collect::<String>())
        })
        .collect()
}

/// A documentation comment for generated code, on one line.
pub(super) fn doc(text: &str) -> String {
    format!("#[doc = {}]\n", literal(&format!(" {text}")))
}
