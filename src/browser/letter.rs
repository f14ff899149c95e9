//! The last touches to an HTML mail in its frame.
//!
//! The page's policy holds in the frame too and refuses all styles that stand in the HTML; what is set through the
//! object model it lets pass. A link that says where it opens would get as far as that policy, and Chromium then shows
//! its refusal in the place of the mail; without a target of its own it stops at the sandbox, and nothing happens.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Function, Object, Reflect};
use web_sys::{Document, Element, Event, HtmlIFrameElement};

/// More elements are not looked at.
const MOST: u32 = 20_000;

/// Gives the mail its styles and takes the targets of its links, when its frame has been loaded.
pub fn finish_letter(loaded: &Event) {
    let frame = loaded.target().and_then(|target| target.dyn_into::<HtmlIFrameElement>().ok());
    if let Some((document, frame)) = frame.and_then(|frame| Some((frame.content_document()?, frame))) {
        for link in all(&document, "a[target], area[target], form[target]") {
            let _ = link.remove_attribute("target");
        }
        style_elements(&document);
        // Where a browser does not know such sheets, the mail has the styles of its elements only.
        let _ = style_document(&document, &frame);
    }
}

fn style_elements(document: &Document) {
    for element in all(document, "[style]") {
        // The frame's elements are of the frame's own classes, so their type cannot be asked for.
        let style = Reflect::get(&element, &"style".into()).ok().filter(JsValue::is_object);
        if let (Some(style), Some(text)) = (style, element.get_attribute("style")) {
            let _ = Reflect::set(&style, &"cssText".into(), &text.into());
        }
    }
}

fn style_document(document: &Document, frame: &HtmlIFrameElement) -> Result<(), JsValue> {
    let class: Function = Reflect::get(&JsValue::from(frame.content_window()), &"CSSStyleSheet".into())?.dyn_into()?;
    let sheets = Array::new();
    for element in all(document, "style") {
        let options = Object::new();
        Reflect::set(&options, &"media".into(), &element.get_attribute("media").unwrap_or_default().into())?;
        let sheet = Reflect::construct(&class, &Array::of1(&options))?;
        let fill: Function = Reflect::get(&sheet, &"replaceSync".into())?.dyn_into()?;
        fill.call1(&sheet, &element.text_content().unwrap_or_default().into())?;
        sheets.push(&sheet);
    }
    Reflect::set(document, &"adoptedStyleSheets".into(), &sheets).map(drop)
}

fn all(document: &Document, selector: &str) -> impl Iterator<Item = Element> {
    let found = document.query_selector_all(selector).ok();
    let count = found.as_ref().map_or(0, |found| found.length().min(MOST));
    (0..count).filter_map(move |number| Some(found.as_ref()?.item(number)?.unchecked_into()))
}
