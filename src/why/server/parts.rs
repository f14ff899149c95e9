use leptos::prelude::*;

use crate::browser;
use crate::dynamic::press;
use crate::store::Store;
use playground::content::Label;
use playground::queries::letter::{Content, Part, Parts, Problem, frame};

/// Parts lie no deeper on the screen.
const DEEPEST: usize = 4;
/// More characters of a text are not drawn.
const MOST_TEXT: usize = 200_000;

/// The parts of a message, each as it can be shown without harm.
pub(super) fn parts_view(parts: Parts, store: Store) -> AnyView {
    let Parts { list, more } = parts;
    let alone = list.len() == 1;
    let more = more.then(|| view! { <p class="fine">{store.text(Label::PartsMore)}</p> });
    let list = list.into_iter().map(|part| part_view(part, alone, store));
    view! {
        {list.collect::<Vec<_>>()}
        {more}
    }
    .into_any()
}

fn part_view(part: Part, alone: bool, store: Store) -> AnyView {
    let Part { depth, kind, encoding, name, content, problem, octets } = part;
    let problem = problem.map(|problem| view! { <p class="warning">{store.text(wrong(problem))}</p> });
    let size = store.octets(octets.len());
    let about = match &content {
        Content::Parts => kind.clone(),
        _ => format!("{kind} · {encoding} · {size}"),
    };
    // A message of plain text is not called a part.
    let plain = alone && matches!(content, Content::Text(_));
    let about = (!plain).then(|| view! { <p class="fine"><code dir="ltr">{about}</code></p> });
    let body = match content {
        Content::Parts => ().into_any(),
        Content::Text(text) if text.is_empty() => view! { <p class="empty">{store.text(Label::MailboxNoBody)}</p> }.into_any(),
        Content::Text(text) => view! { <pre class="letter" dir="auto">{text.chars().take(MOST_TEXT).collect::<String>()}</pre> }.into_any(),
        Content::Html(html) => html_view(&html, store),
        Content::Attachment => attachment(kind, name, octets, store),
    };
    view! { <div class=format!("mime depth-{}", depth.min(DEEPEST))>{about} {problem} {body}</div> }.into_any()
}

/// HTML in a frame that may do nothing: no scripts, no forms, nothing from elsewhere. `allow-same-origin` only lets
/// the page in, to set the mail's styles; nothing in the frame can come out, as nothing in it runs.
fn html_view(html: &str, store: Store) -> AnyView {
    view! {
        <p class="fine">{store.text(Label::PartsHtml)}</p>
        <iframe
            class="html"
            title=store.text(Label::PartsHtmlTitle)
            sandbox="allow-same-origin"
            referrerpolicy="no-referrer"
            srcdoc=frame(html)
            on:load=move |event| browser::finish_letter(&event)
        ></iframe>
        <details>
            <summary>{store.text(Label::PartsHtmlSource)}</summary>
            <pre class="source" tabindex="0" dir="ltr">{html.chars().take(MOST_TEXT).collect::<String>()}</pre>
        </details>
    }
    .into_any()
}

fn attachment(kind: String, name: Option<String>, octets: Vec<u8>, store: Store) -> AnyView {
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| store.text(Label::PartsUnnamed).to_owned());
    let text = store.filled(Label::PartsSave, &[("name", &name)]);
    // Never by its own type: a browser may open what it knows.
    let save = press(move || browser::download_octets(&name, &octets));
    view! {
        <p class="attachment">
            <button type="button" class="button" on:click=save>{text}</button>
            <span class="fine">{store.filled(Label::PartsAttachment, &[("kind", &kind)])}</span>
        </p>
    }
    .into_any()
}

const fn wrong(problem: Problem) -> Label {
    match problem {
        Problem::NotBase64 => Label::PartsNotBase64,
        Problem::UnknownEncoding => Label::PartsUnknownEncoding,
        Problem::NoBoundary => Label::PartsNoBoundary,
        Problem::BoundaryNotFound => Label::PartsBoundaryNotFound,
        Problem::NotEnded => Label::PartsNotEnded,
        Problem::TooDeep => Label::PartsTooDeep,
    }
}
