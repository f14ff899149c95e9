#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| smtp_playground_fuzz::targets::link(data));
