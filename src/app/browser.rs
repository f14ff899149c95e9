//! What the page asks of the browser. Every call may be denied, and none panics.

mod files;
mod list;
pub mod reading;

use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Date, JsString, Math, Reflect};
use web_sys::{
    Element, File, HtmlDialogElement, HtmlElement, HtmlSelectElement, HtmlTextAreaElement, KeyboardEvent, MediaQueryListEvent, MouseEvent,
    ResizeObserver, ScrollIntoViewOptions, ScrollLogicalPosition,
};

pub use self::files::{decode, download, download_octets};
pub use self::list::{clicked_number, move_focus, scroll_to_current};
use super::queries::paste::{self, Typed};
use super::settings::{Layout, Settings, Theme};
use crate::content::Language;
use crate::session::Timestamp;

/// Under which key the settings are kept.
const KEY: &str = "smtp-playground";

/// What became of what was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There was nothing.
    Nothing,
    /// It was read.
    Read(Settings),
    /// It is damaged, or of another version.
    Corrupt,
    /// The browser does not allow to look.
    Denied,
}

/// The moment.
pub fn now() -> Timestamp {
    Timestamp(Date::now().max(0.0) as u64)
}

/// The languages that the browser asks for, the first choice first.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// Reads what was kept.
pub fn load() -> Kept {
    let value = match window().local_storage() {
        Ok(Some(storage)) => storage.get_item(KEY),
        _ => return Kept::Denied,
    };
    match value {
        Ok(None) => Kept::Nothing,
        Ok(Some(text)) => Settings::read(&text).map_or(Kept::Corrupt, Kept::Read),
        Err(_) => Kept::Denied,
    }
}

/// Keeps `settings`; whether that was possible.
pub fn save(settings: Settings) -> bool {
    let storage = window().local_storage().ok().flatten();
    storage.is_some_and(|storage| storage.set_item(KEY, &settings.write()).is_ok())
}

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

/// What `area` holds: UTF-16 that need not be well-formed.
pub fn value_of(area: &HtmlTextAreaElement) -> Typed {
    let value = Reflect::get(area, &"value".into()).ok().and_then(|value| value.dyn_into::<JsString>().ok());
    value.map(|value| paste::read(value.iter())).unwrap_or_default()
}

/// Gives the focus to the element `id`.
pub fn focus(id: &str) {
    if let Some(element) = html(id) {
        let _ = element.focus();
    }
}

/// Where the left and the right edge of the element `id` are, in CSS pixels.
pub fn edges_of(id: &str) -> Option<(f64, f64)> {
    element(id).map(|element| element.get_bounding_client_rect()).map(|area| (area.left(), area.right()))
}

/// Whether `event` comes from a button or a list to choose from, which have keys of their own.
pub fn is_on_button(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "SELECT"))
}

/// Gives the document the attribute `name`, or takes it away.
pub fn mark_root(name: &str, marked: bool) {
    if let Some(root) = document().document_element() {
        let _ = if marked { root.set_attribute(name, "") } else { root.remove_attribute(name) };
    }
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

/// Calls `pressed` at every key, wherever the focus is, and prevents what the browser would do if it says so.
pub fn watch_keys(pressed: impl Fn(&KeyboardEvent) -> bool + 'static) {
    let listener = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        if pressed(&event) {
            event.prevent_default();
        }
    });
    let _ = window().add_event_listener_with_callback("keydown", listener.as_ref().unchecked_ref());
    // The page listens as long as it lives.
    listener.forget();
}

/// Whether `event` comes from where a person writes.
pub fn is_writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether a dialog is open over the page.
pub fn has_dialog() -> bool {
    document().query_selector("dialog[open]").ok().flatten().is_some()
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

/// Calls `changed` when the element `id` gets another size.
pub fn watch_size(id: &str, changed: impl Fn() + 'static) {
    let Some(element) = element(id) else { return };
    let listener = Closure::<dyn Fn()>::new(changed);
    if let Ok(observer) = ResizeObserver::new(listener.as_ref().unchecked_ref()) {
        observer.observe(&element);
    }
    // The page watches as long as it lives.
    listener.forget();
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

/// Marks the line of event `shown` in the transcript `id`, and no other. It alone is in the tab order.
pub fn mark_line(id: &str, shown: Option<usize>) {
    let Some(transcript) = element(id) else {
        return;
    };
    if let Ok(Some(marked)) = transcript.query_selector(".shown") {
        dress_line(&marked, false);
    }
    if let Some(line) = shown.and_then(|event| element(&format!("line-{event}"))).and_then(|who| who.parent_element()) {
        dress_line(&line, true);
    }
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

/// Which option of a list was chosen; the first, where that cannot be told.
pub fn chosen(event: &web_sys::Event) -> usize {
    let list: Option<HtmlSelectElement> = event.target().and_then(|target| target.dyn_into().ok());
    list.and_then(|list| usize::try_from(list.selected_index()).ok()).unwrap_or_default()
}

/// Copies `text`, if the browser allows; `done` is told whether it did.
pub fn copy(text: &str, done: impl Fn(bool) + 'static) {
    let promise = window().navigator().clipboard().write_text(text);
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.is_ok());
    });
}

/// The page's address without the fragment.
pub fn address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The fragment of the page's address.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to a fragment of the page.
pub fn go(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Takes the fragment out of the page's address.
pub fn clear_fragment() {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address()));
    }
}

/// A name that nothing has yet, for what is kept.
pub fn unused_name() -> String {
    format!("{}-{}", now().0, (Math::random() * 1e9) as u64)
}

/// Reads `file` as text; `done` is told nothing if the browser cannot.
pub fn text_of(file: &File, done: impl Fn(Option<String>) + 'static) {
    let promise = file.text();
    leptos::task::spawn_local(async move {
        done(wasm_bindgen_futures::JsFuture::from(promise).await.ok().and_then(|text| text.as_string()));
    });
}

/// A moment as people write it in `language`.
pub fn date(at: Timestamp, language: Language) -> String {
    String::from(Date::new(&(at.0 as f64).into()).to_locale_string(language.tag(), &JsValue::UNDEFINED))
}

/// Calls `changed` with whether `query` matches, now and whenever that changes.
pub fn watch_media(query: &str, changed: impl Fn(bool) + 'static) {
    let Ok(Some(media)) = window().match_media(query) else {
        return;
    };
    changed(media.matches());
    let listener = Closure::<dyn Fn(MediaQueryListEvent)>::new(move |event: MediaQueryListEvent| changed(event.matches()));
    let _ = media.add_event_listener_with_callback("change", listener.as_ref().unchecked_ref());
    // The page watches as long as it lives.
    listener.forget();
}

pub(super) fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

fn dialog(id: &str) -> Option<HtmlDialogElement> {
    element(id)?.dyn_into().ok()
}

fn html(id: &str) -> Option<HtmlElement> {
    element(id)?.dyn_into().ok()
}
