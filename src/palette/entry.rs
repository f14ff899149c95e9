use leptos::prelude::*;

use super::about::About;
use crate::dynamic::{flag, part, press, text, when, words};
use crate::icons::{Icon, Shape};
use crate::names::reason;
use crate::store::Store;
use playground::content::{Label, reference};
use playground::queries::palette::{Availability, Entry};
use smtp_engine::spec::CommandSpec;

/// One command: syntax, what it is for, a line to try, and all that there is to say about it.
#[component]
pub(super) fn EntryCard(row: &'static CommandSpec) -> impl IntoView {
    let store = Store::get();
    let verb = row.verb;
    let entry = Memo::new(move |_| {
        let found = store.conversation.palette.with(|entries| entries.iter().find(|entry| entry.verb == verb).cloned());
        found.unwrap_or(Entry { verb, availability: Availability::NoCommands, example: String::new() })
    });
    let open = RwSignal::new(false);
    let details = format!("about-{}", reference::command_id(verb));
    let arguments = row.syntax.strip_prefix(verb.name()).unwrap_or_default();
    let slot = part(move || match entry.get() {
        Entry { availability: Availability::Now, example, .. } => view! { <Try line=example/> }.into_any(),
        other => view! { <p class="reason">{reason(store, other.availability)}</p> }.into_any(),
    });
    view! {
        <li class=words(move || if entry.with(|entry| entry.availability == Availability::Now) { "entry now" } else { "entry" })>
            <h4>
                <button
                    type="button"
                    class="verb"
                    aria-expanded=flag(move || open.get())
                    aria-controls=details.clone()
                    title=text(move || store.filled(Label::ReferenceMore, &[("name", verb.name())]))
                    on:click=press(move || open.update(|open| *open = !*open))
                >
                    <code><b>{verb.name()}</b>{arguments}</code>
                    <Icon shape=Shape::Down/>
                </button>
            </h4>
            <p class="summary">{words(move || reference::command(store.language.get(), verb).summary)}</p>
            <div class="slot">{slot}</div>
            <div id=details class="about" hidden=when(move || !open.get())>
                {part(move || open.get().then(|| view! { <About row/> }))}
            </div>
        </li>
    }
}

/// A line that one click or Enter puts into the command line.
#[component]
pub(crate) fn Try(#[prop(into)] line: String) -> impl IntoView {
    let store = Store::get();
    let (put, named) = (line.clone(), line.clone());
    view! {
        <button
            type="button"
            class="chip try"
            title=text(move || store.filled(Label::SayInsert, &[("line", &named)]))
            on:click=press(move || store.insert(&put))
        >
            <code dir="ltr">{line}</code>
            <Icon shape=Shape::Enter/>
        </button>
    }
}
