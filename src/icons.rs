//! Small pictures, drawn in the colour of the text around them. None says what no word says.

use leptos::prelude::*;

pub(super) use playground::content::icon::Shape;

#[component]
pub(super) fn Icon(shape: Shape) -> impl IntoView {
    let (stroke, fill) = shape.paths();
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path class="stroke" d=stroke/>
            <path class="fill" d=fill/>
        </svg>
    }
}
