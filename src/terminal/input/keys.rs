use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::store::Store;

/// What the keys of the command line do, where they do not simply type.
pub(super) fn keys(store: Store, event: &KeyboardEvent) {
    // While a Chinese word is being composed, Enter and the arrows belong to the input method.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let done = match store.typing.list().with_untracked(Option::is_some) {
        true => in_list(store, event) || in_line(store, event),
        false => in_line(store, event),
    };
    if done {
        event.prevent_default();
    }
}

/// The keys of an open list of completions.
fn in_list(store: Store, event: &KeyboardEvent) -> bool {
    match event.key().as_str() {
        "ArrowDown" => store.move_in_list(true),
        "ArrowUp" => store.move_in_list(false),
        "Enter" if !event.alt_key() => {
            store.accept(None);
        }
        // One that cannot be had holds nobody back: the focus goes on.
        "Tab" if !event.shift_key() && store.accept(None) => {}
        "Escape" => {
            store.close_list();
        }
        "Tab" | "ArrowLeft" | "ArrowRight" | "Home" | "End" => {
            store.close_list();
            return false;
        }
        _ => return false,
    }
    true
}

fn in_line(store: Store, event: &KeyboardEvent) -> bool {
    let command = event.ctrl_key() || event.meta_key();
    let (empty, several) = store.typing.draft().with_untracked(|draft| (draft.is_empty(), draft.contains('\n')));
    match event.key().as_str() {
        "Enter" if event.alt_key() => {
            store.mend();
        }
        "Enter" if !event.shift_key() => store.submit(),
        "Tab" if !event.shift_key() && !command && !event.alt_key() => return store.complete(),
        " " if event.ctrl_key() => store.open_list(),
        "ArrowUp" if !several && !command && !event.shift_key() => store.older(),
        "ArrowDown" if !several && !command && !event.shift_key() => store.newer(),
        "Escape" if !empty => store.clear_draft(),
        "z" if command && empty && !event.shift_key() => store.undo(),
        "y" if command && empty => store.redo(),
        "Z" | "z" if command && empty => store.redo(),
        _ => return false,
    }
    true
}
