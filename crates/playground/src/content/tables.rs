//! What `build.rs` made of `content/`: sorted by id, one row of fields a language.

include!(concat!(env!("OUT_DIR"), "/content.rs"));

/// The fields of the entry `id` in `language`.
pub(super) fn find<const FIELDS: usize, const LANGUAGES: usize>(
    table: &'static [(&'static str, [[&'static str; FIELDS]; LANGUAGES])],
    language: Language,
    id: &str,
) -> Option<&'static [&'static str; FIELDS]> {
    let row = table.binary_search_by(|(key, _)| (*key).cmp(id)).ok()?;
    table.get(row)?.1.get(language as usize)
}

/// The ids of `table`.
pub(super) fn ids<Entry>(table: &'static [(&'static str, Entry)]) -> impl Iterator<Item = &'static str> {
    table.iter().map(|(id, _)| *id)
}
