//! The JSON reader beside `serde_json`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| assumable_fuzz::json_reader::holds(data));
