use leptos::prelude::*;

use crate::chrome::qr;
use crate::dynamic::{part, press};
use crate::store::Store;
use playground::content::Label;
use smtp_playground_lessons::Audience;

/// A link, a QR code, a file: for students without the solutions, for teachers with all of it.
#[component]
pub(super) fn Sharing() -> impl IntoView {
    let store = Store::get();
    let shown = RwSignal::new(false);
    // The code is drawn while it is open.
    let code = part(move || shown.get().then(|| qr(store, &store.workshop_link(Audience::Students), Label::MakeQr)));
    let copy = move |audience| press(move || store.copy(&untrack(|| store.workshop_link(audience))));
    let save = move |audience| press(move || store.save_workshop(audience));
    view! {
        <section aria-labelledby="make-share">
            <h5 id="make-share">{store.t(Label::MakeShare)}</h5>
            <p>{store.t(Label::MakeShareText)}</p>
            <div class="row">
                <button type="button" class="button" on:click=copy(Audience::Students)>{store.t(Label::MakeLinkStudents)}</button>
                <button type="button" class="button" on:click=copy(Audience::Teachers)>{store.t(Label::MakeLinkTeachers)}</button>
                <button type="button" class="button" on:click=save(Audience::Students)>{store.t(Label::MakeFileStudents)}</button>
                <button type="button" class="button" on:click=save(Audience::Teachers)>{store.t(Label::MakeFileTeachers)}</button>
                <button type="button" class="button" on:click=press(move || store.put_workshop_among_sets())>{store.t(Label::MakeList)}</button>
            </div>
            <details on:toggle=move |_| shown.update(|shown| *shown = !*shown)>
                <summary>{store.t(Label::MakeQr)}</summary>
                {code}
            </details>
        </section>
    }
}
