use leptos::prelude::*;

use crate::dynamic::{Changing, part, press, text, when};
use crate::names::reason;
use crate::store::Store;
use playground::content::{Label, reference};
use playground::queries::draft::{About, Finding, Told};
use playground::queries::palette::Availability;
use playground::queries::status::Mode;
use smtp_engine::spec::{RfcRef, rfc};

/// So many findings are told at once; the others come up when these are mended.
const TOLD: usize = 2;

/// What is wrong with the line, or what the keys do. Told after a pause, not at each key.
#[component]
pub(super) fn Findings(mode: Memo<Mode>, count: Memo<usize>) -> impl IntoView {
    let store = Store::get();
    let none = Memo::new(move |_| store.typing.told.with(|told| told.findings.is_empty()));
    let help = text(move || match (none.get(), count.get(), mode.get()) {
        (false, ..) | (_, 1, Mode::Data) => String::new(),
        (_, 1, _) => format!("{} {}", store.text(Label::InputHistory), store.text(Label::CompleteHelp)),
        (_, many, _) => store.filled(Label::InputManyLines, &[("count", &many.to_string())]),
    });
    let told = part(move || {
        let Told { findings, forgiven } = store.typing.told.get();
        let fixable = findings.iter().position(|finding| finding.fix.is_some());
        let rows = findings.into_iter().enumerate().take(TOLD);
        let rows: Vec<AnyView> = rows.map(|(number, finding)| row(store, finding, Some(number) == fixable)).collect();
        let forgiven = forgiven.then(|| view! { <p class="forgiven">{store.text(Label::TypingForgiven)}</p> });
        view! { {rows} {forgiven} }
    });
    view! {
        <div class="findings" id="command-help">
            <p class=class_of_keys(count) hidden=when(move || !none.get())>{help}</p>
            <div class="told" aria-live="polite" dir="auto">{told}</div>
        </div>
    }
}

/// On a narrow page only what is said of many lines has room.
fn class_of_keys(count: Memo<usize>) -> Changing<&'static str> {
    crate::dynamic::words(move || if count.get() > 1 { "keys many" } else { "keys" })
}

fn row(store: Store, finding: Finding, first: bool) -> AnyView {
    let (message, why) = words(store, &finding);
    let class = if matches!(finding.about, About::Fault(_) | About::DotTaken) { "finding wrong" } else { "finding" };
    let fix = finding.fix.filter(|_| first).map(|fix| {
        let mended = store.typing.draft().with_untracked(|draft| fix.apply(draft));
        let shown = mended.trim_end_matches('\n').replace('\n', " ⏎ ");
        let apply = move || {
            store.change(&fix);
            store.focus_input();
            crate::field::caret_to_end(crate::store::INPUT_ID);
        };
        view! {
            <button type="button" class="chip fix" aria-keyshortcuts="Alt+Enter" on:click=press(apply)>
                <kbd>"Alt+Enter"</kbd>
                <span class="sr">{store.text(Label::TypingFix)}</span>
                <code dir="ltr">{shown}</code>
            </button>
        }
    });
    let title = why.clone();
    view! {
        <div class=class>
            <p title=title><strong>{message}</strong> " " <span class="fine">{why}</span></p>
            {fix}
        </div>
    }
    .into_any()
}

/// What is wrong, and the rule that says so.
fn words(store: Store, finding: &Finding) -> (String, String) {
    let language = store.language.get();
    let section = |rfc: RfcRef| {
        let values = [("number", rfc.number.to_string()), ("section", rfc.section.to_owned())];
        store.filled(Label::TypingRfc, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    match finding.about {
        About::Fault(kind) => {
            let entry = reference::fault(language, kind);
            (entry.message.to_owned(), entry.why.to_owned())
        }
        About::Barred(verb, availability) => {
            let message = store.filled(Label::TypingBarred, &[("verb", verb.name()), ("reason", reason(store, availability))]);
            let why = match availability {
                Availability::Needs(need) => reference::need(language, need).why.to_owned(),
                Availability::NeedsTls => section(rfc(3207, "4")),
                Availability::NeedsLogin => section(rfc(4954, "6")),
                _ => section(rfc(5321, "4.2.4")),
            };
            (message, why)
        }
        About::NotAnnounced(row) => {
            (store.filled(Label::TypingNotAnnounced, &[("extension", row.extension)]), section(rfc(5321, "4.1.1.11")))
        }
        About::NotOffered => (store.text(Label::TypingNotOffered).to_owned(), section(rfc(4954, "4"))),
        About::DotTaken => (store.text(Label::TypingDotTaken).to_owned(), section(rfc(5321, "4.5.2"))),
        About::DotAdded => (store.text(Label::TypingDotAdded).to_owned(), section(rfc(5321, "4.5.2"))),
    }
}
