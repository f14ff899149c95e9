//! The decoder in a worker of the page: a program of its own, so that its tables (charsets, causes, known replies) are fetched when
//! Decode is opened, and no reading holds up a key press.
//!
//! `assets/decoder.js` starts it. Then each message is `[number, octets, language]`, and the answer `[number, JSON]` with what
//! `smtp_playground_decode::show` tells. `src/browser/decoder.rs` is the other side.
#![forbid(unsafe_code)]
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Uint8Array, global};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

fn main() {
    let Ok(scope) = global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let page = scope.clone();
    let answer = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        // Where the page is gone, nobody waits for it.
        let _ = page.post_message(&answer(&event.data()));
    });
    scope.set_onmessage(Some(answer.as_ref().unchecked_ref()));
    // It lives as long as the worker.
    answer.forget();
}

/// The answer to `[number, octets, language]`.
fn answer(asked: &JsValue) -> JsValue {
    let asked = Array::from(asked);
    let octets = Uint8Array::new(&asked.get(1)).to_vec();
    let language = asked.get(2).as_string().unwrap_or_default();
    let shown = smtp_playground_decode::show(&octets, &language);
    let json = serde_json::to_string(&shown).unwrap_or_default();
    Array::of2(&asked.get(0), &json.into()).into()
}
