use leptos::prelude::*;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use crate::app::browser;
use crate::app::dynamic::{part, press, text, words};
use crate::app::queries::hint::Hint;
use crate::app::queries::paste;
use crate::app::queries::status::Mode;
use crate::app::store::{INPUT_ID, Store};
use crate::content::Label;

/// The line that is being typed. It takes several lines at once; Enter sends them one after the other.
#[component]
pub(super) fn CommandLine() -> impl IntoView {
    let store = Store::get();
    let mode = Memo::new(move |_| store.status.with(|status| status.mode));
    let count = Memo::new(move |_| store.draft.with(|draft| paste::lines(draft).len()));
    let placeholder = words(move || {
        store.text(match mode.get() {
            Mode::Closed => Label::InputPlaceholderClosed,
            Mode::Command => Label::InputPlaceholder,
            Mode::Answer => Label::InputPlaceholderAuth,
            Mode::Data | Mode::Chunk => Label::InputPlaceholderData,
        })
    });
    let send = text(move || match (mode.get(), count.get()) {
        (Mode::Closed, _) => store.filled(Label::SessionConnect, &[]),
        (_, 1) => store.filled(Label::InputSend, &[]),
        (_, many) => store.filled(Label::InputSendLines, &[("count", &many.to_string())]),
    });
    let help = text(move || match (count.get(), mode.get()) {
        (1, Mode::Data) => String::new(),
        (1, _) => store.filled(Label::InputHistory, &[]),
        (many, _) => store.filled(Label::InputManyLines, &[("count", &many.to_string())]),
    });
    let rows = text(move || store.draft.with(|draft| draft.split('\n').count().clamp(1, 8).to_string()));
    let branch_count = Memo::new(move |_| store.status.with(|status| status.branches));
    let branches = part(move || {
        let count = branch_count.get();
        (count > 0).then(|| {
            let label = store.filled(Label::BranchesOpen, &[("count", &count.to_string())]);
            view! { <button type="button" class="link" on:click=press(move || store.open_branches())>{label}</button> }
        })
    });
    let typed = move |event: web_sys::Event| take(store, &event_target::<HtmlTextAreaElement>(&event));
    view! {
        <div class="foot" data-mode=words(move || mode.get().id())>
            <HintLine/>
            <form class="prompt" on:submit=move |event| { event.prevent_default(); store.submit(); store.focus_input(); }>
                <span class="who" aria-hidden="true">{store.t(Label::TranscriptClientShort)}</span>
                <textarea
                    id=INPUT_ID
                    aria-label=store.t(Label::InputLabel)
                    aria-describedby="command-help"
                    placeholder=placeholder
                    rows=rows
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    enterkeyhint="send"
                    dir="ltr"
                    prop:value=text(move || store.draft.get())
                    on:input=typed
                    on:keydown=move |event| keys(store, &event)
                ></textarea>
                <button type="submit" class="button primary">{send}</button>
            </form>
            <div class="help" id="command-help">
                <MessageMode/>
                <p>{help}</p>
                {branches}
                <button type="button" class="link" title=store.t(Label::CompareTitle) on:click=press(move || store.compare())>
                    {store.t(Label::CompareOpen)}
                </button>
                <button type="button" class="link" on:click=press(move || store.copy_transcript())>{store.t(Label::TranscriptCopy)}</button>
            </div>
        </div>
    }
}

/// Says that the server takes a message now, how much of it has come, and how it ends.
#[component]
fn MessageMode() -> impl IntoView {
    let store = Store::get();
    let open = Memo::new(move |_| store.status.with(|status| status.mode == Mode::Data));
    let count = move || {
        let (lines, octets) = store.views.with(|views| (views.incoming.lines, views.incoming.octets));
        store.filled(Label::DataCount, &[("lines", &store.lines(lines)), ("octets", &store.octets(octets))])
    };
    let end = move || {
        store.send(".");
        store.focus_input();
    };
    part(move || {
        open.get().then(|| {
            view! {
                <strong>{store.t(Label::DataTitle)}</strong>
                <span>{text(count)}</span>
                <button type="button" class="button" on:click=press(end)>{store.t(Label::DataEnd)}</button>
            }
        })
    })
}

/// One sentence on what comes next, with the line to type. Its place is always there.
#[component]
fn HintLine() -> impl IntoView {
    let store = Store::get();
    let sentence = part(move || {
        let Hint { label, line } = store.hint.get();
        let (before, after) = match label {
            Label::HintFirst => (Label::HintFirstBefore, store.text(Label::HintFirstAfter)),
            other => (other, ""),
        };
        let chip = line.filter(|line| !line.is_empty()).map(|line| {
            let put = line.clone();
            view! {
                <button type="button" class="chip" title=store.text(Label::SayInserted) on:click=press(move || store.insert(&put))>
                    <code dir="ltr">{line}</code>
                </button>
            }
        });
        view! { {store.text(before)} " " {chip} " " {after} }
    });
    view! { <p class="hint">{sentence}</p> }
}

/// Takes what stands in the command line, whatever it is.
fn take(store: Store, area: &HtmlTextAreaElement) {
    let typed = browser::value_of(area);
    let mut text = typed.text;
    if typed.halves > 0 {
        store.tell(Label::NoticeSurrogates, vec![("count", typed.halves.to_string())]);
    }
    if let Some((end, _)) = text.char_indices().nth(paste::LIMIT) {
        text.truncate(end);
        store.tell(Label::NoticePastedTooLong, vec![("limit", paste::LIMIT.to_string())]);
    }
    let nul = text.matches('\0').count();
    if nul > 0 {
        store.tell(Label::NoticeNul, vec![("count", nul.to_string())]);
    }
    if text.contains('\n')
        && let Some(client) = paste::client_lines(&text)
    {
        store.tell(Label::NoticePastedPrefix, vec![]);
        text = client;
    }
    store.draft.set(text);
}

fn keys(store: Store, event: &KeyboardEvent) {
    // While a Chinese word is being composed, Enter and the arrows belong to the input method.
    if event.is_composing() || event.key_code() == 229 {
        return;
    }
    let command = event.ctrl_key() || event.meta_key();
    let (empty, several) = store.draft.with_untracked(|draft| (draft.is_empty(), draft.contains('\n')));
    match event.key().as_str() {
        "Enter" if !event.shift_key() => store.submit(),
        "ArrowUp" if !several => store.older(),
        "ArrowDown" if !several => store.newer(),
        "Escape" if !empty => store.draft.set(String::new()),
        "z" if command && empty && !event.shift_key() => store.undo(),
        "y" if command && empty => store.redo(),
        "Z" | "z" if command && empty => store.redo(),
        _ => return,
    }
    event.prevent_default();
}
