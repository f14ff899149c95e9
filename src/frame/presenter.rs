use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::browser;
use crate::dynamic::{flag, part, press, text, when, words};
use crate::store::Store;
use playground::content::{Label, reference};
use playground::queries::explain::{Of, explain};
use playground::queries::pace::Pace;

/// The id of the button that plays.
const PLAY_ID: &str = "present-play";

/// Plays the session to people who watch: what can be done with it, and what the latest line means.
#[component]
pub(crate) fn PresenterBar() -> impl IntoView {
    let store = Store::get();
    let on = Memo::new(move |_| store.frame.presenter().get().on);
    Effect::new(move || {
        let on = on.get();
        browser::mark_root("data-presenting", on);
        if on {
            request_animation_frame(|| browser::focus(PLAY_ID));
        }
    });
    part(move || on.get().then(|| view! { <Bar/> }))
}

#[component]
fn Bar() -> impl IntoView {
    let store = Store::get();
    let playing = move || store.frame.presenter().get().playing;
    let progress = move || match store.steps() {
        0 => store.filled(Label::PresentNothing, &[]),
        steps => store.filled(Label::PresentProgress, &[("step", &store.step().to_string()), ("steps", &steps.to_string())]),
    };
    let step_button = move |label: Label, by: fn(usize) -> usize| {
        let go = press(move || store.present_at(by(untrack(move || store.step()))));
        view! { <button type="button" class="button" on:click=go>{store.t(label)}</button> }
    };
    let pace = move |pace: Pace| {
        let chosen = when(move || store.frame.presenter().get().pace == pace);
        view! { <option value=pace.id() prop:selected=chosen>{store.t(pace.label())}</option> }
    };
    let set_pace = move |id: String| {
        if let Some(pace) = Pace::ALL.into_iter().find(|pace| pace.id() == id) {
            store.set_pace(pace);
        }
    };
    view! {
        <section class="presenter" aria-label=store.t(Label::PresentTitle)>
            <p class="meaning" aria-live="polite">{text(move || meaning(store))}</p>
            <div class="steps" role="group" aria-label=store.t(Label::PresentTitle)>
                <button
                    type="button"
                    id=PLAY_ID
                    class="button primary"
                    title=store.t(Label::PresentKeys)
                    aria-pressed=flag(playing)
                    on:click=press(move || store.play(!untrack(playing)))
                >
                    {words(move || store.text(if playing() { Label::PresentPause } else { Label::PresentPlay }))}
                </button>
                {step_button(Label::PresentBegin, |_| 0)}
                {step_button(Label::PresentBack, |step| step.saturating_sub(1))}
                {step_button(Label::PresentForward, |step| step + 1)}
                <label class="picker">
                    <span>{store.t(Label::PresentSpeed)}</span>
                    <select on:change:target=move |event| set_pace(event.target().value())>
                        {Pace::ALL.map(pace).into_iter().collect::<Vec<_>>()}
                    </select>
                </label>
                <span class="fine">{text(progress)}</span>
                <button type="button" class="button" on:click=press(move || store.end_presenting())>{store.t(Label::PresentEnd)}</button>
            </div>
        </section>
    }
}

/// Does what `event` asks of the presenter, wherever the focus is; whether it asks for anything.
pub(super) fn pressed(store: Store, event: &KeyboardEvent) -> bool {
    let step = store.conversation.timeline().with_untracked(|timeline| timeline.cursor());
    match event.key().as_str() {
        // On a button, these press it; in a list, the others choose.
        _ if browser::is_on_button(event) && !matches!(event.key().as_str(), "Escape" | "ArrowRight" | "ArrowLeft") => return false,
        " " => store.play(!store.frame.presenter().with_untracked(|presenter| presenter.playing)),
        "ArrowRight" => store.present_at(step + 1),
        "ArrowLeft" => store.present_at(step.saturating_sub(1)),
        "Home" => store.present_at(0),
        "Escape" => store.end_presenting(),
        _ => return false,
    }
    true
}

/// What the latest reply means, in a sentence.
fn meaning(store: Store) -> String {
    let language = store.language.get();
    let explanation = store
        .conversation
        .shown
        .get()
        .and_then(|shown| store.conversation.timeline().with(|timeline| explain(timeline.events(), shown, timeline.server())));
    match explanation.map(|explanation| explanation.of) {
        Some(Of::Reply(reply)) => reference::reply(language, reply.key).why.to_owned(),
        _ => store.filled(Label::PresentText, &[]),
    }
}
