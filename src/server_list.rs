//! The servers as a list to choose from.

use leptos::prelude::*;

use super::dynamic::{text, when};
use super::store::Store;
use playground::content::Label;
use playground::queries::servers::{by_provenance, listed_name};
use smtp_engine::session::{Provenance, Server};

/// The options of a list of servers, grouped by how we know them; `chosen` is told a server's id.
pub(super) fn server_options(
    store: Store,
    list: &[&'static Server],
    chosen: impl Fn(&'static str) -> bool + Copy + Send + 'static,
) -> AnyView {
    let option = |server: &&'static Server| {
        let id = server.id;
        view! { <option value=id prop:selected=when(move || chosen(id))>{listed_name(server)}</option> }
    };
    let group = |(provenance, members): &(Provenance, Vec<&'static Server>)| {
        let provenance = *provenance;
        let name = text(move || match provenance {
            Provenance::Recorded(date) => store.filled(Label::CompareRecorded, &[("date", date)]),
            Provenance::Standard(_) => store.text(Label::CompareStandard).to_owned(),
            Provenance::PublicTranscripts(_) => store.text(Label::CompareTranscripts).to_owned(),
        });
        view! { <optgroup label=name>{members.iter().map(option).collect::<Vec<_>>()}</optgroup> }
    };
    by_provenance(list).iter().map(group).collect::<Vec<_>>().into_any()
}
