//! What is asked of a text field: its caret, and changes that the browser itself can take back.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Puts `text` in the place of a stretch (in UTF-16 units) of the text field `id`, as if it had been typed:
/// the browser's own undo takes it back, and the field tells of its change.
pub fn type_into(id: &str, (start, end): (u32, u32), text: &str) {
    let Some(area) = area(id) else { return };
    let _ = area.focus();
    let _ = area.set_selection_range(start, end);
    let page: Option<HtmlDocument> = document().dyn_into().ok();
    let typed = match (page, text.is_empty()) {
        (_, true) if start == end => return,
        (Some(page), true) => page.exec_command("delete"),
        (Some(page), false) => page.exec_command_with_show_ui_and_value("insertText", false, text),
        (None, _) => Ok(false),
    };
    if !matches!(typed, Ok(true)) {
        let _ = area.set_range_text_with_start_and_end(text, start, end);
        if let Ok(event) = Event::new("input") {
            let _ = area.dispatch_event(&event);
        }
    }
}

/// Where the caret is in the text field `id`, in UTF-16 units.
pub fn caret(id: &str) -> u32 {
    area(id).and_then(|area| area.selection_end().ok().flatten()).unwrap_or_default()
}

/// Puts the caret of the text field `id` after its last character.
pub fn caret_to_end(id: &str) {
    if let Some(area) = area(id) {
        let end = area.text_length();
        let _ = area.set_selection_range(end, end);
    }
}

/// Gives the focus to the text field `id` with this text, and this stretch of it selected (in UTF-16 units).
pub fn take_up(id: &str, text: &str, (start, end): (u32, u32)) {
    if let Some(area) = area(id) {
        // The page may be about to do the same; only a text that changes moves the caret.
        area.set_value(text);
        let _ = area.focus();
        let _ = area.set_selection_range(start, end);
    }
}

/// Scrolls the box `outer` so far that the element `inner` in it is seen.
pub fn reveal(outer: &str, inner: &str) {
    let (Some(outer), Some(inner)) = (html(outer), html(inner)) else { return };
    let (top, bottom) = (inner.offset_top(), inner.offset_top() + inner.offset_height());
    if top < outer.scroll_top() {
        outer.set_scroll_top(top);
    } else if bottom > outer.scroll_top() + outer.client_height() {
        outer.set_scroll_top(bottom - outer.client_height());
    }
}

fn area(id: &str) -> Option<HtmlTextAreaElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn html(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}
