//! Breaks the engine when it is told to. It is only there with the feature `trial`, in the build in which it is tried
//! what the page does when the engine breaks all the same (tests/browser/rescue.spec.ts).

use std::hint::black_box;

use super::Input;

/// The line that makes the engine panic.
const PANIC: &[u8] = b"XPANIC\r\n";
/// The line that uses up the stack, which is no panic.
const OVERFLOW: &[u8] = b"XOVERFLOW\r\n";

/// Breaks if `input` is one of the two lines.
#[allow(clippy::panic, reason = "this is what the feature is for")]
pub(super) fn break_if_asked(input: Input<'_>) {
    match input {
        Input::Octets(PANIC) => panic!("the engine was told to break"),
        Input::Octets(OVERFLOW) => drop(black_box(deepen(0))),
        _ => {}
    }
}

#[allow(unconditional_recursion, reason = "this is what the line is for")]
fn deepen(depth: u64) -> u64 {
    black_box(deepen(black_box(depth + 1))) + 1
}
