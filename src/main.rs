//! Mounts the page, nothing else.
#![deny(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

fn main() {
    smtp_playground::browser::tell_of_panics();
    leptos::mount::mount_to_body(smtp_playground::App);
}
