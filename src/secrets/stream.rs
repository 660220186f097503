//! The characters of a token in a text, one after the other, with what stands between left out or not.

use super::reading::{Reading, Unit, is_blank, line_start};
use crate::text::Bytes;

/// What is left out between the characters of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter {
    /// Nothing: whatever is no character of a token ends it.
    Nothing,
    /// White space and what does not show: tokens that were broken over lines.
    Blanks,
    /// These, and what mail, diffs and listings write before a line.
    LineStarts,
    /// All else: tokens in pieces, with quotes, plus signs and words between them.
    Everything,
    /// All else, from the last character to the first.
    Backward,
}

impl Filter {
    /// Those that make a difference to a text.
    pub(super) fn of(reading: &Reading) -> Vec<Self> {
        let (mut blank, mut line_end, mut other) = (false, false, false);
        for unit in &reading.units {
            let is_blank = !unit.found.is_ascii_graphic() && is_blank(unit.found);
            blank |= is_blank;
            line_end |= unit.found == '\n';
            other |= !is_blank && unit.found != '.' && !u8::try_from(unit.found).is_ok_and(is_base64url);
        }
        let all = [
            (Self::Nothing, true),
            (Self::Blanks, blank),
            (Self::LineStarts, line_end),
            (Self::Everything, other || blank),
            (Self::Backward, true),
        ];
        all.into_iter()
            .filter_map(|(filter, wanted)| wanted.then_some(filter))
            .collect()
    }
}

/// Characters of tokens and dots; a zero stands for what ends a token.
#[derive(Debug)]
pub(super) struct Stream {
    pub(super) filter: Filter,
    pub(super) bytes: Vec<u8>,
    places: Vec<(usize, usize)>,
    /// Where lines start with what could be of a token, and is a mark or a number.
    marked: Vec<usize>,
}

/// Stands for what is no character of a token.
pub(super) const BORDER: u8 = 0;

impl Stream {
    pub(super) fn of(reading: &Reading, filter: Filter) -> Self {
        let mut stream = Self {
            filter,
            bytes: Vec::with_capacity(reading.units.len()),
            places: Vec::with_capacity(reading.units.len()),
            marked: if filter == Filter::Blanks {
                marked_lines(&reading.units)
            } else {
                Vec::new()
            },
        };
        match filter {
            Filter::Backward => reading.units.iter().rev().for_each(|unit| stream.take(unit)),
            Filter::LineStarts => stream.take_lines(&reading.units),
            _ => reading.units.iter().for_each(|unit| stream.take(unit)),
        }
        stream
    }

    /// Without what its lines start with.
    fn take_lines(&mut self, units: &[Unit]) {
        for line in units.split_inclusive(|unit| unit.found == '\n') {
            line.iter().skip(line_start(line)).for_each(|unit| self.take(unit));
        }
    }

    fn take(&mut self, unit: &Unit) {
        let byte = match unit.found {
            // Written so, a dot is still read as one.
            '\u{2024}' | '\u{3002}' | '\u{ff0e}' | '\u{ff61}' | '\u{fe52}' | '\u{b7}' => b'.',
            '\u{2010}' | '\u{2011}' | '\u{2212}' => b'-',
            // Base64 as it was before it was made fit for addresses.
            '+' if self.filter != Filter::Everything => b'-',
            '/' => b'_',
            found => u8::try_from(found).unwrap_or(BORDER),
        };
        if byte == b'.' || is_base64url(byte) {
            self.bytes.push(byte);
            self.places.push((unit.start, unit.end));
        } else if self.ends_token(unit.found) && self.bytes.last().is_none_or(|last| *last != BORDER) {
            self.bytes.push(BORDER);
            self.places.push((unit.start, unit.end));
        }
    }

    fn ends_token(&self, found: char) -> bool {
        match self.filter {
            Filter::Nothing => true,
            Filter::Blanks | Filter::LineStarts => !is_blank(found),
            Filter::Everything | Filter::Backward => false,
        }
    }

    /// Where characters of it stand in the text that was given.
    pub(super) fn place(&self, range: Bytes) -> Option<Bytes> {
        let places = self.places.get(range)?;
        let (first, last) = (places.first()?, places.last()?);
        Some(first.0.min(last.0)..first.1.max(last.1))
    }

    /// Whether something was left out before a character of it.
    pub(super) fn is_break(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.places.get(before));
        match (before, self.places.get(at)) {
            (Some((_, end)), Some((start, _))) => end != start,
            _ => true,
        }
    }

    /// Whether a line inside starts with a mark or a number, so that its length says nothing.
    pub(super) fn is_marked(&self, place: &Bytes) -> bool {
        let next = self.marked.partition_point(|at| *at <= place.start);
        self.marked.get(next).is_some_and(|at| *at < place.end)
    }

    /// The stretches without a dot or a border, by their places in it.
    pub(super) fn runs(&self) -> impl Iterator<Item = Bytes> {
        let mut start = 0;
        let pieces = self.bytes.split(|byte| *byte == b'.' || *byte == BORDER);
        pieces.filter_map(move |piece| {
            let run = start..start + piece.len();
            start = run.end + 1;
            (!run.is_empty()).then_some(run)
        })
    }

    pub(super) fn get(&self, range: Bytes) -> &[u8] {
        self.bytes.get(range).unwrap_or_default()
    }
}

fn marked_lines(units: &[Unit]) -> Vec<usize> {
    let lines = units.split_inclusive(|unit| unit.found == '\n');
    let marked = lines.filter(|line| {
        let start = line.get(..line_start(line)).unwrap_or_default();
        start
            .iter()
            .any(|unit| u8::try_from(unit.found).is_ok_and(is_base64url))
    });
    marked.filter_map(|line| Some(line.first()?.start)).collect()
}

pub(super) fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}
