//! What things of the protocol are called on the page, wherever they stand.

use leptos::prelude::Get;

use super::store::Store;
use playground::content::Label;
use playground::content::reference;
use playground::queries::palette::Availability;

/// Why a command cannot be said now, in a few words.
pub(super) fn reason(store: Store, availability: Availability) -> &'static str {
    match availability {
        Availability::Now => "",
        Availability::Needs(need) => reference::need(store.language.get(), need).short,
        Availability::NeedsTls => store.text(Label::SayNeedsTls),
        Availability::NeedsLogin => store.text(Label::SayNeedsLogin),
        Availability::NotHere => store.text(Label::SayNotHere),
        Availability::NoCommands => store.text(Label::SayNotNow),
    }
}
