//! The page inside WebAssembly, in a real browser.
#![cfg(target_arch = "wasm32")]

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlElement, HtmlTextAreaElement};
use smtp_playground::App;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// A page of its own for each test.
struct Page {
    root: HtmlElement,
}

impl Page {
    fn open() -> Self {
        // Each test begins as a first visit does.
        for storage in [window().local_storage(), window().session_storage()] {
            storage.ok().flatten().expect("storage").clear().expect("cleared");
        }
        let root: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
        document().body().expect("a page has a body").append_child(&root).expect("it can be appended");
        mount_to(root.clone(), App).forget();
        Self { root }
    }

    fn find(&self, selector: &str) -> HtmlElement {
        self.root.query_selector(selector).expect("a selector").unwrap_or_else(|| panic!("no {selector}")).unchecked_into()
    }

    fn text(&self, selector: &str) -> String {
        self.find(selector).text_content().unwrap_or_default()
    }

    async fn say(&self, line: &str) {
        let input: HtmlTextAreaElement = self.find("textarea").unchecked_into();
        input.set_value(line);
        let typed = Event::new("input").expect("an event");
        typed.init_event_with_bubbles("input", true);
        input.dispatch_event(&typed).expect("dispatched");
        self.find("form [type=submit]").click();
        leptos::task::tick().await;
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.root.remove();
    }
}

#[wasm_bindgen_test]
async fn the_page_opens_with_a_server_that_has_greeted() {
    let page = Page::open();
    leptos::task::tick().await;
    assert!(page.text("[role=log]").contains("220"), "{}", page.text("[role=log]"));
    assert_eq!(page.text("h1"), "SMTP Playground");
}

#[wasm_bindgen_test]
async fn a_line_that_is_typed_gets_its_reply() {
    let page = Page::open();
    page.say("EHLO client.example.org").await;
    let transcript = page.text("[role=log]");
    assert!(transcript.contains("EHLO client.example.org") && transcript.contains("250 CHUNKING"), "{transcript}");
    page.say("RCPT TO:<bob@example.com>").await;
    assert!(page.text("#part-line").contains("503"), "{}", page.text("#part-line"));
}

#[wasm_bindgen_test]
async fn a_mail_comes_into_the_mailbox() {
    let page = Page::open();
    for line in ["HELO a.example.org", "MAIL FROM:<>", "RCPT TO:<bob@example.com>", "DATA", "Subject: Gr\u{fc}\u{df}e", "", "Hi", "."] {
        page.say(line).await;
    }
    let mailbox = page.text("#part-mailbox");
    assert!(mailbox.contains("bob") && mailbox.contains("Gr\u{fc}\u{df}e"), "{mailbox}");
}

#[wasm_bindgen_test]
async fn no_line_breaks_the_page() {
    let page = Page::open();
    let long = "x".repeat(70_000);
    let lines =
        ["\0\u{1}\u{7f}", "MAIL FROM:<\u{1f980}>", "<script>alert(1)</script>", &long, "\u{202e}BDAT 99999999999999999999 LAST", "NOOP"];
    for line in lines {
        page.say(line).await;
    }
    assert!(page.root.query_selector("script").expect("a selector").is_none());
    assert!(page.text("[role=log]").contains("<script>"));
}
