//! The parts of a pattern between its `*`, and the search for them.
//!
//! A short segment is compared at each place. A long one is sought at all places at
//! once, a bit for each of its prefixes (the shift-and method of Baeza-Yates and
//! Gonnet), so that no segment costs more than a sixty-fourth of its length for each
//! unit of the value.

use crate::text::sort_by_place;

/// One unit of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// Stands for itself.
    Unit(u16),
    /// `?`
    One,
    /// `*`
    Any,
}

impl Token {
    /// The token that a unit of a pattern is.
    pub(super) fn written(unit: u16) -> Self {
        match u8::try_from(unit) {
            Ok(b'?') => Self::One,
            Ok(b'*') => Self::Any,
            _ => Self::Unit(unit),
        }
    }

    pub(super) fn is_wildcard(self) -> bool {
        matches!(self, Self::One | Self::Any)
    }

    /// The unit as it is written.
    pub(super) fn unit(self) -> u16 {
        match self {
            Self::Unit(unit) => unit,
            Self::One => u16::from(b'?'),
            Self::Any => u16::from(b'*'),
        }
    }

    fn takes(self, unit: u16) -> bool {
        match self {
            Self::Unit(wanted) => wanted == unit,
            Self::One => true,
            Self::Any => false,
        }
    }
}

/// A part of a pattern without `*`: each token takes one unit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment<'a>(&'a [Token]);

/// Where a segment agrees with a value, and how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) start: usize,
    /// Tokens that agree from there on.
    pub(super) agreeing: usize,
}

/// Tokens up to which a segment is compared at each place.
const SHORT: usize = 64;

impl<'a> Segment<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        Self(tokens)
    }

    pub(super) fn len(self) -> usize {
        self.0.len()
    }

    /// Tokens that agree at the start of a value.
    pub(super) fn agreeing(self, value: &[u16]) -> usize {
        let pairs = self.0.iter().zip(value);
        pairs.take_while(|(token, unit)| token.takes(**unit)).count()
    }

    /// The leftmost place at which all of it agrees, else the furthest.
    pub(super) fn leftmost(self, value: &[u16]) -> Place {
        self.seek(value, true)
    }

    /// The place at which most of it agrees, of several the last.
    pub(super) fn furthest(self, value: &[u16]) -> Place {
        self.seek(value, false)
    }

    fn seek(self, value: &[u16], stop_at_whole: bool) -> Place {
        if self.len() > SHORT {
            return self.seek_at_once(value, stop_at_whole);
        }
        let mut best = Place { start: 0, agreeing: 0 };
        for start in 0..=value.len() {
            let agreeing = self.agreeing(value.get(start..).unwrap_or_default());
            if agreeing >= best.agreeing {
                best = Place { start, agreeing };
            }
            if agreeing == self.len() && stop_at_whole {
                break;
            }
        }
        best
    }

    fn seek_at_once(self, value: &[u16], stop_at_whole: bool) -> Place {
        let masks = Masks::of(self.0);
        let mut prefixes = vec![0; masks.any.len()];
        let mut best = Place {
            start: value.len(),
            agreeing: 0,
        };
        for (index, unit) in value.iter().enumerate() {
            masks.step(&mut prefixes, *unit);
            let agreeing = highest_bit(&prefixes);
            if agreeing > 0 && agreeing >= best.agreeing {
                let start = index + 1 - agreeing;
                best = Place { start, agreeing };
                if agreeing == self.len() && stop_at_whole {
                    break;
                }
            }
        }
        best
    }
}

const BITS: usize = 64;

/// For each unit, at which places of the segment it may stand.
struct Masks {
    /// Places of `?`.
    any: Vec<u64>,
    /// Places of each unit that the segment has, in order of unit.
    units: Vec<(u16, Places)>,
}

enum Places {
    /// Of a unit that stands at many: one bit for each. There are at most 64 such units,
    /// so that all masks together are no longer than a few segments.
    Frequent(Vec<u64>),
    /// Of all others.
    Rare(Vec<usize>),
}

impl Masks {
    fn of(tokens: &[Token]) -> Self {
        let words = tokens.len().div_ceil(BITS);
        let mut any = vec![0; words];
        let mut units = Vec::new();
        for (place, token) in tokens.iter().enumerate() {
            match token {
                Token::One => set_bit(&mut any, place),
                Token::Unit(unit) => units.push((*unit, place)),
                Token::Any => {}
            }
        }
        sort_by_place(&mut units, |(unit, place)| (usize::from(*unit), *place));
        let units = units.chunk_by(|(one, _), (other, _)| one == other);
        Self {
            any,
            units: units.filter_map(|places| Places::of(places, words)).collect(),
        }
    }

    /// Bit n of `prefixes` says that the first n + 1 tokens end at the unit before;
    /// afterwards, that they end at this one.
    fn step(&self, prefixes: &mut [u64], unit: u16) {
        let mut carry = 1;
        for word in prefixes.iter_mut() {
            let out = *word >> (BITS - 1);
            *word = *word << 1 | carry;
            carry = out;
        }
        let places = self.units.binary_search_by_key(&unit, |(unit, _)| *unit).ok();
        match places.and_then(|index| self.units.get(index)).map(|(_, places)| places) {
            Some(Places::Frequent(mask)) => {
                let masks = self.any.iter().zip(mask);
                for (word, (any, own)) in prefixes.iter_mut().zip(masks) {
                    *word &= any | own;
                }
            }
            Some(Places::Rare(places)) => {
                let kept: Vec<usize> = places
                    .iter()
                    .copied()
                    .filter(|place| has_bit(prefixes, *place))
                    .collect();
                self.keep_any(prefixes);
                for place in kept {
                    set_bit(prefixes, place);
                }
            }
            None => self.keep_any(prefixes),
        }
    }

    fn keep_any(&self, prefixes: &mut [u64]) {
        for (word, any) in prefixes.iter_mut().zip(&self.any) {
            *word &= any;
        }
    }
}

impl Places {
    /// Those of one unit, in a segment of so many words.
    fn of(places: &[(u16, usize)], words: usize) -> Option<(u16, Self)> {
        let (unit, _) = places.first()?;
        let places = places.iter().map(|(_, place)| *place);
        if places.len() < words {
            return Some((*unit, Self::Rare(places.collect())));
        }
        let mut mask = vec![0; words];
        for place in places {
            set_bit(&mut mask, place);
        }
        Some((*unit, Self::Frequent(mask)))
    }
}

fn set_bit(words: &mut [u64], place: usize) {
    if let Some(word) = words.get_mut(place / BITS) {
        *word |= 1 << (place % BITS);
    }
}

fn has_bit(words: &[u64], place: usize) -> bool {
    words
        .get(place / BITS)
        .is_some_and(|word| word >> (place % BITS) & 1 == 1)
}

/// The number of the highest bit that is set, counted from one; zero where none is.
fn highest_bit(words: &[u64]) -> usize {
    let top = words.iter().enumerate().rev().find(|(_, word)| **word != 0);
    top.map_or(0, |(index, word)| {
        index * BITS + BITS - usize::try_from(word.leading_zeros()).unwrap_or(BITS)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token() -> impl Strategy<Value = Token> {
        prop_oneof![4 => (0_u16..3).prop_map(Token::Unit), 1 => Just(Token::One)]
    }

    proptest! {
        #[test]
        fn both_ways_of_seeking_find_the_same(
            tokens in prop::collection::vec(token(), 1..8),
            copies in 1_usize..20,
            value in prop::collection::vec(0_u16..3, 0..200),
            stop_at_whole in any::<bool>(),
        ) {
            let tokens = tokens.repeat(copies);
            let segment = Segment::new(&tokens);
            let mut wanted = Place { start: value.len(), agreeing: 0 };
            for start in 0..=value.len() {
                let agreeing = segment.agreeing(&value[start..]);
                if agreeing >= wanted.agreeing {
                    wanted = Place { start, agreeing };
                }
                if agreeing == segment.len() && stop_at_whole {
                    break;
                }
            }
            let found = segment.seek_at_once(&value, stop_at_whole);
            prop_assert_eq!(found.agreeing, wanted.agreeing);
            if found.agreeing == segment.len() || found.agreeing == 0 {
                prop_assert_eq!(found, wanted);
            }
            prop_assert_eq!(segment.agreeing(&value[found.start..]).min(found.agreeing), found.agreeing);
        }
    }
}
