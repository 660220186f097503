//! Patterns with `*` and `?`.
//!
//! `*` takes any run of characters, `?` exactly one UTF-16 unit, so that a
//! character above U+FFFF needs two (observed on real AWS, 2026-09-11). Everything
//! else stands for itself, a backslash too. Matching walks the value once and, on a
//! miss, lets the last `*` take one unit more: at most pattern times value steps.

use crate::report::Taken;

use super::variable::Part;

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    /// Stands for itself.
    Unit(u16),
    /// `?`
    One,
    /// `*`
    Run,
}

impl Token {
    fn is_wildcard(self) -> bool {
        !matches!(self, Self::Unit(_))
    }

    fn unit(self) -> u16 {
        match self {
            Self::Unit(unit) => unit,
            Self::One => u16::from(b'?'),
            Self::Run => u16::from(b'*'),
        }
    }
}

/// How a pattern fared against a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// It matches the whole value.
    pub matched: bool,
    /// Units of the pattern that agree; all of them on a match.
    pub pattern_units: usize,
    /// Units of the value that agree; all of them on a match.
    pub value_units: usize,
    /// Where each agreeing unit of the pattern began to take from the value.
    starts: Vec<usize>,
}

impl Pattern {
    /// Compiles a text in which `*` and `?` are wildcards.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::of(&[Part::Written(text.to_owned())])
    }

    /// Compiles a text with inserted parts, in which wildcards stand for themselves.
    pub(super) fn of(parts: &[Part]) -> Self {
        let mut tokens = Vec::new();
        for part in parts {
            match part {
                Part::Written(text) => tokens.extend(text.encode_utf16().map(written)),
                Part::Inserted(text) => tokens.extend(text.encode_utf16().map(Token::Unit)),
            }
        }
        Self { tokens }
    }

    /// Whether it has a wildcard at all.
    #[must_use]
    pub fn has_wildcard(&self) -> bool {
        self.tokens.iter().any(|token| token.is_wildcard())
    }

    /// Whether it has nothing but wildcards.
    #[must_use]
    pub fn is_only_wildcards(&self) -> bool {
        self.tokens.iter().all(|token| token.is_wildcard())
    }

    /// Whether it matches the whole text.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let units: Vec<u16> = text.encode_utf16().collect();
        self.trace(&units).matched
    }

    /// Matches against UTF-16 units and keeps how far it got.
    #[must_use]
    pub fn trace(&self, value: &[u16]) -> Trace {
        let mut walk = Walk::default();
        let mut starts = Vec::with_capacity(self.tokens.len() + 1);
        let mut furthest = walk;
        loop {
            // Later starts are written again after each retry; earlier ones are final.
            starts.truncate(walk.token);
            starts.push(walk.unit);
            if walk.token >= furthest.token {
                furthest = walk;
            }
            match (self.tokens.get(walk.token), value.get(walk.unit)) {
                (None, None) => return Trace::matched(starts, value.len()),
                (Some(Token::Run), _) => walk.open_run(),
                (Some(Token::One), Some(_)) => walk.step(),
                (Some(Token::Unit(wanted)), Some(found)) if wanted == found => walk.step(),
                _ if walk.retry(value.len()) => {}
                _ => return Trace::missed(starts, furthest),
            }
        }
    }

    /// Which part of the value each part of the pattern took, as far as they agree.
    #[must_use]
    pub fn alignment(&self, value: &[u16], trace: &Trace) -> Vec<Taken> {
        let mut parts = Vec::new();
        let mut from = 0;
        let agreeing = self.tokens.get(..trace.pattern_units).unwrap_or_default();
        for group in agreeing.chunk_by(|a, b| a.is_wildcard() == b.is_wildcard()) {
            let to = from + group.len();
            let pattern: Vec<u16> = group.iter().map(|token| token.unit()).collect();
            let took = trace.start(from)..trace.start(to);
            parts.push(Taken {
                pattern: String::from_utf16_lossy(&pattern),
                value: String::from_utf16_lossy(value.get(took).unwrap_or_default()),
                wildcard: group.first().is_some_and(|token| token.is_wildcard()),
            });
            from = to;
        }
        parts
    }

    /// Whether it matches, and a run of wildcards in it takes nothing.
    #[must_use]
    pub fn needs_empty_run(&self, value: &[u16]) -> bool {
        let trace = self.trace(value);
        let took_nothing = |taken: &Taken| taken.wildcard && taken.value.is_empty();
        trace.matched && self.alignment(value, &trace).iter().any(took_nothing)
    }

    /// The pattern cut at the first colons that stand for themselves, into at most
    /// that many parts.
    #[must_use]
    pub fn split_at_colons(&self, parts: usize) -> Vec<Pattern> {
        self.tokens
            .splitn(parts, |token| *token == Token::Unit(u16::from(b':')))
            .map(|tokens| Pattern {
                tokens: tokens.to_vec(),
            })
            .collect()
    }
}

fn written(unit: u16) -> Token {
    match u8::try_from(unit) {
        Ok(b'*') => Token::Run,
        Ok(b'?') => Token::One,
        _ => Token::Unit(unit),
    }
}

/// Where a match stands: the next token and the next unit of the value.
#[derive(Debug, Clone, Copy, Default)]
struct Walk {
    token: usize,
    unit: usize,
    /// The last `*`: its token, and the unit behind what it takes.
    run: Option<(usize, usize)>,
}

impl Walk {
    fn step(&mut self) {
        self.token += 1;
        self.unit += 1;
    }

    fn open_run(&mut self) {
        self.run = Some((self.token, self.unit));
        self.token += 1;
    }

    /// Lets the last `*` take one unit more; false where there is none left to take.
    fn retry(&mut self, units: usize) -> bool {
        match self.run {
            Some((token, unit)) if unit < units => {
                self.run = Some((token, unit + 1));
                self.token = token + 1;
                self.unit = unit + 1;
                true
            }
            _ => false,
        }
    }
}

impl Trace {
    fn matched(starts: Vec<usize>, units: usize) -> Self {
        Self {
            matched: true,
            pattern_units: starts.len() - 1,
            value_units: units,
            starts,
        }
    }

    /// Puts back the starts as they were at the furthest point: behind its last `*`
    /// every token took exactly one unit.
    fn missed(mut starts: Vec<usize>, furthest: Walk) -> Self {
        let behind_run = furthest.run.map_or(0, |(token, _)| token + 1);
        starts.truncate(behind_run);
        for token in behind_run..=furthest.token {
            starts.push(furthest.unit - (furthest.token - token));
        }
        Self {
            matched: false,
            pattern_units: furthest.token,
            value_units: furthest.unit,
            starts,
        }
    }

    fn start(&self, token: usize) -> usize {
        self.starts.get(token).copied().unwrap_or(self.value_units)
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
