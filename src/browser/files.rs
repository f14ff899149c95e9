//! Files that people save and choose, and the character sets of what is in them.

use gloo::file::callbacks::{FileReader, read_as_text};
use gloo::file::{Blob, ObjectUrl};
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Uint8Array;
use web_sys::{DragEvent, File, FileList, HtmlAnchorElement, HtmlInputElement, TextDecoder};

/// Saves `text` as a file.
pub fn download(name: &str, kind: &str, text: &str) {
    save(name, Blob::new_with_options(text, Some(kind)));
}

/// Saves `octets` as a file of no particular type.
pub fn download_octets(name: &str, octets: &[u8]) {
    save(name, Blob::new_with_options(octets, Some("application/octet-stream")));
}

fn save(name: &str, blob: Blob) {
    // Revoked when this function ends: by then the click has begun the download.
    let address = ObjectUrl::from(blob);
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
}

/// Reads `file` as text; `done` is told nothing if the browser cannot. Ends without a word when what is returned is
/// dropped.
#[must_use]
pub fn text_of(file: File, done: impl FnOnce(Option<String>) + 'static) -> FileReader {
    read_as_text(&Blob::from(file), move |text| done(text.ok()))
}

/// The files that were chosen in `input`, in which the same can be chosen again.
pub fn chosen_files(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(list).unwrap_or_default();
    input.set_value("");
    files
}

/// The files that were dropped.
pub fn dropped_files(event: &DragEvent) -> Vec<File> {
    event.data_transfer().and_then(|data| data.files()).map(list).unwrap_or_default()
}

#[allow(clippy::needless_pass_by_value, reason = "what the browser gives is owned")]
fn list(files: FileList) -> Vec<File> {
    (0..files.length()).filter_map(|number| files.get(number)).collect()
}

/// Reads the octets of `file`; `done` is told nothing if the browser cannot.
pub fn octets_of(file: &File, done: impl FnOnce(Option<Uint8Array>) + 'static) {
    let reading = JsFuture::from(file.array_buffer());
    leptos::task::spawn_local(async move { done(reading.await.ok().map(|buffer| Uint8Array::new(&buffer))) });
}

/// The octets of `text` in UTF-8.
pub fn octets_of_text(text: &str) -> Uint8Array {
    Uint8Array::from(text.as_bytes())
}

/// The text of `octets` in `charset`; nothing where the browser does not know it.
pub fn decode(charset: &str, octets: &[u8]) -> Option<String> {
    TextDecoder::new_with_label(charset).ok()?.decode_with_u8_array(octets).ok()
}
