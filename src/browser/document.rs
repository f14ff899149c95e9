//! The document as a whole, its focus and its dialogs.

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDialogElement, HtmlElement};

use super::{element, html};
use crate::settings::{Layout, Theme};
use playground::content::Language;

/// Says to the document which language, title and theme it has.
pub fn dress(language: Language, title: &str, theme: Theme) {
    let document = document();
    document.set_title(title);
    if let Some(root) = document.document_element() {
        for (name, value) in [("lang", language.tag()), ("dir", language.direction()), ("data-theme", theme.id())] {
            let _ = root.set_attribute(name, value);
        }
    }
}

/// Gives the document the attribute `name`, or takes it away.
pub fn mark_root(name: &str, marked: bool) {
    if let Some(root) = document().document_element() {
        let _ = if marked { root.set_attribute(name, "") } else { root.remove_attribute(name) };
    }
}

/// The value of the document's attribute `name`; nothing if it has none.
pub fn root_attribute(name: &str) -> Option<String> {
    document().document_element()?.get_attribute(name)
}

/// Sends the event `name` to the scripts of the page.
pub fn send(name: &str) {
    if let Ok(event) = Event::new(name) {
        let _ = window().dispatch_event(&event);
    }
}

/// Writes how wide the panels are where the style sheets find it.
pub fn lay_out(layout: Layout) {
    let Some(root) = document().document_element().and_then(|root| root.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    for (name, panel) in [("--say-width", layout.say), ("--why-width", layout.why)] {
        let _ = match panel.width {
            Some(width) => root.style().set_property(name, &format!("{width}px")),
            None => root.style().remove_property(name).map(|_| ()),
        };
    }
}

/// Gives the focus to the element `id`.
pub fn focus(id: &str) {
    if let Some(element) = html(id) {
        let _ = element.focus();
    }
}

/// Opens the dialog `id` over the page.
pub fn show_dialog(id: &str) {
    if let Some(dialog) = dialog(id).filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
}

/// Closes the dialog `id`.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

/// Whether the dialog `id` is open.
pub fn shows_dialog(id: &str) -> bool {
    dialog(id).is_some_and(|dialog| dialog.open())
}

/// Whether a dialog is open over the page.
pub fn has_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    element(id)?.dyn_into().ok()
}
