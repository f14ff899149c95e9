//! The course of exercises in the reference: the file that the page fetches, what a page offers to practise, and task
//! sheets to print.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::page::{Kind, Page};
use super::shelf::Shelf;
use playground::content::Language;
use smtp_playground_lessons::{Bundle, Exercise, Set, Titles, references};

/// The kinds of one language with their pages.
type Pages = [(&'static Kind, Vec<Page>)];

/// The course as one file, with the titles of the pages that it refers to.
pub(super) fn file<'p>(sets: &[Set], all: impl Iterator<Item = (Language, &'p Pages)>) -> String {
    let named: BTreeSet<&str> = exercises(sets).flat_map(|(_, exercise)| &exercise.refs).map(|(reference, _)| reference.as_str()).collect();
    let mut titles = Titles::new();
    for (language, kinds) in all {
        for (kind, page) in kinds.iter().flat_map(|(kind, pages)| pages.iter().map(move |page| (kind, page))) {
            let reference = format!("reference/{}/{}", kind.id, page.id);
            if named.contains(reference.as_str()) {
                titles.entry(reference).or_default().insert(language.tag().to_owned(), page.title.clone());
            }
        }
    }
    Bundle { sets: sets.to_vec(), titles, references: references().map(str::to_owned).collect() }.write()
}

fn exercises(sets: &[Set]) -> impl Iterator<Item = (&Set, &Exercise)> {
    sets.iter().flat_map(|set| set.exercises.iter().map(move |exercise| (set, exercise)))
}

/// The exercises that lead to the page `id` of `kind`, on that page.
pub(super) fn practise(shelf: &Shelf, language: Language, sets: &[Set], kind: &str, id: &str) -> Markup {
    let reference = format!("reference/{kind}/{id}");
    let found: Vec<(&Set, &Exercise)> =
        exercises(sets).filter(|(_, exercise)| exercise.refs.iter().any(|(known, _)| *known == reference)).collect();
    html! {
        @if !found.is_empty() {
            nav class="see-also" aria-label=(shelf.label(language, "page.practise")) {
                h2 { (shelf.label(language, "page.practise")) }
                ul {
                    @for (set, exercise) in found {
                        li { a href={ "../../../index.html#/learn/" (set.id) "/" (exercise.id) } { (exercise.title.get(language.tag())) } }
                    }
                }
            }
        }
    }
}

/// What is to be done in each exercise, a track a sheet: to print and to hand round.
pub(super) fn sheets(shelf: &Shelf, language: Language, sets: &[Set]) -> Page {
    let t = |key: &str| shelf.label(language, key);
    let tag = language.tag();
    let body = html! {
        p class="lead" { (t("sheets.lead")) }
        @for set in sets {
            section class="task-sheet" id=(set.id) {
                h2 { (set.title.get(tag)) }
                p { (set.about.get(tag)) }
                p class="sheet-name" { (t("sheets.name")) }
                ol {
                    @for exercise in &set.exercises {
                        li {
                            h3 { (exercise.title.get(tag)) " " small class="mark" { (exercise.minutes) " " (t("sheets.minutes")) } }
                            p { (exercise.story.get(tag)) }
                            @for step in &exercise.steps {
                                @if !step.story.is_empty() { p { (step.story.get(tag)) } }
                                ul class="boxes" { @for label in step.labels.get(tag) { li { "☐ " (label) } } }
                            }
                            p class="sheet-address" { code { "#/learn/" (set.id) "/" (exercise.id) } }
                        }
                    }
                }
            }
        }
    };
    Page {
        id: "task-sheets".to_owned(),
        title: t("sheets.title").to_owned(),
        description: t("sheets.lead").to_owned(),
        body,
        ..Page::empty("")
    }
}
