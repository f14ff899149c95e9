//! What the page asks of the browser. Much of it may be missing or denied (`refusal`): then the call says so, or does
//! nothing. None panics.

mod address;
mod broken;
mod clipboard;
mod decoder;
mod document;
mod embedding;
mod files;
mod first_screen;
mod kept;
mod keys;
mod letter;
mod list;
mod place;
pub mod reading;
mod refusal;
pub mod storage;
mod transcript;

use gloo::events::EventListener;
use leptos::prelude::{StoredValue, document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Date};
use web_sys::{Element, HtmlElement};

pub use self::address::{address, clear_fragment, fragment, go};
pub use self::broken::{remember, tell_of_panics};
pub use self::clipboard::{copy, pasted, select_text};
pub use self::decoder::{Decoder, Told};
pub use self::document::{close_dialog, dress, focus, has_dialog, lay_out, mark_root, root_attribute, send, show_dialog, shows_dialog};
pub use self::embedding::{address_alone, lead, search, tell_parent, tell_solved};
pub use self::files::{chosen_files, decode, download, download_octets, dropped_files, octets_of, octets_of_text, text_of};
pub use self::first_screen::{Left, take_place};
pub use self::kept::{Kept, load, save, unused_name};
pub use self::keys::{chosen, field_value, is_on_button, is_writing, value_of, watch_keys};
pub use self::letter::finish_letter;
pub use self::list::{clicked_number, move_focus, scroll_to_current};
pub use self::place::{Scroll, edges_of, height_of, scroll_into_view, scroll_of, scroll_to_end, scroll_to_start, set_height, watch_size};
use self::refusal::member;
pub use self::transcript::{Clicked, clicked, focused_line, has_selection, mark_changed, mark_line};
use playground::content::Language;
use playground::record::MAX_TIME;
use smtp_engine::session::Timestamp;

/// The moment, as far as sessions can tell it.
pub fn now() -> Timestamp {
    Timestamp(Date::now().max(0.0) as u64).min(MAX_TIME)
}

/// The languages that the browser asks for, the first choice first.
pub fn languages() -> Vec<String> {
    let asked: Array = member(&window().navigator(), "languages").unwrap_or_default();
    asked.iter().filter_map(|tag| tag.as_string()).collect()
}

/// A moment as people write it in `language`.
pub fn date(at: Timestamp, language: Language) -> String {
    String::from(Date::new(&(at.0 as f64).into()).to_locale_string(language.tag(), &JsValue::UNDEFINED))
}

/// Calls `changed` with whether `query` matches, now and whenever that changes, as long as the owner of this call lives.
pub fn watch_media(query: &str, changed: impl Fn(bool) + 'static) {
    let Ok(Some(media)) = window().match_media(query) else {
        return;
    };
    changed(media.matches());
    // Some browsers have such lists that are no targets of events yet.
    if member::<JsValue>(&media, "addEventListener").is_ok() {
        let target = media.clone();
        StoredValue::new_local(EventListener::new(&target, "change", move |_| changed(media.matches())));
    }
}

pub(super) fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

fn html(id: &str) -> Option<HtmlElement> {
    element(id)?.dyn_into().ok()
}
