//! The first screen, whose place the page takes.

use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlTextAreaElement};

use playground::queries::first_screen::{BOOT_ID, RECORD};

/// What the first screen leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// What was done ([`playground::record::take_over`]).
    pub record: String,
    /// What stood in the command line.
    pub draft: String,
    /// Which stretch of it was selected, in UTF-16 units, if the focus was there.
    pub selection: Option<(u32, u32)>,
}

/// Takes the first screen away; what it leaves, if it took commands.
pub fn take_place() -> Option<Left> {
    let document = document();
    let boot: HtmlElement = document.get_element_by_id(BOOT_ID)?.dyn_into().ok()?;
    let record = boot.get_attribute(RECORD);
    let command: Option<HtmlTextAreaElement> = boot.query_selector("textarea").ok().flatten().and_then(|area| area.dyn_into().ok());
    let left = record.zip(command).map(|(record, command)| {
        let has_focus = document.active_element().is_some_and(|active| active.is_same_node(Some(&command)));
        let stretch = || Some((command.selection_start().ok()??, command.selection_end().ok()??));
        Left { record, draft: command.value(), selection: if has_focus { stretch() } else { None } }
    });
    boot.remove();
    left
}
