//! How strings from a key set are shown in sentences.

use std::fmt;

/// Characters that are shown before a string is cut.
const SHOWN: usize = 80;

/// A string in quotes, cut when it is long, with what cannot be seen made visible: key
/// ids and the like come from whoever wrote the token.
pub(crate) fn quoted(text: &str) -> Quoted<'_> {
    Quoted(text)
}

/// See [`quoted`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Quoted<'a>(&'a str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(SHOWN) {
            if is_invisible(character) {
                write!(f, "\\u{{{:04X}}}", u32::from(character))?;
            } else {
                write!(f, "{character}")?;
            }
        }
        f.write_str(if characters.next().is_some() { "…\"" } else { "\"" })
    }
}

/// Control and formatting characters: zero-width, bidirectional, line and paragraph separators.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Strings as a list: `"a", "b"`; long lists are cut.
pub(crate) fn listed<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut texts = texts.into_iter();
    let mut listed = texts
        .by_ref()
        .take(8)
        .map(|text| quoted(text).to_string())
        .collect::<Vec<_>>()
        .join(", ");
    if texts.next().is_some() {
        listed.push_str(", …");
    }
    listed
}

/// `1 key`, `2 keys`.
pub(crate) fn counted(count: usize, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_cannot_be_seen() {
        assert_eq!(quoted("a\u{202e}b\n").to_string(), r#""a\u{202E}b\u{000A}""#);
        assert_eq!(quoted(&"k".repeat(81)).to_string(), format!("\"{}…\"", "k".repeat(80)));
    }
}
