//! A text field of the form. What is typed goes into the exercise at once; what changes the exercise from elsewhere comes
//! into the field.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

use crate::dynamic::Changing;
use crate::store::Store;
use playground::content::Label;
use smtp_playground_lessons::Exercise;

/// How a field's text stands in the exercise.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// One line.
    Line,
    /// Several lines of text.
    Lines,
    /// A list, with an entry on each line.
    List,
    /// Something for machines, letter for letter.
    Code,
}

impl Form {
    /// Whether two texts come to the same: then the field is left as it was typed.
    fn is_same(self, one: &str, other: &str) -> bool {
        match self {
            Self::List => list_of(one) == list_of(other),
            _ => one == other,
        }
    }
}

/// The entries of a list, one a line.
pub(super) fn list_of(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// A field with its name; `read` follows the exercise.
#[component]
pub(super) fn Field(
    #[prop(into)] name: Changing<String>,
    /// What stands under the name, if anything.
    #[prop(optional)]
    note: Option<Label>,
    /// Which one it is of the fields with this note.
    #[prop(optional)]
    number: usize,
    form: Form,
    rows: &'static str,
    read: Signal<String>,
    write: Callback<String>,
) -> impl IntoView {
    let store = Store::get();
    let note_id = note.map(|note| format!("note-{note:?}-{number}"));
    let described_by = note_id.clone();
    let note = note.map(|note| view! { <p class="fine" id=note_id>{store.t(note)}</p> });
    let field = match form {
        Form::Line => {
            let node = NodeRef::<html::Input>::new();
            Effect::new(move || {
                let wanted = read.get();
                if let Some(field) = node.get().filter(|field: &HtmlInputElement| field.value() != wanted) {
                    field.set_value(&wanted);
                }
            });
            let typed = move |event: ev::Event| {
                if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
                    write.run(field.value());
                }
            };
            view! { <input type="text" node_ref=node aria-describedby=described_by on:input=typed/> }.into_any()
        }
        _ => {
            let node = NodeRef::<html::Textarea>::new();
            Effect::new(move || {
                let wanted = read.get();
                if let Some(field) = node.get().filter(|field: &HtmlTextAreaElement| !form.is_same(&field.value(), &wanted)) {
                    field.set_value(&wanted);
                }
            });
            let typed = move |event: ev::Event| {
                if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlTextAreaElement>().ok()) {
                    write.run(field.value());
                }
            };
            let is_code = form == Form::Code;
            let (direction, spelling) = if is_code { ("ltr", "false") } else { ("auto", "true") };
            view! {
                <textarea
                    node_ref=node
                    rows=rows
                    dir=direction
                    spellcheck=spelling
                    class:code=is_code
                    aria-describedby=described_by
                    on:input=typed
                ></textarea>
            }
            .into_any()
        }
    };
    view! { <div class="field"><label><span>{name}</span> {field}</label> {note}</div> }
}

/// A signal that reads something of the exercise in the form.
pub(super) fn of_exercise(read: impl Fn(&Exercise, &str) -> String + Send + Sync + 'static) -> Signal<String> {
    let store = Store::get();
    let memo = Memo::new(move |_| {
        let language = store.language.get().tag();
        store.lessons.making.read(|exercise| read(exercise, language)).unwrap_or_default()
    });
    memo.into()
}

/// Changes something of the exercise in the form; with the language in which its words are written.
pub(super) fn into_exercise(field: String, write: impl Fn(&mut Exercise, &str, String) + Send + Sync + 'static) -> Callback<String> {
    let store = Store::get();
    Callback::new(move |text: String| {
        let language = store.language.get_untracked().tag();
        store.change_exercise(&field, |exercise| {
            let language = smtp_playground_lessons::language_of_words(exercise, language).to_owned();
            write(exercise, &language, text);
        });
    })
}
