use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::presenter;
use crate::actions::ACTIONS;
use crate::browser;
use crate::store::Store;

/// Does the actions of the table at their keys, wherever the focus is.
pub(crate) fn listen(store: Store) {
    browser::watch_keys(move |event| {
        if browser::has_dialog() || event.default_prevented() || event.is_composing() {
            return false;
        }
        if store.frame.presenter().with_untracked(|presenter| presenter.on) {
            return presenter::pressed(store, event);
        }
        let pressed = keys(event);
        let meant = ACTIONS.iter().find(|action| action.keys.eq_ignore_ascii_case(&pressed) && untrack(|| (action.possible)(store)));
        // Where a person writes, taking back is the text's own.
        match meant.filter(|action| !(browser::is_writing(event) && action.is_of_text())) {
            Some(action) => {
                untrack(|| (action.act)(store));
                true
            }
            None => false,
        }
    });
}

/// The keys of `event`, as `aria-keyshortcuts` writes them.
fn keys(event: &KeyboardEvent) -> String {
    let mut keys = String::new();
    let modifiers = [(event.ctrl_key() || event.meta_key(), "Control+"), (event.alt_key(), "Alt+"), (event.shift_key(), "Shift+")];
    modifiers.into_iter().filter(|(down, _)| *down).for_each(|(_, name)| keys.push_str(name));
    let key = event.key();
    keys.push_str(if key == " " { "Space" } else { &key });
    keys
}
