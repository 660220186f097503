//! PEM, and the DER in it, beside other readers.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::pem::holds(data));
