//! Places in a text.

use std::ops::Range;

use serde::Serialize;

/// Where a thing stands in the text that was pasted: UTF-16 offsets, as editors count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// Offset of the first UTF-16 unit.
    pub start: usize,
    /// Offset behind the last one.
    pub end: usize,
}

/// Where a thing stands as Rust counts: byte offsets into UTF-8.
pub type Bytes = Range<usize>;

/// A text together with what is needed to turn byte offsets into UTF-16 offsets.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    text: &'a str,
    /// UTF-16 offset at every [`STRIDE`]th byte; empty for ASCII, where both counts agree.
    marks: Vec<usize>,
}

/// Bytes between two marks: one look-up walks at most this far.
const STRIDE: usize = 256;

impl<'a> Source<'a> {
    /// Looks at the text once.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for (at, byte) in text.bytes().enumerate() {
                if at % STRIDE == 0 {
                    marks.push(units);
                }
                units += units_of(byte);
            }
        }
        Self { text, marks }
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The part of the text at a place; empty where the place is not one of this text.
    #[must_use]
    pub fn slice(&self, at: &Bytes) -> &'a str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// The same place as editors count it.
    #[must_use]
    pub fn span(&self, at: &Bytes) -> Span {
        Span {
            start: self.utf16(at.start),
            end: self.utf16(at.end),
        }
    }

    fn utf16(&self, offset: usize) -> usize {
        let offset = offset.min(self.text.len());
        let Some(base) = self.marks.get(offset / STRIDE) else {
            // ASCII has no marks; in other text only an end on a stride has none.
            return match self.marks.last() {
                None => offset,
                Some(_) => self.text.encode_utf16().count(),
            };
        };
        let from = offset - offset % STRIDE;
        let walked = self.text.as_bytes().get(from..offset).unwrap_or_default();
        base + walked.iter().map(|byte| units_of(*byte)).sum::<usize>()
    }
}

/// UTF-16 units that a character adds, counted at its first UTF-8 byte.
fn units_of(byte: u8) -> usize {
    match byte {
        0x80..=0xBF => 0,
        0xF0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_an_astral_character_as_two() {
        let source = Source::new("a𐐀é!");
        assert_eq!(source.span(&(1..5)), Span { start: 1, end: 3 });
        assert_eq!(source.span(&(5..8)), Span { start: 3, end: 5 });
    }

    proptest! {
        #[test]
        fn agrees_with_counting_from_the_start(text in "[a-c\u{e9}\u{20ac}\u{10400}]{0,700}") {
            let source = Source::new(&text);
            for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let units = text[..at].encode_utf16().count();
                prop_assert_eq!(source.span(&(at..at)), Span { start: units, end: units });
            }
        }
    }
}
