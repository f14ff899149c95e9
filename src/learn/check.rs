use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{part, press};
use crate::icons::{Icon, Shape};
use crate::store::{GRADES_ID, Graded, Store};
use playground::content::Label;
use smtp_playground_lessons::{Grade, Verdict};

/// Where links of hand-ins are pasted.
const LINKS_ID: &str = "hand-in-links";

/// Hand-ins of a class, judged anew.
#[component]
pub(super) fn Check() -> impl IntoView {
    let store = Store::get();
    Effect::new(move |_| {
        if store.lessons.graded().with(Option::is_some) {
            request_animation_frame(|| browser::scroll_into_view(GRADES_ID));
        }
    });
    let found = part(move || store.lessons.graded().get().map(|graded| table(store, &graded)));
    view! {
        <section class="learn-box" id=GRADES_ID aria-labelledby="grades-title">
            <h3 id="grades-title">{store.t(Label::GradesTitle)}</h3>
            <p>{store.t(Label::GradesText)}</p>
            <div class="row">
                <label class="field">
                    <span>{store.t(Label::GradesLinks)}</span>
                    <textarea id=LINKS_ID rows="2" dir="ltr" spellcheck="false" autocomplete="off"></textarea>
                </label>
                <button type="button" class="button" on:click=press(move || store.grade_links(&browser::field_value(LINKS_ID)))>
                    {store.t(Label::GradesRead)}
                </button>
            </div>
            {found}
        </section>
    }
}

fn table(store: Store, graded: &Graded) -> AnyView {
    let heads = [
        Label::GradesName,
        Label::GradesExercise,
        Label::GradesSolved,
        Label::GradesCommands,
        Label::GradesMinutes,
        Label::GradesHints,
        Label::GradesRefusals,
        Label::GradesSame,
    ];
    let people: BTreeSet<&str> = graded.rows.iter().map(|grade| grade.student.as_str()).collect();
    let solved = graded.rows.iter().filter(|grade| grade.verdict == Verdict::Solved).count();
    let counts = [("solved", solved.to_string()), ("all", graded.rows.len().to_string()), ("people", people.len().to_string())];
    let counts: Vec<(&str, &str)> = counts.iter().map(|(name, count)| (*name, count.as_str())).collect();
    let refused =
        |(file, why): &(String, String)| view! { <li>{file.clone()} ": " {store.text(Label::GradesRefused)} " (" {why.clone()} ")"</li> };
    view! {
        <p class="row" role="status">
            <strong>{store.filled(Label::GradesSummary, &counts)}</strong>
            <button type="button" class="button primary" on:click=press(move || store.save_grades())>{store.text(Label::GradesSave)}</button>
        </p>
        <ul class="warning">{graded.refused.iter().map(refused).collect::<Vec<_>>()}</ul>
        <div class="grades" role="region" tabindex="0" aria-label=store.text(Label::GradesTable)>
            <table>
                <thead>
                    <tr>{heads.map(|head| view! { <th scope="col">{store.text(head)}</th> }).into_iter().collect::<Vec<_>>()}</tr>
                </thead>
                <tbody>{graded.rows.iter().map(|grade| row(store, grade)).collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(store: Store, grade: &Grade) -> AnyView {
    let (shape, verdict) = match grade.verdict {
        Verdict::Solved => (Shape::Done, Label::GradesYes),
        Verdict::NotSolved => (Shape::Circle, Label::GradesNo),
        Verdict::UnknownExercise => (Shape::No, Label::GradesUnknown),
        Verdict::OtherSession(_) => (Shape::No, Label::GradesOther),
        Verdict::TooLong => (Shape::No, Label::GradesTooLong),
    };
    let same = (!grade.same_stamps_as.is_empty()).then(|| view! { <Icon shape=Shape::NotNow/> });
    let class = if same.is_some() { "same" } else { "" };
    view! {
        <tr class=class>
            <th scope="row">{grade.student.clone()}</th>
            <td><code>{grade.exercise.clone()}</code></td>
            <td><Icon shape/> " " {store.text(verdict)}</td>
            <td>{grade.commands.to_string()}</td>
            <td>{format!("{}.{}", grade.seconds / 60, grade.seconds % 60 / 6)}</td>
            <td>{grade.hints.to_string()}</td>
            <td>{grade.refusals.to_string()}</td>
            <td>{same} " " {grade.same_stamps_as.join(", ")}</td>
        </tr>
    }
    .into_any()
}
