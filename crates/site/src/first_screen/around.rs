//! What stands around the session. What only the whole page can do is there, but cannot be pressed yet.

use maud::{Markup, html};

use super::{Words, icon};
use playground::content::icon::Shape;
use playground::content::{Label, reference};
use playground::queries::palette::{Availability, commands, palette};
use playground::record::Timeline;
use smtp_engine::spec::Category;

pub(super) fn masthead(words: Words) -> Markup {
    let doors = [
        (Label::ShareOpen, Shape::Share),
        (Label::SessionsOpenTitle, Shape::Sessions),
        (Label::SearchDoor, Shape::Search),
        (Label::ActionList, Shape::Actions),
    ];
    let panels = [(Label::PanelSay, Shape::PanelLeft), (Label::PanelWhy, Shape::PanelRight)];
    let themes = [(Label::ThemeSystem, Shape::Half), (Label::ThemeLight, Shape::Sun), (Label::ThemeDark, Shape::Moon)];
    html! {
        header class="masthead" {
            (icon(Shape::Envelope))
            h1 { (words.t(Label::AppTitle)) }
            p class="tagline" { (words.t(Label::AppTagline)) }
            div class="doors" {
                @for (label, shape) in doors {
                    button type="button" class="button" disabled title=(words.t(Label::StartComing)) {
                        (icon(shape)) span { (words.t(label)) }
                    }
                }
            }
            div class="switch panels" role="group" aria-label=(words.t(Label::TabsLabel)) {
                @for (label, shape) in panels { (switch(words, label, shape, true)) }
            }
            a class="to-reference" href={ "reference/" (words.0.tag()) "/index.html" } { (words.t(Label::ReaderTitle)) }
            select class="languages" disabled aria-label=(words.t(Label::LanguageLabel)) {
                // Its own only: letters of another script would have to be loaded before anything is painted.
                option lang=(words.0.tag()) { (words.0.name()) }
            }
            div class="switch" role="group" aria-label=(words.t(Label::ThemeLabel)) {
                @for (label, shape) in themes { (switch(words, label, shape, label == Label::ThemeSystem)) }
            }
        }
    }
}

fn switch(words: Words, label: Label, shape: Shape, pressed: bool) -> Markup {
    html! {
        button type="button" disabled aria-pressed=(pressed.to_string()) aria-label=(words.t(label)) title=(words.t(Label::StartComing)) {
            (icon(shape))
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
