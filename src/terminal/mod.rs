//! The place "talk": who I am connected to and how, what was said, and the line that I am typing.

mod bar;
mod find;
mod input;
mod line;
mod state;
mod transcript;

use leptos::prelude::*;

use super::learn::TaskPanel;

use self::bar::Bar;
use self::find::FindBar;
use self::input::CommandLine;
use self::state::StateLine;
use self::transcript::Transcript;

#[component]
pub(super) fn Terminal() -> impl IntoView {
    view! {
        <TaskPanel/>
        <Bar/>
        <div class="sheet">
            <StateLine/>
            <FindBar/>
            <Transcript/>
            <CommandLine/>
        </div>
    }
}
