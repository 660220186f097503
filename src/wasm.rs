//! The boundary: JavaScript values in, JavaScript values out, nothing else.
//!
//! The package's own loader, `pkg/src/`, stands in front of it: it fills in the clock
//! and refuses arguments of a wrong JavaScript type by name, so that what arrives here
//! is an attempt as declared.

#[cfg(feature = "trap-for-tests")]
mod trap;

use serde::Serialize;
use serde::de::Error as _;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::attempt::Attempt;
use crate::inspect::inspect_with;
use crate::keys::Memory;

thread_local! {
    /// Goes with the instance: `forget()` in `pkg/src/engine.ts` drops that.
    static MEMORY: Memory = Memory::default();
}

/// Makes a panic say what and where in the console before the instance traps.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
}

/// `inspect()` of the contract, with the clock filled in.
///
/// # Errors
/// An attempt that is not one, or has no instant to hold at: what arrived here did not
/// come through the loader.
#[wasm_bindgen]
pub fn inspect(attempt: JsValue) -> Result<JsValue, serde_wasm_bindgen::Error> {
    let attempt: Attempt = serde_wasm_bindgen::from_value(attempt)?;
    let now = instant(attempt.now)?;
    #[cfg(feature = "trap-for-tests")]
    trap::on_demand(&attempt);
    to_javascript(&MEMORY.with(|memory| inspect_with(memory, &attempt, now)))
}

/// The whole second, within what a JavaScript `Date` can hold: sums of it never overflow.
fn instant(now: Option<f64>) -> Result<i64, serde_wasm_bindgen::Error> {
    const LAST: f64 = 8.64e12;
    match now {
        Some(now) if now.is_finite() =>
        {
            #[expect(clippy::cast_possible_truncation, reason = "within 2^43, and whole")]
            Ok(now.clamp(-LAST, LAST).floor() as i64)
        }
        _ => Err(serde_wasm_bindgen::Error::custom("now: expected a finite number")),
    }
}

/// `version()` of the contract.
///
/// # Errors
/// Never; what is written to JavaScript could in general not fit there.
#[wasm_bindgen]
pub fn version() -> Result<JsValue, serde_wasm_bindgen::Error> {
    #[derive(Serialize)]
    struct Version {
        version: &'static str,
        facts: &'static str,
    }
    to_javascript(&Version {
        version: env!("CARGO_PKG_VERSION"),
        facts: crate::FACTS,
    })
}

/// Plain objects, arrays, strings, booleans and numbers only, as if from `JSON.parse`.
fn to_javascript(value: &impl Serialize) -> Result<JsValue, serde_wasm_bindgen::Error> {
    value.serialize(&Serializer::json_compatible())
}
