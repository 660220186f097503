//! How it is known that AWS evaluates a condition so.

use crate::report::Evidence;

/// Something about a condition that AWS was not seen to do, and on what the answer
/// then rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caveat {
    /// Several values of the policy under one operator.
    SeveralValues,
    /// A `*` that took nothing.
    EmptyRun,
    /// `${*}`, `${?}` or `${$}`.
    LiteralVariable,
    /// `${…}` before Version 2012-10-17.
    NoVariablesYet,
    /// The key is absent, for another operator than the string ones.
    AbsentElsewhere,
    /// The policy writes the key in another letter case than the call.
    KeyCase,
    /// `ArnEquals` in place of `ArnLike`.
    ArnEquals,
    /// An ordering of numbers.
    NumericOrdering,
    /// `ForAllValues:` or `ForAnyValue:` on other operators than those seen.
    SetElsewhere,
    /// A plain operator on a multivalued key, other than `StringEquals`.
    MultivaluedElsewhere,
    /// A number or truth value of JSON in place of a string.
    NotQuoted,
    /// `…IfExists` on another operator than the string ones.
    IfExistsElsewhere,
    /// Letters whose case AWS was not seen to treat.
    UnseenCase,
    /// `${` that opens no variable.
    VariableSyntax,
    /// A variable whose value holds `*` or `?`.
    WildcardInVariable,
    /// A variable in another letter case than the key.
    VariableCase,
    /// A variable whose key is absent.
    VariableAbsent,
    /// A variable under an operator that AWS does not document to take any.
    VariableElsewhere,
    /// A variable that brings colons into an ARN.
    VariableInArn,
    /// A value that a template fills in at deployment.
    Templated,
    /// No value in the policy.
    NoValues,
    /// A multivalued key without values in the call.
    EmptyKey,
    /// No such operator.
    UnknownOperator,
    /// A part of the condition could not be read.
    Unread,
    /// The values of call and policy are too long, or too many, to be compared.
    NotCompared,
    /// The same operator, or key of one operator, twice.
    Duplicate,
    /// `Null` with several values.
    NullSeveral,
    /// `Null` with a set prefix or `IfExists`.
    NullDecorated,
    /// `ForAllValues:` or `ForAnyValue:` together with `IfExists`.
    SetIfExists,
    /// An ordering of moments.
    DateOrdering,
    /// Moments that differ only within one second.
    Milliseconds,
    /// A number in a form that AWS was not seen to read.
    UnusualNumber,
    /// A moment in a form that AWS was not seen to read.
    UnusualMoment,
    /// A bare `*` as an ARN.
    BareStar,
    /// An ARN that only a wildcard across parts would match.
    AcrossParts,
    /// Something that begins like an ARN but has fewer than six parts.
    ShortArn,
    /// An ARN that does not begin with `arn:` in small letters.
    OddArn,
    /// A multivalued key in a variable under another operator than `StringEquals`.
    MultivaluedVariable,
    /// A variable with blanks where AWS writes none, or without one where it does.
    VariableBlanks,
    /// U+FFFD, which may stand for half of a surrogate pair.
    Replaced,
    /// How AWS shows the claim as a condition key is not known.
    ShownKey,
    /// Whether AWS shows the claim as a condition key at all is not known.
    HiddenKey,
    /// Nobody has said what the key holds in this call.
    Unsaid,
    /// Nobody has said what the key holds, but every call has it.
    CertainKey,
    /// A variable whose key is not said.
    VariableUnsaid,
}

impl Caveat {
    /// What the answer rests on, and for what nobody knows, what is assumed.
    pub(super) fn footing(self) -> (Evidence, &'static str) {
        match self {
            Self::SeveralValues
            | Self::EmptyRun
            | Self::LiteralVariable
            | Self::NoVariablesYet
            | Self::AbsentElsewhere
            | Self::CertainKey
            | Self::KeyCase
            | Self::ArnEquals
            | Self::IfExistsElsewhere
            | Self::NumericOrdering => (Evidence::Documented, ""),
            Self::SetElsewhere
            | Self::MultivaluedElsewhere
            | Self::MultivaluedVariable
            | Self::NotQuoted
            | Self::UnseenCase => (Evidence::Inferred, ""),
            _ => (Evidence::Unsettled, self.assumption()),
        }
    }

    fn assumption(self) -> &'static str {
        match self {
            Self::VariableSyntax => "a \"${\" that opens no variable stands for itself",
            Self::WildcardInVariable => "wildcards in the value of a variable stand for themselves",
            Self::VariableCase => "letter case in the name of a variable does not matter",
            Self::VariableAbsent => "a variable whose key is absent takes its default, and without one matches nothing",
            Self::VariableUnsaid => {
                "a variable whose value is not given takes its default, and without one matches nothing"
            }
            Self::VariableElsewhere => "variables are filled in for String and Arn operators only",
            Self::VariableInArn => "colons in the value of a variable separate parts of the ARN",
            Self::Templated => "what the template leaves open is read as it is written",
            Self::NoValues => "an empty list of values is never satisfied while the key is present",
            Self::EmptyKey => "a key without values counts as absent",
            Self::UnknownOperator => "an unknown operator cannot be evaluated",
            Self::Unread => "what cannot be read cannot be evaluated",
            Self::NotCompared => "what was not compared cannot be evaluated",
            Self::Duplicate => "of what stands twice in a Condition the later one counts",
            Self::NullSeveral => "Null with several values holds where one of them does",
            Self::NullDecorated => "Null ignores ForAllValues, ForAnyValue and IfExists",
            Self::SetIfExists => "IfExists holds for an absent key under ForAllValues and ForAnyValue too",
            Self::DateOrdering => "moments are ordered as AWS documents",
            Self::Milliseconds => "milliseconds count",
            Self::UnusualNumber => "a number in this form is read as Java's BigDecimal reads it",
            Self::UnusualMoment => "a moment in this form is read as ISO 8601 has it",
            Self::BareStar => "a bare \"*\" matches every ARN",
            Self::AcrossParts => "a wildcard in an ARN stays within its part",
            Self::ShortArn => "an ARN has six parts",
            Self::OddArn => "an ARN begins with arn: in small letters, and no wildcard stands for it",
            Self::VariableBlanks => "blanks within a variable do not matter",
            Self::Replaced => "half of a surrogate pair is compared as U+FFFD",
            Self::HiddenKey => "AWS shows no claim of this type",
            Self::ShownKey => "AWS shows the claim as the condition keys have it here",
            _ => "",
        }
    }
}

/// What an answer rests on: its weakest part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Footing(Vec<Caveat>);

impl Footing {
    pub(super) fn add(&mut self, caveat: Caveat) {
        if !self.0.contains(&caveat) {
            self.0.push(caveat);
        }
    }

    pub(super) fn add_if(&mut self, applies: bool, caveat: Caveat) {
        if applies {
            self.add(caveat);
        }
    }

    pub(super) fn extend(&mut self, caveats: &[Caveat]) {
        for caveat in caveats {
            self.add(*caveat);
        }
    }

    pub(super) fn evidence(&self) -> Evidence {
        let all = self.0.iter().map(|caveat| caveat.footing().0);
        all.max().unwrap_or(Evidence::Observed)
    }

    /// What is assumed where nobody knows.
    pub(super) fn assumptions(&self) -> impl Iterator<Item = &'static str> {
        self.0
            .iter()
            .map(|caveat| caveat.footing().1)
            .filter(|assumption| !assumption.is_empty())
    }
}
