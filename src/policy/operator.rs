//! Condition operators: what is compared, how, and over which values.

use std::fmt;

/// A condition operator, read from its name (IAM user guide, "IAM JSON policy
/// elements: Condition operators").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub quantifier: Option<Quantifier>,
    /// What is compared, and how.
    pub test: Test,
    /// The `Not` of the name: a value of the call must satisfy none of the policy's.
    pub negated: bool,
    /// `…IfExists`: holds where the key is not part of the call.
    pub if_exists: bool,
}

/// Over which of several values of a key an operator is to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantifier {
    /// Every value of the call.
    ForAllValues,
    /// At least one value of the call.
    ForAnyValue,
}

/// What is compared, and how, before any negation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Test {
    /// The same text.
    StringEquals,
    /// The same text after lower-casing both.
    StringEqualsIgnoreCase,
    /// A pattern with `*` and `?`.
    StringLike,
    /// Decimal numbers.
    Numeric(Ordering),
    /// Moments in time.
    Date(Ordering),
    /// Truth values.
    Bool,
    /// Base64 text.
    BinaryEquals,
    /// An address in a range.
    IpAddress,
    /// An ARN against a pattern, part by part.
    Arn {
        /// `ArnEquals`, which AWS documents to behave as `ArnLike`.
        equals: bool,
    },
    /// Whether the key is absent.
    Null,
}

/// How two numbers or moments are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ordering {
    /// The value of the call is the policy's.
    Equals,
    /// It is smaller.
    LessThan,
    /// It is not larger.
    LessThanEquals,
    /// It is larger.
    GreaterThan,
    /// It is not smaller.
    GreaterThanEquals,
}

impl Ordering {
    /// Whether a value that compares so with the policy's satisfies this.
    #[must_use]
    pub fn holds(self, compared: std::cmp::Ordering) -> bool {
        match self {
            Self::Equals => compared.is_eq(),
            Self::LessThan => compared.is_lt(),
            Self::LessThanEquals => compared.is_le(),
            Self::GreaterThan => compared.is_gt(),
            Self::GreaterThanEquals => compared.is_ge(),
        }
    }
}

/// Every name that AWS documents, what it tests, and whether it negates.
const NAMES: [(&str, Test, bool); 27] = [
    ("StringEquals", Test::StringEquals, false),
    ("StringNotEquals", Test::StringEquals, true),
    ("StringEqualsIgnoreCase", Test::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Test::StringEqualsIgnoreCase, true),
    ("StringLike", Test::StringLike, false),
    ("StringNotLike", Test::StringLike, true),
    ("NumericEquals", Test::Numeric(Ordering::Equals), false),
    ("NumericNotEquals", Test::Numeric(Ordering::Equals), true),
    ("NumericLessThan", Test::Numeric(Ordering::LessThan), false),
    ("NumericLessThanEquals", Test::Numeric(Ordering::LessThanEquals), false),
    ("NumericGreaterThan", Test::Numeric(Ordering::GreaterThan), false),
    (
        "NumericGreaterThanEquals",
        Test::Numeric(Ordering::GreaterThanEquals),
        false,
    ),
    ("DateEquals", Test::Date(Ordering::Equals), false),
    ("DateNotEquals", Test::Date(Ordering::Equals), true),
    ("DateLessThan", Test::Date(Ordering::LessThan), false),
    ("DateLessThanEquals", Test::Date(Ordering::LessThanEquals), false),
    ("DateGreaterThan", Test::Date(Ordering::GreaterThan), false),
    ("DateGreaterThanEquals", Test::Date(Ordering::GreaterThanEquals), false),
    ("Bool", Test::Bool, false),
    ("BinaryEquals", Test::BinaryEquals, false),
    ("IpAddress", Test::IpAddress, false),
    ("NotIpAddress", Test::IpAddress, true),
    ("ArnEquals", Test::Arn { equals: true }, false),
    ("ArnNotEquals", Test::Arn { equals: true }, true),
    ("ArnLike", Test::Arn { equals: false }, false),
    ("ArnNotLike", Test::Arn { equals: false }, true),
    ("Null", Test::Null, false),
];

const QUANTIFIERS: [(&str, Quantifier); 2] = [
    ("ForAllValues", Quantifier::ForAllValues),
    ("ForAnyValue", Quantifier::ForAnyValue),
];

const IF_EXISTS: &str = "IfExists";

impl Operator {
    /// Reads a name as AWS spells it. IAM refuses a policy with another letter case
    /// (reported).
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::in_any_case(name).filter(|operator| operator.is_spelt(name))
    }

    /// The operator that a name is but for its letter case, or for the colon that should
    /// follow `ForAllValues` or `ForAnyValue`.
    #[must_use]
    pub fn in_any_form(name: &str) -> Option<Self> {
        Self::in_any_case(name).or_else(|| {
            let (prefix, rest) = QUANTIFIERS.iter().find_map(|(prefix, _)| {
                let (start, rest) = name.split_at_checked(prefix.len())?;
                start.eq_ignore_ascii_case(prefix).then_some((*prefix, rest))
            })?;
            Self::in_any_case(&[prefix, rest.trim_start_matches(['.', '-', '_', ' '])].join(":"))
        })
    }

    /// Its `Display` gives AWS's spelling.
    fn in_any_case(name: &str) -> Option<Self> {
        let (quantifier, rest) = match name.split_once(':') {
            Some((prefix, rest)) => (Some(lookup(&QUANTIFIERS, prefix)?), rest),
            None => (None, name),
        };
        let (base, if_exists) = match strip_suffix_ignoring_case(rest, IF_EXISTS) {
            Some(base) => (base, true),
            None => (rest, false),
        };
        let (_, test, negated) = NAMES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(base))?;
        Some(Self {
            quantifier,
            test: *test,
            negated: *negated,
            if_exists,
        })
    }

    /// Whether a name that reads as this operator is in AWS's own letter case.
    fn is_spelt(self, name: &str) -> bool {
        NAMES.iter().any(|(known, ..)| *known == name) || self.to_string() == name
    }

    /// The operator that a name is most likely meant to be.
    #[must_use]
    pub fn meant(name: &str) -> Option<Self> {
        Self::in_any_form(name).or_else(|| {
            let prefix = name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
            Some(Self {
                quantifier: lookup(&QUANTIFIERS, prefix),
                if_exists: strip_suffix_ignoring_case(name, IF_EXISTS).is_some(),
                ..Self::parse(Self::nearest(name)?)?
            })
        })
    }

    /// The operator that a misspelt name is most likely meant to be, without what stands
    /// before or after it.
    #[must_use]
    pub fn nearest(name: &str) -> Option<&'static str> {
        let base = name.rsplit(':').next().unwrap_or(name);
        let base = strip_suffix_ignoring_case(base, IF_EXISTS).unwrap_or(base);
        // Long enough for every operator; what is longer is none of them misspelt.
        if base.len() > 40 {
            return None;
        }
        nearest(base, NAMES.iter().map(|(known, ..)| *known), 3)
    }
}

fn lookup<T: Copy>(table: &[(&str, T)], name: &str) -> Option<T> {
    table
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, found)| *found)
}

fn strip_suffix_ignoring_case<'a>(text: &'a str, suffix: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(suffix.len())?;
    let (head, tail) = text.split_at_checked(at)?;
    tail.eq_ignore_ascii_case(suffix).then_some(head)
}

/// Levenshtein distance, letter case aside.
#[must_use]
pub fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (done, l) in left.chars().enumerate() {
        let mut diagonal = done;
        let mut before = done + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (cell, r) in row.iter_mut().skip(1).zip(&right) {
            let replaced = diagonal + usize::from(!l.eq_ignore_ascii_case(r));
            diagonal = *cell;
            before = replaced.min(*cell + 1).min(before + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Of names in ASCII the one of which another is a slip of so many letters at most.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>, slips: usize) -> Option<&'a str> {
    let length = name.chars().count();
    // Each letter more or less is a slip, and thousands of names are not to be compared for long.
    let near = known.filter(|known| known.len().abs_diff(length) <= slips);
    let near = near.map(|known| (distance(name, known), known));
    near.filter(|(edits, _)| *edits <= slips).min().map(|(_, known)| known)
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.quantifier {
            Some(Quantifier::ForAllValues) => f.write_str("ForAllValues:")?,
            Some(Quantifier::ForAnyValue) => f.write_str("ForAnyValue:")?,
            None => {}
        }
        let name = NAMES
            .iter()
            .find(|(_, test, negated)| *test == self.test && *negated == self.negated)
            .map_or("", |(name, ..)| name);
        f.write_str(name)?;
        if self.if_exists {
            f.write_str(IF_EXISTS)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_every_name_with_every_prefix_and_suffix() {
        for (name, test, negated) in NAMES {
            for prefix in ["", "ForAllValues:", "ForAnyValue:"] {
                for suffix in ["", "IfExists"] {
                    let whole = format!("{prefix}{name}{suffix}");
                    let read = Operator::parse(&whole).unwrap();
                    assert_eq!((read.test, read.negated), (test, negated), "{whole}");
                    assert_eq!(read.to_string(), whole);
                    assert_eq!(Operator::parse(&whole.to_uppercase()), None);
                    assert_eq!(Operator::in_any_form(&whole.to_uppercase()), Some(read));
                    assert_eq!(Operator::in_any_form(&whole.replace(':', "")), Some(read));
                }
            }
        }
    }

    #[test]
    fn refuses_what_is_no_operator() {
        for name in [
            "",
            "MadeUp",
            "StringEqual",
            "ForSomeValues:Bool",
            "IfExists",
            "Bool:",
            "StringEqualsIfExistsIfExists",
        ] {
            assert_eq!(Operator::parse(name), None, "{name}");
        }
    }

    #[test]
    fn knows_what_a_misspelt_name_means() {
        assert_eq!(Operator::nearest("StringEqual"), Some("StringEquals"));
        assert_eq!(Operator::nearest("ForAnyValue:StringLikes"), Some("StringLike"));
        assert_eq!(Operator::nearest("Frobnicate"), None);
        for (name, meant) in [
            ("stringEquals", "StringEquals"),
            ("ForAllValuesStringEquals", "ForAllValues:StringEquals"),
            ("foranyvalue:stringlikeifexists", "ForAnyValue:StringLikeIfExists"),
            ("ForAnyValue:StringLikesIfExists", "ForAnyValue:StringLikeIfExists"),
            ("StringEqual", "StringEquals"),
        ] {
            assert_eq!(
                Operator::meant(name).map(|meant| meant.to_string()).as_deref(),
                Some(meant)
            );
        }
        assert_eq!(Operator::meant("Frobnicate"), None);
    }
}
