//! What stands around a token in a text that leaves.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::secrets::holds(data));
