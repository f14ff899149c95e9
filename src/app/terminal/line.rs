use std::sync::Arc;

use leptos::either::EitherOf3;
use leptos::prelude::*;

use crate::app::browser;
use crate::app::icons::{Icon, Shape};
use crate::app::queries::segments::Segment;
use crate::app::queries::views::{Line, LineKind, ReplyLine};
use crate::app::store::Store;
use crate::content::{Label, reference, role_id};
use crate::spec::ReplyClass;

/// One line of the transcript: who, what, and a note in the margin. What is no line of the protocol
/// stands there as a stage direction.
#[component]
pub(super) fn LineRow(line: Arc<Line>) -> impl IntoView {
    let (event, tls) = (line.event, line.tls);
    match line.kind.clone() {
        LineKind::Command(segments) => {
            EitherOf3::A(said(event, tls, "command", segments.into_iter().map(segment).collect_view().into_any()))
        }
        LineKind::Answer(text) => EitherOf3::A(said(event, tls, "answer", text.into_any())),
        LineKind::Data { text, end } => EitherOf3::A(said(event, tls, if end { "data end" } else { "data" }, text.into_any())),
        LineKind::Reply(reply) => EitherOf3::B(replied(event, tls, reply)),
        other => EitherOf3::C(direction(event, tls, other)),
    }
}

/// What the client said.
fn said(event: usize, tls: bool, kind: &'static str, text: AnyView) -> impl IntoView {
    let store = Store::get();
    view! {
        <li class=format!("line client {kind}") class:tls=tls class:shown=shown(event) on:click=select(event)>
            <Who event text=Label::TranscriptClient short=Label::TranscriptClientShort/>
            <code class="said" dir="ltr">{text}</code>
            {(kind == "data").then(|| view! { <span class="sr">{store.t(Label::DataLabel)}</span> })}
        </li>
    }
}

/// What the server said.
fn replied(event: usize, tls: bool, reply: ReplyLine) -> impl IntoView {
    let store = Store::get();
    let (class, moved) = (reply.class, reply.moved);
    let rows = reply.rows.into_iter().map(|(number, text)| view! { <span class="row"><b>{number}</b>{text}</span> });
    view! {
        <li class=format!("line server c{}", digit(class)) class:tls=tls class:shown=shown(event) on:click=select(event)>
            <Who event text=Label::TranscriptServer short=Label::TranscriptServerShort/>
            <code class="said" dir="ltr">{rows.collect_view()}</code>
            <span class="note">
                {moved.map(|state| view! { <span class="moved">{move || reference::state(store.language.get(), state).name}</span> })}
                <span class="class"><Icon shape=Shape::from(class)/>{store.t(class_label(class))}</span>
            </span>
        </li>
    }
}

/// What happened besides.
fn direction(event: usize, tls: bool, kind: LineKind) -> impl IntoView {
    let store = Store::get();
    let mail = matches!(kind, LineKind::Delivered(_));
    let name = match kind {
        LineKind::TlsStarted => "line direction starts-tls",
        LineKind::ServerClosed | LineKind::ClientClosed => "line direction closed",
        LineKind::Delivered(_) => "line direction delivered",
        _ => "line direction",
    };
    let text = move || match &kind {
        LineKind::Connected => {
            let (host, port) = store.timeline.with_untracked(|timeline| (timeline.world().host.clone(), timeline.server().role.port()));
            store.filled(Label::SessionConnectedTo, &[("host", &host), ("port", &port.to_string())])
        }
        LineKind::Delay(milliseconds) => store.filled(Label::TranscriptWaited, &[("seconds", &seconds(*milliseconds))]),
        LineKind::TlsStarted => store.filled(Label::TlsHandshakeDone, &[]),
        LineKind::Delivered(names) => store.filled(Label::MailboxArrived, &[("recipient", &names.join(", "))]),
        LineKind::ServerClosed => store.filled(Label::SessionClosedByServer, &[]),
        _ => store.filled(Label::SessionClosedByClient, &[]),
    };
    let icon = match name {
        "line direction starts-tls" => Some(Shape::Locked),
        "line direction delivered" => Some(Shape::Envelope),
        _ => None,
    };
    view! {
        <li class=name class:tls=tls>
            {icon.map(|shape| view! { <Icon shape/> })}
            <span>{text}</span>
            {mail.then(|| view! {
                <button type="button" class="link" on:click=move |_| store.open_mail(event)>{store.t(Label::MailboxOpen)}</button>
            })}
        </li>
    }
}

/// The margin that says who speaks. It is a button, so that the line can be reached without a mouse.
#[component]
fn Who(event: usize, text: Label, short: Label) -> impl IntoView {
    let store = Store::get();
    let shown = shown(event);
    view! {
        <button
            type="button"
            class="who"
            id=format!("line-{event}")
            aria-label=store.t(text)
            aria-pressed=move || shown().to_string()
            title=store.t(Label::TranscriptExplain)
            tabindex=move || if shown() { "0" } else { "-1" }
        >
            {store.t(short)}
        </button>
    }
}

fn segment(segment: Segment) -> impl IntoView {
    let role = segment.role.map(|role| format!("t-{}", role_id(role))).unwrap_or_default();
    view! { <span class=role class:fault=segment.fault>{segment.text}</span> }
}

fn shown(event: usize) -> impl Fn() -> bool + Copy + Send + Sync + 'static {
    let store = Store::get();
    let is = Memo::new(move |_| store.shown.get() == Some(event));
    move || is.get()
}

fn select(event: usize) -> impl Fn(web_sys::MouseEvent) + Clone + 'static {
    let store = Store::get();
    move |_| {
        if !browser::has_selection() {
            store.select(event);
        }
    }
}

fn seconds(milliseconds: u32) -> String {
    let (whole, rest) = (milliseconds / 1000, milliseconds % 1000 / 100);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest}") }
}

/// The first digit of the class.
pub(in crate::app) const fn digit(class: ReplyClass) -> u16 {
    match class {
        ReplyClass::Completed => 2,
        ReplyClass::Intermediate => 3,
        ReplyClass::Transient => 4,
        ReplyClass::Permanent => 5,
    }
}

/// The class in a word.
pub(in crate::app) const fn class_label(class: ReplyClass) -> Label {
    match class {
        ReplyClass::Completed => Label::RepliesClass2,
        ReplyClass::Intermediate => Label::RepliesClass3,
        ReplyClass::Transient => Label::RepliesClass4,
        ReplyClass::Permanent => Label::RepliesClass5,
    }
}
