//! Who is known: providers by their hosts and words, and the replies that were seen of them.

mod provider;
mod reply;

pub(crate) use provider::{is_client, named_in, of_host};
pub(crate) use reply::nearest;

use provider::Provider;
use reply::Reply;

include!(concat!(env!("OUT_DIR"), "/replies.rs"));

/// Whether the reference has this entry, such as "faq/user-unknown".
pub(crate) fn is_entry(entry: &str) -> bool {
    ENTRIES.binary_search(&entry).is_ok()
}
