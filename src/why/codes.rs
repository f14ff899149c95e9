use leptos::prelude::*;

use super::reply::code_link;
use crate::dynamic::part;
use crate::icons::{Icon, Shape};

use crate::store::{Part, Store};
use playground::content::{Label, Language, label, reference};
use playground::queries::palette::next_codes;
use playground::queries::views::LineKind;
use smtp_engine::spec::ReplyCode;

/// The reply codes of this session, and those that what is said next can get.
#[component]
pub(super) fn Codes() -> impl IntoView {
    let store = Store::get();
    let codes = Memo::new(move |_| {
        // Nobody sees them otherwise.
        if store.why.part().get() != Part::Codes {
            return Default::default();
        }
        let mut seen: Vec<ReplyCode> = store.conversation.views().with(|views| {
            let codes = views.lines.iter().filter_map(|line| match &line.kind {
                LineKind::Reply(reply) => Some(reply.code),
                _ => None,
            });
            codes.collect()
        });
        seen.sort_unstable();
        seen.dedup();
        (seen, store.conversation.timeline().with(next_codes))
    });
    part(move || {
        let (seen, next) = codes.get();
        let language = store.language.get();
        let list = |codes: Vec<ReplyCode>| codes.into_iter().map(|code| code_view(code, language)).collect::<Vec<_>>();
        let none = seen.is_empty().then(|| view! { <p class="empty">{store.text(Label::RepliesNoneSeen)}</p> });
        view! {
            <h3>{store.text(Label::RepliesSeen)}</h3>
            {none}
            <ul class="codes">{list(seen)}</ul>
            <h3>{store.text(Label::RepliesNext)}</h3>
            <ul class="codes">{list(next)}</ul>
        }
    })
}

fn code_view(code: ReplyCode, language: Language) -> AnyView {
    let class = code.class();
    let entry = reference::code(language, code.0);
    view! {
        <li class=format!("c{}", class.digit())>
            <b>{code_link(code, language)}</b>
            <p>
                <Icon shape=Shape::from(class)/>
                <span class="sr">{label(language, Label::of_class(class))} ": "</span>
                <strong>{entry.map_or("", |entry| entry.title)}</strong>
            </p>
            <p class="fine">{entry.map_or("", |entry| entry.meaning)}</p>
        </li>
    }
    .into_any()
}
