use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{Markup, html};

use super::parts::section;
use crate::flow::{Flow, FlowError, FlowWords, PlayedSession, PlayedStep};
use crate::page::Page;
use crate::shelf::Shelf;
use crate::{markdown, run, sequence};
use playground::content::Language;
use playground::record::EventKind;

/// The flows of `data/flows/`, played.
pub(crate) fn pages(shelf: &Shelf, language: Language) -> Vec<Page> {
    let flows = flows(shelf);
    let pages = flows.iter().filter_map(|flow| {
        let (file, words) = words(shelf, language, flow)?;
        match flow.play() {
            Ok(sessions) => Some(one(shelf, language, flow, &words, &file, &sessions)),
            Err(error) => {
                note(shelf, &flow.id, &error);
                None
            }
        }
    });
    pages.collect()
}

/// All flows, in their order.
pub(crate) fn flows(shelf: &Shelf) -> Vec<Flow> {
    let mut flows: Vec<Flow> = shelf.file_ids("data/flows").iter().filter_map(|id| read(shelf, id)).collect();
    flows.sort_by(|one, other| (one.order, &one.id).cmp(&(other.order, &other.id)));
    flows
}

fn read(shelf: &Shelf, id: &str) -> Option<Flow> {
    let text = shelf.text(&format!("data/flows/{id}.toml"))?;
    Flow::read(id, &text).map_err(|error| note(shelf, id, &error)).ok()
}

fn note(shelf: &Shelf, id: &str, error: &FlowError) {
    shelf.notes.push(&PathBuf::from(format!("data/flows/{id}.toml")), 0, error.to_string());
}

/// The words of `flow`, in English where `language` has none.
pub(crate) fn words(shelf: &Shelf, language: Language, flow: &Flow) -> Option<(PathBuf, FlowWords)> {
    let file = |language: Language| format!("content/{}/reference/flows/{}.toml", language.tag(), flow.id);
    let own = [language, Language::default()].into_iter().find_map(|language| Some((file(language), shelf.text(&file(language))?)));
    let Some((file, text)) = own else {
        shelf.notes.push(
            &PathBuf::from(format!("data/flows/{}.toml", flow.id)),
            1,
            format!("has no words: write {}", file(Language::default())),
        );
        return None;
    };
    let file = PathBuf::from(file);
    let words = FlowWords::read(&flow.id, &text).map_err(|error| shelf.notes.push(&file, 0, error.to_string())).ok()?;
    for problem in words.problems(flow) {
        shelf.notes.push(&file, 0, problem);
    }
    Some((file, words))
}

fn one(shelf: &Shelf, language: Language, flow: &Flow, words: &FlowWords, file: &Path, sessions: &[PlayedSession<'_>]) -> Page {
    let text = |text: &str| markdown::render(shelf, language, text, (file, 1));
    let body = html! {
        p class="lead" { (words.summary) }
        (text(&words.intro))
        @for played in sessions {
            @let about = played.session.id.as_deref().and_then(|id| words.sessions.get(id));
            section {
                @if let Some(about) = about { h2 { (about.title) } (text(&about.before)) }
                @else { h2 { (shelf.label(language, "flows.session")) } }
                figure class="drawing" { (sequence::picture(shelf, language, played)) }
                ol class="steps" {
                    @for step in &played.steps {
                        li id={ "step-" (step.step.id) } {
                            (lines(shelf, language, step))
                            @if let Some(words) = words.steps.get(&step.step.id) { (text(words)) }
                        }
                    }
                }
                p class="told" { (run::run_link(shelf, language, &played.timeline)) " " (run::server_line(shelf, language, played.session.server)) }
            }
        }
        (section(shelf, language, "flows.after", &text(&words.after)))
    };
    Page {
        id: flow.id.clone(),
        title: words.title.clone(),
        description: words.summary.clone(),
        group: String::new(),
        mark: String::new(),
        body,
        keywords: Vec::new(),
        replies: Vec::new(),
        see: Vec::new(),
    }
}

/// What goes over the wire in one step, and what is inside base64.
fn lines(shelf: &Shelf, language: Language, step: &PlayedStep<'_>) -> Markup {
    html! {
        ul class="lines" {
            @for event in &step.events {
                @match &event.kind {
                    EventKind::ServerClosed | EventKind::ClientClosed => { li class="note" { (shelf.label(language, "page.closed-now")) } }
                    EventKind::TlsStarted => { li class="note" { (shelf.label(language, "page.tls")) } }
                    kind => { (run::plain_line(kind)) }
                }
                @if let EventKind::Reply(reply) = &event.kind && let Some(clear) = challenge(&reply.text) {
                    li class="note" { (shelf.label(language, "flows.clear")) " " code { (visible(&clear)) } }
                }
            }
            @if let Some(clear) = &step.clear {
                li class="note" { (shelf.label(language, "flows.clear")) " " code { (visible(clear)) } }
            }
        }
    }
}

/// What a server asks in AUTH, out of base64.
fn challenge(reply: &str) -> Option<String> {
    let octets = STANDARD.decode(reply.strip_prefix("334 ")?.trim_end()).ok()?;
    String::from_utf8(octets).ok().filter(|text| !text.is_empty())
}

/// `text` with its control characters to be seen.
fn visible(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { character.escape_default().to_string() } else { character.into() }).collect()
}
