use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent, MouseEvent, ScrollIntoViewOptions, ScrollLogicalPosition};

/// The number in the attribute `name` of what a click was on, or of what it is in.
pub fn clicked_number(event: &MouseEvent, name: &str) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let found = target.closest(&format!("[{name}]")).ok().flatten()?;
    found.get_attribute(name)?.parse().ok()
}

/// Gives the focus to the next or the last item of a list, at the keys that point down or up.
#[allow(clippy::needless_pass_by_value, reason = "what Leptos calls with an event takes it")]
pub fn move_focus(event: KeyboardEvent) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let item = target.and_then(|target| target.closest("li").ok().flatten());
    let to = item.and_then(|item| match event.key().as_str() {
        "ArrowDown" => item.next_element_sibling(),
        "ArrowUp" => item.previous_element_sibling(),
        _ => None,
    });
    if let Some(button) = to.and_then(|item| item.first_element_child()).and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
        event.prevent_default();
    }
}

/// Brings the item that is marked as the current one in the element `id` into view.
pub fn scroll_to_current(id: &str) {
    if let Ok(Some(item)) = document().query_selector(&format!("#{id} [aria-current]")) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        item.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
