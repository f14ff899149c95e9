use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use crate::dynamic::{flag, part, press};
use crate::pictures;
use crate::store::{Part, Store};
use playground::content::Label;
use playground::content::diagram::{Row, Sequence, rows, sequence};
use playground::queries::status::server_name;

/// Where the picture stands.
const PICTURE: &str = "sequence-picture";
/// So many rows are drawn at once.
const ROWS: usize = 60;
/// How wide the picture is, in its own units.
const WIDTH: u32 = 344;

/// The session as a sequence diagram, of which no more is drawn than can be looked at.
#[component]
pub(super) fn SequencePart() -> impl IntoView {
    let store = Store::get();
    let all: Memo<Vec<Row>> = Memo::new(move |_| {
        // Nobody sees it otherwise.
        if store.why.part().get() == Part::Sequence {
            store.conversation.timeline().with(|timeline| rows(timeline.events()))
        } else {
            Vec::new()
        }
    });
    // Where the rows end that are drawn; nothing while they follow the session.
    let until = RwSignal::new(None::<usize>);
    let window = Memo::new(move |_| {
        let total = all.with(Vec::len);
        let end = until.get().unwrap_or(total).min(total);
        (end.saturating_sub(ROWS), end, total)
    });
    Effect::new(move || {
        let (from, to, _) = window.get();
        let (shown, language) = (store.conversation.shown.get(), store.language.get());
        let drawing = store.conversation.timeline().with_untracked(|timeline| {
            let server = server_name(timeline.server());
            let client = &timeline.world().client.name;
            let wanted = Sequence { window: from..to, width: WIDTH, client, server: &server, shown, interactive: true };
            all.with(|rows| sequence(rows, &wanted, language))
        });
        pictures::draw(PICTURE, &drawing);
    });
    let mark = move |event: &web_sys::Event| {
        if let Some(number) = pictures::attribute_at(event, "data-event").and_then(|number| number.parse().ok()) {
            store.mark(number);
        }
    };
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "Enter" | " " => mark(&event),
            "ArrowDown" => pictures::focus_next(PICTURE, true),
            "ArrowUp" => pictures::focus_next(PICTURE, false),
            _ => return,
        }
        event.prevent_default();
    };
    let go = move |back: bool| {
        let (from, to, total) = window.get_untracked();
        let end = if back { from.max(ROWS) } else { (to + ROWS).min(total) };
        until.set((end < total).then_some(end));
    };
    let turn = move |label: Label, back: bool| {
        let possible = move || window.with(|(from, to, total)| if back { *from > 0 } else { to < total });
        let act = press(move || {
            if possible() {
                go(back);
            }
        });
        view! { <button type="button" class="button" aria-disabled=flag(move || !possible()) on:click=act>{store.t(label)}</button> }
    };
    let pages = part(move || {
        let (from, to, total) = window.get();
        let values = [("first", (from + 1).to_string()), ("last", to.to_string()), ("total", total.to_string())];
        let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
        (total > ROWS).then(|| {
            view! {
                <div class="pages">
                    <p class="fine" role="status">{store.filled(Label::SequenceShown, &values)}</p>
                    {turn(Label::SequenceEarlier, true)}
                    {turn(Label::SequenceLater, false)}
                </div>
            }
        })
    });
    view! {
        <p class="fine">{store.t(Label::SequenceLegend)}</p>
        {pages}
        <div id=PICTURE class="picture sequence" on:click=move |event: MouseEvent| mark(&event) on:keydown=keys></div>
        <p class="tools">
            <button type="button" class="button" on:click=press(move || store.look_at(Part::Line))>{store.t(Label::TranscriptExplain)}</button>
            <button type="button" class="button" on:click=press(move || store.save_sequence())>{store.t(Label::SequenceExport)}</button>
        </p>
    }
}
