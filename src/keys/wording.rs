//! How strings from a key set are shown in sentences.

use crate::text::visible;

/// A string in quotes, cut when it is long, with what cannot be seen made visible: key
/// ids and the like come from whoever wrote the token.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", visible(text))
}

/// Strings as a list: `"a", "b"`; long lists are cut.
pub(crate) fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut texts = texts.into_iter();
    let mut listed = texts.by_ref().take(8).map(quoted).collect::<Vec<_>>().join(", ");
    if texts.next().is_some() {
        listed.push_str(", …");
    }
    listed
}

/// `1 key`, `2 keys`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}
