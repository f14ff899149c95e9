use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{part, press};
use crate::store::{Part, Store};
use playground::content::Label;
use playground::queries::log::{reveal, window};
use playground::queries::views::LogLine;

/// The log as the server writes it. A click on a line shows what caused it; the lines that the selected
/// line of the session caused are marked.
#[component]
pub(super) fn Log() -> impl IntoView {
    let store = Store::get();
    let cause = Memo::new(move |_| store.conversation.views().with(|views| views.cause_of(store.conversation.shown.get()?)));
    // What was selected is brought into view.
    Effect::new(move || {
        let Some(cause) = cause.get() else { return };
        let to = store
            .conversation
            .views()
            .with_untracked(|views| reveal(&views.log, &window(views.log.len(), store.why.log_from().get_untracked()), cause));
        if let Some(from) = to {
            store.why.show_log_from(Some(from));
        }
        if store.why.part().get_untracked() == Part::Log {
            request_animation_frame(|| browser::scroll_to_current("part-log"));
        }
    });
    let lines = part(move || {
        // Nobody sees it otherwise.
        if store.why.part().get() != Part::Log {
            return ().into_any();
        }
        let cause = cause.get();
        let shown = store.conversation.views().with(|views| {
            let shown = window(views.log.len(), store.why.log_from().get());
            let lines = views.log.get(shown.clone()).unwrap_or_default();
            (!lines.is_empty()).then(|| (shown, lines.iter().map(|line| row(line, cause)).collect::<Vec<_>>()))
        });
        let Some((shown, rows)) = shown else {
            return view! { <p class="empty">{store.text(Label::LogEmpty)}</p> }.into_any();
        };
        let total = store.conversation.views().with(|views| views.log.len());
        let earlier = (shown.start > 0).then(|| {
            let text = store.filled(Label::LogEarlier, &[("count", &shown.start.to_string())]);
            view! { <button type="button" class="link" on:click=press(move || store.earlier_log())>{text}</button> }
        });
        let later = (shown.end < total).then(|| {
            let text = store.filled(Label::LogLatest, &[("count", &(total - shown.end).to_string())]);
            view! { <button type="button" class="link" on:click=press(move || store.why.show_log_from(None))>{text}</button> }
        });
        let start = (shown.start + 1).to_string();
        view! {
            {earlier}
            <ol class="log" start=start on:click=move |event| clicked(store, &event) on:keydown=browser::move_focus>{rows}</ol>
            {later}
            <button type="button" class="link" on:click=press(move || store.copy_log())>{store.text(Label::LogCopy)}</button>
        }
        .into_any()
    });
    view! {
        <h3>{store.t(Label::LogTitle)}</h3>
        <p class="fine">{store.t(Label::LogText)}</p>
        {lines}
    }
}

/// One line. It is a button, so that it can be reached; arrow keys go from one to the next.
fn row(line: &LogLine, cause: Option<usize>) -> AnyView {
    let current = (cause == Some(line.cause)).then_some("true");
    view! {
        <li aria-current=current>
            <button type="button" class="entry-of-log" data-cause=line.cause.to_string()>
                <code dir="ltr">{line.text.clone()}</code>
            </button>
        </li>
    }
    .into_any()
}

fn clicked(store: Store, event: &web_sys::MouseEvent) {
    if let Some(cause) = browser::clicked_number(event, "data-cause").filter(|_| !browser::has_selection()) {
        store.select_cause(cause);
    }
}
