//! What a panic says before the instance traps.
//!
//! Its message may quote what it stumbled over, and a console is read, copied and collected by
//! others: it says where it was, and nothing else.

use std::panic::{Location, PanicHookInfo, set_hook};

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console)]
    fn error(text: &str);
}

/// From here on a panic says where it was.
pub(super) fn say_where_alone() {
    set_hook(Box::new(|panic: &PanicHookInfo| error(&said(panic.location()))));
}

fn said(location: Option<&Location>) -> String {
    let at = location.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!("assumable: panicked at {at}; its message is left out, since it may quote the input")
}
