//! A token of any header, payload and signature.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::jws::holds(data));
