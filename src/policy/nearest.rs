//! How near a value of the policy was to one of the call, and what is meant instead.

use std::borrow::Cow;
use std::fmt;

use crate::report::{Nearest, Taken};

use super::arn::ArnPattern;
use super::effort::Effort;
use super::fold::fold;
use super::literal::{Literal, LiteralKind, Subject, SubjectKind};
use super::lookalike;
use super::operator::Test;
use super::pattern::{self, Pattern, Trace};
use super::problem::quoted;

/// Compares a value of the policy with values of the call, and keeps the nearest.
/// Only strings and ARNs can be near; numbers, moments and addresses are not.
pub(super) fn find<'a>(test: Test, literal: &'a Literal<'_>, subjects: &'a [Subject<'_>]) -> Option<Found<'a>> {
    let expected = literal.resolved.as_deref()?;
    let (subject, agreement) = subjects
        .iter()
        .filter_map(|subject| Some((subject, agreement(test, literal, subject)?)))
        .max_by_key(|(_, agreement)| (agreement.expected, agreement.actual))?;
    Some(Found {
        expected,
        literal,
        subject,
        agreement,
    })
}

/// The value of the call that a value of the policy was nearest to.
pub(super) struct Found<'a> {
    expected: &'a str,
    literal: &'a Literal<'a>,
    subject: &'a Subject<'a>,
    agreement: Agreement,
}

impl Found<'_> {
    /// How near it was.
    pub(super) fn nearest(&self) -> Nearest {
        Nearest {
            actual_matched: self.agreement.actual,
            expected_matched: self.agreement.expected,
            hint: None,
        }
    }

    /// The same, to be compared with that of another value.
    pub(super) fn nearness(&self) -> (usize, usize) {
        (self.agreement.actual, self.agreement.expected)
    }

    /// What is probably meant instead.
    pub(super) fn hint(&self, test: Test) -> Option<String> {
        if self.agreement.matched {
            return None;
        }
        let hint = hint(test, self.expected, self.subject.text, &self.agreement);
        hint.map(|hint| hint.to_string())
    }

    /// Which part of it each part of a pattern took, while that is not too much to tell.
    pub(super) fn alignment(self, effort: &mut Effort) -> Option<Vec<Taken>> {
        let told = self.agreement.actual.saturating_add(self.agreement.expected);
        match (self.agreement.aligned, &self.literal.kind) {
            (Aligned::Traced(trace), LiteralKind::Pattern(pattern)) if effort.aligns(told) => {
                Some(pattern.alignment(&units(self.subject), &trace))
            }
            (Aligned::Told(alignment), _) if effort.aligns(told) => Some(alignment),
            _ => None,
        }
    }
}

/// UTF-16 units of both sides that agree.
struct Agreement {
    matched: bool,
    actual: usize,
    expected: usize,
    aligned: Aligned,
}

/// How a pattern took a value; told of the nearest one alone.
enum Aligned {
    No,
    Traced(Trace),
    Told(Vec<Taken>),
}

/// UTF-16 units of a value of the call.
fn units<'a>(subject: &'a Subject<'_>) -> Cow<'a, [u16]> {
    match &subject.kind {
        SubjectKind::Units(units) | SubjectKind::Arn(Some(units)) => Cow::Borrowed(units),
        SubjectKind::Arn(None) => Cow::Owned(subject.text.encode_utf16().collect()),
        _ => Cow::Owned(Vec::new()),
    }
}

fn agreement(test: Test, literal: &Literal<'_>, subject: &Subject<'_>) -> Option<Agreement> {
    let actual = subject.text;
    match (&literal.kind, test) {
        (LiteralKind::Pattern(pattern), _) => {
            let trace = pattern.trace(&units(subject));
            Some(Agreement {
                matched: trace.matched,
                actual: trace.value_units,
                expected: trace.pattern_units,
                aligned: Aligned::Traced(trace),
            })
        }
        (LiteralKind::Arn(Some(pattern)), _) => {
            let trace = pattern.trace(&units(subject));
            Some(Agreement {
                matched: trace.matched,
                actual: trace.value_units,
                expected: trace.pattern_units,
                aligned: Aligned::Told(trace.alignment),
            })
        }
        (LiteralKind::Text(_), Test::StringEquals) => Some(common_prefix(literal, actual, |a, b| a == b)),
        (LiteralKind::Text(_), Test::StringEqualsIgnoreCase) => Some(common_prefix(literal, actual, |a, b| {
            fold(a.encode_utf8(&mut [0; 4])) == fold(b.encode_utf8(&mut [0; 4]))
        })),
        _ => None,
    }
}

fn common_prefix(literal: &Literal<'_>, actual: &str, same: impl Fn(char, char) -> bool) -> Agreement {
    let expected = literal.resolved.as_deref().unwrap_or_default();
    let mut agreement = Agreement {
        matched: false,
        actual: 0,
        expected: 0,
        aligned: Aligned::No,
    };
    for (wanted, found) in expected.chars().zip(actual.chars()) {
        if !same(wanted, found) {
            break;
        }
        agreement.expected += wanted.len_utf16();
        agreement.actual += found.len_utf16();
    }
    let whole = |text: &str, units| text.encode_utf16().count() == units;
    agreement.matched = whole(expected, agreement.expected) && whole(actual, agreement.actual);
    agreement
}

/// What is probably meant instead.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Hint {
    Case,
    Blank {
        side: &'static str,
        end: &'static str,
    },
    LookAlike(lookalike::Found),
    LiteralWildcard {
        would_match: bool,
    },
    Composition,
    PercentEncoding {
        side: &'static str,
    },
    /// The value goes on where the policy's ends.
    Longer {
        rest: String,
    },
    /// The policy's goes on where the value ends.
    Shorter {
        rest: String,
    },
    /// One part differs.
    Part {
        expected: String,
        found: String,
    },
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case => f.write_str("differs only in letter case"),
            Self::Blank { side, end } => write!(f, "differs only in a {end} space in {side}"),
            Self::LookAlike(found) => write!(f, "differs only in a look-alike character: {found}"),
            Self::LiteralWildcard { would_match: true } => {
                f.write_str("* and ? are literal in StringEquals; StringLike would match")
            }
            Self::LiteralWildcard { would_match: false } => {
                f.write_str("* and ? are literal in StringEquals; only StringLike takes them as wildcards")
            }
            Self::Composition => {
                f.write_str("looks the same, but an accent is one character here and two there; AWS tells them apart")
            }
            Self::PercentEncoding { side } => write!(f, "differs only in percent-encoding: {side} is encoded"),
            Self::Longer { rest } => {
                write!(
                    f,
                    "the value of this call goes on with {} where the policy's ends",
                    quoted(rest)
                )
            }
            Self::Shorter { rest } => {
                write!(
                    f,
                    "the policy expects {} more where the value of this call ends",
                    quoted(rest)
                )
            }
            Self::Part { expected, found } => {
                f.write_str("expected ")?;
                f.write_str(&quoted(expected))?;
                f.write_str(" where this call has ")?;
                f.write_str(&quoted(found))
            }
        }
    }
}

/// Texts longer than this are compared, but not searched for hints.
const MAX_SEARCHED: usize = 8192;

fn hint(test: Test, expected: &str, actual: &str, agreement: &Agreement) -> Option<Hint> {
    if expected.len() + actual.len() > MAX_SEARCHED {
        return None;
    }
    let same = |expected: &str, actual: &str| is_satisfied(test, expected, actual);
    if same(&fold(expected), &fold(actual)) {
        return Some(Hint::Case);
    }
    let has_blank = |text: &str| text.trim().len() < text.len();
    if (has_blank(expected) || has_blank(actual))
        && let Some(hint) = blank(expected, actual, same)
    {
        return Some(hint);
    }
    if same(&lookalike::skeleton(expected), &lookalike::skeleton(actual)) {
        let found = lookalike::find(expected, actual, agreement.expected, agreement.actual);
        return found.map(Hint::LookAlike).or(Some(Hint::Composition));
    }
    if test == Test::StringEquals && expected.contains(['*', '?']) {
        let would_match = pattern::matches(expected, actual);
        return Some(Hint::LiteralWildcard { would_match });
    }
    percent_encoding(expected, actual, same).or_else(|| parts(expected, actual, agreement))
}

fn is_satisfied(test: Test, expected: &str, actual: &str) -> bool {
    match test {
        Test::StringLike => pattern::matches(expected, actual),
        Test::Arn { .. } => {
            let units: Vec<u16> = actual.encode_utf16().collect();
            ArnPattern::new(Pattern::new(expected)).is_some_and(|pattern| pattern.matches(&units))
        }
        Test::StringEqualsIgnoreCase => fold(expected) == fold(actual),
        _ => expected == actual,
    }
}

fn blank(expected: &str, actual: &str, same: impl Fn(&str, &str) -> bool) -> Option<Hint> {
    const POLICY: &str = "the policy's value";
    const CALL: &str = "the value of this call";
    [
        (expected.trim_end(), actual, POLICY, "trailing"),
        (expected.trim_start(), actual, POLICY, "leading"),
        (expected, actual.trim_end(), CALL, "trailing"),
        (expected, actual.trim_start(), CALL, "leading"),
        (
            expected.trim(),
            actual.trim(),
            "one of the values",
            "leading or trailing",
        ),
    ]
    .into_iter()
    .find(|(wanted, found, ..)| same(wanted, found))
    .map(|(_, _, side, end)| Hint::Blank { side, end })
}

fn percent_encoding(expected: &str, actual: &str, same: impl Fn(&str, &str) -> bool) -> Option<Hint> {
    if !expected.contains('%') && !actual.contains('%') {
        return None;
    }
    let decode = |text: &str| {
        text.replace("%3A", ":")
            .replace("%3a", ":")
            .replace("%2F", "/")
            .replace("%2f", "/")
    };
    if same(&decode(expected), actual) {
        let side = "the policy's value";
        return Some(Hint::PercentEncoding { side });
    }
    let side = "the value of this call";
    same(expected, &decode(actual)).then_some(Hint::PercentEncoding { side })
}

fn parts(expected: &str, actual: &str, agreement: &Agreement) -> Option<Hint> {
    let (expected_before, expected_rest) = split_at_unit(expected, agreement.expected);
    let (actual_before, actual_rest) = split_at_unit(actual, agreement.actual);
    match (expected_rest, actual_rest) {
        ("", "") => None,
        ("", rest) => Some(Hint::Longer { rest: rest.to_owned() }),
        (rest, "") => Some(Hint::Shorter { rest: rest.to_owned() }),
        _ => {
            let (expected, found) = (part(expected_before, expected_rest), part(actual_before, actual_rest));
            // The same part, with another separator after it.
            let with_separator = |part: &str, rest: &str| {
                let separator = rest.chars().next().filter(|first| SEPARATORS.contains(first));
                part.chars().chain(separator).collect()
            };
            Some(if expected == found {
                Hint::Part {
                    expected: with_separator(&expected, expected_rest),
                    found: with_separator(&found, actual_rest),
                }
            } else {
                Hint::Part { expected, found }
            })
        }
    }
}

/// What ends a part of a subject or an ARN.
const SEPARATORS: [char; 2] = [':', '/'];

/// The part between colons or slashes in which two texts come to differ.
fn part(before: &str, rest: &str) -> String {
    let begun = before.rsplit(SEPARATORS).next().unwrap_or_default();
    let ending = rest.split(SEPARATORS).next().unwrap_or_default();
    [begun, ending].concat()
}

/// Cuts a text in front of the character that holds a UTF-16 offset.
pub(super) fn split_at_unit(text: &str, unit: usize) -> (&str, &str) {
    let mut units = 0;
    let at = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > unit
    });
    let at = at.map_or(text.len(), |(at, _)| at);
    text.split_at_checked(at).unwrap_or((text, ""))
}
