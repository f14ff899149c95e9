use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{flag, press, text, words};
use crate::store::Store;
use playground::content::Label;
use smtp_engine::session::sasl::{decode, encode};
use smtp_engine::wire::visible;

/// Text as base64, and back: whichever is typed last decides the other.
#[component]
pub(super) fn Base64() -> impl IntoView {
    let store = Store::get();
    let (plain, coded) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let octets = Memo::new(move |_| decode(coded.get().trim().as_bytes()).ok());
    let plain_typed = move |value: String| {
        // A NUL cannot be typed; it is written as \0.
        coded.set(encode(value.replace("\\0", "\0").as_bytes()));
        plain.set(value);
    };
    let coded_typed = move |value: String| {
        if let Ok(octets) = decode(value.trim().as_bytes()) {
            plain.set(String::from_utf8_lossy(&octets).replace('\0', "\\0"));
        }
        coded.set(value);
    };
    let seen = text(move || match octets.get() {
        Some(octets) => visible(&octets),
        None => store.text(Label::HelperNotBase64).to_owned(),
    });
    request_animation_frame(|| browser::focus("helper-text"));
    view! {
        <div class="fields wide">
            <label>
                <span>{store.t(Label::HelperText)}</span>
                <input id="helper-text" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr"
                    prop:value=text(move || plain.get()) on:input:target=move |event| plain_typed(event.target().value())/>
            </label>
            <label>
                <span>{store.t(Label::HelperBase64)}</span>
                <input type="text" autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr"
                    aria-invalid=flag(move || octets.get().is_none())
                    prop:value=text(move || coded.get()) on:input:target=move |event| coded_typed(event.target().value())/>
            </label>
        </div>
        <dl class="steps"><div><dt>{store.t(Label::HelperOctets)}</dt><dd aria-live="polite"><code dir="ltr">{seen}</code></dd></div></dl>
        <p class="put">
            <button type="button" class="button primary" on:click=press(move || store.write(&coded.get_untracked()))>{store.t(Label::HelperPut)}</button>
            <span>{words(move || store.text(Label::HelperHidesNothing))}</span>
        </p>
    }
}
