//! The page inside WebAssembly, in a real browser.
#![cfg(target_arch = "wasm32")]

use smtp_playground::app::App;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn the_app_mounts() {
    let document = leptos::prelude::document();
    let body = document.body().expect("a page has a body");
    let before = body.child_element_count();
    leptos::mount::mount_to_body(App);
    assert!(body.child_element_count() > before, "{}", body.inner_html());
}
