//! What a panic says before the instance traps.
//!
//! Its message may quote what it stumbled over, and a console is read, copied and collected by
//! others: the published module says where it was, and nothing else. A development build says all.

use std::panic::set_hook;

/// From here on a panic says what it is, and where.
#[cfg(debug_assertions)]
pub(super) fn report_panics() {
    set_hook(Box::new(console_error_panic_hook::hook));
}

/// From here on a panic says where it was.
#[cfg(not(debug_assertions))]
pub(super) fn report_panics() {
    set_hook(Box::new(|panic| {
        web_sys::console::error_1(&said(panic.location()).into());
    }));
}

#[cfg(not(debug_assertions))]
fn said(location: Option<&std::panic::Location>) -> String {
    let at = location.map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
    format!("assumable: panicked at {at}; its message is left out, since it may quote the input")
}
