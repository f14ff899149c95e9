use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use playground::record::{Kept, Timeline, WorldText, read_link, write_link};

use super::{assert_same, keep};

/// What a stranger put into a link or into storage: as the fragment itself, as what is packed in one, and as a
/// kept session. What can be read can be written, and is then the same.
pub fn link(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let packed = [data.to_vec(), compress_to_vec(data, 1)].map(|octets| format!("#s=1.{}", URL_SAFE_NO_PAD.encode(octets)));
    for fragment in [&*text, &packed[0], &packed[1]] {
        if let Ok(timeline) = read_link(fragment) {
            written_again(&timeline);
        }
    }
    if let Ok(kept) = Kept::read(&text) {
        assert_eq!(Kept::head(&text).map(|head| head.name), Ok(kept.name));
        keep(&kept.timeline);
        written_again(&kept.timeline);
    }
}

/// The link of a session that came from a link says the same, but for its secrets; and the world in it is one
/// that could be typed.
fn written_again(timeline: &Timeline) {
    let first = write_link(timeline);
    let read = read_link(&first.fragment).expect("a link that was just written");
    if first.secrets_removed == 0 {
        assert_same(&read, timeline);
    }
    assert_eq!(write_link(&read).fragment, first.fragment);
    let world = WorldText::of(read.world());
    assert_eq!(world.read().as_ref(), Ok(read.world()));
}
