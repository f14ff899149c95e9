use leptos::prelude::*;

use crate::app::icons::{Icon, Shape};
use crate::app::queries::palette::{Availability, Entry, replies};
use crate::app::store::Store;
use crate::app::terminal::digit;
use crate::content::{Label, reference};
use crate::spec::CommandSpec;

/// One command: syntax, what it is for, a line to try, and all that there is to say about it.
#[component]
pub(super) fn EntryCard(row: &'static CommandSpec) -> impl IntoView {
    let store = Store::get();
    let verb = row.verb;
    let entry = Memo::new(move |_| {
        let found = store.palette.with(|entries| entries.iter().find(|entry| entry.verb == verb).cloned());
        found.unwrap_or(Entry { verb, availability: Availability::NoCommands, example: String::new() })
    });
    let now = move || entry.with(|entry| entry.availability == Availability::Now);
    let open = RwSignal::new(false);
    let details = format!("about-{}", reference::command_id(verb));
    let arguments = row.syntax.strip_prefix(verb.name()).unwrap_or_default();
    view! {
        <li class="entry" class:now=now>
            <h4>
                <button
                    type="button"
                    class="verb"
                    aria-expanded=move || open.get().to_string()
                    aria-controls=details.clone()
                    title=move || store.filled(Label::ReferenceMore, &[("name", verb.name())])
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    <code><b>{verb.name()}</b>{arguments}</code>
                    <Icon shape=Shape::Down/>
                </button>
            </h4>
            <p class="summary">{move || reference::command(store.language.get(), verb).summary}</p>
            <div class="slot">
                {move || if now() {
                    view! { <Try line=entry.with(|entry| entry.example.clone())/> }.into_any()
                } else {
                    view! { <p class="reason">{move || reason(store, entry.with(|entry| entry.availability))}</p> }.into_any()
                }}
            </div>
            <div id=details class="about" hidden=move || !open.get()>
                <Show when=move || open.get()><About row/></Show>
            </div>
        </li>
    }
}

/// A line that one click or Enter puts into the command line.
#[component]
pub(in crate::app) fn Try(#[prop(into)] line: String) -> impl IntoView {
    let store = Store::get();
    let put = line.clone();
    let title = line.clone();
    view! {
        <button
            type="button"
            class="chip try"
            title=move || store.filled(Label::SayInsert, &[("line", &title)])
            on:click=move |_| store.insert(&put)
        >
            <code dir="ltr">{line}</code>
            <Icon shape=Shape::Enter/>
        </button>
    }
}

/// The article, the samples, and every reply that this server can give.
#[component]
fn About(row: &'static CommandSpec) -> impl IntoView {
    let store = Store::get();
    let verb = row.verb;
    let possible = move || store.timeline.with(|timeline| replies(timeline, verb));
    let sessions = reference::examples(verb).map(|session| {
        view! {
            <button type="button" class="button" on:click=move |_| store.run(session.role, session.lines)>
                {store.t(Label::ReferenceTrySession)}
            </button>
        }
    });
    view! {
        <div class="prose" inner_html=move || reference::command(store.language.get(), verb).html></div>
        {sessions.collect_view()}
        <h5>{store.t(Label::ReferenceExamples)}</h5>
        <ul class="samples">{row.samples.iter().map(|line| view! { <li><Try line=*line/></li> }).collect_view()}</ul>
        <h5>{store.t(Label::ReferenceReplies)}</h5>
        <ul class="replies">
            {move || possible().into_iter().map(|possible| view! {
                <li class=format!("c{}", digit(possible.class))>
                    <b>{possible.code.to_string()}</b>
                    <Icon shape=Shape::from(possible.class)/>
                    <span>{reference::reply(store.language.get(), possible.key).title}</span>
                </li>
            }).collect_view()}
        </ul>
        <p class="rfc">{store.t(Label::ReferenceRfc)} " " <cite>{row.rfc.to_string()}</cite></p>
    }
}

fn reason(store: Store, availability: Availability) -> &'static str {
    match availability {
        Availability::Now => "",
        Availability::Needs(need) => reference::need(store.language.get(), need).short,
        Availability::NeedsTls => store.t(Label::SayNeedsTls)(),
        Availability::NotHere => store.t(Label::SayNotHere)(),
        Availability::NoCommands => store.t(Label::SayNotNow)(),
    }
}
