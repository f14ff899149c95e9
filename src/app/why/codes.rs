use leptos::prelude::*;

use crate::app::icons::{Icon, Shape};
use crate::app::queries::palette::next_codes;
use crate::app::queries::views::LineKind;
use crate::app::store::Store;
use crate::app::terminal::{class_label, digit};
use crate::content::{Label, reference};
use crate::spec::ReplyCode;

/// The reply codes of this session, and those that what is said next can get.
#[component]
pub(super) fn Codes() -> impl IntoView {
    let store = Store::get();
    let seen = Memo::new(move |_| {
        store.views.with(|views| {
            let codes = views.lines.iter().filter_map(|line| match &line.kind {
                LineKind::Reply(reply) => Some(reply.code),
                _ => None,
            });
            let mut codes: Vec<ReplyCode> = codes.collect();
            codes.sort_unstable();
            codes.dedup();
            codes
        })
    });
    let next = Memo::new(move |_| store.timeline.with(next_codes));
    view! {
        <h3>{store.t(Label::RepliesSeen)}</h3>
        <Show when=move || seen.with(Vec::is_empty)><p class="empty">{store.t(Label::RepliesNoneSeen)}</p></Show>
        <ul class="codes">{move || seen.get().into_iter().map(|code| view! { <Code code/> }).collect_view()}</ul>
        <h3>{store.t(Label::RepliesNext)}</h3>
        <ul class="codes">{move || next.get().into_iter().map(|code| view! { <Code code/> }).collect_view()}</ul>
    }
}

#[component]
fn Code(code: ReplyCode) -> impl IntoView {
    let store = Store::get();
    let class = code.class();
    let entry = move || reference::code(store.language.get(), code.0);
    view! {
        <li class=format!("c{}", digit(class))>
            <b>{code.to_string()}</b>
            <p>
                <Icon shape=Shape::from(class)/>
                <span class="sr">{store.t(class_label(class))} ": "</span>
                <strong>{move || entry().map(|entry| entry.title)}</strong>
            </p>
            <p class="fine">{move || entry().map(|entry| entry.meaning)}</p>
        </li>
    }
}
