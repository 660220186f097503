//! What is pasted as keys.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::jwks::holds(data));
