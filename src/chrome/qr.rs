use leptos::prelude::*;

use crate::store::Store;
use playground::content::Label;
use playground::queries::qr::qr_code;

/// `address` as a QR code, with `name` for those who do not see it; or why there is none.
pub(crate) fn qr(store: Store, address: &str, name: Label) -> AnyView {
    match qr_code(address) {
        Some(code) => view! {
            <svg class="qr" role="img" aria-label=store.text(name) viewBox=format!("0 0 {0} {0}", code.size)>
                <rect width="100%" height="100%" fill="#fff"/>
                <path d=code.path fill="#000"/>
            </svg>
        }
        .into_any(),
        None => view! { <p class="fine">{store.text(Label::ShareNoQr)}</p> }.into_any(),
    }
}
