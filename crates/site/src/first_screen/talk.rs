//! The session: the greeting has come, and the command line waits.

use maud::{Markup, html};

use super::around::start_card;
use super::lines::event_line;
use super::{Words, icon};
use playground::content::icon::Shape;
use playground::content::{Label, reference};
use playground::queries::hint::hint;
use playground::queries::incoming::Incoming;
use playground::queries::servers::listed_name;
use playground::queries::status::{WAY, station};
use playground::record::Timeline;
use smtp_servers::distinct;

pub(super) fn talk(words: Words, timeline: &Timeline) -> Markup {
    html! {
        section class="place" id="talk" data-open="true" aria-label=(words.t(Label::TabsTalk)) {
            h2 class="sr" { (words.t(Label::TabsTalk)) }
            (bar(words, timeline))
            div class="sheet" {
                (state(words, timeline))
                div class="transcript" id="transcript" role="log" aria-live="polite" tabindex="0" aria-label=(words.t(Label::TranscriptLabel)) {
                    ol class="block" { @for event in timeline.events() { (event_line(words, timeline, event)) } }
                    (start_card(words))
                }
                div class="foot" data-mode="command" {
                    (hint_line(words, timeline))
                    form class="prompt" {
                        span class="who" aria-hidden="true" { (words.t(Label::TranscriptClientShort)) }
                        div class="field plain" {
                            textarea id="command" rows="1" spellcheck="false" autocomplete="off" autocapitalize="off" enterkeyhint="send"
                                dir="ltr" disabled aria-label=(words.t(Label::InputLabel)) placeholder=(words.t(Label::InputPlaceholder)) {}
                        }
                        button type="submit" class="button primary" disabled { (words.t(Label::InputSend)) }
                    }
                    div class="findings" { p class="keys" { (words.t(Label::InputHistory)) " " (words.t(Label::CompleteHelp)) } }
                    div class="help" {
                        button type="button" class="link" disabled { (words.t(Label::CompareOpen)) }
                        button type="button" class="link" disabled { (words.t(Label::TranscriptCopy)) }
                    }
                }
            }
        }
    }
}

fn bar(words: Words, timeline: &Timeline) -> Markup {
    let coming = words.t(Label::StartComing);
    html! {
        div class="bar" role="group" aria-label=(words.t(Label::SessionControls)) {
            label class="picker" {
                span { (words.t(Label::ServerLabel)) }
                select disabled title=(coming) { @for server in distinct() { option selected[server.id == timeline.server().id] { (listed_name(server)) } } }
            }
            label class="picker" {
                span { (words.t(Label::ServerRole)) }
                select disabled title=(coming) { option { (words.t(Label::ServerRoleMxShort)) } option { (words.t(Label::ServerRoleSubmissionShort)) } }
            }
            div class="buttons" {
                button type="button" class="button" disabled title=(coming) { (words.t(Label::SessionDisconnect)) }
                button type="button" class="button" disabled title=(coming) { (icon(Shape::Again)) span { (words.t(Label::SessionReset)) } }
                @for (label, shape) in [(Label::SessionUndo, Shape::Undo), (Label::SessionRedo, Shape::Redo)] {
                    button type="button" class="button" disabled aria-label=(words.t(label)) aria-disabled=[(shape == Shape::Redo).then_some("true")] title=(coming) { (icon(shape)) }
                }
            }
        }
    }
}

fn state(words: Words, timeline: &Timeline) -> Markup {
    let entry = reference::state(words.0, timeline.state());
    let here = station(timeline.state());
    html! {
        div class="state" data-tls="false" {
            p class="station" {
                strong data-word="name" { (entry.name) }
                span class="stations" aria-hidden="true" {
                    @for place in 0..WAY.len() { i class=[(here == Some(place)).then_some("here")] {} }
                }
            }
            p class="lock" { (icon(Shape::Unlocked)) span { (words.t(Label::TlsOff)) } }
            p class="waits" data-word="waits" { (entry.waits) }
            p class="login" {}
        }
    }
}

fn hint_line(words: Words, timeline: &Timeline) -> Markup {
    let hint = hint(timeline, &Incoming::default());
    html! {
        p class="hint" {
            span { (words.t(Label::HintFirstBefore)) }
            " "
            button type="button" class="chip" title=(words.t(Label::SayInserted)) { code dir="ltr" { (hint.line.unwrap_or_default()) } }
            " "
            span { (words.t(Label::HintFirstAfter)) }
        }
    }
}
