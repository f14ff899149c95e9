//! The same words to two servers, side by side.

use leptos::prelude::*;

use super::dynamic::{part, press, text};
use super::icons::{Icon, Shape};
use super::queries::comparison::{Agreement, Answer, Said, Side, Turn, compare};
use super::queries::servers::with_role;
use super::queries::status::server_name;
use super::server_list::server_options;
use super::store::{COMPARISON_ID, Store};
use super::terminal::digit;
use crate::content::{Label, Language, fill, label};
use crate::servers;
use crate::session::Server;

/// The comparison, in a dialog over the page.
#[component]
pub(super) fn Comparison() -> impl IntoView {
    let store = Store::get();
    let close = press(|| super::browser::close_dialog(COMPARISON_ID));
    let pair = move || {
        let other = store.compared.get()?;
        let role = store.status.with(|status| status.role);
        Some((servers::find(store.status.with(|status| status.server), role)?, servers::find(other, role)?))
    };
    let chooser = part(move || {
        store.compared.with(Option::is_some).then(|| {
            let role = store.status.with(|status| status.role);
            let options = server_options(store, &with_role(role), move |id| store.compared.get() == Some(id));
            let choose = move |id: String| store.compared.set(servers::find(&id, role).map(|server| server.id));
            view! {
                <label class="picker">
                    <span>{store.t(Label::CompareWith)}</span>
                    <select on:change:target=move |event| choose(event.target().value())>{options}</select>
                </label>
            }
        })
    });
    let table = part(move || {
        let language = store.language.get();
        pair().map(|(this, other)| {
            let turns = store.timeline.with(|timeline| compare(timeline, other));
            table(&turns, (this, other), language)
        })
    });
    let go_on = text(move || {
        let name = pair().map(|(_, other)| server_name(other)).unwrap_or_default();
        store.filled(Label::CompareGoOn, &[("server", &name)])
    });
    let replay = press(move || {
        if let Some(other) = store.compared.get_untracked() {
            store.replay_on(other);
        }
    });
    view! {
        <dialog id=COMPARISON_ID class="comparison" aria-labelledby="comparison-title" on:close=move |_| store.compared.set(None)>
            <header>
                <h2 id="comparison-title">{store.t(Label::CompareHeading)}</h2>
                <button type="button" class="quiet" aria-label=store.t(Label::CompareClose) title=store.t(Label::CompareClose) on:click=close>
                    <Icon shape=Shape::Close/>
                </button>
            </header>
            <div class="choice">
                {chooser}
                <button type="button" class="button primary" on:click=replay>{go_on}</button>
            </div>
            <div class="turns" tabindex="0" role="region" aria-labelledby="comparison-title">{table}</div>
        </dialog>
    }
}

fn table(turns: &[Turn], (this, other): (&Server, &Server), language: Language) -> AnyView {
    let count = |wanted: Agreement| turns.iter().filter(|turn| turn.agreement == wanted).count().to_string();
    let values = [("turns", turns.len().to_string()), ("codes", count(Agreement::Code)), ("words", count(Agreement::Words))];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let rows = turns.iter().map(|turn| row(turn, language)).collect::<Vec<_>>();
    view! {
        <p class="fine" role="status">{fill(label(language, Label::CompareSummary), &values)}</p>
        <table>
            <thead>
                <tr>
                    <th scope="col">{label(language, Label::TranscriptClient)}</th>
                    <th scope="col">{server_name(this)} <small>{label(language, Label::CompareThis)}</small></th>
                    <th scope="col">{server_name(other)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn row(turn: &Turn, language: Language) -> AnyView {
    let verdict = match turn.agreement {
        Agreement::Same => Label::CompareSame,
        Agreement::Words => Label::CompareWords,
        Agreement::Code => Label::CompareCode,
    };
    view! {
        <tr class=turn.agreement.id()>
            <th scope="row">
                {turn.said.iter().map(|said| spoken(said, language)).collect::<Vec<_>>()}
                <em>{label(language, verdict)}</em>
            </th>
            <td>{side(&turn.this, language)}</td>
            <td>{side(&turn.other, language)}</td>
        </tr>
    }
    .into_any()
}

fn spoken(said: &Said, language: Language) -> AnyView {
    match said {
        Said::Connected => view! { <span>{label(language, Label::CompareConnects)}</span> }.into_any(),
        Said::Sent(line) => view! { <code dir="ltr">{line.clone()}</code> }.into_any(),
        Said::Closed => view! { <span>{label(language, Label::CompareDisconnects)}</span> }.into_any(),
    }
}

fn side(side: &Side, language: Language) -> AnyView {
    let reply = |answer: &Answer| view! { <code dir="ltr" class=format!("c{}", digit(answer.class))>{answer.lines.join("\n")}</code> };
    let note = match side {
        Side { closed: true, .. } => Some(Label::CompareGone),
        Side { replies, .. } if replies.is_empty() => Some(Label::CompareSilent),
        Side { .. } => None,
    };
    let note = note.map(|note| view! { <span class="fine">{label(language, note)}</span> });
    view! {
        {side.replies.iter().map(reply).collect::<Vec<_>>()}
        {note}
    }
    .into_any()
}
