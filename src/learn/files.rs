use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{part, press};
use crate::store::Store;
use playground::content::Label;

/// The id of the field for the name in the document.
const NAME_ID: &str = "hand-in-name";
/// The id of the list of sets in the document.
const SET_ID: &str = "hand-in-set";

/// Sets and progress as files, and handing in.
#[component]
pub(super) fn Files() -> impl IntoView {
    let store = Store::get();
    let options = part(move || {
        let language = store.language.get();
        let option = |(key, title): (String, String)| view! { <option value=key>{title}</option> };
        let sets = store.all_sets().into_iter().map(|open| (open.key.clone(), open.set.title.get(language.tag()).to_owned()));
        sets.map(option).collect::<Vec<_>>()
    });
    let save = press(move || store.hand_in(&browser::field_value(SET_ID), &browser::field_value(NAME_ID)));
    let copy = press(move || store.copy_hand_in(&browser::field_value(SET_ID), &browser::field_value(NAME_ID)));
    view! {
        <section class="learn-box" aria-labelledby="learn-files">
            <h3 id="learn-files">{store.t(Label::LearnFiles)}</h3>
            <p>{store.t(Label::LearnFilesText)}</p>
            <div class="row">
                <label class="field">
                    <span>{store.t(Label::LearnChoose)}</span>
                    <input type="file" multiple on:change:target=move |event| store.take_files(browser::chosen_files(&event.target()))/>
                </label>
                <button type="button" class="button" on:click=press(move || store.export_progress())>{store.t(Label::LearnExport)}</button>
            </div>
            <p class="fine">{store.t(Label::LearnImportNote)}</p>
        </section>
        <section class="learn-box" aria-labelledby="hand-in-title">
            <h3 id="hand-in-title">{store.t(Label::HandInTitle)}</h3>
            <p>{store.t(Label::HandInText)}</p>
            <div class="row">
                <label class="field">
                    <span>{store.t(Label::HandInName)}</span>
                    <input type="text" id=NAME_ID maxlength="100" autocomplete="name"/>
                </label>
                <label class="field">
                    <span>{store.t(Label::HandInSet)}</span>
                    <select id=SET_ID>{options}</select>
                </label>
                <button type="button" class="button primary" on:click=save>{store.t(Label::HandInSave)}</button>
                <button type="button" class="button" on:click=copy>{store.t(Label::HandInCopy)}</button>
            </div>
        </section>
    }
}
