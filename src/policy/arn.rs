//! ARN patterns, matched part by part.
//!
//! An ARN is cut into six parts at its first five colons, and a wildcard stays
//! within its part except in the last one (IAM user guide; no observation lets a
//! wildcard cross a part).

use crate::report::Taken;

use super::pattern::{Pattern, Trace};

const PARTS: usize = 6;
const COLON: u16 = 0x3A;

/// Whether a text is taken for an ARN: `arn:` and five more parts.
#[must_use]
pub fn is_arn(text: &str) -> bool {
    text.starts_with("arn:") && text.splitn(PARTS, ':').count() == PARTS
}

/// A compiled ARN pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArnPattern {
    whole: Pattern,
    /// Six, or none for a bare `*`, which matches every ARN.
    parts: Vec<Pattern>,
}

/// How an ARN pattern fared against an ARN.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArnTrace {
    /// Every part matches.
    pub matched: bool,
    /// Units of the pattern that agree.
    pub pattern_units: usize,
    /// Units of the value that agree.
    pub value_units: usize,
    /// Which part of the value each part of the pattern took.
    pub alignment: Vec<Taken>,
}

impl ArnPattern {
    /// Takes a pattern as one of ARNs; nothing where it has not the parts of one.
    #[must_use]
    pub fn new(whole: Pattern) -> Option<Self> {
        if whole == Pattern::new("*") {
            return Some(Self {
                whole,
                parts: Vec::new(),
            });
        }
        let parts = whole.split_at_colons(PARTS);
        let is_arn = parts.len() == PARTS && parts.first() == Some(&Pattern::new("arn"));
        is_arn.then_some(Self { whole, parts })
    }

    /// Whether it is a bare `*`.
    #[must_use]
    pub fn is_bare_star(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether letting wildcards cross parts would change the answer.
    #[must_use]
    pub fn depends_on_parts(&self, value: &[u16]) -> bool {
        !self.is_bare_star() && self.whole.is_match(value) != self.matches(value)
    }

    /// Whether every part matches.
    #[must_use]
    pub fn matches(&self, value: &[u16]) -> bool {
        if self.is_bare_star() {
            return true;
        }
        let parts: Vec<&[u16]> = value.splitn(PARTS, |unit| *unit == COLON).collect();
        parts.len() == PARTS
            && self
                .parts
                .iter()
                .zip(parts)
                .all(|(pattern, part)| pattern.is_match(part))
    }

    /// Matches and keeps how far it got.
    #[must_use]
    pub fn trace(&self, value: &[u16]) -> ArnTrace {
        if self.is_bare_star() {
            let trace = self.whole.trace(value);
            return ArnTrace::of(&self.whole, value, &trace);
        }
        let values: Vec<&[u16]> = value.splitn(PARTS, |unit| *unit == COLON).collect();
        let mut sum = ArnTrace {
            matched: values.len() == PARTS,
            pattern_units: 0,
            value_units: 0,
            alignment: Vec::new(),
        };
        for (index, (pattern, part)) in self.parts.iter().zip(values).enumerate() {
            if index > 0 {
                sum.add_colon();
            }
            let trace = pattern.trace(part);
            sum.add(ArnTrace::of(pattern, part, &trace));
            if !trace.matched {
                break;
            }
        }
        sum
    }
}

impl ArnTrace {
    fn of(pattern: &Pattern, value: &[u16], trace: &Trace) -> Self {
        Self {
            matched: trace.matched,
            pattern_units: trace.pattern_units,
            value_units: trace.value_units,
            alignment: pattern.alignment(value, trace),
        }
    }

    fn add_colon(&mut self) {
        self.add(Self {
            matched: true,
            pattern_units: 1,
            value_units: 1,
            alignment: vec![Taken {
                pattern: ":".to_owned(),
                value: ":".to_owned(),
                wildcard: false,
            }],
        });
    }

    /// Appends what a further part took; neighbouring literals become one.
    fn add(&mut self, part: Self) {
        self.matched &= part.matched;
        self.pattern_units += part.pattern_units;
        self.value_units += part.value_units;
        for taken in part.alignment {
            match self.alignment.last_mut() {
                Some(last) if !last.wildcard && !taken.wildcard => {
                    last.pattern.push_str(&taken.pattern);
                    last.value.push_str(&taken.value);
                }
                _ => self.alignment.push(taken),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, value: &str) -> bool {
        let units: Vec<u16> = value.encode_utf16().collect();
        let pattern = ArnPattern::new(Pattern::new(pattern)).unwrap();
        assert_eq!(pattern.trace(&units).matched, pattern.matches(&units));
        pattern.matches(&units)
    }

    #[test]
    fn matches_part_by_part() {
        let role = "arn:aws:iam::111122223333:role/team/deploy";
        assert!(matches(role, role));
        assert!(matches("arn:aws:iam::*:role/*", role));
        assert!(matches("arn:*:iam::1?1122223333:role/team/d*", role));
        assert!(matches("*", role));
        assert!(!matches("arn:aws:iam::*:ROLE/*", role));
        assert!(!matches("arn:aws:*:role:x:y", role));
        assert!(!matches("arn:aws:iam::*:role/*", "arn:aws:iam::111122223333"));
        assert!(matches("arn:aws:s3:::a:*", "arn:aws:s3:::a:b:c"));
    }

    #[test]
    fn tells_arns_from_other_texts() {
        for text in ["arn:aws:iam::1:role/x", "arn:::::"] {
            assert!(is_arn(text), "{text}");
        }
        for text in ["", "not-an-arn", "arn:aws:iam", "ARN:aws:iam::1:role/x", "*"] {
            assert!(!is_arn(text), "{text}");
        }
        for text in ["", "not-an-arn", "arn:aws:iam*", "**", "*:aws:iam::1:role/x"] {
            assert_eq!(ArnPattern::new(Pattern::new(text)), None, "{text}");
        }
    }

    #[test]
    fn knows_when_the_parts_decide() {
        let pattern = ArnPattern::new(Pattern::new("arn:aws:*:*:*:x")).unwrap();
        let crossing: Vec<u16> = "arn:aws:iam:::y:x".encode_utf16().collect();
        assert!(pattern.depends_on_parts(&crossing));
    }
}
