use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{part, press, text, when};
use crate::store::Store;
use playground::content::Label;
use playground::queries::helpers::message::{Line, to_send, weigh, with_size};
use playground::queries::status::Mode;
use smtp_engine::spec::Verb;

/// So many lines with a dot are shown.
const SHOWN: usize = 12;

/// A message written before it is sent: its size for MAIL, its dots for DATA.
#[component]
pub(super) fn Letter() -> impl IntoView {
    let store = Store::get();
    let letter = store.typing.letter();
    let weighed = Memo::new(move |_| letter.with(|letter| weigh(letter)));
    let data = Memo::new(move |_| store.conversation.status.with(|status| status.mode == Mode::Data));
    let limit = Memo::new(move |_| {
        let announced = |offers: &Vec<playground::queries::scene::Offer>| {
            offers.iter().find(|offer| offer.keyword == "SIZE").and_then(|offer| offer.arguments.first().cloned())
        };
        store.typing.offers.with(announced)
    });
    let size = text(move || {
        let (octets, lines) = weighed.with(|weighed| (weighed.octets, weighed.lines.len()));
        store.filled(Label::HelperSize, &[("octets", &store.octets(octets)), ("lines", &store.lines(lines))])
    });
    let allowed = text(move || limit.get().map_or(String::new(), |limit| store.filled(Label::HelperSizeLimit, &[("limit", &limit)])));
    let dotted = part(move || {
        let stuffs = store.typing.stuffs().get();
        let lines = weighed.with(|weighed| weighed.lines.iter().filter(|line| line.dot).take(SHOWN).cloned().collect::<Vec<_>>());
        if lines.is_empty() {
            return view! { <p class="fine">{store.t(Label::HelperNoDots)}</p> }.into_any();
        }
        let label = if stuffs { Label::HelperDotsAdded } else { Label::HelperDotsTaken };
        let rows: Vec<AnyView> = lines.iter().map(|line| dot_row(line, stuffs)).collect();
        view! { <p>{store.t(label)}</p> <pre class="dots" dir="ltr" tabindex="0">{rows}</pre> }.into_any()
    });
    let put_size = move || {
        let example = store
            .conversation
            .palette
            .with_untracked(|entries| entries.iter().find(|entry| entry.verb == Verb::Mail).map(|entry| entry.example.clone()));
        let octets = weighed.with_untracked(|weighed| weighed.octets);
        let line = store.typing.draft().with_untracked(|draft| with_size(draft, &example.unwrap_or_default(), octets));
        store.write(&line);
    };
    // What is put into the line is sent by the same rule, so no dot is added twice.
    let put_message = move || {
        let message = letter.with_untracked(|letter| to_send(letter, false, true));
        store.write(&message);
    };
    request_animation_frame(|| browser::focus("helper-letter"));
    view! {
        <label class="writing">
            <span>{store.t(Label::HelperLetter)}</span>
            <textarea id="helper-letter" rows="5" spellcheck="false" dir="ltr"
                prop:value=text(move || letter.get()) on:input:target=move |event| store.typing.set_letter(event.target().value())></textarea>
        </label>
        <p>{size} " " {allowed}</p>
        {dotted}
        <label class="choice">
            <input type="checkbox" prop:checked=when(move || store.typing.stuffs().get())
                on:change:target=move |event| store.typing.set_stuffs(event.target().checked())/>
            <span>{store.t(Label::HelperStuffs)}</span>
        </label>
        <p class="put">
            <button type="button" class="button primary" hidden=when(move || data.get() || limit.get().is_none()) on:click=press(put_size)>{store.t(Label::HelperPutSize)}</button>
            <button type="button" class="button primary" hidden=when(move || !data.get()) on:click=press(put_message)>{store.t(Label::HelperPutMessage)}</button>
        </p>
    }
}

/// A line that begins with a dot, as it goes over the wire.
fn dot_row(line: &Line, stuffs: bool) -> AnyView {
    let added = stuffs.then(|| view! { <ins>"."</ins> });
    let taken = (!stuffs).then(|| view! { <del>"."</del> });
    let rest = if stuffs { line.text.clone() } else { line.text.get(1..).unwrap_or_default().to_owned() };
    view! { {added} {taken} {rest} "\n" }.into_any()
}
