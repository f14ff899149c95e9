use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{part, press, text, words};
use crate::store::{Listed, Store};
use playground::content::Label;

/// The sessions that this browser keeps.
#[component]
pub(super) fn KeptSessions() -> impl IntoView {
    let store = Store::get();
    let name = RwSignal::new(String::new());
    let renamed = RwSignal::new(None::<String>);
    let save = move || {
        store.save_session(&name.get_untracked());
        name.set(String::new());
    };
    let news = words(move || store.library.session_news().get().map(|label| store.text(label)).unwrap_or_default());
    let deleted = part(move || {
        store.library.deleted().with(Option::is_some).then(|| {
            view! {
                <p class="row" role="status">
                    {store.text(Label::SessionsDeleted)}
                    <button type="button" class="button" on:click=press(move || store.undelete_session())>
                        {store.text(Label::SessionsUndelete)}
                    </button>
                </p>
            }
        })
    });
    let list =
        part(move || {
            let open = renamed.get();
            store.library.sessions().with(|list| {
                if list.is_empty() {
                    return view! { <p class="empty">{store.text(Label::SessionsNone)}</p> }.into_any();
                }
                let rows: Vec<AnyView> =
                    list.iter()
                        .map(|listed| {
                            if open.as_ref() == Some(&listed.key) { renaming(store, listed, renamed) } else { row(store, listed, renamed) }
                        })
                        .collect();
                view! { <ul class="rows">{rows}</ul> }.into_any()
            })
        });
    view! {
        <section aria-labelledby="kept-title">
            <h3 id="kept-title">{store.t(Label::SessionsKept)}</h3>
            <p class="fine">{store.t(Label::SessionsText)}</p>
            <form class="row" on:submit=move |event| { event.prevent_default(); save(); }>
                <label class="field">
                    <span>{store.t(Label::SessionsName)}</span>
                    <input
                        type="text"
                        maxlength="200"
                        prop:value=text(move || name.get())
                        on:input:target=move |event| name.set(event.target().value())
                    />
                </label>
                <button type="submit" class="button primary">{store.t(Label::SessionsSave)}</button>
                <span role="status">{news}</span>
            </form>
            {deleted}
            {list}
        </section>
    }
}

fn row(store: Store, listed: &Listed, renamed: RwSignal<Option<String>>) -> AnyView {
    let Listed { at, key, name, damage } = listed.clone();
    let date = if at.0 == 0 { String::new() } else { browser::date(at, store.language.get()) };
    let name = match (&damage, name.as_str()) {
        (Some(_), "") => store.text(Label::SessionsUnreadable).to_owned(),
        (None, "") => store.text(Label::SessionsOtherTab).to_owned(),
        (_, name) => name.to_owned(),
    };
    let (open, rename, delete, download) = (key.clone(), key.clone(), key.clone(), key);
    let usable = damage.is_none().then(|| {
        view! {
            <button type="button" class="button" on:click=press(move || store.open_session(&open))>{store.text(Label::SessionsOpen)}</button>
            <button type="button" class="button" on:click=press(move || renamed.set(Some(rename.clone())))>
                {store.text(Label::SessionsRename)}
            </button>
        }
    });
    let damage = damage.map(|what| {
        view! {
            <p class="warning">{store.filled(Label::SessionsDamage, &[("what", &what)])}</p>
            <button type="button" class="button" on:click=press(move || store.download_kept(&download))>
                {store.text(Label::SessionsDownload)}
            </button>
        }
    });
    view! {
        <li>
            <p><strong>{name}</strong> <span class="fine">{date}</span></p>
            <div class="row">
                {usable}
                {damage}
                <button type="button" class="link" on:click=press(move || store.delete_session(&delete))>
                    {store.text(Label::SessionsDelete)}
                </button>
            </div>
        </li>
    }
    .into_any()
}

/// A row whose name is being changed.
fn renaming(store: Store, listed: &Listed, renamed: RwSignal<Option<String>>) -> AnyView {
    let name = RwSignal::new(listed.name.clone());
    let key = listed.key.clone();
    let done = move || {
        store.rename_session(&key, &name.get_untracked());
        renamed.set(None);
    };
    view! {
        <li>
            <form class="row" on:submit=move |event| { event.prevent_default(); done(); }>
                <label class="field">
                    <span>{store.text(Label::SessionsNewName)}</span>
                    <input
                        type="text"
                        maxlength="200"
                        prop:value=text(move || name.get())
                        on:input:target=move |event| name.set(event.target().value())
                    />
                </label>
                <button type="submit" class="button primary">{store.text(Label::SessionsRename)}</button>
            </form>
        </li>
    }
    .into_any()
}
