//! What is about to leave, without secrets.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::secrets::{Known, without_each};

/// Each text without the secrets in it, and without pieces of those that `known` texts hold.
#[wasm_bindgen(js_name = withoutSecrets)]
#[must_use]
#[expect(clippy::needless_pass_by_value, reason = "what crosses the boundary is owned")]
pub fn without_secrets(texts: Vec<String>, known: Vec<String>) -> Vec<String> {
    without_each(texts, &Known::of(&known))
}
