//! Keeping sessions, sharing them, and the branches of this one: dialogs over the page.

mod branches;
mod files;
mod kept;
mod share;

use leptos::prelude::*;

use self::branches::BranchesDialog;
use self::files::Files;
use self::kept::KeptSessions;
use self::share::ShareDialog;
use super::dialog::Dialog;
use super::store::Sheet;
use playground::content::Label;

/// All dialogs about sessions.
#[component]
pub(super) fn SessionDialogs() -> impl IntoView {
    view! {
        <ShareDialog/>
        <BranchesDialog/>
        <Dialog sheet=Sheet::Sessions title=Label::SessionsTitle>
            <KeptSessions/>
            <Files/>
        </Dialog>
    }
}
