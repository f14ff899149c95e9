//! The text that was read: the lines that matter lit, codes coloured, personal data dimmed.

use leptos::prelude::*;
use smtp_playground_decode::{Piece, PieceKind, Shown, ShownLine};

use super::card::card_id;
use crate::browser;
use crate::dynamic::press;
use crate::store::Store;
use playground::content::Label;

pub(super) fn recognised(store: Store, shown: &Shown) -> AnyView {
    if shown.text.is_empty() {
        return ().into_any();
    }
    let lines: Vec<AnyView> = shown.text.iter().map(|line| one(store, line)).collect();
    view! {
        <section class="decode-text" aria-labelledby="decode-text-title">
            <h3 id="decode-text-title">{store.text(Label::DecodeText)}</h3>
            <p class="fine decode-key">
                <mark>{store.text(Label::DecodeKeyLine)}</mark>
                <span class="code">{store.text(Label::DecodeKeyCode)}</span>
                <span class="personal">{store.text(Label::DecodeKeyPersonal)}</span>
            </p>
            <div class="decode-lines" role="region" tabindex="0" aria-labelledby="decode-text-title" dir="ltr">{lines}</div>
        </section>
    }
    .into_any()
}

/// The line that the card `card` is about, in the document.
pub(super) fn line_id(card: usize) -> String {
    format!("decode-line-{card}")
}

fn one(store: Store, line: &ShownLine) -> AnyView {
    let gap = (line.gap > 0).then(|| {
        let words = store.filled(Label::DecodeGap, &[("count", &line.gap.to_string())]);
        view! { <p class="gap">{words}</p> }
    });
    let pieces: Vec<AnyView> = line.pieces.iter().map(piece).collect();
    let number = line.number.to_string();
    let line = match line.card {
        Some(card) => {
            let go = press(move || browser::focus(&card_id(card)));
            let name = store.filled(Label::DecodeToCard, &[("number", &number)]);
            view! {
                <p class="line decisive" id=line_id(card) tabindex="-1">
                    <button type="button" class="number" aria-label=name on:click=go>{number}</button>
                    <mark>{pieces}</mark>
                </p>
            }
            .into_any()
        }
        None => view! { <p class="line"><span class="number" aria-hidden="true">{number}</span><span>{pieces}</span></p> }.into_any(),
    };
    view! { {gap} {line} }.into_any()
}

fn piece(piece: &Piece) -> AnyView {
    let text = piece.text.clone();
    match piece.kind {
        PieceKind::Plain => text.into_any(),
        PieceKind::Code => view! { <span class="code">{text}</span> }.into_any(),
        PieceKind::Host => view! { <span class="host">{text}</span> }.into_any(),
        PieceKind::Personal => view! { <span class="personal">{text}</span> }.into_any(),
    }
}
