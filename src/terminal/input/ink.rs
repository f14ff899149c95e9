use leptos::prelude::*;

use crate::dynamic::part;
use crate::store::Store;
use playground::queries::ink::pieces;

/// The draft in colours, character by character where the text field has it. Only for the eye: the text
/// itself is in the text field.
#[component]
pub(super) fn Ink(plain: Memo<bool>) -> impl IntoView {
    let store = Store::get();
    let drawn = part(move || {
        if plain.get() {
            return Vec::new();
        }
        let settled = store.typing.settled().get();
        let pieces = store.typing.draft().with(|text| store.typing.reading.with(|reading| pieces(text, reading, settled)));
        let piece = |piece: playground::queries::ink::Piece| view! { <span class=piece.class>{piece.text}</span> }.into_any();
        pieces.into_iter().map(piece).collect::<Vec<AnyView>>()
    });
    // The last character gives an empty last line its height.
    view! { <div class="ink" aria-hidden="true" dir="ltr">{drawn}"\u{200b}"</div> }
}
