//! The IAM policy language, as far as role trust policies use it.
//!
//! [`read()`] takes what people have: a trust policy, the answer of `aws iam get-role`
//! or `list-roles`, or a CloudFormation template. [`Document::saveable`] judges
//! whether IAM would save it, and [`evaluate()`] what it decides on a call, to the rules
//! that real AWS was seen to follow in published captures of 2026-09-11 and 12. The
//! two are apart: a policy may be saved and not match, or match and not be saveable.
//!
//! This room knows nothing of tokens or STS; its context is a list of condition keys.
//!
//! ```
//! use assumable::policy::{self, Call, Context, Principal};
//! use assumable::report::Decision;
//!
//! let provider = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
//! let document = policy::read(&format!(r#"{{
//!     "Version": "2012-10-17",
//!     "Statement": {{
//!         "Effect": "Allow",
//!         "Principal": {{"Federated": "{provider}"}},
//!         "Action": "sts:AssumeRoleWithWebIdentity",
//!         "Condition": {{
//!             "StringLike": {{"token.actions.githubusercontent.com:sub": "repo:octo-org/app:*"}}
//!         }}
//!     }}
//! }}"#));
//! assert!(document.saveable().ok);
//!
//! let mut context = Context::new();
//! let sub = "repo:octo-org/app:ref:refs/heads/main".to_owned();
//! context.insert("token.actions.githubusercontent.com:sub", vec![sub], false);
//! let call = Call {
//!     principal: Principal::Federated(provider),
//!     action: "sts:AssumeRoleWithWebIdentity",
//!     context: &context,
//! };
//! let evaluation = policy::evaluate(&document, &call);
//! assert_eq!(evaluation.decision, Decision::Allowed);
//! assert_eq!(
//!     evaluation.statements[0].conditions[0].reason,
//!     "token.actions.githubusercontent.com:sub is \"repo:octo-org/app:ref:refs/heads/main\", \
//!      which matches \"repo:octo-org/app:*\"."
//! );
//! ```

mod action;
pub mod address;
pub mod arn;
mod condition;
mod context;
pub mod date;
pub mod document;
mod effort;
mod evaluate;
mod fold;
mod footing;
mod literal;
mod lookalike;
mod nearest;
pub mod numeric;
pub mod operator;
mod parse;
mod parse_condition;
pub mod pattern;
mod places;
mod principal;
mod problem;
mod read;
mod reason;
pub mod saveable;
mod segment;
pub mod session;
mod template;
mod variable;

pub use action::allows_action;
pub use context::{Context, Entry, Unsaid};
pub use document::{Policy, RoleFacts, Version};
pub use effort::LONGEST as LONGEST_VALUES;
pub use evaluate::{Call, Evaluation, evaluate};
pub use fold::fold;
pub use lookalike::skeleton;
pub use operator::{Operator, distance, nearest};
pub use parse::Keep;
pub use pattern::{Pattern, is_only_wildcards, matches};
pub use principal::Principal;
pub use problem::clip;
pub use variable::has_variable;

use crate::report;
use crate::text::{Source, sort_by_place};
use document::PrincipalKind;
use problem::{Fault, FaultKind};
use read::Found;

/// Bytes of pasted text in which a policy is looked for: a thousand times what IAM saves.
pub const LARGEST: usize = 4 * 1024 * 1024;

/// Statements, condition values and faults, together, of a policy that is evaluated. Even a
/// raised quota has no room for a tenth of them.
pub const MOST_PARTS: usize = 50_000;

/// What was pasted as a trust policy, as far as it could be read.
#[derive(Debug, Clone)]
pub struct Document {
    policy: Option<Policy>,
    otherwise: Vec<(Keep, Policy)>,
    role: Option<RoleFacts>,
    faults: Vec<Fault>,
}

/// Reads a trust policy, or the first of an answer or template that is meant for web
/// identities. Never fails: what is wrong is among [`Document::problems`].
#[must_use]
pub fn read(text: &str) -> Document {
    read_role(text, None)
}

/// Reads the trust policy of one role, by ARN or name, where the text holds those of
/// several.
#[must_use]
pub fn read_role(text: &str, role: Option<&str>) -> Document {
    if text.len() > LARGEST {
        return Document::refused(text, FaultKind::TooLarge { bytes: text.len() });
    }
    let found = read::find(text, role);
    if let Some(fault) = too_many(&found) {
        return Document::refused(text, fault);
    }
    let mut faults = found.faults;
    if let Some(policy) = &found.policy {
        faults.extend(saveable::judge(policy, found.size));
    }
    sort_by_place(&mut faults, |fault| (fault.at.start, fault.at.end));
    Document {
        policy: found.policy,
        otherwise: found.otherwise,
        role: found.role,
        faults,
    }
}

/// Where nobody would wait for an answer, or read one that names so many faults.
fn too_many(found: &Found) -> Option<FaultKind> {
    let statements = found.policy.as_ref().map_or(&[][..], |policy| &policy.statements);
    let conditions = statements.iter().flat_map(|statement| &statement.conditions);
    let (statements, faults) = (statements.len(), found.faults.len());
    // One without any value takes as much room as one of one value.
    let values = conditions.map(|condition| condition.values.len().max(1)).sum();
    (statements + values + faults > MOST_PARTS).then_some(FaultKind::TooMany {
        statements,
        values,
        faults,
    })
}

impl Document {
    /// Nothing of the text is read, for one cause.
    fn refused(text: &str, kind: FaultKind) -> Self {
        let at = Source::new(text).span(&(0..text.len()));
        Self {
            policy: None,
            otherwise: Vec::new(),
            role: None,
            faults: vec![Fault { at, kind }],
        }
    }

    /// The policy, as far as it could be read.
    #[must_use]
    pub fn policy(&self) -> Option<&Policy> {
        self.policy.as_ref()
    }

    /// The policy as it is read where another of the members counts that stand twice in it; none
    /// where nothing does.
    #[must_use]
    pub fn otherwise(&self) -> &[(Keep, Policy)] {
        &self.otherwise
    }

    /// The first member that stands twice, and where it does the second time.
    #[must_use]
    pub fn duplicate(&self) -> Option<(&str, report::Span)> {
        let mut faults = self.faults.iter();
        faults.find_map(|fault| Some((fault.kind.duplicate()?, fault.at)))
    }

    /// What the answer of `aws iam get-role` or a template says of the role itself.
    #[must_use]
    pub fn role(&self) -> Option<&RoleFacts> {
        self.role.as_ref()
    }

    /// Whether at least one statement could be read.
    #[must_use]
    pub fn is_readable(&self) -> bool {
        self.policy.as_ref().is_some_and(|policy| !policy.statements.is_empty())
    }

    /// What is wrong with the document, in order of place: what was expected, what
    /// was found.
    #[must_use]
    pub fn problems(&self) -> Vec<report::Problem> {
        self.faults
            .iter()
            .map(|fault| report::Problem {
                severity: fault.kind.severity(),
                message: fault.kind.to_string(),
                span: Some(fault.at),
            })
            .collect()
    }

    /// Whether IAM would save the document as a trust policy today, and if not, what
    /// it would answer; the first objection is the one that it answers with.
    #[must_use]
    pub fn saveable(&self) -> report::Saveable {
        saveable::verdict(&self.faults)
    }

    /// Every identity provider that the policy names, in order.
    pub fn federated_principals(&self) -> impl Iterator<Item = &str> {
        let statements = self.policy.iter().flat_map(|policy| &policy.statements);
        statements
            .filter_map(|statement| statement.principal.as_ref())
            .flat_map(|element| &element.entries)
            .filter(|entry| entry.kind == PrincipalKind::Federated)
            .map(|entry| entry.value.text.as_str())
    }
}
