//! A text taken out of another one that still knows where each piece of it stood.

use crate::text::Bytes;

/// A text made of pieces of the text that was pasted, or decoded from one.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    text: String,
    /// Where each run of characters starts, here and in the pasted text; in order of `here`.
    runs: Vec<Run>,
    /// The part of the pasted text that all of this came from.
    within: Bytes,
    /// Whether characters here are characters of the pasted text, not decoded from them.
    literal: bool,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    here: usize,
    there: usize,
}

impl Placed {
    /// All of the pasted text.
    pub(super) fn whole(pasted: &str) -> Self {
        Self {
            text: pasted.to_owned(),
            runs: vec![Run { here: 0, there: 0 }],
            within: 0..pasted.len(),
            literal: true,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The pieces at these places of this text, one after the other.
    pub(super) fn keep(&self, pieces: &[Bytes]) -> Self {
        let mut kept = Self {
            text: String::new(),
            runs: Vec::new(),
            within: self.within.clone(),
            literal: self.literal,
        };
        for piece in pieces {
            let Some(text) = self.text.get(piece.clone()).filter(|text| !text.is_empty()) else {
                continue;
            };
            let here = kept.text.len();
            kept.runs.push(Run {
                here,
                there: self.there(piece.start),
            });
            let later = self.runs.partition_point(|run| run.here <= piece.start);
            let inside = self.runs.iter().skip(later).take_while(|run| run.here < piece.end);
            kept.runs.extend(inside.map(|run| Run {
                here: here + run.here - piece.start,
                there: run.there,
            }));
            kept.text.push_str(text);
        }
        if let (true, Some(first), Some(last)) = (self.literal, pieces.first(), pieces.last()) {
            kept.within = self.about(&(first.start..last.end));
        }
        kept
    }

    /// The one piece at this place of this text.
    pub(super) fn piece(&self, at: Bytes) -> Self {
        self.keep(std::slice::from_ref(&at))
    }

    /// What the piece at that place encodes.
    pub(super) fn decoded(&self, from: &Bytes, text: String) -> Self {
        Self {
            text,
            runs: Vec::new(),
            within: self.about(from),
            literal: false,
        }
    }

    /// Where a part of this text stands in the pasted one, with whatever was taken
    /// out in between; absent where this text was decoded from the pasted one.
    pub(super) fn at(&self, part: &Bytes) -> Option<Bytes> {
        if !self.literal || self.runs.is_empty() {
            return None;
        }
        let start = self.there(part.start);
        let end = if part.end > part.start {
            self.there(part.end - 1) + 1
        } else {
            start
        };
        Some(start..end)
    }

    /// The same, or everything that this text was decoded from.
    pub(super) fn about(&self, part: &Bytes) -> Bytes {
        self.at(part).unwrap_or_else(|| self.within.clone())
    }

    fn there(&self, here: usize) -> usize {
        let behind = self.runs.partition_point(|run| run.here <= here);
        match behind.checked_sub(1).and_then(|index| self.runs.get(index)) {
            Some(run) => run.there + (here - run.here),
            None => self.within.start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_pieces_keep_their_places() {
        let pasted = Placed::whole("Bearer abc\n  def!");
        let token = pasted.keep(&[7..10, 13..16]);
        assert_eq!(token.text(), "abcdef");
        let middle = token.piece(1..5);
        assert_eq!(middle.text(), "bcde");
        assert_eq!(middle.at(&(0..4)), Some(8..15));
        assert_eq!(middle.at(&(2..2)), Some(13..13));
        assert_eq!(middle.at(&(4..4)), Some(15..15));
    }

    #[test]
    fn a_decoded_text_stands_where_its_encoding_stood() {
        let pasted = Placed::whole("x YWJj y");
        let text = pasted.decoded(&(2..6), "abc".to_owned());
        assert_eq!(text.at(&(0..1)), None);
        assert_eq!(text.piece(0..1).about(&(0..1)), 2..6);
    }
}
