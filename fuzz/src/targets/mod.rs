//! The bodies of the fuzz targets. Each takes any octets and says what must hold of them; `tests/fuzz.rs`
//! runs the same bodies on a stable toolchain.

mod import;
mod link;
mod parser;
mod session;

pub use import::import;
pub use link::link;
pub use parser::parser;
pub use session::session;

use playground::record::{Kept, Timeline};
use smtp_engine::session::Timestamp;

/// The moment of the first action: that of the recordings.
const START: Timestamp = Timestamp(1_795_341_600_000);

/// Plays what `timeline` says has happened once more, and goes back and forth in it.
fn replay(timeline: &Timeline) {
    let mut fresh = timeline.with_world(timeline.world().clone());
    assert_same(&fresh, timeline);
    let end = timeline.cursor();
    for place in [0, end / 2, end.saturating_sub(1), 1, end] {
        fresh.go_to(place);
        assert_eq!(fresh.cursor(), place.min(fresh.all_actions().len()));
    }
    assert_same(&fresh, timeline);
    while fresh.can_undo() && fresh.cursor() + 3 > end {
        fresh.undo();
    }
    while fresh.cursor() < end {
        fresh.redo();
    }
    assert_same(&fresh, timeline);
}

/// What is kept in the browser comes back whole.
fn keep(timeline: &Timeline) {
    let kept = Kept::write("a name", START, timeline);
    let read = Kept::read(&kept).expect("what was kept can be read");
    assert_same(&read.timeline, timeline);
    assert_eq!(read.timeline.branches().len(), timeline.branches().len());
    assert_eq!(Kept::write("a name", START, &read.timeline), kept);
}

fn assert_same(one: &Timeline, other: &Timeline) {
    assert!(one.actions().eq(other.actions()), "the actions differ");
    assert_eq!(one.session(), other.session());
    assert_eq!(one.events(), other.events());
}
