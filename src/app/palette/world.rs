use leptos::prelude::*;

use crate::app::store::Store;
use crate::content::Label;

/// Who and what there is: logins, mailboxes, domains.
#[component]
pub(super) fn WorldCard() -> impl IntoView {
    let store = Store::get();
    let logins = move || {
        let known = store.timeline.with(|timeline| timeline.world().logins.clone());
        known.into_iter().map(move |login| {
            let text = move || store.filled(Label::WorldLoginLine, &[("login", &login.name), ("password", &login.password)]);
            view! { <li>{text}</li> }
        })
    };
    view! {
        <section class="world" aria-labelledby="group-world">
            <h3 id="group-world">{store.t(Label::WorldTitle)}</h3>
            <h4>{store.t(Label::WorldLogins)}</h4>
            <ul>{move || logins().collect_view()}</ul>
            <p>{store.t(Label::WorldUsers)}</p>
            <p>{store.t(Label::WorldList)}</p>
            <p>{store.t(Label::WorldElsewhere)}</p>
        </section>
    }
}
