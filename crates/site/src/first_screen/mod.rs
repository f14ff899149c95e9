//! The first screen: the page as it will be, as HTML, so that it is seen before any WebAssembly has come.
//! `crates/start/src/` takes commands in it; then the page takes its place.
//!
//! It stands once for each language: English in the page, the others in templates that assets/boot.js takes.

mod around;
mod lines;
mod talk;

use maud::{Markup, html};

use super::run::session;
use super::shell::manifest_name;
use playground::content::icon::Shape;
use playground::content::{Label, Language, label};
use playground::record::Timeline;
use smtp_servers::postfix;

/// The first screen in English, and in each other language as a template.
pub fn first_screen() -> Markup {
    let timeline = session(&postfix::MX, []);
    html! {
        @for &language in Language::ALL {
            @if language == Language::default() {
                (screen(Words(language), &timeline))
            } @else {
                template
                    lang=(language.tag())
                    dir=(language.direction())
                    data-title=(label(language, Label::AppTitle))
                    data-manifest=(format!("./{}", manifest_name(language)))
                { (screen(Words(language), &timeline)) }
            }
        }
    }
}

fn screen(words: Words, timeline: &Timeline) -> Markup {
    let places = html! {
        (around::say(words, timeline))
        (talk::talk(words, timeline))
        (around::why(words))
    };
    html! {
        a class="skip" href="#command" { (words.t(Label::AppSkipToInput)) }
        (around::masthead(words))
        (around::tabs(words))
        @if words.0 == Language::default() {
            main class="places" data-say="shown" data-why="shown" { (places) }
        } @else {
            // In a template; a second <main> would be an error all the same.
            div role="main" class="places" data-say="shown" data-why="shown" { (places) }
        }
        (lines::words(words))
        (lines::templates(words))
    }
}

/// The words of a language.
#[derive(Clone, Copy)]
struct Words(Language);

impl Words {
    fn t(self, wanted: Label) -> &'static str {
        label(self.0, wanted)
    }
}

/// A picture, as the page draws it.
fn icon(shape: Shape) -> Markup {
    let (stroke, fill) = shape.paths();
    html! {
        svg class="icon" viewBox="0 0 16 16" aria-hidden="true" {
            @if !stroke.is_empty() { path class="stroke" d=(stroke) {} }
            @if !fill.is_empty() { path class="fill" d=(fill) {} }
        }
    }
}
