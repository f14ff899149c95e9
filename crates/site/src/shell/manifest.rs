//! The web app manifests, one a language: what the system calls the page where somebody installs it.

use std::path::Path;

use serde_json::Value;

use super::{ShellError, read, write};
use playground::content::{Language, StaticLabel, static_label};

/// The template in `assets/`, and the manifest that the page names until `assets/boot.js` has chosen a language.
const NAME: &str = "manifest.webmanifest";

/// Where a word goes in the template, as a JSON pointer (RFC 6901).
const WORDS: &[(&str, StaticLabel)] = &[
    ("/name", StaticLabel::ManifestName),
    ("/short_name", StaticLabel::ManifestShort),
    ("/description", StaticLabel::ManifestDescription),
    ("/screenshots/0/label", StaticLabel::ManifestWide),
    ("/screenshots/1/label", StaticLabel::ManifestNarrow),
    ("/shortcuts/0/name", StaticLabel::ManifestReference),
];

/// The manifest's name in `language`.
pub(crate) fn name(language: Language) -> String {
    if language == Language::default() { NAME.to_owned() } else { format!("manifest-{}.webmanifest", language.tag()) }
}

/// Writes them to `out`.
pub(super) fn write_to(root: &Path, out: &Path) -> Result<(), ShellError> {
    let path = root.join("assets").join(NAME);
    let template: Value = serde_json::from_str(&read(&path)?).map_err(|reason| ShellError::Manifest { path: path.clone(), reason })?;
    for &language in Language::ALL {
        let mut manifest = template.clone();
        let words = WORDS.iter().map(|&(place, label)| (place, static_label(language, label)));
        for (place, word) in words.chain([("/lang", language.tag()), ("/dir", language.direction())]) {
            put(&mut manifest, place, word).ok_or_else(|| ShellError::NoPlace { path: path.clone(), mark: place })?;
        }
        write(&out.join(name(language)), &format!("{manifest:#}\n"))?;
    }
    Ok(())
}

/// Puts `word` into the object that `place` lies in; nothing where there is no such object.
fn put(manifest: &mut Value, place: &'static str, word: &str) -> Option<()> {
    let (object, key) = place.rsplit_once('/')?;
    manifest.pointer_mut(object)?.as_object_mut()?.insert(key.to_owned(), word.into());
    Some(())
}
