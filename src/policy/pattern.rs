//! Patterns with `*` and `?`.
//!
//! `*` takes any run of characters, `?` exactly one UTF-16 unit, so that a
//! character above U+FFFF needs two (observed on real AWS, 2026-09-11). Everything
//! else stands for itself, a backslash too.
//!
//! A pattern is cut at its `*` into segments. The first stands at the start of the
//! value and the last at its end; each other one is sought from where the one before
//! it ended, and the leftmost place is always good enough.

use crate::report::Taken;

use super::segment::{Place, Segment, Token};
use super::variable::Part;

/// Whether a text in which `*` and `?` are wildcards matches another.
///
/// Most that do not match differ before the first wildcard, and are not compiled.
#[must_use]
pub fn matches(pattern: &str, text: &str) -> bool {
    let literal = pattern.bytes().position(is_wildcard).unwrap_or(pattern.len());
    let (literal, rest) = pattern.split_at_checked(literal).unwrap_or_default();
    match text.strip_prefix(literal) {
        None => false,
        Some(left) if rest.is_empty() => left.is_empty(),
        Some(_) => rest == "*" || Pattern::new(pattern).matches(text),
    }
}

/// Whether a text has nothing but wildcards.
#[must_use]
pub fn is_only_wildcards(text: &str) -> bool {
    text.bytes().all(is_wildcard)
}

fn is_wildcard(byte: u8) -> bool {
    matches!(byte, b'*' | b'?')
}

/// A compiled pattern: its tokens, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern(Vec<Token>);

/// How a pattern fared against a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// It matches the whole value.
    pub matched: bool,
    /// Units of the pattern that agree; all of them on a match.
    pub pattern_units: usize,
    /// Units of the value that agree; all of them on a match.
    pub value_units: usize,
    /// Where the segments behind the first that agree stand in the value; of the last one
    /// perhaps only a part agrees.
    starts: Vec<usize>,
}

impl Pattern {
    /// Compiles a text in which `*` and `?` are wildcards.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(&[Part::Written(text)])
    }

    /// Compiles a text with inserted parts, in which wildcards stand for themselves.
    pub(super) fn of(parts: &[Part<'_>]) -> Self {
        let mut tokens = Vec::with_capacity(parts.iter().map(|part| part.text().len()).sum());
        for part in parts {
            match part {
                Part::Written(text) => tokens.extend(text.encode_utf16().map(Token::written)),
                Part::Inserted(text) => tokens.extend(text.encode_utf16().map(Token::Unit)),
            }
        }
        Self(tokens)
    }

    /// At least one; a `*` stands between each two.
    fn segments(&self) -> impl DoubleEndedIterator<Item = Segment<'_>> {
        self.0.split(|token| *token == Token::Any).map(Segment::new)
    }

    /// Whether it matches the whole text.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.is_match(&units)
    }

    /// Whether it matches all of the UTF-16 units.
    #[must_use]
    pub fn is_match(&self, value: &[u16]) -> bool {
        let mut segments = self.segments();
        let Some(first) = segments.next() else {
            return false;
        };
        let Some(last) = segments.next_back() else {
            return first.len() == value.len() && first.agreeing(value) == first.len();
        };
        if first.agreeing(value) < first.len() {
            return false;
        }
        let mut from = first.len();
        for segment in segments {
            let place = segment.leftmost(value.get(from..).unwrap_or_default());
            if place.agreeing < segment.len() {
                return false;
            }
            from += place.start + segment.len();
        }
        stands_at_end(last, value, from).is_some()
    }

    /// Matches against UTF-16 units and keeps how far it got.
    #[must_use]
    pub fn trace(&self, value: &[u16]) -> Trace {
        let mut starts = Vec::new();
        let mut pattern_units = 0;
        let mut from = 0;
        let mut segments = self.segments().enumerate().peekable();
        while let Some((index, segment)) = segments.next() {
            let is_last = segments.peek().is_none();
            let rest = value.get(from..).unwrap_or_default();
            let place = match index {
                0 => Place {
                    start: 0,
                    agreeing: segment.agreeing(value),
                },
                _ if !is_last => segment.leftmost(rest),
                _ => match stands_at_end(segment, value, from) {
                    Some(start) => Place {
                        start: start - from,
                        agreeing: segment.len(),
                    },
                    None => segment.furthest(rest),
                },
            };
            if index > 0 {
                starts.push(from + place.start);
            }
            from += place.start + place.agreeing;
            pattern_units += place.agreeing;
            let is_whole = place.agreeing == segment.len();
            if !is_whole || is_last {
                return Trace {
                    matched: is_whole && from == value.len(),
                    pattern_units,
                    value_units: from,
                    starts,
                };
            }
            pattern_units += 1;
        }
        Trace::default()
    }

    /// Which part of the value each part of the pattern took, as far as they agree.
    #[must_use]
    pub fn alignment(&self, value: &[u16], trace: &Trace) -> Vec<Taken> {
        let mut pattern = self.0.iter().map(|token| token.unit());
        let mut value = value.iter().copied();
        let pieces = self.pieces(trace).into_iter();
        let told = pieces.map(|piece| Taken {
            pattern: text_of(pattern.by_ref().take(piece.units), piece.units),
            value: text_of(value.by_ref().take(piece.took), piece.took),
            wildcard: piece.wildcard,
        });
        told.collect()
    }

    /// Parts of an alignment, as far as pattern and value agree; neighbours of one kind are
    /// one.
    fn pieces(&self, trace: &Trace) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut starts = trace.starts.iter();
        let mut end = 0;
        for token in self.0.iter().take(trace.pattern_units) {
            let start = end;
            end = match token {
                Token::Any => starts.next().map_or(start, |start| *start),
                Token::One | Token::Unit(_) => start + 1,
            };
            let wildcard = token.is_wildcard();
            match pieces.last_mut().filter(|piece| piece.wildcard == wildcard) {
                Some(piece) => {
                    piece.units += 1;
                    piece.took += end - start;
                }
                None => pieces.push(Piece {
                    wildcard,
                    units: 1,
                    took: end - start,
                }),
            }
        }
        pieces
    }

    /// Whether it matches, and a run of wildcards in it takes nothing.
    #[must_use]
    pub fn needs_empty_run(&self, value: &[u16]) -> bool {
        if !self.0.contains(&Token::Any) {
            return false;
        }
        let trace = self.trace(value);
        let took_nothing = |piece: &Piece| piece.wildcard && piece.took == 0;
        trace.matched && self.pieces(&trace).iter().any(took_nothing)
    }

    /// The pattern cut at the first colons that stand for themselves, into at most
    /// that many parts.
    #[must_use]
    pub fn split_at_colons(&self, parts: usize) -> Vec<Pattern> {
        let colon = Token::Unit(u16::from(b':'));
        let parts = self.0.splitn(parts, |token| *token == colon);
        parts.map(|tokens| Self(tokens.to_vec())).collect()
    }
}

/// Where the last segment begins if the value ends in it, behind what is taken already.
fn stands_at_end(segment: Segment<'_>, value: &[u16], from: usize) -> Option<usize> {
    let start = value.len().checked_sub(segment.len())?;
    let tail = value.get(start..).unwrap_or_default();
    (start >= from && segment.agreeing(tail) == segment.len()).then_some(start)
}

/// A part of an alignment: of the pattern so many units, and of the value so many that they
/// took.
struct Piece {
    wildcard: bool,
    units: usize,
    took: usize,
}

/// So many UTF-16 units as text.
fn text_of(units: impl Iterator<Item = u16>, count: usize) -> String {
    let mut text = String::with_capacity(count);
    text.extend(char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn aligned(pattern: &str, value: &str) -> (bool, usize, usize, String) {
        let pattern = Pattern::new(pattern);
        let units: Vec<u16> = value.encode_utf16().collect();
        let trace = pattern.trace(&units);
        let parts = pattern.alignment(&units, &trace);
        let shown: Vec<String> = parts
            .iter()
            .map(|part| format!("{}={}", part.pattern, part.value))
            .collect();
        (trace.matched, trace.pattern_units, trace.value_units, shown.join(" "))
    }

    #[test]
    fn says_what_each_wildcard_took() {
        assert_eq!(
            aligned(
                "repo:octo-org/*:ref:refs/heads/ma?n",
                "repo:octo-org/app:ref:refs/heads/main"
            ),
            (
                true,
                35,
                37,
                "repo:octo-org/=repo:octo-org/ *=app :ref:refs/heads/ma=:ref:refs/heads/ma ?=i n=n".to_owned()
            )
        );
    }

    #[test]
    fn says_how_far_a_miss_was_right() {
        assert_eq!(
            aligned("repo:*:ref:main", "repo:o/a:ref:dev"),
            (false, 11, 13, "repo:=repo: *=o/a :ref:=:ref:".to_owned())
        );
        assert_eq!(aligned("*a", "aab"), (false, 2, 2, "*=a a=a".to_owned()));
        assert_eq!(aligned("abc", "ab"), (false, 2, 2, "ab=ab".to_owned()));
        assert_eq!(aligned("", ""), (true, 0, 0, String::new()));
    }

    #[test]
    fn answers_at_once_to_thousands_of_stars() {
        let value = "a".repeat(100_000);
        assert!(Pattern::new(&"*".repeat(5_000)).matches(&value));
        assert!(!Pattern::new(&format!("{}b", "a*".repeat(5_000))).matches(&value));
        assert!(!Pattern::new(&format!("*{}b", "a".repeat(5_000))).matches(&value));
        assert!(!Pattern::new(&format!("*{}b*", "a?".repeat(5_000))).matches(&value));
    }

    /// Every way of matching, tried one after the other.
    fn slow(pattern: &[u16], value: &[u16]) -> bool {
        match pattern.split_first() {
            None => value.is_empty(),
            Some((42, rest)) => (0..=value.len()).any(|taken| slow(rest, &value[taken..])),
            Some((63, rest)) => !value.is_empty() && slow(rest, &value[1..]),
            Some((unit, rest)) => value.first() == Some(unit) && slow(rest, &value[1..]),
        }
    }

    proptest! {
        #[test]
        fn agrees_with_trying_every_way(pattern in "[ab*?\u{10400}]{0,8}", value in "[ab\u{10400}]{0,10}") {
            let units: Vec<u16> = value.encode_utf16().collect();
            let wanted: Vec<u16> = pattern.encode_utf16().collect();
            prop_assert_eq!(Pattern::new(&pattern).matches(&value), slow(&wanted, &units));
            prop_assert_eq!(matches(&pattern, &value), slow(&wanted, &units));
        }

        #[test]
        fn the_parts_of_an_alignment_join_to_what_agreed(pattern in "[ab*?]{0,8}", value in "[ab]{0,10}") {
            let compiled = Pattern::new(&pattern);
            let units: Vec<u16> = value.encode_utf16().collect();
            let trace = compiled.trace(&units);
            let parts = compiled.alignment(&units, &trace);
            let joined: String = parts.iter().map(|part| part.value.as_str()).collect();
            let patterns: String = parts.iter().map(|part| part.pattern.as_str()).collect();
            prop_assert_eq!(&joined, &value[..trace.value_units]);
            prop_assert_eq!(&patterns, &pattern[..trace.pattern_units]);
            for part in parts {
                prop_assert!(Pattern::new(&part.pattern).matches(&part.value));
            }
        }
    }
}
