#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    // It must end, and say the same twice.
    assert_eq!(smtp_playground_decode::decode(data), smtp_playground_decode::decode(data));
});
