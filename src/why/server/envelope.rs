use leptos::prelude::*;

use crate::store::Store;
use playground::content::Label;
use playground::queries::letter::{Address, Comparison, Finding};

/// More addresses of one field are not drawn.
const MOST: usize = 50;

/// What servers went by beside what readers see, and a sentence for each difference.
pub(super) fn envelope_view(comparison: Comparison, store: Store) -> AnyView {
    let Comparison { sender, recipients, from, sender_field, reply_to, to, cc, bcc, return_paths, about_senders, about_recipients } =
        comparison;
    let none = || store.text(Label::EnvelopeNone).to_owned();
    let sender = if sender.is_empty() { store.text(Label::MailboxNullSender).to_owned() } else { sender };
    let header_of_sender =
        [("From", shown(&from)), ("Sender", shown(&sender_field)), ("Reply-To", shown(&reply_to)), ("Return-Path", return_paths)];
    let header_of_recipients = [("To", shown(&to)), ("Cc", shown(&cc)), ("Bcc", shown(&bcc))];
    view! {
        <table class="against">
            <thead>
                <tr>
                    <th scope="col">{store.text(Label::EnvelopeSide)}</th>
                    <th scope="col">{store.text(Label::EnvelopeHeaderSide)}</th>
                </tr>
            </thead>
            <tbody>
                <tr>
                    <td>{field("MAIL FROM", vec![sender])}</td>
                    <td>{fields(header_of_sender.into(), none())}</td>
                </tr>
                <tr>
                    <td colspan="2">{findings(about_senders, store)}</td>
                </tr>
                <tr>
                    <td>{field("RCPT TO", recipients)}</td>
                    <td>{fields(header_of_recipients.into(), none())}</td>
                </tr>
                <tr>
                    <td colspan="2">{findings(about_recipients, store)}</td>
                </tr>
            </tbody>
        </table>
    }
    .into_any()
}

fn shown(addresses: &[Address]) -> Vec<String> {
    let one = |one: &Address| if one.name.is_empty() { one.address.clone() } else { format!("{} <{}>", one.name, one.address) };
    addresses.iter().map(one).collect()
}

fn fields(fields: Vec<(&'static str, Vec<String>)>, none: String) -> AnyView {
    let there: Vec<AnyView> =
        fields.into_iter().filter(|(_, values)| !values.is_empty()).map(|(name, values)| field(name, values)).collect();
    if there.is_empty() { view! { <span class="empty">{none}</span> }.into_any() } else { there.into_any() }
}

fn field(name: &'static str, values: Vec<String>) -> AnyView {
    let rest = values.len().saturating_sub(MOST);
    let more = (rest > 0).then(|| format!("… +{rest}"));
    let values = values.into_iter().take(MOST).map(|value| view! { <span dir="auto">{value}</span> });
    view! { <div class="field"><b>{name}</b> {values.collect::<Vec<_>>()} {more}</div> }.into_any()
}

fn findings(findings: Vec<Finding>, store: Store) -> AnyView {
    let item = |finding: &Finding| view! { <li>{says(finding, store)}</li> };
    view! { <ul class="findings">{findings.iter().map(item).collect::<Vec<_>>()}</ul> }.into_any()
}

fn says(finding: &Finding, store: Store) -> String {
    let plain = |label: Label| store.text(label).to_owned();
    let about = |label: Label, addresses: &str| store.filled(label, &[("addresses", addresses)]);
    match finding {
        Finding::SameSender => plain(Label::FindingSameSender),
        Finding::OtherSender { from, sender, same_domain } => {
            let label = if *same_domain { Label::FindingSameDomain } else { Label::FindingOtherSender };
            store.filled(label, &[("from", from), ("sender", sender)])
        }
        Finding::NullSender => plain(Label::FindingNullSender),
        Finding::NoFrom => plain(Label::FindingNoFrom),
        Finding::SeveralFroms => plain(Label::FindingSeveralFroms),
        Finding::NeedsSender => plain(Label::FindingNeedsSender),
        Finding::NameIsAddress { name, address } => store.filled(Label::FindingNameIsAddress, &[("name", name), ("address", address)]),
        Finding::ReplyElsewhere(addresses) => about(Label::FindingReplyElsewhere, addresses),
        Finding::SentFor(addresses) => about(Label::FindingSentFor, addresses),
        Finding::OwnReturnPath(addresses) => about(Label::FindingOwnReturnPath, addresses),
        Finding::SameRecipients => plain(Label::FindingSameRecipients),
        Finding::Hidden(addresses) => about(Label::FindingHidden, addresses),
        Finding::NotInEnvelope(addresses) => about(Label::FindingNotInEnvelope, addresses),
        Finding::NoRecipientFields => plain(Label::FindingNoRecipientFields),
        Finding::BccShown(addresses) => about(Label::FindingBccShown, addresses),
    }
}
