use leptos::prelude::*;

use crate::chrome::qr;
use crate::dialog::Dialog;
use crate::dynamic::{part, press, words};
use crate::store::{LINK_ID, Share, Sheet, Store};
use playground::content::Label;

/// Links that are longer are cut by some programs.
const LONG: usize = 2000;

/// The link to the session: to copy, and as a QR code for those in the room.
#[component]
pub(super) fn ShareDialog() -> impl IntoView {
    let store = Store::get();
    let body = part(move || store.dialogs.shared().get().map(|share| shared(store, share)));
    view! {
        <Dialog sheet=Sheet::Share title=Label::ShareTitle>
            <p>{store.t(Label::ShareText)}</p>
            {body}
        </Dialog>
    }
}

fn shared(store: Store, share: Share) -> AnyView {
    if share.too_long {
        return view! { <p class="warning">{store.text(Label::ShareCannot)}</p> }.into_any();
    }
    let Share { address, secrets_removed, .. } = share;
    let length = address.len().to_string();
    let secrets = match secrets_removed {
        0 => store.text(Label::ShareNoSecrets).to_owned(),
        count => store.filled(Label::ShareSecrets, &[("count", &count.to_string())]),
    };
    let tone = if secrets_removed > 0 { "warning" } else { "fine" };
    let long = (address.len() > LONG).then(|| store.filled(Label::ShareLong, &[("count", &length)]));
    let code = qr(store, &address, Label::ShareQr);
    let copied = words(move || store.dialogs.copied().get().map(|label| store.text(label)).unwrap_or_default());
    view! {
        <label class="field">
            <span>{store.text(Label::ShareLink)}</span>
            <textarea id=LINK_ID rows="3" readonly dir="ltr" spellcheck="false">{address}</textarea>
        </label>
        <p class="row">
            <button type="button" class="button primary" on:click=press(move || store.copy_link())>{store.text(Label::ShareCopy)}</button>
            <span role="status">{copied}</span>
        </p>
        <p class=tone>{secrets}</p>
        {long.map(|long| view! { <p class="warning">{long}</p> })}
        {code}
    }
    .into_any()
}
