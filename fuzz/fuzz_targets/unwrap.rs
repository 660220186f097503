//! What is pasted as a token.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::unwrap::holds(data));
