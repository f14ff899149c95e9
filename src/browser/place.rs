//! Where elements are, how large they are, and how far they are scrolled.

use leptos::prelude::StoredValue;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{element, html};

/// Where the left and the right edge of the element `id` are, in CSS pixels.
pub fn edges_of(id: &str) -> Option<(f64, f64)> {
    element(id).map(|element| element.get_bounding_client_rect()).map(|area| (area.left(), area.right()))
}

/// How high the element `id` is, in CSS pixels.
pub fn height_of(id: &str) -> Option<f64> {
    element(id).map(|element| element.get_bounding_client_rect().height())
}

/// Makes the element `id` so high, in CSS pixels, or as high as what is in it.
pub fn set_height(id: &str, height: Option<f64>) {
    if let Some(element) = html(id) {
        let height = height.map_or_else(|| "auto".to_owned(), |height| format!("{height}px"));
        let _ = element.style().set_property("block-size", &height);
    }
}

/// Calls `changed` when the element `id` gets another size, as long as the owner of this call lives.
pub fn watch_size(id: &str, changed: impl Fn() + 'static) {
    let Some(element) = element(id) else { return };
    let changed = Closure::<dyn Fn()>::new(changed);
    if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(&element);
        StoredValue::new_local(Watch { observer, _changed: changed });
    }
}

/// Neither gloo nor Leptos has an observer of sizes.
struct Watch {
    observer: ResizeObserver,
    _changed: Closure<dyn Fn()>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// How far an element is scrolled, and how much of it is seen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    /// How much is above what is seen.
    pub top: f64,
    /// How much is seen.
    pub height: f64,
}

/// How far the element `id` is scrolled.
pub fn scroll_of(id: &str) -> Option<Scroll> {
    element(id).map(|element| Scroll { top: f64::from(element.scroll_top()), height: f64::from(element.client_height()) })
}

/// Scrolls so that the element `id` is seen.
pub fn scroll_into_view(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view_with_scroll_into_view_options(&{
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options
        });
    }
}

/// Scrolls the element `id` to its end.
pub fn scroll_to_end(id: &str) {
    if let Some(element) = element(id) {
        element.set_scroll_top(element.scroll_height());
    }
}

/// Scrolls the element `id` to its start.
pub fn scroll_to_start(id: &str) {
    if let Some(element) = element(id) {
        element.set_scroll_top(0);
    }
}
