use leptos::prelude::*;

use crate::app::palette::Try;
use crate::app::queries::explain::{CommandParts, FaultPart};
use crate::app::store::Store;
use crate::content::{Label, reference, role_id};

/// A command: what is wrong with it, and every token with what it is.
#[component]
pub(super) fn CommandView(parts: CommandParts) -> impl IntoView {
    let store = Store::get();
    let CommandParts { verb, tokens, faults } = parts;
    let token = move |(text, role): (String, _)| {
        let words = move || reference::role(store.language.get(), role);
        view! {
            <div>
                <dt><code class=format!("t-{}", role_id(role)) dir="ltr">{text}</code> <span>{move || words().name}</span></dt>
                <dd>{move || words().text}</dd>
            </div>
        }
    };
    view! {
        {verb.map(|verb| view! { <p>{move || reference::command(store.language.get(), verb).summary}</p> })}
        {if faults.is_empty() {
            view! { <p class="fine">{store.t(Label::WhyNoFaults)}</p> }.into_any()
        } else {
            view! {
                <h5>{store.t(Label::WhyFaults)}</h5>
                <ul class="faults">{faults.into_iter().map(|fault| view! { <FaultView fault/> }).collect_view()}</ul>
            }
            .into_any()
        }}
        <h5>{store.t(Label::WhyTokens)}</h5>
        <dl class="terms">{tokens.into_iter().map(token).collect_view()}</dl>
    }
}

#[component]
fn FaultView(fault: FaultPart) -> impl IntoView {
    let store = Store::get();
    let words = move || reference::fault(store.language.get(), fault.kind);
    view! {
        <li>
            <p>
                <strong>{move || words().message}</strong>
                {(!fault.text.trim().is_empty()).then(|| view! { " " <code class="fault" dir="ltr">{fault.text.clone()}</code> })}
            </p>
            <p class="fine">{move || words().why}</p>
            {fault.mended.clone().map(|line| view! { <Try line/> })}
        </li>
    }
}
