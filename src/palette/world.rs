use leptos::prelude::*;

use crate::dynamic::{part, press};
use crate::store::Store;
use crate::world::title;
use playground::content::Label;
use playground::queries::world::{Difference, FieldView, shown};

/// Who and what there is: logins, mailboxes, domains. What differs from the standard world is marked.
#[component]
pub(super) fn WorldCard() -> impl IntoView {
    let store = Store::get();
    let world = Memo::new(move |_| store.conversation.timeline().with(|timeline| timeline.world().clone()));
    let fields = part(move || world.with(|world| shown(world).into_iter().map(|view| field(view, store)).collect::<Vec<_>>()));
    let changed = Memo::new(move |_| store.world_is_changed());
    let back = Memo::new(move |_| {
        world.with(|world| store.dialogs.world_before().with(|before| before.as_ref().is_some_and(|before| before != world)))
    });
    let more = part(move || {
        let link = |label: Label, act: fn(Store)| {
            view! { <button type="button" class="link" on:click=press(move || act(store))>{store.text(label)}</button> }.into_any()
        };
        let mut links = vec![link(Label::WorldEditOpen, Store::open_world)];
        if changed.get() {
            links.push(link(Label::WorldEditReset, Store::reset_world));
        }
        if back.get() {
            links.push(link(Label::WorldEditBack, Store::take_world_back));
            links.push(link(Label::WorldEditCompare, Store::compare_worlds));
        }
        let note = changed.get().then(|| view! { <p class="changed">{store.text(Label::WorldEditChanged)}</p> });
        view! {
            {note}
            <p class="links">{links}</p>
        }
    });
    view! {
        <section class="world" aria-labelledby="group-world">
            <h3 id="group-world">{store.t(Label::WorldTitle)}</h3>
            {more}
            {fields}
        </section>
    }
}

fn field(view: FieldView, store: Store) -> AnyView {
    let FieldView { field, entries } = view;
    let entries = entries.into_iter().map(|(text, difference)| {
        let text = view! { <code dir="ltr">{text}</code> };
        match difference {
            Difference::Same => view! { <li>{text}</li> }.into_any(),
            Difference::Added => {
                view! { <li><ins><span class="sr">{store.text(Label::WorldEditAdded)} " "</span>{text}</ins></li> }.into_any()
            }
            Difference::Removed => {
                view! { <li><del><span class="sr">{store.text(Label::WorldEditRemoved)} " "</span>{text}</del></li> }.into_any()
            }
        }
    });
    view! {
        <h4>{store.text(title(field))}</h4>
        <ul>{entries.collect::<Vec<_>>()}</ul>
    }
    .into_any()
}
