//! What `assets/rescue.js` has to know to help when the app breaks. It cannot ask the app then.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use web_sys::js_sys::Reflect;
use web_sys::{CustomEvent, CustomEventInit};

/// The event that says that the app has panicked; its detail says where and why.
const PANIC: &str = "smtp-playground-panic";
/// The property of the window that holds the session as it was last.
const SESSION: &str = "smtpPlaygroundSession";

/// From now on a panic is told to the page.
pub fn tell_of_panics() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        let told = CustomEventInit::new();
        told.set_detail(&JsValue::from_str(&panic.to_string()));
        if let Ok(event) = CustomEvent::new_with_event_init_dict(PANIC, &told) {
            let _ = window().dispatch_event(&event);
        }
    }));
}

/// Leaves the session where it outlives the app, also where the browser keeps nothing.
pub fn remember(session: &str) {
    let _ = Reflect::set(&window(), &SESSION.into(), &session.into());
}
