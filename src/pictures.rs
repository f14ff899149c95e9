//! Pictures in the document, and what of them was pressed.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::js_sys::{Function, Reflect};
use web_sys::{Element, Event};

use super::browser::element;
use playground::content::diagram::{self, Drawing};

/// Puts `drawing` into the element `id`, in the place of what was there. What had the focus keeps it.
pub fn draw(id: &str, drawing: &Drawing) {
    let Some(frame) = element(id) else {
        return;
    };
    let focused = document().active_element().filter(|active| frame.contains(Some(active)));
    let focused = focused.and_then(|active| PRESSED.iter().find_map(|name| Some((*name, active.get_attribute(name)?))));
    frame.set_text_content(None);
    let Some(svg) = made("svg") else {
        return;
    };
    let view_box = format!("0 0 {} {}", drawing.width, drawing.height);
    for (name, value) in [("viewBox", view_box.as_str()), ("role", "group"), ("aria-label", &drawing.title)] {
        let _ = svg.set_attribute(name, value);
    }
    drawing.elements.iter().for_each(|child| put(&svg, child));
    let _ = frame.append_child(&svg);
    if let Some((name, value)) = focused
        && let Ok(Some(again)) = svg.query_selector(&format!("[{name}='{value}']"))
    {
        focus_element(&again);
    }
}

/// The attributes that say what a part of a drawing stands for.
const PRESSED: [&str; 2] = ["data-by", "data-event"];

fn put(parent: &Element, drawn: &diagram::Element) {
    let Some(element) = made(drawn.tag) else {
        return;
    };
    for (name, value) in &drawn.attributes {
        let _ = element.set_attribute(name, value);
    }
    if !drawn.text.is_empty() {
        element.set_text_content(Some(&drawn.text));
    }
    drawn.children.iter().for_each(|child| put(&element, child));
    let _ = parent.append_child(&element);
}

fn made(tag: &str) -> Option<Element> {
    let space = if tag == "button" { "http://www.w3.org/1999/xhtml" } else { "http://www.w3.org/2000/svg" };
    document().create_element_ns(Some(space), tag).ok()
}

/// The attribute `name` of what `event` was on, or of what is around it.
pub fn attribute_at(event: &Event, name: &str) -> Option<String> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(&format!("[{name}]")).ok().flatten()?.get_attribute(name)
}

/// Gives the focus to the next (or the one before) of the parts of the element `id` that can have it.
pub fn focus_next(id: &str, forward: bool) {
    let Some((frame, active)) = element(id).zip(document().active_element()) else {
        return;
    };
    let mut near = Some(active).filter(|active| frame.contains(Some(active)));
    while let Some(here) = near {
        near = if forward { here.next_element_sibling() } else { here.previous_element_sibling() };
        if let Some(found) = near.as_ref().filter(|near| near.has_attribute("tabindex")) {
            let _ = here.set_attribute("tabindex", "-1");
            let _ = found.set_attribute("tabindex", "0");
            return focus_element(found);
        }
    }
}

fn focus_element(element: &Element) {
    // SVG elements have no HtmlElement, but the same method.
    if let Ok(focus) = Reflect::get(element, &"focus".into())
        && let Ok(focus) = focus.dyn_into::<Function>()
    {
        let _ = focus.call0(element);
    }
}
