//! The same words to two servers, side by side.

use leptos::prelude::*;

use super::dynamic::{part, press, text, words};
use super::icons::{Icon, Shape};
use super::server_list::server_options;
use super::store::import::name;
use super::store::{Against, Sheet, Store};
use playground::content::{Label, Language, fill, label};
use playground::queries::comparison::{Agreement, Answer, Said, Side, Turn, compare, compare_branch, compare_import, compare_world};
use playground::queries::servers::with_role;
use playground::queries::status::server_name;
use smtp_engine::session::Role;

/// The comparison, in a dialog over the page.
#[component]
pub(super) fn Comparison() -> impl IntoView {
    let store = Store::get();
    let close = press(move || store.close_sheet(Sheet::Comparison));
    let this = move || {
        smtp_servers::find(store.conversation.status.with(|status| status.server), store.conversation.status.with(|status| status.role))
    };
    let other = move || match store.dialogs.compared().get()? {
        Against::Server(id) => smtp_servers::find(id, store.conversation.status.with(|status| status.role)),
        Against::Branch(_) | Against::Log(_) | Against::World(_) => None,
    };
    let heading = words(move || {
        store.text(match store.dialogs.compared().get() {
            Some(Against::Branch(_)) => Label::BranchesHeading,
            Some(Against::Log(_)) => Label::ImportHeading,
            Some(Against::World(_)) => Label::WorldEditHeading,
            _ => Label::CompareHeading,
        })
    });
    let kind = Memo::new(move |_| store.dialogs.compared().with(|against| against.as_ref().map(std::mem::discriminant)));
    let chooser = part(move || {
        // Read, not only tracked: a memo that nobody reads follows nothing. Drawn anew for another kind only.
        kind.get()?;
        match store.dialogs.compared().get_untracked() {
            Some(Against::Server(_)) => Some(choice(store)),
            Some(Against::Log(_)) => Some(log_choice(store)),
            _ => None,
        }
    });
    let table = part(move || {
        let language = store.language.get();
        Some(match store.dialogs.compared().get()? {
            Against::Server(_) => {
                let (this, other) = (this()?, other()?);
                let turns = store.conversation.timeline().with(|timeline| compare(timeline, other));
                let this = format!("{} ({})", server_name(this), label(language, Label::CompareThis));
                table(&turns, [this, server_name(other)], language)
            }
            Against::Log(id) => {
                let imported = store.library.imported().get()?;
                let server = smtp_servers::find(id, imported.role()).or_else(|| smtp_servers::first(id))?;
                let turns = compare_import(&imported, server);
                let real = fill(label(language, Label::ImportReal), &[("kind", name(imported.kind))]);
                let notes = [(imported.hidden > 0, Label::ImportHidden), (imported.message_left_out, Label::ImportLeftOut)];
                let notes = notes.into_iter().filter(|(holds, _)| *holds);
                let notes: Vec<_> = notes.map(|(_, note)| view! { <p class="fine">{label(language, note)}</p> }).collect();
                view! { {notes} {table(&turns, [server_name(server), real], language)} }.into_any()
            }
            Against::World(before) => {
                let turns = store.conversation.timeline().with(|timeline| compare_world(timeline, &before));
                table(&turns, [Label::WorldEditNow, Label::WorldEditBefore].map(|side| label(language, side).to_owned()), language)
            }
            Against::Branch(id) => {
                let turns = store.conversation.timeline().with(|timeline| compare_branch(timeline, id));
                table(&turns, [Label::BranchesHere, Label::BranchesThere].map(|side| label(language, side).to_owned()), language)
            }
        })
    });
    view! {
        <dialog id=Sheet::Comparison.id() class="comparison" aria-labelledby="comparison-title" on:close=move |_| store.sheet_closed(Sheet::Comparison)>
            <header>
                <h2 id="comparison-title">{heading}</h2>
                <button type="button" class="quiet" aria-label=store.t(Label::CompareClose) title=store.t(Label::CompareClose) on:click=close>
                    <Icon shape=Shape::Close/>
                </button>
            </header>
            {chooser}
            <div class="turns" tabindex="0" role="region" aria-labelledby="comparison-title">{table}</div>
        </dialog>
    }
}

/// Which server to compare with, and going on with it.
fn choice(store: Store) -> AnyView {
    let role = store.conversation.status.with(|status| status.role);
    let chosen = move || match store.dialogs.compared().get() {
        Some(Against::Server(id)) => Some(id),
        _ => None,
    };
    let options = server_options(store, &with_role(role), move |id| chosen() == Some(id));
    let choose = move |id: String| {
        if let Some(server) = smtp_servers::find(&id, role) {
            store.dialogs.compare_with(Against::Server(server.id));
        }
    };
    let go_on = text(move || {
        let name = chosen().and_then(|id| smtp_servers::find(id, role)).map(server_name).unwrap_or_default();
        store.filled(Label::CompareGoOn, &[("server", &name)])
    });
    let replay = press(move || {
        if let Some(Against::Server(other)) = store.dialogs.compared().get_untracked() {
            store.replay_on(other);
        }
    });
    view! {
        <div class="choice">
            <label class="picker">
                <span>{store.t(Label::CompareWith)}</span>
                <select on:change:target=move |event| choose(event.target().value())>{options}</select>
            </label>
            <button type="button" class="button primary" on:click=replay>{go_on}</button>
        </div>
    }
    .into_any()
}

/// Which server to play a log to.
fn log_choice(store: Store) -> AnyView {
    let role = store.library.imported().with(|imported| imported.as_ref().map_or(Role::Mx, |imported| imported.role()));
    let options = server_options(store, &with_role(role), move |id| store.dialogs.compared().get() == Some(Against::Log(id)));
    let choose = move |id: String| {
        if let Some(server) = smtp_servers::find(&id, role) {
            store.dialogs.compare_with(Against::Log(server.id));
        }
    };
    view! {
        <div class="choice">
            <label class="picker">
                <span>{store.t(Label::ImportServer)}</span>
                <select on:change:target=move |event| choose(event.target().value())>{options}</select>
            </label>
        </div>
    }
    .into_any()
}

fn table(turns: &[Turn], [this, other]: [String; 2], language: Language) -> AnyView {
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
                    <th scope="col">{this}</th>
                    <th scope="col">{other}</th>
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
        Agreement::Unknown => Label::CompareUnknown,
    };
    // Where the two said different things, each side says its own.
    let (both, ours, theirs) = match &turn.other_said {
        None => (words_of(&turn.said, language), None, None),
        Some(other) => (Vec::new(), Some(said_here(&turn.said, language)), Some(said_here(other, language))),
    };
    let verdict = if turn.other_said.is_some() { Label::CompareOtherwise } else { verdict };
    view! {
        <tr class=turn.agreement.id()>
            <th scope="row">
                {both}
                <em>{label(language, verdict)}</em>
            </th>
            <td>{ours} {side(&turn.this, language)}</td>
            <td>{theirs} {side(&turn.other, language)}</td>
        </tr>
    }
    .into_any()
}

fn words_of(said: &[Said], language: Language) -> Vec<AnyView> {
    said.iter().map(|said| spoken(said, language)).collect()
}

/// What one side said where the other said something else.
fn said_here(said: &[Said], language: Language) -> AnyView {
    if said.is_empty() {
        return view! { <span class="fine">{label(language, Label::BranchesAbsent)}</span> }.into_any();
    }
    view! { <span class="own">{words_of(said, language)}</span> }.into_any()
}

fn spoken(said: &Said, language: Language) -> AnyView {
    match said {
        Said::Connected => view! { <span>{label(language, Label::CompareConnects)}</span> }.into_any(),
        Said::Sent(line) => view! { <code dir="ltr">{line.clone()}</code> }.into_any(),
        Said::Closed => view! { <span>{label(language, Label::CompareDisconnects)}</span> }.into_any(),
    }
}

fn side(side: &Side, language: Language) -> AnyView {
    let reply = |answer: &Answer| view! { <code dir="ltr" class=format!("c{}", answer.class.digit())>{answer.lines.join("\n")}</code> };
    let note = match side {
        Side { unknown: true, .. } => Some(Label::ImportNotTold),
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
