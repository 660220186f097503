//! What holds of every text that somebody may paste, a module for each reader.
//!
//! Each `holds` takes what the fuzzer made and panics where a promise is broken. The
//! programs in `fuzz_targets/` hand them to libFuzzer; `cargo xtask fuzz` runs those.
//!
//! Several texts of one input are kept apart by the byte 0xFF, which no UTF-8 has in it,
//! so that an input can be read, written and spliced by hand.

mod places;

pub mod inspect;
pub mod json_reader;
pub mod jwks;
pub mod jws;
pub mod pattern;
pub mod pem;
pub mod policy;
pub mod secrets;
pub mod unwrap;

/// The texts of an input: those that are missing are empty, and the last one has all the rest.
fn texts<const N: usize>(data: &[u8]) -> [String; N] {
    let mut parts = data.splitn(N, |byte| *byte == 0xFF);
    std::array::from_fn(|_| String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned())
}
