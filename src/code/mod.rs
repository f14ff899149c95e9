//! The session as a program, in a dialog over the page.

use leptos::prelude::*;

use super::browser;
use super::dialog::Dialog;
use super::dynamic::{part, press, words};
use super::store::{Code, PROGRAM_ID, Sheet, Store};
use playground::content::Label;
use playground::queries::snippet::{Program, TASKS};

/// The dialog: language, task, and the program with the session's own values.
#[component]
pub(super) fn CodeDialog() -> impl IntoView {
    let store = Store::get();
    let body = part(move || {
        store.dialogs.code.programs().with(|programs| match programs {
            Code::Loading => view! { <p role="status">{store.text(Label::CodeLoading)}</p> }.into_any(),
            Code::Missing => view! { <p class="warning" role="status">{store.text(Label::CodeMissing)}</p> }.into_any(),
            Code::Read(programs) => chooser(store, programs),
        })
    });
    let program = part(move || store.program().map(|program| shown(store, program)));
    view! {
        <Dialog sheet=Sheet::Code title=Label::CodeTitle>
            <p>{store.t(Label::CodeText)}</p>
            {body}
            {program}
        </Dialog>
    }
}

fn chooser(store: Store, programs: &[Program]) -> AnyView {
    // Drawn anew in another language of the page, the lists still show what was chosen.
    let option = |number: usize, chosen: ReadSignal<usize>, name: String| {
        view! { <option selected=number == chosen.get_untracked()>{name}</option> }
    };
    let (chosen, task) = (store.dialogs.code.chosen(), store.dialogs.code.task());
    let languages: Vec<_> = programs.iter().enumerate().map(|(number, program)| option(number, chosen, program.name.clone())).collect();
    let tasks = [Label::CodeSend, Label::CodeTest].map(|label| store.text(label).to_owned());
    let tasks: Vec<_> = tasks.into_iter().enumerate().map(|(number, name)| option(number, task, name)).collect();
    let choose = move |event: web_sys::Event| store.dialogs.code.choose(browser::chosen(&event));
    let choose_task = move |event: web_sys::Event| store.dialogs.code.choose_task(browser::chosen(&event));
    view! {
        <p class="row">
            <label class="field">
                <span>{store.text(Label::CodeLanguage)}</span>
                <select on:change=choose>{languages}</select>
            </label>
            <label class="field">
                <span>{store.text(Label::CodeTask)}</span>
                <select on:change=choose_task>{tasks}</select>
            </label>
        </p>
    }
    .into_any()
}

fn shown(store: Store, program: Program) -> AnyView {
    let task = store.dialogs.code.task().get().min(TASKS.len() - 1);
    let password = store.text(Label::CodePassword);
    let text = match store.conversation.timeline().with(|timeline| program.filled(task, timeline, password)) {
        Ok(text) => text,
        Err(error) => return view! { <p class="warning" role="status">{error.to_string()}</p> }.into_any(),
    };
    let copied = words(move || store.dialogs.code.copied().get().map(|label| store.text(label)).unwrap_or_default());
    let note = if program.executed { Label::CodeExecuted } else { Label::CodeNotExecuted };
    // What runs one task's file runs the other's.
    let run = TASKS.get(task).map_or(program.run.clone(), |task| program.run.replace(&format!("{}.", TASKS[0]), &format!("{task}.")));
    let copy = text.clone();
    view! {
        <pre class="program" id=PROGRAM_ID tabindex="0" dir="ltr" aria-label=program.name><code>{text}</code></pre>
        <p class="row">
            <button type="button" class="button primary" on:click=press(move || store.copy_code(&copy))>{store.text(Label::CodeCopy)}</button>
            <code>{run}</code>
            <span role="status">{copied}</span>
        </p>
        <p class="fine">{store.text(note)}</p>
    }
    .into_any()
}
