//! Takes the text of static pages of this site into the document. The browser parses them; nothing runs.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::js_sys::Promise;
use web_sys::{Document, Element, XmlHttpRequest, XmlHttpRequestResponseType};

/// Fetches the page `path`. `done` gets it, or whether it is missing (else it could not be fetched).
pub fn load(path: &str, done: impl FnOnce(Result<Document, bool>) + 'static) {
    let sent = send(path, XmlHttpRequestResponseType::Document);
    leptos::task::spawn_local(async move {
        done(match answer(sent).await {
            Some(request) if request.status() == Ok(200) => request.response_xml().ok().flatten().ok_or(false),
            Some(request) => Err(request.status() == Ok(404)),
            None => Err(false),
        });
    });
}

/// Fetches the text file `path`; nothing where that fails.
pub fn load_text(path: &str, done: impl FnOnce(Option<String>) + 'static) {
    let sent = send(path, XmlHttpRequestResponseType::Text);
    leptos::task::spawn_local(async move {
        let whole = answer(sent).await.filter(|request| request.status() == Ok(200));
        done(whole.and_then(|request| request.response_text().ok().flatten()));
    });
}

/// Fetches the file `path` as an `ArrayBuffer`; nothing where that fails.
pub fn load_octets(path: &str, done: impl FnOnce(Option<JsValue>) + 'static) {
    let sent = send(path, XmlHttpRequestResponseType::Arraybuffer);
    leptos::task::spawn_local(async move {
        let whole = answer(sent).await.filter(|request| request.status() == Ok(200));
        done(whole.and_then(|request| request.response().ok()).filter(|octets| octets.is_object()));
    });
}

/// A request that is on its way.
struct Sent {
    request: XmlHttpRequest,
    ended: Promise,
}

/// Asks for the file `path`; nothing where the browser refuses at once. `fetch` gives no document, and a page that is
/// parsed from a text needs more than the policy of the page allows.
fn send(path: &str, kind: XmlHttpRequestResponseType) -> Option<Sent> {
    let request = XmlHttpRequest::new().ok()?;
    request.set_response_type(kind);
    request.open("GET", path).ok()?;
    let ended = Promise::new(&mut |resolve, _| request.set_onloadend(Some(&resolve)));
    request.send().ok()?;
    Some(Sent { request, ended })
}

/// Waits for the answer to what was `sent`.
async fn answer(sent: Option<Sent>) -> Option<XmlHttpRequest> {
    let Sent { request, ended } = sent?;
    JsFuture::from(ended).await.ok()?;
    Some(request)
}

/// Puts what stands in the `<main>` of `page` into the element `id`. `link` tells where a link leads in the
/// app; the others open beside it.
pub fn show(id: &str, page: &Document, link: impl Fn(&str) -> Option<String>) {
    let document = document();
    let (Some(place), Ok(Some(main))) = (document.get_element_by_id(id), page.query_selector("main")) else {
        return;
    };
    place.set_text_content(None);
    while let Some(child) = main.first_child() {
        if document.adopt_node(&child).and_then(|child| place.append_child(&child)).is_err() {
            break;
        }
    }
    let Ok(links) = place.query_selector_all("a[href]") else {
        return;
    };
    for anchor in (0..links.length()).filter_map(|number| links.item(number)?.dyn_into::<Element>().ok()) {
        let here = anchor.get_attribute("href").and_then(|href| link(&href));
        let _ = match here {
            Some(fragment) => anchor.set_attribute("href", &fragment),
            None => anchor.set_attribute("target", "_blank"),
        };
    }
}

/// Empties the element `id`.
pub fn clear(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.set_text_content(None);
    }
}

/// Scrolls to the element `anchor`, opened where it is folded up; to the top of `whole` where it is empty.
pub fn scroll_to(whole: &str, anchor: &str) {
    let document = document();
    match document.get_element_by_id(anchor) {
        Some(element) if !anchor.is_empty() => {
            if element.tag_name() == "DETAILS" {
                let _ = element.set_attribute("open", "");
            }
            element.scroll_into_view();
        }
        _ => {
            if let Some(element) = document.get_element_by_id(whole) {
                element.set_scroll_top(0);
            }
            window().scroll_to_with_x_and_y(0.0, 0.0);
        }
    }
}

/// Takes the style sheet `path` in, once.
pub fn take_in_style(path: &str) {
    let document = document();
    if document.query_selector(&format!("link[href=\"{path}\"]")).ok().flatten().is_some() {
        return;
    }
    if let (Ok(link), Some(head)) = (document.create_element("link"), document.head()) {
        let _ = link.set_attribute("rel", "stylesheet");
        let _ = link.set_attribute("href", path);
        let _ = head.append_child(&link);
    }
}
