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

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// At least one; a `*` stands between each two.
    segments: Vec<Segment>,
}

/// How a pattern fared against a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trace {
    /// It matches the whole value.
    pub matched: bool,
    /// Units of the pattern that agree; all of them on a match.
    pub pattern_units: usize,
    /// Units of the value that agree; all of them on a match.
    pub value_units: usize,
    /// Where the segments that agree stand in the value; of the last one perhaps
    /// only a part agrees.
    starts: Vec<usize>,
}

impl Pattern {
    /// Compiles a text in which `*` and `?` are wildcards.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut compiler = Compiler::default();
        compiler.written(text);
        compiler.finish()
    }

    /// Compiles a text with inserted parts, in which wildcards stand for themselves.
    pub(super) fn of(parts: &[Part]) -> Self {
        let mut compiler = Compiler::default();
        for part in parts {
            match part {
                Part::Written(text) => compiler.written(text),
                Part::Inserted(text) => {
                    compiler.segment.reserve(text.len());
                    compiler.segment.extend(text.encode_utf16().map(Token::Unit));
                }
            }
        }
        compiler.finish()
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
        let Some((first, rest)) = self.segments.split_first() else {
            return false;
        };
        let Some((last, middle)) = rest.split_last() else {
            return first.len() == value.len() && first.agreeing(value) == first.len();
        };
        if first.agreeing(value) < first.len() {
            return false;
        }
        let mut from = first.len();
        for segment in middle {
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
        let mut starts = Vec::with_capacity(self.segments.len());
        let mut pattern_units = 0;
        let mut from = 0;
        let last = self.segments.len() - 1;
        for (index, segment) in self.segments.iter().enumerate() {
            let rest = value.get(from..).unwrap_or_default();
            let place = match index {
                0 => Place {
                    start: 0,
                    agreeing: segment.agreeing(value),
                },
                _ if index < last => segment.leftmost(rest),
                _ => match stands_at_end(segment, value, from) {
                    Some(start) => Place {
                        start: start - from,
                        agreeing: segment.len(),
                    },
                    None => segment.furthest(rest),
                },
            };
            starts.push(from + place.start);
            from += place.start + place.agreeing;
            pattern_units += place.agreeing;
            let is_whole = place.agreeing == segment.len();
            if !is_whole || index == last {
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
        let mut pieces = Pieces::default();
        let mut left = trace.pattern_units;
        let mut end = 0;
        for (index, (segment, start)) in self.segments.iter().zip(&trace.starts).enumerate() {
            if index > 0 {
                pieces.add(true, &[u16::from(b'*')], value.get(end..*start));
                left -= 1;
            }
            let agreeing = segment.len().min(left);
            let tokens = segment.tokens().get(..agreeing).unwrap_or_default();
            end = *start;
            for run in tokens.chunk_by(|a, b| a.is_wildcard() == b.is_wildcard()) {
                let pattern: Vec<u16> = run.iter().map(|token| token.unit()).collect();
                let wildcard = run.first().is_some_and(|token| token.is_wildcard());
                pieces.add(wildcard, &pattern, value.get(end..end + run.len()));
                end += run.len();
            }
            left -= agreeing;
        }
        pieces.finish()
    }

    /// Whether it matches, and a run of wildcards in it takes nothing.
    #[must_use]
    pub fn needs_empty_run(&self, value: &[u16]) -> bool {
        if self.segments.len() == 1 {
            return false;
        }
        let trace = self.trace(value);
        let took_nothing = |taken: &Taken| taken.wildcard && taken.value.is_empty();
        trace.matched && self.alignment(value, &trace).iter().any(took_nothing)
    }

    /// The pattern cut at the first colons that stand for themselves, into at most
    /// that many parts.
    #[must_use]
    pub fn split_at_colons(&self, parts: usize) -> Vec<Pattern> {
        let mut done = Vec::new();
        let mut compiler = Compiler::default();
        for (index, segment) in self.segments.iter().enumerate() {
            if index > 0 {
                compiler.end_segment();
            }
            for token in segment.tokens() {
                if *token == Token::Unit(u16::from(b':')) && done.len() + 1 < parts {
                    done.push(std::mem::take(&mut compiler).finish());
                } else {
                    compiler.segment.push(*token);
                }
            }
        }
        done.push(compiler.finish());
        done
    }
}

/// Where the last segment begins if the value ends in it, behind what is taken already.
fn stands_at_end(segment: &Segment, value: &[u16], from: usize) -> Option<usize> {
    let start = value.len().checked_sub(segment.len())?;
    let tail = value.get(start..).unwrap_or_default();
    (start >= from && segment.agreeing(tail) == segment.len()).then_some(start)
}

#[derive(Default)]
struct Compiler {
    done: Vec<Segment>,
    segment: Vec<Token>,
}

impl Compiler {
    fn written(&mut self, text: &str) {
        self.segment.reserve(text.len());
        for unit in text.encode_utf16() {
            match u8::try_from(unit) {
                Ok(b'*') => self.end_segment(),
                Ok(b'?') => self.segment.push(Token::One),
                _ => self.segment.push(Token::Unit(unit)),
            }
        }
    }

    fn end_segment(&mut self) {
        self.done.push(Segment::new(std::mem::take(&mut self.segment)));
    }

    fn finish(mut self) -> Pattern {
        self.end_segment();
        Pattern { segments: self.done }
    }
}

/// Parts of an alignment; neighbours of one kind are joined.
#[derive(Default)]
struct Pieces(Vec<(bool, Vec<u16>, Vec<u16>)>);

impl Pieces {
    fn add(&mut self, wildcard: bool, pattern: &[u16], took: Option<&[u16]>) {
        let took = took.unwrap_or_default();
        match self.0.last_mut() {
            Some((kind, patterns, values)) if *kind == wildcard => {
                patterns.extend(pattern);
                values.extend(took);
            }
            _ => self.0.push((wildcard, pattern.to_vec(), took.to_vec())),
        }
    }

    fn finish(self) -> Vec<Taken> {
        self.0
            .into_iter()
            .map(|(wildcard, pattern, value)| Taken {
                pattern: String::from_utf16_lossy(&pattern),
                value: String::from_utf16_lossy(&value),
                wildcard,
            })
            .collect()
    }
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
