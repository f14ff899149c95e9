//! The lines of the transcript, which stand in the document without a component each.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use super::element;

/// Marks the line of event `shown` in the transcript `id`, and no other. It alone is in the tab order; where
/// it is not drawn, the last line that is drawn stands in, so that the keyboard finds in.
pub fn mark_line(id: &str, shown: Option<usize>) {
    let Some(transcript) = element(id) else {
        return;
    };
    if let Ok(Some(marked)) = transcript.query_selector(".shown") {
        dress_line(&marked, false);
    }
    if let Ok(Some(stand_in)) = transcript.query_selector(".who[tabindex='0']") {
        let _ = stand_in.set_attribute("tabindex", "-1");
    }
    if let Some(line) = shown.and_then(|event| element(&format!("line-{event}"))).and_then(|who| who.parent_element()) {
        return dress_line(&line, true);
    }
    let drawn = transcript.query_selector_all(".who").ok();
    let last = drawn.and_then(|drawn| drawn.item(drawn.length().checked_sub(1)?)).and_then(|who| who.dyn_into::<Element>().ok());
    if let Some(who) = last {
        let _ = who.set_attribute("tabindex", "0");
    }
}

/// Marks the lines of `events` in the transcript `id`, as far as they are drawn, and no others.
pub fn mark_changed(id: &str, events: &[usize]) {
    let marked = element(id).and_then(|transcript| transcript.query_selector_all(".changed").ok());
    let before = (0..).map_while(|at| marked.as_ref()?.item(at)).filter_map(|node| node.dyn_into::<Element>().ok());
    before.for_each(|line| {
        let _ = line.class_list().remove_1("changed");
    });
    let lines = events.iter().filter_map(|event| element(&format!("line-{event}"))?.parent_element());
    lines.for_each(|line| {
        let _ = line.class_list().add_1("changed");
    });
}

/// The event of the line that has the focus where `event` comes from.
pub fn focused_line(event: &KeyboardEvent) -> Option<usize> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.id().strip_prefix("line-")?.parse().ok()
}

fn dress_line(line: &Element, shown: bool) {
    let _ = line.class_list().toggle_with_force("shown", shown);
    if let Some(who) = line.first_element_child() {
        let _ = who.set_attribute("aria-pressed", if shown { "true" } else { "false" });
        let _ = who.set_attribute("tabindex", if shown { "0" } else { "-1" });
    }
}

/// What a click in the transcript was on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clicked {
    /// The line of that event.
    Line(usize),
    /// The button that opens the message of that event.
    Mail(usize),
}

/// What `event` was on.
pub fn clicked(event: &MouseEvent) -> Option<Clicked> {
    let target: Element = event.target()?.dyn_into().ok()?;
    if let Some(mail) = target.get_attribute("data-mail") {
        return mail.parse().ok().map(Clicked::Mail);
    }
    let line = target.closest(".line").ok().flatten()?;
    let id = line.first_element_child()?.id();
    id.strip_prefix("line-")?.parse().ok().map(Clicked::Line)
}

/// Whether text is selected with the mouse: then a click was meant for that.
pub fn has_selection() -> bool {
    window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed())
}
