//! How the page is laid out and steered: the widths of the panels, the list of all actions, the presenter.

mod actions;
mod keys;
mod presenter;
mod splitter;

pub(super) use actions::ActionList;
pub(super) use keys::listen;
pub(super) use presenter::PresenterBar;
pub(super) use splitter::Splitter;
