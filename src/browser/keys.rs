//! What people type and choose, and where.

use leptos::ev;
use leptos::prelude::window_event_listener;
use wasm_bindgen::JsCast;
use web_sys::js_sys::{JsString, Reflect};
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent};

use super::element;
use playground::queries::paste::{self, Typed};

/// What `area` holds: UTF-16 that need not be well-formed.
pub fn value_of(area: &HtmlTextAreaElement) -> Typed {
    let value = Reflect::get(area, &"value".into()).ok().and_then(|value| value.dyn_into::<JsString>().ok());
    value.map(|value| paste::read(value.iter())).unwrap_or_default()
}

/// Which option of a list was chosen; the first, where that cannot be told.
pub fn chosen(event: &web_sys::Event) -> usize {
    let list: Option<HtmlSelectElement> = event.target().and_then(|target| target.dyn_into().ok());
    list.and_then(|list| usize::try_from(list.selected_index()).ok()).unwrap_or_default()
}

/// Whether `event` comes from where a person writes.
pub fn is_writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether `event` comes from a button or a list to choose from, which have keys of their own.
pub fn is_on_button(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "SELECT"))
}

/// Calls `pressed` at every key, wherever the focus is, and prevents what the browser would do if it says so.
pub fn watch_keys(pressed: impl Fn(&KeyboardEvent) -> bool + 'static) {
    // The page listens as long as it lives: the handle, which could end that, is not wanted.
    let _ = window_event_listener(ev::keydown, move |event| {
        if pressed(&event) {
            event.prevent_default();
        }
    });
}

/// What stands in the field or list `id`.
pub fn field_value(id: &str) -> String {
    let Some(element) = element(id) else { return String::new() };
    let list = element.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value);
    let field = || element.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    let area = || element.dyn_ref::<HtmlTextAreaElement>().map(|area| value_of(area).text);
    list.or_else(field).or_else(area).unwrap_or_default()
}
