//! Panels over the command line that work out what no person types by hand.

mod base64;
mod letter;
mod login;

use leptos::prelude::*;

use self::base64::Base64;
use self::letter::Letter;
use self::login::LoginSteps;
use crate::dynamic::{flag, part, press};
use crate::icons::{Icon, Shape};
use crate::store::Store;
use playground::content::Label;
use playground::queries::helpers::{Helper, fitting};
use smtp_engine::syntax::parse;

/// The panel that is open.
#[component]
pub(super) fn HelperPanel() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.typing.helper().get());
    let close = move || {
        store.typing.open_helper(None);
        store.focus_input();
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            close();
        }
    };
    part(move || {
        let helper = open.get()?;
        let body = match helper {
            Helper::Login => view! { <LoginSteps/> }.into_any(),
            Helper::Base64 => view! { <Base64/> }.into_any(),
            Helper::Message => view! { <Letter/> }.into_any(),
        };
        Some(view! {
            <section class="helper" aria-labelledby="helper-title" on:keydown=escape>
                <header>
                    <h3 id="helper-title">{store.t(title(helper))}</h3>
                    <button type="button" class="quiet" aria-label=store.t(Label::HelperClose) title=store.t(Label::HelperClose) on:click=press(close)>
                        <Icon shape=Shape::Close/>
                    </button>
                </header>
                {body}
            </section>
        })
    })
}

/// Opens the panel that fits what is being said.
#[component]
pub(super) fn HelperSwitch() -> impl IntoView {
    let store = Store::get();
    let next = Memo::new(move |_| store.conversation.hint.with(|hint| hint.line.as_ref().and_then(|line| parse(line.as_bytes()).verb)));
    let fits = Memo::new(move |_| {
        store.conversation.timeline().with(|timeline| store.typing.reading.with(|reading| fitting(timeline.session(), reading, next.get())))
    });
    let open = Memo::new(move |_| store.typing.helper().get().is_some());
    let switch = move || store.typing.open_helper(if open.get_untracked() { None } else { fits.get_untracked() });
    part(move || {
        fits.get().map(|helper| {
            view! {
                <button type="button" class="link" aria-expanded=flag(move || open.get()) on:click=press(switch)>
                    {store.t(title(helper))}
                </button>
            }
        })
    })
}

const fn title(helper: Helper) -> Label {
    match helper {
        Helper::Login => Label::HelperLoginTitle,
        Helper::Base64 => Label::HelperBase64Title,
        Helper::Message => Label::HelperMessageTitle,
    }
}
