//! What is pasted as a trust policy.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::policy::holds(data));
