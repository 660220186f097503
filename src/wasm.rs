//! The boundary: JavaScript values in, JavaScript values out, nothing else.
//!
//! The package's own loader, `pkg/src/`, stands in front of it: it fills in the clock
//! and refuses arguments of a wrong JavaScript type by name, so that what arrives here
//! is an attempt as declared.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Makes a panic say what and where in the console before the instance traps.
#[wasm_bindgen(start)]
fn start() {
    console_error_panic_hook::set_once();
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
