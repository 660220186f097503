//! Letter case as `StringEqualsIgnoreCase` sees it.
//!
//! Full Unicode lower-casing, the final sigma too, but characters above U+FFFF keep
//! their case (observed on real AWS, 2026-09-11: a mapping per UTF-16 unit with a
//! sigma rule that looks at code points).

use std::borrow::Cow;

/// Lower-cases a text as AWS does before it compares.
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return if text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            text.to_ascii_lowercase().into()
        } else {
            text.into()
        };
    }
    // The whole text at once: whether a sigma is final depends on its neighbours.
    let whole = text.to_lowercase();
    let mut lowered = whole.chars();
    let mut folded = String::with_capacity(whole.len());
    for original in text.chars() {
        let own: String = lowered.by_ref().take(original.to_lowercase().count()).collect();
        if u32::from(original) > 0xFFFF {
            folded.push(original);
        } else {
            folded.push_str(&own);
        }
    }
    folded.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lowers_as_aws_was_seen_to() {
        for (text, folded) in [
            ("ABC", "abc"),
            ("É", "é"),
            ("\u{130}", "i\u{307}"),
            ("\u{212A}", "k"),
            ("\u{1E9E}", "ß"),
            ("ß", "ß"),
            ("SS", "ss"),
            ("\u{131}", "\u{131}"),
            ("\u{17F}", "\u{17F}"),
            ("\u{10400}", "\u{10400}"),
            ("Σ", "σ"),
            ("ΑΣ", "ας"),
            ("ΑΣΑ", "ασα"),
            ("ΑΣ.Α", "ασ.α"),
            ("\u{10400}Σ", "\u{10400}ς"),
            ("ΑΣ\u{10400}", "ασ\u{10400}"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }
}
