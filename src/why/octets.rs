use leptos::prelude::*;

use crate::dynamic::press;
use crate::store::Store;
use playground::content::{Label, Language, fill, label, octets};
use playground::queries::octets::{Octet, Special, hex, octet_rows};
use smtp_engine::wire::visible_lines;

/// The octets of a line as they go over the wire, and what is special about them.
pub(super) fn octets_view(line: Vec<u8>, data: bool, open: RwSignal<bool>, store: Store, language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let shown = octet_rows(&line, data);
    // What is not just the end of a line should be seen without asking.
    let strange = shown.specials.iter().any(|(special, _)| *special != Special::LineEnd);
    let rows: Vec<AnyView> = shown.rows.into_iter().map(row).collect();
    let note = |(special, at): (Special, usize)| {
        let place = fill(t(Label::OctetsFirstAt), &[("offset", &format!("{at:04X}"))]);
        view! { <li data-special=special.id()><span>{t(sentence(special))}</span> " " <span class="fine">{place}</span></li> }
    };
    let notes: Vec<_> = shown.specials.into_iter().map(note).collect();
    let more = (shown.left_out > 0).then(|| {
        let text = fill(t(Label::OctetsLeftOut), &[("octets", &octets(language, shown.left_out))]);
        view! { <p class="fine">{text}</p> }
    });
    let (as_hex, as_text) = (hex(&line), visible_lines(&line));
    let copy = |label: Label, text: String| {
        view! { <button type="button" class="button" on:click=press(move || store.copy(&text))>{t(label)}</button> }
    };
    view! {
        <details class="octets" open=strange || open.get_untracked() on:toggle=move |event| open.set(is_open(&event))>
            <summary>{t(Label::OctetsTitle)} " · " {octets(language, line.len())}</summary>
            <p class="fine">{t(Label::OctetsText)}</p>
            <table dir="ltr">
                <thead class="sr">
                    <tr><th scope="col">{t(Label::OctetsOffset)}</th><th scope="col">{t(Label::OctetsHex)}</th><th scope="col">{t(Label::OctetsAsText)}</th></tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
            {more}
            <ul class="specials">{notes}</ul>
            <p class="tools">{copy(Label::OctetsCopyText, as_text)} {copy(Label::OctetsCopyHex, as_hex)}</p>
        </details>
    }
    .into_any()
}

fn row((offset, octets): (usize, Vec<Octet>)) -> AnyView {
    let marked = |octet: &Octet, text: &str| {
        let special = octet.special.map_or("", Special::id);
        view! { <span data-special=special>{text.to_owned()}</span> }.into_any()
    };
    let hex: Vec<AnyView> = octets.iter().flat_map(|octet| [marked(octet, &octet.hex), " ".into_any()]).collect();
    let text: Vec<AnyView> = octets.iter().map(|octet| marked(octet, &octet.text)).collect();
    view! { <tr><th scope="row">{format!("{offset:04X}")}</th><td>{hex}</td><td>{text}</td></tr> }.into_any()
}

/// What is said about a special octet.
const fn sentence(special: Special) -> Label {
    match special {
        Special::LineEnd => Label::OctetsLineEnd,
        Special::BareLf => Label::OctetsBareLf,
        Special::BareCr => Label::OctetsBareCr,
        Special::Nul => Label::OctetsNul,
        Special::Tab => Label::OctetsTab,
        Special::Control => Label::OctetsControl,
        Special::Utf8 => Label::OctetsUtf8,
        Special::NotUtf8 => Label::OctetsNotUtf8,
        Special::Stuffed => Label::OctetsStuffed,
        Special::LoneDot => Label::OctetsLoneDot,
    }
}

/// Whether the `details` that `event` is of are open now.
fn is_open(event: &web_sys::Event) -> bool {
    use wasm_bindgen::JsCast;
    event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()).is_some_and(|details| details.has_attribute("open"))
}
