//! What stands around the session. What only the whole page can do is there, but cannot be pressed yet.

use maud::{Markup, html};

use super::{Words, icon};
use playground::content::icon::Shape;
use playground::content::{Label, reference};
use playground::queries::doors::{DOORS, PRACTISE};
use playground::queries::palette::{Availability, commands, palette};
use playground::record::Timeline;
use smtp_engine::spec::Category;

pub(super) fn masthead(words: Words) -> Markup {
    let tools = [(Label::PresentStart, Shape::Present), (Label::ShareOpen, Shape::Share), (Label::MenuTitle, Shape::Actions)];
    html! {
        header class="masthead" {
            (icon(Shape::Envelope))
            h1 { (words.t(Label::AppTitle)) }
            nav class="doors" aria-label=(words.t(Label::JobLabel)) {
                @for door in DOORS {
                    a href=(door.address) aria-current=(if door == PRACTISE { "page" } else { "false" }) title=(words.t(door.about)) {
                        (words.t(door.name))
                    }
                }
            }
            div class="tools" {
                @for (label, shape) in tools {
                    button type="button" class="button" disabled title=(words.t(Label::StartComing)) {
                        (icon(shape)) span { (words.t(label)) }
                    }
                }
            }
        }
    }
}

/// What the page is, and the doors with what they are for.
pub(super) fn start_card(words: Words) -> Markup {
    html! {
        section class="start-card" aria-label=(words.t(Label::JobLabel)) {
            p class="tagline" { (words.t(Label::AppTagline)) }
            ul {
                @for door in DOORS.into_iter().skip(1) {
                    li { a href=(door.address) { (words.t(door.name)) } span { (words.t(door.about)) } }
                }
            }
        }
    }
}

/// The tabs of a narrow page.
pub(super) fn tabs(words: Words) -> Markup {
    html! {
        div class="place-tabs" {
            div class="tabs" role="tablist" aria-label=(words.t(Label::TabsLabel)) {
                @for label in [Label::TabsSay, Label::TabsTalk, Label::TabsWhy] {
                    button type="button" role="tab" disabled aria-selected=((label == Label::TabsTalk).to_string()) { (words.t(label)) }
                }
            }
        }
    }
}

/// What can be said at the beginning.
pub(super) fn say(words: Words, timeline: &Timeline) -> Markup {
    let entries = palette(timeline);
    let state = timeline.state();
    html! {
        section class="place" id="say" data-open="false" aria-label=(words.t(Label::SayTitle)) {
            h2 class="title" { (words.t(Label::SayTitle)) }
            div class="palette" {
                p class="lede" data-word="waits" { (reference::state(words.0, state).waits) }
                section class="group" {
                    h3 { (words.t(Label::CategorySession)) }
                    ul {
                        @for row in commands(Category::Session) {
                            @let entry = entries.iter().find(|entry| entry.verb == row.verb && entry.availability == Availability::Now);
                            li class=(if entry.is_some() { "entry now" } else { "entry" }) {
                                h4 { span class="verb" {
                                    code { b { (row.verb.name()) } (row.syntax.strip_prefix(row.verb.name()).unwrap_or_default()) }
                                    (icon(Shape::Down))
                                } }
                                p class="summary" { (reference::command(words.0, row.verb).summary) }
                                div class="slot" {
                                    @if let Some(entry) = entry {
                                        button type="button" class="chip try" { code dir="ltr" { (entry.example) } (icon(Shape::Enter)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        div class="splitter" {}
    }
}

/// Where the explanations will be.
pub(super) fn why(words: Words) -> Markup {
    let tabs = [Label::WhyTabLine, Label::StatesTab, Label::SequenceTab, Label::MailboxTitle, Label::LogTab, Label::WhyTabCodes];
    html! {
        div class="splitter" {}
        section class="place" id="why" data-open="false" aria-label=(words.t(Label::WhyTitle)) {
            h2 class="sr" { (words.t(Label::WhyTitle)) }
            div class="tabs" role="tablist" aria-label=(words.t(Label::WhyTabs)) {
                @for label in tabs {
                    button type="button" role="tab" disabled aria-selected=((label == Label::WhyTabLine).to_string()) { (words.t(label)) }
                }
            }
            p class="coming" { (words.t(Label::StartWhy)) }
        }
    }
}
