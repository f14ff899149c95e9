use leptos::prelude::*;

use crate::dynamic::press;
use crate::store::Store;
use playground::content::Label;
use playground::record::WorldField;
use smtp_engine::session::Stage;
use smtp_engine::session::faults::NAMED;

/// Failures that are offered besides those with a name.
const CODES: [&str; 4] = ["451-4.7.1", "550-5.1.1", "421", "delay-3000"];

/// Puts a planned failure together, for those who do not want to write it.
#[component]
pub(super) fn AddFault() -> impl IntoView {
    let store = Store::get();
    let stage = RwSignal::new("rcpt".to_owned());
    let failure = RwSignal::new("greylist".to_owned());
    let times = RwSignal::new(String::new());
    let add = press(move || {
        let times = times.get_untracked();
        let times = if times.is_empty() { times } else { format!("*{times}") };
        store.add_to_world(WorldField::Faults, &format!("{}={}{times}", stage.get_untracked(), failure.get_untracked()));
    });
    let stages = Stage::ALL.iter().map(|(_, id)| option(id, *id == "rcpt"));
    let failures = NAMED.iter().map(|(_, id)| *id).chain(CODES).map(|id| option(id, id == "greylist"));
    let counts = [("", Label::WorldEditAlways), ("1", Label::WorldEditOnce), ("2", Label::WorldEditTwice)];
    let counts = counts.map(|(value, label)| view! { <option value=value>{store.t(label)}</option> });
    view! {
        <div class="row">
            <label class="field">
                <span>{store.t(Label::WorldEditStage)}</span>
                <select on:change:target=move |event| stage.set(event.target().value())>{stages.collect::<Vec<_>>()}</select>
            </label>
            <label class="field">
                <span>{store.t(Label::WorldEditFailure)}</span>
                <select on:change:target=move |event| failure.set(event.target().value())>{failures.collect::<Vec<_>>()}</select>
            </label>
            <label class="field">
                <span>{store.t(Label::WorldEditTimes)}</span>
                <select on:change:target=move |event| times.set(event.target().value())>{counts.into_iter().collect::<Vec<_>>()}</select>
            </label>
            <button type="button" class="button" on:click=add>{store.t(Label::WorldEditAdd)}</button>
        </div>
    }
}

fn option(id: &'static str, selected: bool) -> AnyView {
    view! { <option value=id selected=selected>{id}</option> }.into_any()
}
