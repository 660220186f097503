//! The boundary: JavaScript values in, JavaScript values out, nothing else.
//!
//! The package's own loader, `pkg/src/`, stands in front of it: it fills in the clock
//! and refuses arguments of a wrong JavaScript type by name, so that what arrives here
//! is an attempt as declared.

mod attempt;
mod json;
mod panic;
pub mod practice;
pub mod secrets;
#[cfg(feature = "trap-for-tests")]
mod trap;

use js_sys::{Error, JSON};
use serde::Serialize;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::inspect::inspect_with;
use crate::memory::Memory;

#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

thread_local! {
    /// Goes with the instance: `forget()` in `pkg/src/engine.ts` drops that.
    static MEMORY: Memory = Memory::default();
}

/// Makes a panic say in the console where it was before the instance traps.
#[wasm_bindgen(start)]
fn start() {
    panic::report_panics();
}

/// `inspect()` of the contract, with the clock filled in.
///
/// # Errors
/// An attempt that is not one, or has no instant to hold at: what arrived here did not
/// come through the loader.
#[wasm_bindgen]
pub fn inspect(attempt: JsValue) -> Result<JsValue, JsValue> {
    let attempt = attempt::read(attempt).ok_or_else(|| refusal("attempt"))?;
    let now = attempt.now.and_then(instant).ok_or_else(|| refusal("now"))?;
    #[cfg(feature = "trap-for-tests")]
    trap::on_demand(&attempt);
    large(&MEMORY.with(|memory| inspect_with(memory, &attempt, now)))
}

/// The whole second, within what a JavaScript `Date` can hold: sums of it never overflow.
fn instant(now: f64) -> Option<i64> {
    const LAST: f64 = 8.64e12;
    #[expect(clippy::cast_possible_truncation, reason = "within 2^43, and whole")]
    now.is_finite().then(|| now.clamp(-LAST, LAST).floor() as i64)
}

/// `version()` of the contract.
///
/// # Errors
/// Never; what is written to JavaScript could in general not fit there.
#[wasm_bindgen]
pub fn version() -> Result<JsValue, JsValue> {
    #[derive(Serialize)]
    struct Version {
        version: &'static str,
        facts: &'static str,
    }
    small(&Version {
        version: env!("CARGO_PKG_VERSION"),
        facts: crate::FACTS,
    })
}

/// Member by member, for results of a few.
fn small(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(serde_wasm_bindgen::to_value(value)?)
}

/// By way of JSON: plain objects, arrays, strings, booleans and numbers only, and one
/// crossing of the boundary where member by member there would be a thousand.
fn large(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let json = json::text(value).ok_or_else(|| Error::new("what was found cannot be written as JSON"))?;
    JSON::parse(&json)
}

fn refusal(member: &str) -> JsValue {
    Error::new(&format!("{member}: not as declared")).into()
}
