use leptos::prelude::*;

use crate::dynamic::{part, press};
use crate::store::Store;
use playground::content::Label;
use playground::queries::hint::Hint;

/// One sentence on what comes next, with the line to type. Its place is always there.
#[component]
pub(super) fn HintLine() -> impl IntoView {
    let store = Store::get();
    let sentence = part(move || {
        if store.lessons.is_bare() {
            return None;
        }
        let Hint { label, line } = store.conversation.hint.get();
        let (before, after) = match label {
            Label::HintFirst => (Label::HintFirstBefore, store.text(Label::HintFirstAfter)),
            other => (other, ""),
        };
        let chip = line.filter(|line| !line.is_empty()).map(|line| {
            let put = line.clone();
            view! {
                <button type="button" class="chip" title=store.text(Label::SayInserted) on:click=press(move || store.insert(&put))>
                    <code dir="ltr">{line}</code>
                </button>
            }
        });
        Some(view! { {store.text(before)} " " {chip} " " {after} })
    });
    view! { <p class="hint">{sentence}</p> }
}
