//! Who is known: providers by their hosts and words, and the replies that were seen of them.

mod entry;
mod provider;
mod reply;

pub(crate) use entry::{entry_title, is_entry};
pub(crate) use provider::{is_client, name_of, named_in, of_host, server_of};
pub(crate) use reply::{is_of_client, nearest};

use provider::Provider;
use reply::Reply;

include!(concat!(env!("OUT_DIR"), "/replies.rs"));
