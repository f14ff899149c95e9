//! The dialog that opens when the program has broken down. `assets/rescue.js` shows the section of the language and
//! fills it in.

use maud::{Markup, html};

use playground::content::{Language, StaticLabel, static_label};

/// What each offer does, as `assets/rescue.js` names it; when it is made; and what its button says.
const OFFERS: &[(&str, Option<&str>, StaticLabel)] = &[
    ("again", Some("first"), StaticLabel::RescueAgain),
    ("again", Some("repeated"), StaticLabel::RescueWithout),
    ("fresh", None, StaticLabel::RescueFresh),
    ("session", Some("session"), StaticLabel::RescueSession),
    ("transcript", Some("transcript"), StaticLabel::RescueTranscript),
];

/// A section for each language.
pub(super) fn sections() -> Markup {
    html! { @for &language in Language::ALL { (section(language)) } }
}

fn section(language: Language) -> Markup {
    let t = |label| static_label(language, label);
    let (before, after) = t(StaticLabel::RescueSent).split_once("{line}").unwrap_or((t(StaticLabel::RescueSent), ""));
    html! {
        section lang=(language.tag()) dir=(language.direction()) {
            h2 id={ "rescue-" (language.tag()) } { (t(StaticLabel::RescueTitle)) }
            p { (t(StaticLabel::RescueLead)) }
            p data-if="sent" { (before) code data-told="sent" {} (after) }
            p data-if="repeated" { (t(StaticLabel::RescueRepeated)) }
            p data-if="unkept" { (t(StaticLabel::RescueUnkept)) }
            div class="offers" {
                @for &(act, when, label) in OFFERS {
                    button type="button" data-rescue=(act) data-if=[when] { (t(label)) }
                }
            }
            details {
                summary { (t(StaticLabel::RescueSaid)) }
                pre data-told="message" tabindex="0" {}
            }
        }
    }
}
