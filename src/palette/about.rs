use leptos::prelude::*;

use super::Try;
use crate::dynamic::{part, press};
use crate::icons::{Icon, Shape};
use crate::store::Store;
use playground::content::{Label, Language, reference};
use playground::queries::palette::{Possible, replies};
use smtp_engine::spec::CommandSpec;

/// The article, the samples, and every reply that this server can give.
#[component]
pub(super) fn About(row: &'static CommandSpec) -> impl IntoView {
    let store = Store::get();
    let verb = row.verb;
    let server = Memo::new(move |_| store.conversation.status.with(|status| (status.server, status.role)));
    let replies = part(move || {
        server.track();
        let language = store.language.get();
        let rows = store.conversation.timeline().with_untracked(|timeline| replies(timeline, verb));
        view! { <ul class="replies">{rows.iter().map(|possible| reply(*possible, language)).collect::<Vec<_>>()}</ul> }
    });
    let run = reference::examples(verb).map(|session| {
        let act = press(move || store.run(session.role, session.lines));
        view! { <button type="button" class="button" on:click=act>{store.t(Label::ReferenceTrySession)}</button> }
    });
    view! {
        {part(move || view! { <div class="prose" inner_html=reference::command(store.language.get(), verb).html></div> })}
        {run.collect::<Vec<_>>()}
        <h5>{store.t(Label::ReferenceExamples)}</h5>
        <ul class="samples">{row.samples.iter().map(|line| view! { <li><Try line=*line/></li> }).collect::<Vec<_>>()}</ul>
        <h5>{store.t(Label::ReferenceReplies)}</h5>
        {replies}
        <p class="rfc">{store.t(Label::ReferenceRfc)} " " <cite>{row.rfc.to_string()}</cite></p>
    }
}

fn reply(possible: Possible, language: Language) -> AnyView {
    view! {
        <li class=format!("c{}", possible.class.digit())>
            <b>{possible.code.to_string()}</b>
            <Icon shape=Shape::from(possible.class)/>
            <span>{reference::reply(language, possible.key).title}</span>
        </li>
    }
    .into_any()
}
