use leptos::prelude::*;
use web_sys::Event;

use crate::dynamic::text;
use crate::palette::Try;
use crate::pictures;
use playground::content::{Label, Language, label, reference, role_id};
use playground::queries::explain::{CommandParts, FaultPart, TokenPart};
use playground::queries::segments::Segment;
use smtp_engine::spec::{GrammarRule, RfcRef, grammar};
use smtp_engine::syntax::{Match, Role};
use smtp_engine::wire::Span;

/// A command: what is wrong with it, every token with what it is, and the grammar that it follows.
pub(super) fn command_view(parts: CommandParts, language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let CommandParts { verb, segments, tokens, matches, faults } = parts;
    let pointed = RwSignal::new(None::<Span>);
    let point = move |event: &Event| pointed.set(pictures::attribute_at(event, "data-span").and_then(|span| read_span(&span)));
    let summary = verb.map(|verb| {
        let page = format!("#/reference/commands/{}", verb.name().to_ascii_lowercase());
        view! { <p>{reference::command(language, verb).summary} " " <a href=page>{verb.name()}</a></p> }
    });
    let wrong = if faults.is_empty() {
        view! { <p class="fine">{t(Label::WhyNoFaults)}</p> }.into_any()
    } else {
        let faults: Vec<AnyView> = faults.into_iter().map(|fault| fault_view(fault, language)).collect();
        view! { <h5>{t(Label::WhyFaults)}</h5> <ul class="faults">{faults}</ul> }.into_any()
    };
    let segments: Vec<AnyView> = segments.into_iter().map(|segment| segment_view(segment, pointed)).collect();
    let tokens: Vec<AnyView> = tokens.into_iter().map(|token| token_view(token, language)).collect();
    view! {
        <blockquote class="quote said"><code dir="ltr">{segments}</code></blockquote>
        {summary}
        {wrong}
        <div
            class="pointing"
            on:mouseover=move |event| point(&event)
            on:focusin=move |event| point(&event)
            on:click=move |event| point(&event)
            on:mouseleave=move |_| pointed.set(None)
        >
            <h5>{t(Label::WhyTokens)}</h5>
            <dl class="terms">{tokens}</dl>
            {grammar_view(matches, language)}
        </div>
    }
    .into_any()
}

/// A stretch of the line, which lights up while what it belongs to is pointed at.
fn segment_view(segment: Segment, pointed: RwSignal<Option<Span>>) -> AnyView {
    let Segment { span, text: said, role, fault } = segment;
    let class = format!("t-{}{}", role.map_or("none", role_id), if fault { " fault" } else { "" });
    let within = move || pointed.get().is_some_and(|around| around.start <= span.start && span.end <= around.end);
    view! { <span class=text(move || format!("{class}{}", if within() { " pointed" } else { "" }))>{said}</span> }.into_any()
}

fn token_view(token: TokenPart, language: Language) -> AnyView {
    let words = reference::role(language, token.role);
    let known = token.parameter.and_then(|row| reference::parameter(language, row.verb, row.keyword));
    let about = match (token.role, known) {
        (Role::ParameterName, Some(known)) => known.text,
        _ => words.text,
    };
    let rule = match (token.role, token.parameter) {
        (Role::ParameterValue, Some(row)) if !row.value.is_empty() => Some((format!("{} = {}", row.keyword, row.value), row.rfc)),
        // They are but a part of their rule.
        (Role::Bracket | Role::At | Role::Equals, _) => None,
        (role, _) => role.rule().and_then(grammar).map(|rule| (definition(rule), rule.rfc)),
    };
    view! {
        <div>
            <dt>{pointer(token.text, token.span, format!("t-{}", role_id(token.role)))} <span>{words.name}</span></dt>
            <dd>{about} " " {rule.map(|(rule, rfc)| rule_view(rule, rfc))}</dd>
        </div>
    }
    .into_any()
}

/// The grammar: the rule of the line, and below it each rule with what it stands for here.
fn grammar_view(matches: Vec<(Match, String)>, language: Language) -> Option<AnyView> {
    let mut matches = matches.into_iter();
    let (line, _) = matches.next()?;
    let rest: Vec<AnyView> = matches
        .map(|(found, said)| {
            let class = format!("depth-{}", found.depth);
            view! { <li class=class>{pointer(said, found.span, "".to_owned())} {rule_view(definition(found.rule), found.rule.rfc)}</li> }
                .into_any()
        })
        .collect();
    let tree = (!rest.is_empty()).then(|| {
        view! {
            <details>
                <summary>{label(language, Label::WhyGrammarTree)}</summary>
                <ol class="grammar">{rest}</ol>
            </details>
        }
    });
    Some(view! { <h5>{label(language, Label::WhyGrammar)}</h5> {rule_view(definition(line.rule), line.rule.rfc)} {tree} }.into_any())
}

fn definition(rule: &GrammarRule) -> String {
    format!("{} = {}", rule.name, rule.definition)
}

fn rule_view(rule: String, rfc: RfcRef) -> AnyView {
    view! { <span class="abnf"><code dir="ltr">{rule}</code> " " <cite>{rfc.to_string()}</cite></span> }.into_any()
}

/// What points at a stretch of the line.
fn pointer(said: String, span: Span, class: String) -> AnyView {
    let stretch = format!("{}-{}", span.start, span.end);
    view! { <button type="button" class="pointer" data-span=stretch><code class=class dir="ltr">{said}</code></button> }.into_any()
}

fn read_span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    Some(Span::new(start.parse().ok()?, end.parse().ok()?))
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
