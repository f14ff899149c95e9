use leptos::prelude::*;

use crate::app::palette::Try;
use crate::app::queries::explain::{CommandParts, FaultPart};
use crate::content::{Label, Language, label, reference, role_id};

/// A command: what is wrong with it, and every token with what it is.
pub(super) fn command_view(parts: CommandParts, language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let CommandParts { verb, tokens, faults } = parts;
    let summary = verb.map(|verb| view! { <p>{reference::command(language, verb).summary}</p> });
    let wrong = if faults.is_empty() {
        view! { <p class="fine">{t(Label::WhyNoFaults)}</p> }.into_any()
    } else {
        let faults: Vec<AnyView> = faults.into_iter().map(|fault| fault_view(fault, language)).collect();
        view! { <h5>{t(Label::WhyFaults)}</h5> <ul class="faults">{faults}</ul> }.into_any()
    };
    let tokens = tokens.into_iter().map(|(text, role)| {
        let words = reference::role(language, role);
        term(text, role_id(role), words.name, words.text)
    });
    view! {
        {summary}
        {wrong}
        <h5>{t(Label::WhyTokens)}</h5>
        <dl class="terms">{tokens.collect::<Vec<_>>()}</dl>
    }
    .into_any()
}

/// A stretch of a line, what it is called, and what it is for.
pub(super) fn term(text: String, role: &str, name: &'static str, about: &'static str) -> AnyView {
    view! {
        <div>
            <dt><code class=format!("t-{role}") dir="ltr">{text}</code> <span>{name}</span></dt>
            <dd>{about}</dd>
        </div>
    }
    .into_any()
}

fn fault_view(fault: FaultPart, language: Language) -> AnyView {
    let words = reference::fault(language, fault.kind);
    let text = (!fault.text.trim().is_empty()).then(|| view! { " " <code class="fault" dir="ltr">{fault.text}</code> });
    view! {
        <li>
            <p><strong>{words.message}</strong>{text}</p>
            <p class="fine">{words.why}</p>
            {fault.mended.map(|line| view! { <Try line/> })}
        </li>
    }
    .into_any()
}
