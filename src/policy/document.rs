//! A trust policy as it was read: types that keep what was written, and where.

use crate::report::{Effect, Span};

use super::operator::Operator;

/// A policy document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Where the document stands.
    pub at: Span,
    /// The version of the language.
    pub version: Version,
    /// Where its `Version` stands, if it has one.
    pub version_at: Option<Span>,
    /// Every statement that could be read, in order.
    pub statements: Vec<Statement>,
}

/// The version of the policy language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, also where no `Version` stands: `${…}` is no variable.
    V2008,
    /// `2012-10-17`.
    V2012,
}

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Where it stands.
    pub at: Span,
    /// Its `Sid`.
    pub sid: Option<Text>,
    /// Allow or Deny.
    pub effect: Effect,
    /// Where the value of `Effect` stands.
    pub effect_at: Span,
    /// `Principal` or `NotPrincipal`.
    pub principal: Option<PrincipalElement>,
    /// `Action` or `NotAction`.
    pub action: Option<ActionElement>,
    /// Where the value of `Condition` stands, if there is one.
    pub condition_at: Option<Span>,
    /// One entry for each operator and key, in order.
    pub conditions: Vec<Condition>,
}

/// A string of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// Unescaped.
    pub text: String,
    /// Where it stands, with its quotes.
    pub at: Span,
    /// It holds `${…}` that a template fills in at deployment.
    pub templated: bool,
}

/// `Principal` or `NotPrincipal`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalElement {
    /// It is `NotPrincipal`.
    pub negated: bool,
    /// Where its value stands.
    pub at: Span,
    /// Everyone whom it names, in order.
    pub entries: Vec<PrincipalEntry>,
}

/// One principal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrincipalEntry {
    /// Its type.
    pub kind: PrincipalKind,
    /// Its name.
    pub value: Text,
}

/// The type of a principal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The bare string `"*"`.
    Everyone,
    /// `"AWS"`
    Aws,
    /// `"Federated"`
    Federated,
    /// `"Service"`
    Service,
    /// `"CanonicalUser"`
    CanonicalUser,
}

impl PrincipalKind {
    /// As documents write it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyone => "*",
            Self::Aws => "AWS",
            Self::Federated => "Federated",
            Self::Service => "Service",
            Self::CanonicalUser => "CanonicalUser",
        }
    }
}

/// `Action` or `NotAction`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionElement {
    /// It is `NotAction`.
    pub negated: bool,
    /// Where its value stands.
    pub at: Span,
    /// Its patterns, in order.
    pub patterns: Vec<Text>,
}

/// One operator on one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// Where key and values stand together.
    pub at: Span,
    /// The operator.
    pub operator: OperatorName,
    /// The condition key.
    pub key: Text,
    /// Where the value of the key stands, a single one or the list.
    pub values_at: Span,
    /// The values, in order.
    pub values: Vec<ConditionValue>,
    /// The block holds this operator, or this key of it, again in the same letter case, and
    /// the other one is taken to count.
    pub shadowed: bool,
    /// It is that other one.
    pub shadows: bool,
    /// A part of it could not be read, so it cannot be evaluated.
    pub unread: bool,
}

/// The name of an operator and what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OperatorName {
    /// As written.
    pub text: String,
    /// Where it stands.
    pub at: Span,
    /// What it means; nothing where there is no such operator.
    pub operator: Option<Operator>,
}

/// A value of a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionValue {
    /// Unescaped, and a number or truth value as written.
    pub text: String,
    /// Where it stands.
    pub at: Span,
    /// It is a JSON string, not a number or truth value.
    pub quoted: bool,
    /// It holds `${…}` that a template fills in at deployment.
    pub templated: bool,
}

/// What the answer of `aws iam get-role` or a template says of the role itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RoleFacts {
    /// Its ARN.
    pub arn: Option<String>,
    /// Its maximum session duration in seconds.
    pub max_session_duration: Option<i64>,
    /// Its tags, in order.
    pub tags: Vec<(String, String)>,
}
