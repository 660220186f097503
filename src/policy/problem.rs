//! What can be wrong with a trust policy, and how it is said.
//!
//! One variant is one cause. [`std::fmt::Display`] says in plain words what was
//! expected and what was found; what IAM itself would answer is in
//! [`saveable`](super::saveable).

use std::borrow::Cow;
use std::fmt;

use super::saveable::RAISED_QUOTA;
use super::{LARGEST, MOST_PARTS};
use crate::report::{Severity, Span};
use crate::text::json;

/// Something wrong with a policy, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: Span,
    pub(super) kind: FaultKind,
}

/// What can be wrong with a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// The text is not the JSON that RFC 8259 describes.
    Json(json::FaultKind),
    /// JSON around the document is not well formed; IAM never sees it.
    Around(json::FaultKind),
    /// So much text that no policy is looked for in it.
    TooLarge {
        bytes: usize,
    },
    /// So many parts, or faults, that nobody waits for the answer.
    TooMany {
        statements: usize,
        values: usize,
        faults: usize,
    },
    /// The text is a policy in the language of a tool.
    OtherLanguage(&'static str),
    /// No policy document in the text.
    NoDocument {
        found: &'static str,
    },
    /// The text holds the documents of several roles.
    SeveralRoles {
        count: usize,
        read: String,
    },
    /// A template function whose value is known only at deployment.
    Intrinsic {
        name: String,
    },
    /// A character that no policy document may have (IAM user guide, quotas).
    Character(char),
    /// A member that belongs to no element, or is written in another letter case.
    UnknownMember {
        within: &'static str,
        name: String,
        meant: Option<&'static str>,
    },
    /// A value of another JSON type.
    WrongType {
        element: String,
        expected: &'static str,
        found: &'static str,
    },
    Version(String),
    NoStatement,
    EmptyStatement,
    NoEffect,
    Effect {
        found: String,
        meant: bool,
    },
    Sid(String),
    DuplicateSid(String),
    NoPrincipal,
    EmptyPrincipal,
    PrincipalText(String),
    NotPrincipal,
    BothOf(&'static str, &'static str),
    Federated(String),
    Principal {
        kind: &'static str,
        value: String,
    },
    Prohibited(&'static str),
    NoAction,
    NotAnAssumeAction(String),
    ActionVendor(String),
    NotAction,
    Operator {
        found: String,
        nearest: Option<&'static str>,
    },
    /// An operator in another letter case, or without the colon after its prefix.
    OperatorForm {
        found: String,
        meant: String,
    },
    NullIfExists(String),
    /// A condition operator that its block has before.
    DuplicateOperator(String),
    /// A condition key where an operator belongs.
    OperatorMissing(String),
    /// A value that its operator cannot read.
    Literal {
        operator: String,
        value: String,
        expected: Expected,
    },
    /// A condition key with more than one colon, perhaps that of `https://`.
    KeyColons {
        key: String,
        scheme: bool,
    },
    DuplicateKey {
        key: String,
        first: String,
    },
    NoValues {
        key: String,
    },
    CognitoWithoutCondition,
    Gate {
        issuer: &'static str,
        key: String,
        gate: Gate,
    },
    Size(usize),
}

/// What an operator expects of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    Number,
    Moment,
    Address,
    Arn,
    Base64,
}

/// Why the gate on shared issuers would, or might, refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gate {
    /// The key is not tested, or with nothing but wildcards.
    Open,
    /// The key is tested in a way of which nobody has said whether it counts.
    Doubtful,
}

impl FaultKind {
    /// Whether a member stands twice, of which one may count.
    pub(super) fn is_duplicate(&self) -> bool {
        self.duplicate().is_some()
    }

    /// The name of a member that stands twice.
    pub(super) fn duplicate(&self) -> Option<&str> {
        match self {
            Self::Json(json::FaultKind::DuplicateMember { name, .. }) | Self::DuplicateOperator(name) => Some(name),
            _ => None,
        }
    }

    /// How bad it is for a reader of the document.
    pub(super) fn severity(&self) -> Severity {
        match self {
            Self::Around(_)
            | Self::SeveralRoles { .. }
            | Self::Intrinsic { .. }
            | Self::KeyColons { scheme: false, .. }
            | Self::DuplicateKey { .. }
            | Self::NoValues { .. }
            | Self::NotAction
            | Self::Gate {
                gate: Gate::Doubtful, ..
            } => Severity::Warning,
            Self::Size(count) if *count <= RAISED_QUOTA => Severity::Warning,
            _ => Severity::Error,
        }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Number => "a decimal number",
            Self::Moment => "an ISO 8601 date or seconds since the epoch",
            Self::Address => "an IP address or a range like 192.0.2.0/24, IPv6 without bits behind its prefix",
            Self::Arn => "\"*\" or an ARN of six parts",
            Self::Base64 => "base64 with its padding",
        })
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(fault) | Self::Around(fault) => fault.fmt(f),
            Self::TooLarge { bytes } => write!(
                f,
                "expected a trust policy of at most {RAISED_QUOTA} characters, found a text of {bytes} bytes; texts over {} MiB are not read",
                LARGEST / (1024 * 1024)
            ),
            Self::TooMany {
                statements,
                values,
                faults,
            } => write!(
                f,
                "expected a trust policy of at most {RAISED_QUOTA} characters, found one of {statements} statements, {values} condition values and {faults} faults; more than {MOST_PARTS} together are not evaluated"
            ),
            Self::OtherLanguage(language) => write!(
                f,
                "expected JSON, found {language}; paste the answer of aws iam get-role, which has the policy as JSON"
            ),
            Self::NoDocument { found } => write!(
                f,
                "expected a trust policy, the answer of aws iam get-role or list-roles, or a template with an AWS::IAM::Role, found {found}"
            ),
            Self::SeveralRoles { count, read } => {
                write!(
                    f,
                    "found the trust policies of {count} roles; the one of {read} is read"
                )
            }
            Self::Intrinsic { name } => {
                write!(
                    f,
                    "{name} gets its value at deployment, so this is read as far as it is written here"
                )
            }
            Self::Character(found) => {
                write!(
                    f,
                    "expected characters up to U+00FF, found {} (U+{:04X})",
                    found.escape_debug(),
                    u32::from(*found)
                )?;
                meant_by(*found).map_or(Ok(()), |meant| write!(f, "; {meant}"))
            }
            Self::UnknownMember { within, name, meant } => match meant {
                Some(meant) => write!(f, "expected \"{meant}\", found \"{}\"", clip(name)),
                None => write!(f, "found \"{}\", which is no element of a {within}", clip(name)),
            },
            Self::WrongType {
                element,
                expected,
                found,
            } => {
                write!(f, "expected {expected} for {}, found {found}", clip(element))
            }
            _ => self.fmt_element(f),
        }
    }
}

impl FaultKind {
    fn fmt_element(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Version(found) => write!(
                f,
                "expected the Version \"2012-10-17\" or \"2008-10-17\", found {}; it is read as 2012-10-17",
                quoted(found)
            ),
            Self::NoStatement => f.write_str("expected a Statement, found none"),
            Self::EmptyStatement => f.write_str("expected a statement, found an empty list"),
            Self::NoEffect => f.write_str(
                "expected \"Effect\": \"Allow\" or \"Deny\", found none; without it the statement decides nothing and is left out",
            ),
            Self::Effect { found, meant: true } => {
                write!(f, "expected \"Allow\" or \"Deny\" in exactly this letter case, found {}", quoted(found))
            }
            Self::Effect { found, meant: false } => write!(
                f,
                "expected the Effect \"Allow\" or \"Deny\", found {}; the statement is left out",
                quoted(found)
            ),
            Self::Sid(found) => write!(f, "expected a Sid of letters and digits, found {}", quoted(found)),
            Self::DuplicateSid(sid) => write!(f, "expected each Sid once, found {} a second time", quoted(sid)),
            Self::Prohibited(element) => {
                write!(f, "found {element}; a trust policy belongs to its role and has none")
            }
            Self::BothOf(one, other) => write!(f, "expected {one} or {other}, found both; {one} is read"),
            Self::CognitoWithoutCondition => {
                f.write_str("expected a Condition in a statement for cognito-identity.amazonaws.com, found none")
            }
            Self::Size(count) => write!(
                f,
                "expected at most 2048 characters, white space not counted, or 4096 in an account with a raised quota, found {count}"
            ),
            Self::Gate { issuer, key, gate } => fmt_gate(issuer, key, *gate, f),
            _ => self.fmt_part(f),
        }
    }

    fn fmt_part(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoPrincipal => f.write_str("expected a Principal, found none; the statement is meant for nobody"),
            Self::EmptyPrincipal => f.write_str("expected a principal, found an empty Principal"),
            Self::PrincipalText(found) => write!(
                f,
                "expected an object such as {{\"Federated\": …}} for Principal, found the string {}",
                quoted(found)
            ),
            Self::NotPrincipal => f.write_str("expected Principal, found NotPrincipal, which no trust policy may hold"),
            Self::Federated(found) => write!(
                f,
                "expected the ARN of an identity provider, arn:aws:iam::ACCOUNT:oidc-provider/ISSUER, or a domain name, found {}",
                quoted(found)
            ),
            Self::Principal { kind, value } => {
                write!(
                    f,
                    "expected {} for {kind}, found {}",
                    principal_form(kind),
                    quoted(value)
                )
            }
            Self::NoAction => f.write_str("expected an Action, found none; the statement is meant for no call"),
            Self::NotAnAssumeAction(found) => write!(
                f,
                "expected an action like sts:AssumeRoleWithWebIdentity, sts:TagSession or sts:SetSourceIdentity, found {}",
                quoted(found)
            ),
            Self::ActionVendor(found) => {
                write!(
                    f,
                    "expected the service of an action without wildcards, found {}",
                    quoted(found)
                )
            }
            Self::NotAction => f.write_str(
                "expected Action, found NotAction; it is not settled what IAM lets a trust policy leave out",
            ),
            _ => self.fmt_condition(f),
        }
    }

    fn fmt_condition(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operator { found, nearest } => {
                write!(f, "expected a condition operator, found {}", quoted(found))?;
                nearest.map_or(Ok(()), |meant| write!(f, "; perhaps {meant} is meant"))
            }
            Self::OperatorForm { found, meant } => {
                write!(f, "expected {meant}, spelt so to the letter, found {}", quoted(found))
            }
            Self::KeyColons { key, scheme: true } => write!(
                f,
                "expected a condition key that starts with the issuer without https://, found {}",
                quoted(key)
            ),
            Self::KeyColons { key, scheme: false } => write!(
                f,
                "expected a condition key with one colon, found {}; it is not settled whether IAM saves it",
                quoted(key)
            ),
            Self::NullIfExists(found) => write!(
                f,
                "expected Null, found {}; Null already tests whether the key exists",
                quoted(found)
            ),
            Self::DuplicateOperator(found) => write!(
                f,
                "expected each condition operator once, found {} a second time; put its keys under one",
                quoted(found)
            ),
            Self::OperatorMissing(found) => write!(
                f,
                "expected an operator such as StringEquals around this condition key, found {} with a value at once",
                quoted(found)
            ),
            Self::Literal {
                operator,
                value,
                expected,
            } => {
                write!(f, "expected {expected} for {}, found {}", clip(operator), quoted(value))
            }
            Self::DuplicateKey { key, first } => write!(
                f,
                "expected each condition key once, found {} beside {}, which differs only in letter case",
                quoted(key),
                quoted(first)
            ),
            Self::NoValues { key } => write!(f, "expected a value for {}, found an empty list", quoted(key)),
            _ => Ok(()),
        }
    }
}

fn fmt_gate(issuer: &str, key: &str, gate: Gate, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match gate {
        Gate::Open => write!(
            f,
            "expected a condition on {key} with more than wildcards, since {issuer} is shared by many customers, found none"
        ),
        Gate::Doubtful => write!(
            f,
            "IAM expects a condition on {key} with more than wildcards; it is not settled whether this one counts"
        ),
    }
}

fn principal_form(kind: &str) -> &'static str {
    match kind {
        "AWS" => "an account id, \"*\" or the ARN of an IAM user or role",
        "Service" => "a service like ec2.amazonaws.com",
        _ => "a principal",
    }
}

/// What is probably meant by a character that documents and chats put in the place of another.
fn meant_by(character: char) -> Option<String> {
    let written = character.to_string();
    let skeleton = super::skeleton(&written);
    match skeleton.as_ref() {
        "" => Some("it shows nothing, so remove it".to_owned()),
        " " => Some("perhaps a plain space is meant".to_owned()),
        meant if meant.is_ascii() => Some(format!("perhaps {meant} is meant")),
        _ => None,
    }
}

/// A text in quotes, clipped, and on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut shown = String::with_capacity(text.len().min(SHOWN) + 2);
    quote(text, &mut shown);
    shown
}

/// The same at the end of a sentence that is being written.
pub(super) fn quote(text: &str, sentence: &mut String) {
    let (text, ellipsis) = clipped(text);
    sentence.push('"');
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        sentence.push_str(text);
    } else {
        for character in text.chars() {
            if character.is_control() {
                sentence.extend(character.escape_debug());
            } else {
                sentence.push(character);
            }
        }
    }
    sentence.push_str(ellipsis);
    sentence.push('"');
}

/// Characters of a value that a sentence shows.
const SHOWN: usize = 120;

/// A text short enough for a sentence.
#[must_use]
pub fn clip(text: &str) -> Cow<'_, str> {
    match clipped(text) {
        (whole, "") => whole.into(),
        (start, ellipsis) => [start, ellipsis].concat().into(),
    }
}

/// The start of a text that a sentence shows, and what stands for the rest.
fn clipped(text: &str) -> (&str, &'static str) {
    if text.len() <= SHOWN {
        return (text, "");
    }
    match text.char_indices().nth(SHOWN) {
        None => (text, ""),
        Some((at, _)) => (text.get(..at).unwrap_or_default(), "…"),
    }
}
