//! The page: the only room that knows Leptos and the browser.
use leptos::prelude::*;
/// The whole page.
#[component]
pub fn App() -> impl IntoView {
    view! { <h1>"SMTP Playground"</h1> }
}
