use leptos::prelude::*;
use web_sys::{HtmlTextAreaElement, KeyboardEvent};

use crate::app::browser;
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
    let several = move || count.get() > 1;
    let placeholder = move || match mode.get() {
        Mode::Closed => Label::InputPlaceholderClosed,
        Mode::Command => Label::InputPlaceholder,
        Mode::Answer => Label::InputPlaceholderAuth,
        Mode::Data | Mode::Chunk => Label::InputPlaceholderData,
    };
    let send = move || match (mode.get(), count.get()) {
        (Mode::Closed, _) => store.filled(Label::SessionConnect, &[]),
        (_, 1) => store.filled(Label::InputSend, &[]),
        (_, many) => store.filled(Label::InputSendLines, &[("count", &many.to_string())]),
    };
    let rows = move || store.draft.with(|draft| draft.split('\n').count().clamp(1, 8));
    let typed = move |event: web_sys::Event| take(store, &event_target::<HtmlTextAreaElement>(&event));
    view! {
        <div class="foot" data-mode=move || mode.get().id()>
            <Hint/>
            <form class="prompt" on:submit=move |event| { event.prevent_default(); store.submit(); store.focus_input(); }>
                <span class="who" aria-hidden="true">{store.t(Label::TranscriptClientShort)}</span>
                <textarea
                    id=INPUT_ID
                    aria-label=store.t(Label::InputLabel)
                    aria-describedby="command-help"
                    placeholder=move || store.t(placeholder())()
                    rows=rows
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    enterkeyhint="send"
                    dir="ltr"
                    prop:value=move || store.draft.get()
                    on:input=typed
                    on:keydown=move |event| keys(store, &event)
                ></textarea>
                <button type="submit" class="button primary">{send}</button>
            </form>
            <div class="help" id="command-help">
                <MessageMode/>
                <p>{move || if several() {
                    store.filled(Label::InputManyLines, &[("count", &count.get().to_string())])
                } else if mode.get() == Mode::Data {
                    String::new()
                } else {
                    store.filled(Label::InputHistory, &[])
                }}</p>
                <button type="button" class="link" on:click=move |_| store.copy_transcript()>{store.t(Label::TranscriptCopy)}</button>
            </div>
        </div>
    }
}

/// Says that the server takes a message now, how much of it has come, and how it ends.
#[component]
fn MessageMode() -> impl IntoView {
    let store = Store::get();
    let open = move || store.status.with(|status| status.mode == Mode::Data);
    let count = move || {
        let (lines, octets) = store.status.with(|status| status.message);
        store.filled(Label::DataCount, &[("lines", &store.lines(lines)), ("octets", &store.octets(octets))])
    };
    view! {
        <Show when=open>
            <strong>{store.t(Label::DataTitle)}</strong>
            <span>{count}</span>
            <button type="button" class="button" on:click=move |_| { store.send("."); store.focus_input(); }>
                {store.t(Label::DataEnd)}
            </button>
        </Show>
    }
}

/// One sentence on what comes next, with the line to type. Its place is always there.
#[component]
fn Hint() -> impl IntoView {
    let store = Store::get();
    let line = move || store.hint.with(|hint| hint.line.clone());
    let first = move || store.hint.with(|hint| hint.label == Label::HintFirst);
    let sentence = move || store.t(if first() { Label::HintFirstBefore } else { store.hint.with(|hint| hint.label) })();
    view! {
        <p class="hint">
            <span>{sentence}</span>
            {move || line().map(|line| {
                let put = line.clone();
                view! {
                    " "
                    <button type="button" class="chip" title=store.t(Label::SayInserted) on:click=move |_| store.insert(&put)>
                        <code dir="ltr">{line}</code>
                    </button>
                }
            })}
            {move || first().then(|| view! { " " <span>{store.t(Label::HintFirstAfter)}</span> })}
        </p>
    }
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
