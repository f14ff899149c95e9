//! The browser's storage. It may be denied or full; where nothing can be done about that, nothing is said.
//!
//! Not `gloo-storage`: its `raw()` panics where storage is denied, it wraps each value in JSON, and it does not tell why
//! something was not kept.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use web_sys::{DomException, Storage};

/// Why something was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room left.
    Full,
    /// The browser does not allow it.
    Denied,
}

/// What is kept under `key`; nothing if there is nothing.
pub fn read(key: &str) -> Result<Option<String>, StorageError> {
    local()?.get_item(key).map_err(|_| StorageError::Denied)
}

/// Keeps `value` under `key`.
pub fn write(key: &str, value: &str) -> Result<(), StorageError> {
    local()?.set_item(key, value).map_err(|error| if is_full(&error) { StorageError::Full } else { StorageError::Denied })
}

/// Deletes what is kept under `key`.
pub fn remove(key: &str) {
    if let Ok(storage) = local() {
        let _ = storage.remove_item(key);
    }
}

/// The keys that begin with `start`, in their order.
pub fn keys(start: &str) -> Vec<String> {
    let Ok(storage) = local() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or(0);
    let mut keys: Vec<String> =
        (0..count).filter_map(|place| storage.key(place).ok().flatten()).filter(|key| key.starts_with(start)).collect();
    keys.sort_unstable();
    keys
}

/// What this tab keeps under `key`, until it is closed.
pub fn read_of_tab(key: &str) -> Option<String> {
    of_tab()?.get_item(key).ok().flatten()
}

/// Keeps `value` under `key` until this tab is closed.
pub fn write_of_tab(key: &str, value: &str) {
    if let Some(storage) = of_tab() {
        let _ = storage.set_item(key, value);
    }
}

/// Deletes what this tab keeps under `key`.
pub fn remove_of_tab(key: &str) {
    if let Some(storage) = of_tab() {
        let _ = storage.remove_item(key);
    }
}

fn local() -> Result<Storage, StorageError> {
    window().local_storage().ok().flatten().ok_or(StorageError::Denied)
}

fn of_tab() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

fn is_full(error: &JsValue) -> bool {
    error
        .dyn_ref::<DomException>()
        .is_some_and(|error| matches!(error.name().as_str(), "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED"))
}
