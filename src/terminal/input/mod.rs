//! The line that is being typed, and all that helps with it.

mod completions;
mod findings;
mod helpers;
mod hint;
mod ink;
mod keys;
mod message;

use leptos::prelude::*;
use web_sys::HtmlTextAreaElement;

use self::completions::Completions;
use self::findings::Findings;
use self::helpers::{HelperPanel, HelperSwitch};
use self::hint::HintLine;
use self::ink::Ink;
use self::keys::keys;
use self::message::MessageMode;
use crate::browser;
use crate::dynamic::{flag, part, press, text, when, words};
use crate::store::{EXPLAIN_ID, INPUT_ID, LIST_ID, Store};
use playground::content::Label;
use playground::queries::draft::LIMIT;
use playground::queries::paste;
use playground::queries::paste_kind::NoCommand;
use playground::queries::status::Mode;

/// The line that is being typed. It takes several lines at once; Enter sends them one after the other.
#[component]
pub(super) fn CommandLine() -> impl IntoView {
    let store = Store::get();
    let mode = Memo::new(move |_| store.conversation.status.with(|status| status.mode));
    let count = Memo::new(move |_| store.typing.draft().with(|draft| paste::lines(draft).len()));
    let send = text(move || match (mode.get(), count.get()) {
        (Mode::Closed, _) => store.filled(Label::SessionConnect, &[]),
        (_, 1) => store.filled(Label::InputSend, &[]),
        (_, many) => store.filled(Label::InputSendLines, &[("count", &many.to_string())]),
    });
    let branch_count = Memo::new(move |_| store.conversation.status.with(|status| status.branches));
    let branches = part(move || {
        let count = branch_count.get();
        (count > 0).then(|| {
            let label = store.filled(Label::BranchesOpen, &[("count", &count.to_string())]);
            view! { <button type="button" class="link" on:click=press(move || store.open_branches())>{label}</button> }
        })
    });
    view! {
        <div class="foot" data-mode=words(move || mode.get().id())>
            <HintLine/>
            <HelperPanel/>
            <form class="prompt" on:submit=move |event| { event.prevent_default(); store.submit(); store.focus_input(); }>
                <Completions/>
                <span class="who" aria-hidden="true">{store.t(Label::TranscriptClientShort)}</span>
                <Field mode/>
                <button type="submit" class="button primary">{send}</button>
            </form>
            <Doubt/>
            <Findings mode count/>
            <div class="help">
                <MessageMode/>
                <HelperSwitch/>
                {branches}
                // Both would tell which server it is, where an exercise asks for that.
                <span class="around" hidden=when(move || store.lessons.hides("server"))>
                    <button type="button" class="link" title=store.t(Label::CompareTitle) on:click=press(move || store.compare())>
                        {store.t(Label::CompareOpen)}
                    </button>
                    <button type="button" class="link" on:click=press(move || store.copy_transcript())>{store.t(Label::TranscriptCopy)}</button>
                </span>
            </div>
        </div>
    }
}

/// What was typed is plainly no command: it is asked what is meant, and the fitting answer comes first.
#[component]
fn Doubt() -> impl IntoView {
    let store = Store::get();
    part(move || {
        let kind = store.typing.doubted().get()?;
        let what = store.text(match kind {
            NoCommand::Reply => Label::DoubtReply,
            NoCommand::Mail => Label::DoubtMail,
            NoCommand::Log => Label::DoubtLog,
            NoCommand::Error => Label::DoubtError,
        });
        let send = press(move || {
            store.send_draft();
            store.focus_input();
        });
        Some(view! {
            <div class="doubt" role="alert">
                <p>{what}</p>
                <button type="button" class="button primary" id=EXPLAIN_ID on:click=press(move || store.explain_draft())>
                    {store.text(Label::DoubtExplain)}
                </button>
                <button type="button" class="button" on:click=send>{store.text(Label::DoubtSend)}</button>
            </div>
        })
    })
}

/// The text field, and under it the same text in colours.
#[component]
fn Field(mode: Memo<Mode>) -> impl IntoView {
    let store = Store::get();
    let placeholder = words(move || {
        store.text(match mode.get() {
            Mode::Closed => Label::InputPlaceholderClosed,
            Mode::Command => Label::InputPlaceholder,
            Mode::Answer => Label::InputPlaceholderAuth,
            Mode::Data | Mode::Chunk => Label::InputPlaceholderData,
        })
    });
    // Too long a text is shown by the text field alone.
    let plain = Memo::new(move |_| store.typing.draft().with(String::len) > LIMIT);
    let class = words(move || match (plain.get(), store.typing.composing().get()) {
        (true, _) => "field plain",
        (_, true) => "field composing",
        _ => "field",
    });
    let chosen = text(move || store.typing.list().with(|list| list.as_ref().map_or(String::new(), |list| completions::id(list.at))));
    let wrong = flag(move || store.typing.told.with(|told| !told.findings.is_empty()));
    view! {
        <div class=class>
            <Ink plain/>
            <textarea
                id=INPUT_ID
                aria-label=store.t(Label::InputLabel)
                aria-describedby="command-help"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-controls=LIST_ID
                aria-activedescendant=chosen
                aria-invalid=wrong
                placeholder=placeholder
                rows="1"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                enterkeyhint="send"
                dir="ltr"
                prop:value=text(move || store.typing.draft().get())
                on:input=move |event| take(store, &event_target::<HtmlTextAreaElement>(&event))
                on:keydown=move |event| keys(store, &event)
                on:compositionstart=move |_| store.typing.compose(true)
                on:compositionend=move |_| store.typing.compose(false)
                on:blur=move |_| store.typing.leave_list()
            ></textarea>
        </div>
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
    store.typed(text);
}
