use leptos::prelude::*;

use crate::browser;
use crate::dynamic::{flag, part, press, text, words};
use crate::store::Store;
use playground::content::Label;
use playground::queries::helpers::login::{Entered, Step, Work, work};
use playground::queries::helpers::mechanism;
use playground::queries::scene::mechanisms;
use smtp_engine::session::Mechanism;

/// A word for SCRAM; a real client takes another one each time (the example of RFC 5802 section 5).
const NONCE: &str = "fyko+d2lbbFgONRv9qkxdawL";

/// The lines of a login, worked out from name and password. What is entered stays in this panel and goes
/// with it.
#[component]
pub(super) fn LoginSteps() -> impl IntoView {
    let store = Store::get();
    let (user, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = RwSignal::new(false);
    let wanted = RwSignal::new(None::<Mechanism>);
    let offered = Memo::new(move |_| {
        let announced = store.typing.offers.with(|offers| mechanisms(offers).filter_map(Mechanism::find).collect::<Vec<_>>());
        // Before EHLO, those that the server has.
        if announced.is_empty() {
            store.conversation.timeline().with(|timeline| timeline.server().auth.mechanisms.to_vec())
        } else {
            announced
        }
    });
    let under_way = Memo::new(move |_| store.conversation.timeline().with(|timeline| timeline.session().exchange().is_some()));
    let chosen = Memo::new(move |_| {
        let wanted = wanted.get().filter(|_| !under_way.get());
        let draft = store.typing.draft().get();
        wanted.or_else(|| {
            store.conversation.timeline().with(|timeline| offered.with(|offered| mechanism(timeline.session(), &draft, offered)))
        })
    });
    let worked = Memo::new(move |_| {
        let (user, password) = (user.get(), password.get());
        let entered = Entered { user: &user, password: &password, nonce: NONCE };
        store.conversation.timeline().with(|timeline| {
            chosen.get().map_or_else(Work::default, |mechanism| work(mechanism, timeline.session().exchange(), timeline.events(), entered))
        })
    });
    // Nothing is left to be worked out, and no password should lie about.
    Effect::new(move || {
        if store.conversation.status.with(|status| status.login.is_some()) {
            store.typing.open_helper(None);
        }
    });
    request_animation_frame(|| browser::focus("helper-user"));
    let practise = move || {
        let known = store.conversation.timeline().with_untracked(|timeline| timeline.world().logins.first().cloned());
        if let Some(known) = known {
            user.set(known.name);
            password.set(known.password);
        }
    };
    let options = part(move || {
        let options = offered.get().into_iter().map(|mechanism| {
            view! { <option value=mechanism.name() selected=chosen.get() == Some(mechanism)>{mechanism.name()}</option> }.into_any()
        });
        options.collect::<Vec<AnyView>>()
    });
    let steps = part(move || {
        let shown = shown.get();
        worked.with(|work| work.steps.iter().map(|step| row(store, step, shown)).collect::<Vec<AnyView>>())
    });
    view! {
        <div class="fields">
            <label>
                <span>{store.t(Label::HelperMechanism)}</span>
                <select disabled=move || under_way.get() on:change:target=move |event| wanted.set(Mechanism::find(&event.target().value()))>{options}</select>
            </label>
            <label>
                <span>{store.t(Label::HelperUser)}</span>
                <input id="helper-user" type="text" autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr"
                    prop:value=text(move || user.get()) on:input:target=move |event| user.set(event.target().value())/>
            </label>
            <label>
                <span>{store.t(Label::HelperPassword)}</span>
                <input type=words(move || if shown.get() { "text" } else { "password" }) autocomplete="off" autocapitalize="off" spellcheck="false" dir="ltr"
                    prop:value=text(move || password.get()) on:input:target=move |event| password.set(event.target().value())/>
            </label>
            <button type="button" class="button" aria-pressed=flag(move || shown.get()) on:click=press(move || shown.update(|shown| *shown = !*shown))>
                {store.t(Label::HelperShow)}
            </button>
            <button type="button" class="button" on:click=press(practise)>{store.t(Label::HelperPractise)}</button>
        </div>
        <dl class="steps">{steps}</dl>
        <Sending worked/>
        <p class="fine">{store.t(Label::HelperNothingKept)}</p>
    }
}

/// Puts what has come out into the command line.
#[component]
fn Sending(worked: Memo<Work>) -> impl IntoView {
    let store = Store::get();
    let waits = text(move || if worked.with(|work| work.waits) { store.text(Label::HelperServerFirst).to_owned() } else { String::new() });
    let put = move || {
        if let Some(lines) = worked.with_untracked(|work| work.send.clone()) {
            store.write(&lines);
        }
    };
    view! {
        <p class="put">
            <button type="button" class="button primary" disabled=move || worked.with(|work| work.send.is_none()) on:click=press(put)>
                {store.t(Label::HelperPut)}
            </button>
            <span>{waits}</span>
        </p>
    }
}

fn row(store: Store, step: &Step, shown: bool) -> AnyView {
    let value = if step.secret && !shown { "•••".to_owned() } else { step.value.clone() };
    view! { <div><dt>{store.text(step.label)}</dt><dd><code dir="ltr">{value}</code></dd></div> }.into_any()
}
