use leptos::prelude::*;

use playground::content::{Label, Language, fill, label, reference};
use playground::queries::judged::{Judged, Moment, Standing};
use playground::queries::status::server_name;
use smtp_engine::session::{CheckList, Decision, Outcome, Server, Step};
use smtp_engine::spec::{Need, State};

/// What decided a reply: what the command needs, and the server's checks in its order.
pub(super) fn judged_view(judged: Judged, language: Language, server: &Server) -> Option<AnyView> {
    let t = |wanted: Label| label(language, wanted);
    let Judged { verb, decision, unknown, needs, way } = judged;
    let refused = way.iter().position(|step| step.outcome == Outcome::Refused);
    let wanted = match (verb, decision) {
        (_, Decision::Demand) => Label::WayDemand,
        (_, Decision::Limit) => Label::WayLimit,
        (None, _) => return None,
        _ if unknown => Label::WayUnknown,
        _ if refused.is_some() => Label::WayRefused,
        _ if way.is_empty() => Label::WayAct,
        _ => Label::WayPassed,
    };
    let name = refused.and_then(|at| way.get(at)).map_or("", |step| step.name);
    let values = [
        ("server", server_name(server)),
        ("command", verb.map_or("", |verb| verb.name()).to_owned()),
        ("check", name.to_owned()),
        ("number", refused.map_or(0, |at| at + 1).to_string()),
        ("count", way.len().to_string()),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let said = fill(t(wanted), &values);
    let needs = (!needs.is_empty()).then(|| {
        let need = |(need, met): (Need, bool)| {
            let class = if met { "met" } else { "unmet" };
            let state = t(if met { Label::WayMet } else { Label::WayUnmet });
            view! { <li class=class><span>{reference::need(language, need).rule}</span> " " <em>{state}</em></li> }
        };
        let title = fill(t(Label::WayNeeds), &values);
        view! { <h5>{title}</h5> <ul class="needs">{needs.into_iter().map(need).collect::<Vec<_>>()}</ul> }
    });
    let checks = (!way.is_empty()).then(|| way_view(&way, fill(t(Label::WayChecks), &values), language));
    Some(view! { <h5>{t(Label::WayTitle)}</h5> <p>{said}</p> {needs} {checks} }.into_any())
}

/// The checks, by the list that they stand in.
fn way_view(way: &[Step], title: String, language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let check = |step: &Step| {
        let (class, outcome) = match step.outcome {
            Outcome::Passed => ("passed", Label::WayCheckPassed),
            Outcome::Refused => ("refused", Label::WayCheckRefused),
            Outcome::NotReached => ("not-reached", Label::WayCheckNotReached),
        };
        view! { <li class=class><code>{step.name}</code> <span class="sr">" " {t(outcome)}</span></li> }
    };
    let list = |steps: &[Step]| {
        let name = match steps.first().map(|step| step.list) {
            Some(CheckList::Connection) => Label::WayListConnection,
            Some(CheckList::Line) => Label::WayListLine,
            Some(CheckList::EveryCommand) => Label::WayListEveryCommand,
            Some(CheckList::Recipient) => Label::WayListRecipient,
            Some(CheckList::Message) => Label::WayListMessage,
            Some(CheckList::Command) | None => Label::WayListCommand,
        };
        view! { <dt>{t(name)}</dt> <dd><ol class="trail">{steps.iter().map(check).collect::<Vec<_>>()}</ol></dd> }.into_any()
    };
    let lists: Vec<AnyView> = way.chunk_by(|one, other| one.list == other.list).map(list).collect();
    view! { <details open=true><summary>{title}</summary> <dl class="checks">{lists}</dl></details> }.into_any()
}

/// What a line did to the session.
pub(super) fn moment_view(moment: Moment, language: Language) -> AnyView {
    let t = |wanted: Label| label(language, wanted);
    let Moment { before, after } = moment;
    let name = |state: State| reference::state(language, state).name;
    let states = if before.state == after.state {
        view! { <p class="states"><strong>{name(after.state)}</strong> " " <span class="fine">{t(Label::WhyStateSame)}</span></p> }
            .into_any()
    } else {
        view! {
            <p class="states">
                <span class="sr">{t(Label::WhyStateBefore)} " "</span>
                {name(before.state)}
                <span aria-hidden="true">" → "</span>
                <span class="sr">" " {t(Label::WhyStateAfter)} " "</span>
                <strong>{name(after.state)}</strong>
            </p>
        }
        .into_any()
    };
    let facts = [
        change(before, after, |at| at.state.in_transaction(), [Label::DidMailBegins, Label::DidMailEnds, Label::DidMailOpen]),
        change(before, after, |at| at.tls, [Label::DidTlsBegins, Label::DidTlsEnds, Label::DidTlsOn]),
        change(before, after, |at| at.login, [Label::DidLoginBegins, Label::DidLoginEnds, Label::DidLoginOn]),
    ];
    let facts: Vec<AnyView> = facts.into_iter().flatten().map(|fact| view! { <li>{t(fact)}</li> }.into_any()).collect();
    let facts = (!facts.is_empty()).then(|| view! { <ul class="facts">{facts}</ul> });
    view! { <h5>{t(Label::DidTitle)}</h5> {states} {facts} }.into_any()
}

/// Whether something began, ended or went on; nothing where it was not there at all.
fn change(before: Standing, after: Standing, of: impl Fn(Standing) -> bool, [begins, ends, on]: [Label; 3]) -> Option<Label> {
    match (of(before), of(after)) {
        (false, true) => Some(begins),
        (true, false) => Some(ends),
        (true, true) => Some(on),
        (false, false) => None,
    }
}
