//! The page's address and its fragment.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// The page's address without the fragment.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The fragment of the page's address.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to a fragment of the page.
pub fn go(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Takes the fragment out of the page's address.
pub fn clear_fragment() {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address()));
    }
}
