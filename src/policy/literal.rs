//! Values of a policy and of a call, read as their operator reads them, and compared.

use std::borrow::Cow;

use super::address::{Address, Range};
use super::arn::{self, ArnPattern};
use super::date::Moment;
use super::document::ConditionValue;
use super::fold::fold;
use super::footing::Caveat;
use super::numeric::Decimal;
use super::operator::Test;
use super::pattern::Pattern;
use super::variable::{self, NoValue, Part};
use super::{Context, Version};

/// A value of the policy, ready to be compared.
#[derive(Debug, Clone)]
pub(super) struct Literal<'a> {
    pub(super) kind: LiteralKind<'a>,
    /// With variables filled in; nothing where a variable has no value.
    pub(super) resolved: Option<Cow<'a, str>>,
    /// What of reading it AWS was not seen to do.
    pub(super) caveats: Vec<Caveat>,
}

/// A value of the policy as its operator reads it; nothing inside where it cannot.
#[derive(Debug, Clone)]
pub(super) enum LiteralKind<'a> {
    Text(Cow<'a, str>),
    Pattern(Pattern),
    Number(Option<Decimal>),
    Moment(Option<Moment>),
    Truth(bool),
    Range(Option<Range>),
    Arn(Option<ArnPattern>),
    NoValue(NoValue),
}

/// A value of the call as the operator reads it.
#[derive(Debug, Clone)]
pub(super) struct Subject<'a> {
    pub(super) text: &'a str,
    pub(super) kind: SubjectKind<'a>,
}

/// A value of the call as the operator reads it; nothing inside where it cannot.
#[derive(Debug, Clone)]
pub(super) enum SubjectKind<'a> {
    Text(Cow<'a, str>),
    Units(Vec<u16>),
    Number(Option<Decimal>),
    Moment(Option<Moment>),
    Truth(bool),
    Address(Option<Address>),
    Arn(Option<Vec<u16>>),
}

/// What comparing one value of the call with one of the policy came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    Hit,
    Miss,
    /// The value of the policy cannot be read, and AWS stops there.
    Error,
}

/// Whether AWS is documented to fill in variables under this operator.
pub(super) fn takes_variables(test: Test) -> bool {
    matches!(
        test,
        Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike | Test::Arn { .. }
    )
}

/// `Bool` and `Null` read "true" in any ASCII letter case as true, and all else as false.
pub(super) fn truth(text: &str) -> bool {
    text.eq_ignore_ascii_case("true")
}

impl<'a> Literal<'a> {
    pub(super) fn read(value: &'a ConditionValue, test: Test, context: &'a Context<'_>, version: Version) -> Self {
        let mut caveats = Vec::from_iter((!value.quoted).then_some(Caveat::NotQuoted));
        caveats.extend(value.templated.then_some(Caveat::Templated));
        if !takes_variables(test) {
            caveats.extend(variable::has_variable(&value.text).then_some(Caveat::VariableElsewhere));
            caveats.extend(unusual(test, &value.text));
            return Self {
                kind: plain(test, &value.text),
                resolved: Some(value.text.as_str().into()),
                caveats,
            };
        }
        if version == Version::V2008 && variable::has_variable(&value.text) {
            caveats.push(Caveat::NoVariablesYet);
        }
        let filled = variable::resolve(&value.text, context, version);
        let wildcards_count = matches!(test, Test::StringLike | Test::Arn { .. });
        caveats.extend(
            filled
                .caveats
                .iter()
                .filter(|caveat| wildcards_count || **caveat != Caveat::WildcardInVariable),
        );
        let multivalued = matches!(&filled.parts, Err(no_value) if no_value.multivalued);
        caveats.extend((multivalued && test != Test::StringEquals).then_some(Caveat::MultivaluedVariable));
        let resolved = filled.text();
        let kind = match (filled.parts, &resolved) {
            (Err(no_value), _) => LiteralKind::NoValue(no_value),
            (Ok(parts), Some(filled)) => with_parts(test, &parts, filled, &mut caveats),
            (Ok(_), None) => LiteralKind::Text("".into()),
        };
        Self {
            kind,
            resolved,
            caveats,
        }
    }
}

/// A value under an operator that takes variables.
fn with_parts<'a>(
    test: Test,
    parts: &[Part<'a>],
    written: &Cow<'a, str>,
    caveats: &mut Vec<Caveat>,
) -> LiteralKind<'a> {
    match test {
        Test::StringLike => LiteralKind::Pattern(Pattern::of(parts)),
        Test::StringEqualsIgnoreCase => LiteralKind::Text(fold(written).into_owned().into()),
        Test::Arn { .. } => {
            let brings_colons = |part: &Part<'_>| matches!(part, Part::Inserted(value) if value.contains(':'));
            caveats.extend(parts.iter().any(brings_colons).then_some(Caveat::VariableInArn));
            let pattern = ArnPattern::new(Pattern::of(parts));
            if pattern.as_ref().is_some_and(ArnPattern::is_bare_star) {
                caveats.push(Caveat::BareStar);
            }
            if pattern.is_none() {
                caveats.extend(unlike_an_arn(written));
            }
            LiteralKind::Arn(pattern)
        }
        _ => LiteralKind::Text(written.clone()),
    }
}

/// A value under an operator that takes no variables.
fn plain(test: Test, written: &str) -> LiteralKind<'_> {
    match test {
        Test::Numeric(_) => LiteralKind::Number(Decimal::parse(written)),
        Test::Date(_) => LiteralKind::Moment(Moment::parse(written)),
        Test::Bool | Test::Null => LiteralKind::Truth(truth(written)),
        Test::IpAddress => LiteralKind::Range(Range::parse(written)),
        _ => LiteralKind::Text(written.into()),
    }
}

/// Whether AWS was not seen to read a text in such a form under this operator.
pub(super) fn unusual(test: Test, written: &str) -> Option<Caveat> {
    match test {
        Test::Numeric(_) => Decimal::is_unusual(written).then_some(Caveat::UnusualNumber),
        Test::Date(_) => Moment::is_unusual(written).then_some(Caveat::UnusualMoment),
        Test::Arn { .. } => unlike_an_arn(written).filter(|_| !arn::is_arn(written)),
        _ => None,
    }
}

/// What of an ARN something has that is none, where one could take it for one.
fn unlike_an_arn(written: &str) -> Option<Caveat> {
    let start = written.split(':').next().unwrap_or_default();
    if start == "arn" && written.len() > start.len() {
        return Some(Caveat::ShortArn);
    }
    let odd = start.contains(['*', '?']) || start.eq_ignore_ascii_case("arn");
    odd.then_some(Caveat::OddArn)
}

impl<'a> Subject<'a> {
    pub(super) fn read(value: &'a str, test: Test) -> Self {
        let units = || value.encode_utf16().collect();
        let kind = match test {
            Test::StringEquals | Test::BinaryEquals => SubjectKind::Text(value.into()),
            Test::StringEqualsIgnoreCase => SubjectKind::Text(fold(value)),
            Test::StringLike => SubjectKind::Units(units()),
            Test::Numeric(_) => SubjectKind::Number(Decimal::parse(value)),
            Test::Date(_) => SubjectKind::Moment(Moment::parse(value)),
            Test::Bool | Test::Null => SubjectKind::Truth(truth(value)),
            Test::IpAddress => SubjectKind::Address(Address::parse(value)),
            Test::Arn { .. } => SubjectKind::Arn(arn::is_arn(value).then(units)),
        };
        Self { text: value, kind }
    }

    /// Whether the operator can read this value.
    pub(super) fn is_readable(&self) -> bool {
        !matches!(
            self.kind,
            SubjectKind::Number(None) | SubjectKind::Moment(None) | SubjectKind::Address(None) | SubjectKind::Arn(None)
        )
    }
}

/// Compares one value of the call with one of the policy, before any negation.
pub(super) fn compare(test: Test, subject: &Subject<'_>, literal: &Literal<'_>) -> Compared {
    let hit = match (&subject.kind, &literal.kind) {
        (_, LiteralKind::Arn(None)) => return Compared::Error,
        (SubjectKind::Text(value), LiteralKind::Text(wanted)) => value == wanted,
        (SubjectKind::Units(value), LiteralKind::Pattern(pattern)) => pattern.is_match(value),
        (SubjectKind::Number(Some(value)), LiteralKind::Number(Some(wanted))) => match test {
            Test::Numeric(ordering) => ordering.holds(value.cmp(wanted)),
            _ => false,
        },
        (SubjectKind::Moment(Some(value)), LiteralKind::Moment(Some(wanted))) => match test {
            Test::Date(ordering) => ordering.holds(value.cmp(wanted)),
            _ => false,
        },
        (SubjectKind::Truth(value), LiteralKind::Truth(wanted)) => value == wanted,
        (SubjectKind::Address(Some(value)), LiteralKind::Range(Some(range))) => range.contains(*value),
        (SubjectKind::Arn(Some(value)), LiteralKind::Arn(Some(pattern))) => pattern.matches(value),
        _ => false,
    };
    if hit { Compared::Hit } else { Compared::Miss }
}
