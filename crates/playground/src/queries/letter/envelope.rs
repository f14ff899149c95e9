//! The envelope held against the header: what servers go by, and what readers see.

use super::address_list::{Address, addresses};
use super::encoded::Charset;
use smtp_engine::session::{Delivery, Mailbox};

/// The envelope and the header of a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// MAIL FROM; empty for the null reverse-path.
    pub sender: String,
    /// RCPT TO.
    pub recipients: Vec<String>,
    /// `From:`
    pub from: Vec<Address>,
    /// `Sender:`
    pub sender_field: Vec<Address>,
    /// `Reply-To:`
    pub reply_to: Vec<Address>,
    /// `To:`
    pub to: Vec<Address>,
    /// `Cc:`
    pub cc: Vec<Address>,
    /// `Bcc:`
    pub bcc: Vec<Address>,
    /// `Return-Path:` fields that the client sent; the server's own is not among them.
    pub return_paths: Vec<String>,
    /// What there is to say about senders.
    pub about_senders: Vec<Finding>,
    /// What there is to say about recipients.
    pub about_recipients: Vec<Finding>,
}

/// Something to say about an envelope and a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Readers see the address that bounces go to.
    SameSender,
    /// Readers see `from`, bounces go to `sender`.
    OtherSender {
        /// The address in `From:`
        from: String,
        /// The envelope sender.
        sender: String,
        /// They are at the same domain.
        same_domain: bool,
    },
    /// The envelope has no sender.
    NullSender,
    /// There is no `From:`.
    NoFrom,
    /// There are several `From:` fields.
    SeveralFroms,
    /// `From:` has several addresses and there is no `Sender:` (RFC 5322 section 3.6.2).
    NeedsSender,
    /// The name that is shown holds another address.
    NameIsAddress {
        /// The name.
        name: String,
        /// The address.
        address: String,
    },
    /// An answer goes elsewhere.
    ReplyElsewhere(String),
    /// `Sender:` says who sent it for somebody else.
    SentFor(String),
    /// The client sent a `Return-Path:` of its own.
    OwnReturnPath(String),
    /// Envelope and header name the same recipients.
    SameRecipients,
    /// They got the message and no field says so.
    Hidden(String),
    /// A field names them and this envelope does not.
    NotInEnvelope(String),
    /// There is neither `To:`, `Cc:` nor `Bcc:`.
    NoRecipientFields,
    /// `Bcc:` went out for all to read.
    BccShown(String),
}

/// Holds the envelope of `delivery` against `headers`, the fields that the client sent.
pub fn compare(delivery: &Delivery, headers: &[(String, String)], charset: Charset) -> Comparison {
    let named = |name: &'static str| headers.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    let list = |name: &'static str| named(name).flat_map(|value| addresses(value, charset)).collect::<Vec<_>>();
    let mut comparison = Comparison {
        sender: delivery.reverse_path.to_string(),
        recipients: delivery.forward_paths.iter().map(Mailbox::to_string).collect(),
        from: list("From"),
        sender_field: list("Sender"),
        reply_to: list("Reply-To"),
        to: list("To"),
        cc: list("Cc"),
        bcc: list("Bcc"),
        return_paths: named("Return-Path").cloned().collect(),
        ..Comparison::default()
    };
    comparison.about_senders = senders(&comparison, named("From").count());
    comparison.about_recipients = recipients(&comparison);
    comparison
}

fn senders(all: &Comparison, froms: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    let sender = all.sender.as_str();
    match all.from.first() {
        None => found.push(Finding::NoFrom),
        Some(_) if sender.is_empty() => {}
        Some(from) if same(&from.address, sender) => found.push(Finding::SameSender),
        Some(from) => {
            let same_domain = domain(&from.address).is_some_and(|one| domain(sender).is_some_and(|other| one.eq_ignore_ascii_case(other)));
            found.push(Finding::OtherSender { from: from.address.clone(), sender: sender.to_owned(), same_domain });
        }
    }
    if sender.is_empty() {
        found.push(Finding::NullSender);
    }
    if froms > 1 {
        found.push(Finding::SeveralFroms);
    }
    if all.from.len() > 1 && all.sender_field.is_empty() {
        found.push(Finding::NeedsSender);
    }
    let misleading = all.from.iter().find(|from| from.name.contains('@') && !same(from.name.trim(), &from.address));
    if let Some(Address { name, address }) = misleading.cloned() {
        found.push(Finding::NameIsAddress { name, address });
    }
    let elsewhere = without(&all.reply_to, |address| all.from.iter().any(|from| same(&from.address, address)));
    if !elsewhere.is_empty() {
        found.push(Finding::ReplyElsewhere(elsewhere.join(", ")));
    }
    let other = without(&all.sender_field, |address| all.from.iter().any(|from| same(&from.address, address)));
    if !other.is_empty() {
        found.push(Finding::SentFor(other.join(", ")));
    }
    if !all.return_paths.is_empty() {
        found.push(Finding::OwnReturnPath(all.return_paths.join(", ")));
    }
    found
}

fn recipients(all: &Comparison) -> Vec<Finding> {
    let mut found = Vec::new();
    let shown = || all.to.iter().chain(&all.cc).chain(&all.bcc);
    if shown().next().is_none() {
        found.push(Finding::NoRecipientFields);
    } else {
        let hidden: Vec<&str> =
            all.recipients.iter().map(String::as_str).filter(|recipient| !shown().any(|one| same(&one.address, recipient))).collect();
        if !hidden.is_empty() {
            found.push(Finding::Hidden(hidden.join(", ")));
        }
        let missing = shown().map(|one| one.address.as_str()).filter(|address| !all.recipients.iter().any(|one| same(one, address)));
        let missing: Vec<&str> = missing.collect();
        if !missing.is_empty() {
            found.push(Finding::NotInEnvelope(missing.join(", ")));
        }
        if found.is_empty() {
            found.push(Finding::SameRecipients);
        }
    }
    if !all.bcc.is_empty() {
        found.push(Finding::BccShown(all.bcc.iter().map(|one| one.address.as_str()).collect::<Vec<_>>().join(", ")));
    }
    found
}

/// The addresses of `list` but those that `known` knows.
fn without(list: &[Address], known: impl Fn(&str) -> bool) -> Vec<&str> {
    list.iter().map(|one| one.address.as_str()).filter(|address| !known(address)).collect()
}

fn domain(address: &str) -> Option<&str> {
    address.rsplit_once('@').map(|(_, domain)| domain)
}

/// Whether two addresses name the same mailbox. That `Bob` and `bob` do is up to their server, but few
/// servers make a difference.
fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}
