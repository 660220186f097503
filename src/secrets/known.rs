//! Pieces of secrets that another text has given away: what was pasted into one box, quoted in another.

use std::collections::HashSet;

use super::stream::{Stream, is_base64url};
use super::{Found, Kind};

/// Characters of a piece. Shorter ones are no secret, and stand in many a text.
const PIECE: usize = 16;

/// Pieces that are remembered: of some hundred tokens.
const MOST: usize = 200_000;

/// A number that spreads the characters of a piece over all bits.
const FACTOR: u64 = 0x0100_0000_01b3_4d29;

/// What of a secret a text has.
#[derive(PartialEq, Eq)]
enum Part {
    /// All, or none.
    Whole,
    Beginning,
}

/// The secrets of the texts that were pasted.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pieces: HashSet<u64>,
}

/// Texts whose secrets are sought in the others for their ends.
const MOST_BEGUN: usize = 4;

impl Known {
    /// The secrets of some texts, and those that begin in one and end in another.
    #[must_use]
    pub fn of(texts: &[String]) -> Self {
        let mut known = Self::default();
        let begun: Vec<usize> = (0..texts.len())
            .filter(|at| texts.get(*at).is_some_and(|text| known.add(text) == Part::Beginning))
            .take(MOST_BEGUN)
            .collect();
        for at in begun {
            for (other, end) in texts.iter().enumerate() {
                if let Some(start) = texts.get(at).filter(|_| other != at && !end.is_empty()) {
                    known.add(&format!("{start}{end}"));
                }
            }
        }
        known
    }

    /// Remembers the secrets of a text.
    fn add(&mut self, text: &str) -> Part {
        let found = Found::in_text(text, super::DEPTH);
        let part = match (found.values.is_empty(), found.complete) {
            (false, false) => Part::Beginning,
            _ => Part::Whole,
        };
        for value in found.values {
            for (_, hash) in hashes(&value) {
                if self.pieces.len() < MOST {
                    self.pieces.insert(hash);
                }
            }
        }
        part
    }

    /// Looks for their pieces, whatever stands between the characters.
    pub(super) fn search(&self, stream: &Stream, found: &mut Found) {
        if self.pieces.is_empty() {
            return;
        }
        let (places, bytes): (Vec<usize>, Vec<u8>) = stream
            .bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| is_base64url(**byte))
            .unzip();
        for (start, hash) in hashes(&bytes) {
            let ends = places.get(start).zip(places.get(start + PIECE - 1));
            if let Some((start, last)) = ends.filter(|_| self.pieces.contains(&hash)) {
                found.add(stream, *start..last + 1, Kind::Token);
            }
        }
    }
}

/// Each piece of a text as a number, by where it starts.
fn hashes(text: &[u8]) -> impl Iterator<Item = (usize, u64)> {
    let highest = (1..PIECE).fold(1_u64, |power, _| power.wrapping_mul(FACTOR));
    let mut hash = 0_u64;
    text.iter().enumerate().filter_map(move |(at, byte)| {
        if let Some(gone) = at.checked_sub(PIECE).and_then(|at| text.get(at)) {
            hash = hash.wrapping_sub(u64::from(*gone).wrapping_mul(highest));
        }
        hash = hash.wrapping_mul(FACTOR).wrapping_add(u64::from(*byte));
        Some(((at + 1).checked_sub(PIECE)?, hash))
    })
}
