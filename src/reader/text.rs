use leptos::prelude::*;

use crate::browser;
use crate::browser::reading;
use crate::dynamic::part;
use crate::store::{READER_ID, Store};
use playground::content::Label;
use playground::queries::reader::{Link, Spot};

/// Where the text stands in the document.
const TEXT_ID: &str = "reader-text";

/// The text of the page, fetched when it is asked for.
#[component]
pub(super) fn Text() -> impl IntoView {
    let store = Store::get();
    let news = RwSignal::new(Some(Label::ReaderLoading));
    reading::take_in_style("reference/reference.css");
    Effect::new(move || {
        let language = store.language.get();
        let Some(place) = store.frame.reading() else { return };
        let Some(spot) = Spot::read(&place) else {
            reading::clear(TEXT_ID);
            return news.set(Some(Label::ReaderMissing));
        };
        news.set(Some(Label::ReaderLoading));
        let file = spot.file(language);
        reading::load(&file, move |loaded| {
            // Another page may have been asked for meanwhile.
            if untrack(move || store.frame.reading()).as_ref() != Some(&place) || store.language.get_untracked() != language {
                return;
            }
            let link = |href: &str| match spot.link(href) {
                Link::Here(fragment) => Some(fragment),
                Link::Elsewhere => None,
            };
            match loaded {
                Ok(document) => {
                    news.set(None);
                    reading::show(TEXT_ID, &document, link);
                    browser::focus(READER_ID);
                    reading::scroll_to(READER_ID, &spot.anchor);
                }
                Err(missing) => {
                    reading::clear(TEXT_ID);
                    news.set(Some(if missing { Label::ReaderMissing } else { Label::ReaderFailed }));
                }
            }
        });
    });
    view! {
        <p class="reader-news" role="status">{part(move || news.get().map(|label| store.text(label)))}</p>
        <div class="reference" id=TEXT_ID></div>
    }
}
