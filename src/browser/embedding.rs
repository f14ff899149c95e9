//! The page in a frame of another page.

use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Object, Reflect};
use web_sys::{HtmlAnchorElement, MouseEvent};

/// What follows `?` in the page's address, with the `?`.
pub fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// The page's address without what follows `?`, but with its fragment.
pub fn address_alone() -> String {
    let location = window().location();
    [location.origin(), location.pathname(), location.hash()].into_iter().filter_map(Result::ok).collect()
}

/// Sends the page around this one a message of the type `kind` with one number. It holds nothing that any page might
/// not know, so it goes to any origin.
pub fn tell_parent(kind: &str, name: &str, value: f64) {
    post(kind, &[(name, value.into())]);
}

/// Tells the page around this one that an exercise is solved, with so many commands and hints.
pub fn tell_solved(set: &str, exercise: &str, commands: u32, hints: u32) {
    let members = [("set", set.into()), ("exercise", exercise.into()), ("commands", commands.into()), ("hints", hints.into())];
    post("smtp-playground:solved", &members);
}

fn post(kind: &str, members: &[(&str, JsValue)]) {
    let Ok(Some(parent)) = window().parent() else { return };
    let message = Object::new();
    let _ = Reflect::set(&message, &"type".into(), &kind.into());
    for (name, value) in members {
        let _ = Reflect::set(&message, &(*name).into(), value);
    }
    if !Object::is(&parent, &window()) {
        let _ = parent.post_message(&message, "*");
    }
}

/// Has the link that was clicked lead to `address`.
pub fn lead(clicked: &MouseEvent, address: &str) {
    if let Some(link) = clicked.current_target().and_then(|target| target.dyn_into::<HtmlAnchorElement>().ok()) {
        link.set_href(address);
    }
}
