//! Places that survive decoding: where the characters of a document stood when the
//! document itself was a string in JSON, or percent-encoded.

use crate::report::Span;
use crate::text::{Bytes, Source};

/// A text that was decoded out of another.
#[derive(Debug, Clone)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// For each byte of the text, and for its end, the byte of the pasted text at
    /// which it begins.
    starts: Vec<usize>,
}

impl Decoded {
    /// A part of the pasted text as it stands.
    pub(super) fn plain(pasted: &str, at: &Bytes) -> Self {
        Self {
            text: pasted.get(at.clone()).unwrap_or_default().to_owned(),
            starts: (at.start..=at.end).collect(),
        }
    }

    /// The contents of a JSON string that stands at a place, with its quotes, in this
    /// text. Where the string was written so oddly that its characters cannot be
    /// told apart, all of them stand where the string does.
    pub(super) fn unescape(&self, at: &Bytes, value: &str) -> Self {
        let start = at.start + 1;
        let inside = self.text.get(start..at.end.saturating_sub(1)).unwrap_or_default();
        let mut text = String::new();
        let mut starts = Vec::new();
        let mut rest = inside;
        while let Some((character, length)) = next_character(rest) {
            let from = start + (inside.len() - rest.len());
            starts.extend(std::iter::repeat_n(self.start(from), character.len_utf8()));
            text.push(character);
            rest = rest.get(length..).unwrap_or_default();
        }
        starts.push(self.start(start + inside.len()));
        if text == value {
            return Self { text, starts };
        }
        let mut starts = vec![self.start(at.start); value.len()];
        starts.push(self.start(at.end));
        Self {
            text: value.to_owned(),
            starts,
        }
    }

    /// Undoes percent-encoding (RFC 3986 section 2.1); nothing where the result is
    /// not UTF-8.
    pub(super) fn percent_decode(&self) -> Option<Self> {
        let bytes = self.text.as_bytes();
        let mut decoded = Vec::with_capacity(bytes.len());
        let mut starts = Vec::with_capacity(bytes.len() + 1);
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            starts.push(self.start(at));
            if let Some(escaped) = percent_escape(bytes.get(at..at + 3)) {
                decoded.push(escaped);
                at += 3;
            } else {
                decoded.push(*byte);
                at += 1;
            }
        }
        starts.push(self.start(at));
        let text = String::from_utf8(decoded).ok()?;
        Some(Self { text, starts })
    }

    fn start(&self, at: usize) -> usize {
        self.starts.get(at).or(self.starts.last()).copied().unwrap_or_default()
    }
}

/// The character at the start of a JSON string's inside, and how long it is written.
fn next_character(inside: &str) -> Option<(char, usize)> {
    let first = inside.chars().next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let escaped = inside.get(1..)?.chars().next()?;
    Some(match escaped {
        'b' => ('\u{8}', 2),
        'f' => ('\u{c}', 2),
        'n' => ('\n', 2),
        'r' => ('\r', 2),
        't' => ('\t', 2),
        'u' => unicode_escape(inside)?,
        other => (other, 1 + other.len_utf8()),
    })
}

fn unicode_escape(inside: &str) -> Option<(char, usize)> {
    let unit = |from: usize| {
        inside
            .get(from..from + 2)
            .filter(|mark| *mark == "\\u")
            .and_then(|_| u16::from_str_radix(inside.get(from + 2..from + 6)?, 16).ok())
    };
    let first = unit(0)?;
    let units = [first, unit(6).unwrap_or_default()];
    match char::decode_utf16(units).next()? {
        Ok(character) => Some((character, 6 * character.len_utf16())),
        Err(_) => Some((char::REPLACEMENT_CHARACTER, 6)),
    }
}

fn percent_escape(bytes: Option<&[u8]>) -> Option<u8> {
    match bytes? {
        [b'%', high, low] => {
            let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
            Some(digit(*high)? << 4 | digit(*low)?)
        }
        _ => None,
    }
}

/// Turns places of a document into places of the pasted text.
#[derive(Debug)]
pub(super) struct Places<'a> {
    pub(super) pasted: &'a Source<'a>,
    /// Absent: the document stands in the pasted text as it is.
    pub(super) decoded: Option<&'a Decoded>,
}

impl Places<'_> {
    /// The text that places of the document point into.
    pub(super) fn text(&self) -> &str {
        self.decoded.map_or(self.pasted.text(), |decoded| &decoded.text)
    }

    pub(super) fn span(&self, at: &Bytes) -> Span {
        match self.decoded {
            None => self.pasted.span(at),
            Some(decoded) => self.pasted.span(&(decoded.start(at.start)..decoded.start(at.end))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::json;
    use proptest::prelude::*;

    #[test]
    fn points_through_both_decodings() {
        let pasted = r#"  "%7B\u0022é\u0022%3A1}""#;
        let document = json::read(pasted).root.unwrap();
        let outer = Decoded::plain(pasted, &(0..pasted.len()));
        let decoded = outer
            .unescape(&document.at, document.as_str().unwrap())
            .percent_decode()
            .unwrap();
        assert_eq!(decoded.text, r#"{"é":1}"#);
        let source = Source::new(pasted);
        let places = Places {
            pasted: &source,
            decoded: Some(&decoded),
        };
        assert_eq!(places.span(&(1..5)), Span { start: 6, end: 19 });
        assert_eq!(places.span(&(5..6)), Span { start: 19, end: 22 });
    }

    proptest! {
        #[test]
        fn unescaping_agrees_with_the_reader(text in "[a\"\\\\/\u{e9}\u{10400}\n]{0,12}") {
            let pasted = serde_json::to_string(&text).unwrap();
            let value = json::read(&pasted).root.unwrap();
            let decoded = Decoded::plain(&pasted, &(0..pasted.len())).unescape(&value.at, value.as_str().unwrap());
            prop_assert_eq!(&decoded.text, &text);
            prop_assert_eq!(decoded.starts.len(), text.len() + 1);
            prop_assert!(decoded.starts.is_sorted());
            prop_assert!(text.is_empty() || decoded.start(0) == 1);
        }
    }
}
