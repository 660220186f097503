//! Makes the edits that a report offers, as a page does.

use assumable::report::Edit;

/// The text with the edits made.
pub(crate) fn edited(text: &str, edits: &[Edit]) -> String {
    let mut text: Vec<u16> = text.encode_utf16().collect();
    let mut edits: Vec<_> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    for edit in edits {
        text.splice(edit.span.start..edit.span.end, edit.text.encode_utf16());
    }
    String::from_utf16(&text).expect("a text")
}
