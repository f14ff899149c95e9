//! The place "talk": who I am connected to and how, what was said, and the line that I am typing.

mod bar;
mod input;
mod line;
mod state;
mod transcript;

use leptos::prelude::*;

use self::bar::Bar;
use self::input::CommandLine;
pub(super) use self::line::{class_label, digit};
use self::state::StateLine;
use self::transcript::Transcript;

/// The terminal.
#[component]
pub(super) fn Terminal() -> impl IntoView {
    view! {
        <Bar/>
        <div class="sheet">
            <StateLine/>
            <Transcript/>
            <CommandLine/>
        </div>
    }
}
