//! From a JavaScript object to an [`Attempt`].
//!
//! The loader in `pkg/src/` has checked it and names what is wrong. Here a wrong value only has to be
//! refused, and what `serde` says of it is dropped: it quotes the value, which may be a secret.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::attempt::Attempt;

/// Nothing where it is not as declared. A lone surrogate becomes U+FFFD, one unit for one.
pub(super) fn read(given: JsValue) -> Option<Attempt> {
    // In the core an attempt without a token is one with an empty token. A caller has to say so.
    Reflect::has(&given, &"token".into())
        .ok()
        .filter(|has_token| *has_token)?;
    serde_wasm_bindgen::from_value(given).ok()
}
