//! A button that counts.
#![forbid(unsafe_code)]

use leptos::prelude::*;

fn main() {
    let (count, set_count) = signal(0);
    mount_to_body(move || view! { <button on:click=move |_| set_count.set(count.get() + 1)>{count}</button> });
}
