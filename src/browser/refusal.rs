//! What a browser may lack or deny: an old one, one that shows the page over plain http, one that is told to keep nothing.
//!
//! `web-sys` takes for granted that all is there. What is not is `undefined`, and a call on that throws through
//! WebAssembly, which ends the page. What is not there everywhere is asked for by [`member`]; the methods of `web-sys`
//! that return a `Result` catch what is thrown, so they are safe as they are.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::Reflect;

/// Why the browser did not do what it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot, or not here: over plain http much is left out ("secure contexts").
    Missing,
    /// The person, the settings or the page around this one do not allow it.
    Denied,
}

/// The member `name` of `object`.
pub(super) fn member<T: JsCast>(object: &JsValue, name: &str) -> Result<T, Refusal> {
    match Reflect::get(object, &name.into()) {
        // A getter throws where the settings forbid what it gives.
        Err(_) => Err(Refusal::Denied),
        Ok(value) if value.is_undefined() || value.is_null() => Err(Refusal::Missing),
        Ok(value) => Ok(value.unchecked_into()),
    }
}
