use leptos::prelude::*;

use crate::app::icons::{Icon, Shape};
use crate::app::queries::explain::ReplyParts;
use crate::app::store::Store;
use crate::app::terminal::{class_label, digit};
use crate::content::{Label, reference};
use crate::session::Source;
use crate::spec::{Enhanced, ReplyClass, ReplyCode, ReplyKey};

/// A reply: its number large, then why, what to do, its parts, and where its words come from.
#[component]
pub(super) fn ReplyView(reply: ReplyParts, line: String) -> impl IntoView {
    let store = Store::get();
    let ReplyParts { key, code, class, enhanced, text, challenge, source } = reply;
    let entry = move || reference::reply(store.language.get(), key);
    let first = line.lines().next().unwrap_or_default().to_owned();
    view! {
        <div class=format!("verdict c{}", digit(class))>
            <p class="number">{code.to_string()}</p>
            <p class="class"><Icon shape=Shape::from(class)/>{store.t(class_label(class))}</p>
            <h4>{move || entry().title}</h4>
        </div>
        <blockquote class="quote"><code dir="ltr">{first}</code></blockquote>
        {challenge.filter(|text| !text.is_empty()).map(|text| view! {
            <p class="pair"><span>{store.t(Label::WhyChallenge)}</span> <code dir="ltr">{text}</code></p>
        })}
        <p>{move || entry().why}</p>
        {move || paragraph(store, Label::WhyFix, entry().fix)}
        {move || paragraph(store, Label::WhyNext, entry().next)}
        {(key == ReplyKey::EhloOk).then(|| view! { <Extensions lines=text.into_iter().skip(1).collect()/> })}
        <Digits code class enhanced/>
        <h5>{store.t(Label::WhySource)}</h5>
        <p class="source" data-verified=(source != Source::Unverified).to_string()>{move || source_text(store, source)}</p>
    }
}

fn paragraph(store: Store, title: Label, text: &'static str) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <h5>{store.t(title)}</h5> <p>{text}</p> })
}

/// What each digit of the number and each part of the enhanced code says.
#[component]
fn Digits(code: ReplyCode, class: ReplyClass, enhanced: Option<Enhanced>) -> impl IntoView {
    let store = Store::get();
    let digits = [code.0 / 100, code.0 / 10 % 10, code.0 % 10];
    let first = match class {
        ReplyClass::Completed => Label::WhyDigit2,
        ReplyClass::Intermediate => Label::WhyDigit3,
        ReplyClass::Transient => Label::WhyDigit4,
        ReplyClass::Permanent => Label::WhyDigit5,
    };
    let second = match digits[1] {
        0 => Label::WhySubject0,
        1 => Label::WhySubject1,
        2 => Label::WhySubject2,
        3 => Label::WhySubject3,
        _ => Label::WhySubject5,
    };
    let row = move |part: String, text: Label| view! { <div><dt>{part}</dt> <dd>{store.t(text)}</dd></div> };
    let code_words = move || reference::code(store.language.get(), code.0).map(|entry| entry.meaning);
    view! {
        <h5>{store.t(Label::WhyDigits)}</h5>
        <p class="fine">{code_words}</p>
        <dl class="digits">
            {row(digits[0].to_string(), first)}
            {row(digits[1].to_string(), second)}
            {row(digits[2].to_string(), Label::WhyDetail)}
        </dl>
        {enhanced.map(|enhanced| {
            let class = match enhanced.class {
                2 => Label::WhyEnhanced2,
                4 => Label::WhyEnhanced4,
                _ => Label::WhyEnhanced5,
            };
            view! {
                <dl class="digits">
                    {row(format!("{}.", enhanced.class), class)}
                    {row(format!("{}.", enhanced.subject), about(enhanced.subject))}
                    {row(enhanced.detail.to_string(), Label::WhyDetail)}
                </dl>
            }
        })}
    }
}

/// What an enhanced code is about (RFC 3463 section 2).
const fn about(subject: u16) -> Label {
    match subject {
        1 => Label::WhyAbout1,
        2 => Label::WhyAbout2,
        3 => Label::WhyAbout3,
        4 => Label::WhyAbout4,
        5 => Label::WhyAbout5,
        6 => Label::WhyAbout6,
        7 => Label::WhyAbout7,
        _ => Label::WhyAbout0,
    }
}

/// What the lines of an EHLO reply offer.
#[component]
fn Extensions(lines: Vec<String>) -> impl IntoView {
    let store = Store::get();
    let line = move |line: String| {
        let keyword = line.split(' ').next().unwrap_or_default().to_owned();
        let entry = move || reference::extension(store.language.get(), &keyword).map(|entry| format!("{}: {}", entry.name, entry.text));
        view! { <div><dt><code dir="ltr">{line}</code></dt> <dd>{entry}</dd></div> }
    };
    view! {
        <h5>{store.t(Label::WhyExtensions)}</h5>
        <dl class="terms">{lines.into_iter().map(line).collect_view()}</dl>
    }
}

fn source_text(store: Store, source: Source) -> String {
    let server = store.timeline.with_untracked(|timeline| format!("{} {}", timeline.server().name, timeline.server().version));
    match source {
        Source::Recorded(_) => {
            let date = store.timeline.with_untracked(|timeline| match timeline.server().provenance {
                crate::session::Provenance::Recorded(date) => date.to_owned(),
                crate::session::Provenance::Standard(rfc) => rfc.to_string(),
                crate::session::Provenance::PublicTranscripts(years) => years.to_owned(),
            });
            store.filled(Label::WhySourceRecorded, &[("server", &server), ("date", &date)])
        }
        Source::Published(place) => store.filled(Label::WhySourcePublished, &[("server", &server), ("place", place)]),
        Source::Standard(rfc) => store.filled(Label::WhySourceStandard, &[("rfc", &rfc.to_string())]),
        Source::Transcript { place, date: Source::UNDATED } => {
            store.filled(Label::WhySourceTranscriptUndated, &[("server", &server), ("place", place)])
        }
        Source::Transcript { place, date } => {
            store.filled(Label::WhySourceTranscript, &[("server", &server), ("place", place), ("date", date)])
        }
        Source::Unverified => store.filled(Label::WhySourceUnverified, &[]),
    }
}
