use leptos::prelude::*;
use web_sys::{Element, KeyboardEvent, PointerEvent};

use crate::browser;
use crate::dynamic::{press, text};
use crate::settings::Panel;
use crate::store::{Place, Side, Store};
use playground::content::Label;

/// How far an arrow key moves it, in CSS pixels.
const STEP: f64 = 16.0;

/// What stands between the terminal and a panel, and can be moved.
#[component]
pub(crate) fn Splitter(side: Side) -> impl IntoView {
    let store = Store::get();
    let (label, panel) = match side {
        Side::Say => (Label::PanelSayWidth, Place::Say.id()),
        Side::Why => (Label::PanelWhyWidth, Place::Why.id()),
    };
    let (least, greatest) = Panel::BOUNDS;
    let width = move || store.settings().get().layout.panel(side).width.map_or_else(|| seen(panel), f64::from);
    let set = move |width: f64| store.set_panel(side, |panel| *panel = panel.with_width(width));
    // Towards the terminal is wider for the left panel and narrower for the right one.
    let sign = if side == Side::Say { 1.0 } else { -1.0 };
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" => set(untrack(width) + sign * STEP),
            "ArrowLeft" => set(untrack(width) - sign * STEP),
            "Home" => set(least.into()),
            "End" => set(greatest.into()),
            "Enter" => store.toggle_panel(side),
            _ => return,
        }
        event.prevent_default();
    };
    let grab = move |event: PointerEvent| {
        if let Some(splitter) = event.current_target().map(event_element) {
            let _ = splitter.set_pointer_capture(event.pointer_id());
        }
        event.prevent_default();
    };
    let drag = move |event: PointerEvent| {
        let held = event.current_target().map(event_element).is_some_and(|splitter| splitter.has_pointer_capture(event.pointer_id()));
        if let (true, Some((left, right))) = (held, browser::edges_of(panel)) {
            let at = f64::from(event.client_x());
            set(if side == Side::Say { at - left } else { right - at });
        }
    };
    view! {
        <div
            class="splitter"
            role="separator"
            tabindex="0"
            aria-orientation="vertical"
            aria-controls=panel
            aria-label=store.t(label)
            aria-valuemin=least.to_string()
            aria-valuemax=greatest.to_string()
            aria-valuenow=text(move || format!("{:.0}", width()))
            title=store.t(Label::PanelKeys)
            on:keydown=keys
            on:pointerdown=grab
            on:pointermove=drag
            on:dblclick=press(move || store.set_panel(side, |panel| *panel = Panel::default()))
        ></div>
    }
}

/// How wide the panel is seen, in CSS pixels.
fn seen(panel: &str) -> f64 {
    browser::edges_of(panel).map_or(0.0, |(left, right)| right - left)
}

fn event_element(target: web_sys::EventTarget) -> Element {
    wasm_bindgen::JsCast::unchecked_into(target)
}
