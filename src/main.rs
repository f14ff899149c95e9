//! Mounts the page, nothing else.
fn main() {
    smtp_playground::browser::tell_of_panics();
    leptos::mount::mount_to_body(smtp_playground::App);
}
