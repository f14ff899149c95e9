use leptos::prelude::*;

use super::way::judged_view;
use crate::icons::{Icon, Shape};

use playground::content::{Label, Language, fill, label, reference};
use playground::queries::explain::ReplyParts;
use playground::queries::status::server_name;
use smtp_engine::session::{Provenance, Server, Source};
use smtp_engine::spec::{Enhanced, ReplyClass, ReplyCode, ReplyKey};

/// A reply: its number large, then why, what to do, its parts, and where its words come from.
pub(super) fn reply_view(reply: ReplyParts, quote: AnyView, language: Language, server: &Server) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let ReplyParts { key, code, class, enhanced, text, challenge, source, judged } = reply;
    let entry = reference::reply(language, key);
    let challenge = challenge.filter(|text| !text.is_empty()).map(|text| {
        view! { <p>{t(Label::WhyChallenge)} " " <code dir="ltr">{text}</code></p> }
    });
    let offers = (key == ReplyKey::EhloOk).then(|| extensions(&text, language));
    let verified = match source {
        Source::Recorded(_) | Source::Published(_) | Source::Standard(_) => "yes",
        Source::Transcript { .. } => "seen",
        Source::Unverified => "no",
    };
    view! {
        <div class=format!("verdict c{}", class.digit())>
            <p class="number">{code_link(code, language)}</p>
            <p class="class"><Icon shape=Shape::from(class)/>{t(Label::of_class(class))}</p>
            <h4>{entry.title}</h4>
        </div>
        {quote}
        {challenge}
        <p>{entry.why}</p>
        {paragraph(t(Label::WhyFix), entry.fix)}
        {paragraph(t(Label::WhyNext), entry.next)}
        {offers}
        {judged_view(judged, language, server)}
        {digits(code, class, enhanced, language)}
        <h5>{t(Label::WhySource)}</h5>
        <p class="source" data-verified=verified>{source_text(source, language, server)}</p>
    }
    .into_any()
}

fn paragraph(title: &'static str, text: &'static str) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <h5>{title}</h5> <p>{text}</p> }.into_any())
}

/// The number, which leads to its page of the reference if it has one.
pub(super) fn code_link(code: ReplyCode, language: Language) -> AnyView {
    match reference::code(language, code.0) {
        Some(_) => view! { <a href=format!("#/reference/codes/{code}")>{code.to_string()}</a> }.into_any(),
        None => code.to_string().into_any(),
    }
}

/// What each digit of the number and each part of the enhanced code says.
fn digits(code: ReplyCode, class: ReplyClass, enhanced: Option<Enhanced>, language: Language) -> AnyView {
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
    let meaning = reference::code(language, code.0).map_or("", |entry| entry.meaning);
    let plain = table(digits.map(|digit| digit.to_string()), [first, second, Label::WhyDetail], language);
    let page = enhanced.map(|Enhanced { class, subject, detail }| {
        let address = format!("#/reference/enhanced/x.{subject}.{detail}");
        view! { <p class="fine"><a href=address>{format!("{class}.{subject}.{detail}")}</a></p> }
    });
    let enhanced = enhanced.map(|enhanced| {
        let class = match enhanced.class {
            2 => Label::WhyEnhanced2,
            4 => Label::WhyEnhanced4,
            _ => Label::WhyEnhanced5,
        };
        let parts = [format!("{}.", enhanced.class), format!("{}.", enhanced.subject), enhanced.detail.to_string()];
        table(parts, [class, about(enhanced.subject), Label::WhyDetail], language)
    });
    view! {
        <h5>{label(language, Label::WhyDigits)}</h5>
        <p class="fine">{meaning}</p>
        {plain}
        {page}
        {enhanced}
    }
    .into_any()
}

fn table(parts: [String; 3], texts: [Label; 3], language: Language) -> AnyView {
    let row = |(part, text): (String, Label)| view! { <div><dt>{part}</dt> <dd>{label(language, text)}</dd></div> };
    view! { <dl class="digits">{parts.into_iter().zip(texts).map(row).collect::<Vec<_>>()}</dl> }.into_any()
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
fn extensions(lines: &[String], language: Language) -> AnyView {
    let line = |line: &String| {
        let keyword = line.split(' ').next().unwrap_or_default();
        let entry = reference::extension(language, keyword);
        let (name, text) = entry.map_or(("", ""), |entry| (entry.name, entry.text));
        let page = entry.map(|_| format!("#/reference/keywords/{}", keyword.to_ascii_lowercase()));
        let link = page.map(|page| view! { <a class="fine" href=page>{label(language, Label::WhyPage)}</a> });
        view! { <div><dt><code dir="ltr">{line.clone()}</code> <span>{name}</span></dt> <dd>{text} " " {link}</dd></div> }.into_any()
    };
    view! {
        <h5>{label(language, Label::WhyExtensions)}</h5>
        <dl class="terms">{lines.iter().skip(1).map(line).collect::<Vec<_>>()}</dl>
    }
    .into_any()
}

fn source_text(source: Source, language: Language, server: &Server) -> String {
    let name = server_name(server);
    let say = |wanted: Label, values: &[(&str, &str)]| fill(label(language, wanted), values);
    match source {
        Source::Recorded(_) => {
            let date = match server.provenance {
                Provenance::Recorded(date) => date.to_owned(),
                Provenance::Standard(rfc) => rfc.to_string(),
                Provenance::PublicTranscripts(years) => years.to_owned(),
            };
            say(Label::WhySourceRecorded, &[("server", &name), ("date", &date)])
        }
        Source::Published(place) => say(Label::WhySourcePublished, &[("server", &name), ("place", place)]),
        Source::Standard(rfc) => say(Label::WhySourceStandard, &[("rfc", &rfc.to_string())]),
        Source::Unverified => say(Label::WhySourceUnverified, &[]),
        Source::Transcript { place, date: Source::UNDATED } => {
            say(Label::WhySourceTranscriptUndated, &[("server", &name), ("place", place)])
        }
        Source::Transcript { place, date } => say(Label::WhySourceTranscript, &[("server", &name), ("place", place), ("date", date)]),
    }
}
