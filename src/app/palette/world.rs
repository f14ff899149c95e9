use leptos::prelude::*;

use crate::app::dynamic::part;
use crate::app::store::Store;
use crate::content::Label;

/// Who and what there is: logins, mailboxes, domains.
#[component]
pub(super) fn WorldCard() -> impl IntoView {
    let store = Store::get();
    let logins = part(move || {
        let known = store.timeline.with_untracked(|timeline| timeline.world().logins.clone());
        let rows = known.into_iter().map(|login| {
            let text = store.filled(Label::WorldLoginLine, &[("login", &login.name), ("password", &login.password)]);
            view! { <li>{text}</li> }
        });
        view! { <ul>{rows.collect::<Vec<_>>()}</ul> }
    });
    view! {
        <section class="world" aria-labelledby="group-world">
            <h3 id="group-world">{store.t(Label::WorldTitle)}</h3>
            <h4>{store.t(Label::WorldLogins)}</h4>
            {logins}
            <p>{store.t(Label::WorldUsers)}</p>
            <p>{store.t(Label::WorldList)}</p>
            <p>{store.t(Label::WorldElsewhere)}</p>
        </section>
    }
}
