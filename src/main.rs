//! Mounts the page, nothing else.
fn main() {
    smtp_playground::app::browser::tell_of_panics();
    leptos::mount::mount_to_body(smtp_playground::app::App);
}
