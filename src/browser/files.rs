//! Files that people save and choose, and the character sets of what is in them.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::js_sys::{Array, Uint8Array};
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, TextDecoder, Url};

/// Saves `text` as a file.
pub fn download(name: &str, kind: &str, text: &str) {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &options) else {
        return;
    };
    save_blob(name, &blob);
}

fn save_blob(name: &str, blob: &Blob) {
    let Ok(address) = Url::create_object_url_with_blob(blob) else {
        return;
    };
    if let Some(link) = document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// Saves `octets` as a file of no particular type.
pub fn download_octets(name: &str, octets: &[u8]) {
    let options = BlobPropertyBag::new();
    options.set_type("application/octet-stream");
    let parts = Array::of1(&Uint8Array::from(octets));
    if let Ok(blob) = Blob::new_with_u8_array_sequence_and_options(&parts, &options) {
        save_blob(name, &blob);
    }
}

/// The text of `octets` in `charset`; nothing where the browser does not know it.
pub fn decode(charset: &str, octets: &[u8]) -> Option<String> {
    TextDecoder::new_with_label(charset).ok()?.decode_with_u8_array(octets).ok()
}

/// Reads `file` as text; `done` is told nothing if the browser cannot.
pub fn text_of(file: &File, done: impl Fn(Option<String>) + 'static) {
    let promise = file.text();
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.ok().and_then(|text| text.as_string()));
    });
}
