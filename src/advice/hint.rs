//! What is probably meant by a condition that did not match, and all of its wording.

use std::fmt;

use super::once;

/// What is probably meant by an expected value that did not match this call.
///
/// A hint says why the call is as it is ([`Hint::cause`]) and what to do about it
/// ([`Hint::remedy`]), each with the values of this call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// `iss` stands as a condition key.
    IssuerIsNoKey,
    /// `azp` stands as a condition key.
    PartyIsAudience {
        /// The key that holds it instead.
        key: String,
    },
    /// The key starts with another issuer than the token's.
    OtherIssuersKey {
        /// The issuer of the token, without `https://`.
        issuer: String,
        /// The key as it would have to be written.
        key: String,
    },
    /// The key starts with `https://`.
    SchemeInKey {
        /// The key as it would have to be written.
        key: String,
    },
    /// The key starts with the ARN of the provider.
    ArnInKey {
        /// The key as it would have to be written.
        key: String,
    },
    /// The key is not an issuer, a colon and a claim.
    KeyForm {
        /// The key as it would have to be written.
        key: String,
    },
    /// AWS has no such key, and one that is spelt much like it, or is for this call what that
    /// one is for others.
    MisspeltKey {
        /// The key.
        key: String,
        /// The key as it would have to be written.
        meant: String,
    },
    /// The policy wants a tag of the principal, which on this call is one of the session's.
    TagOfPrincipal {
        /// The name of the tag.
        tag: String,
        /// The key that holds it on this call.
        key: String,
        /// The token brings it.
        sent: bool,
    },
    /// AWS has no such key, and the token no such claim.
    UnknownKey {
        /// What stands behind the issuer.
        claim: String,
        /// The key that it is a slip of.
        meant: Option<String>,
    },
    /// The token has the claim, and AWS does not show it to policies.
    HiddenClaim {
        /// The claim.
        claim: String,
        /// What can be tested in its place.
        instead: Instead,
    },
    /// The token has no such claim.
    AbsentClaim {
        /// The claim.
        claim: String,
        /// What the policy wants it to be, where that is one value.
        wanted: Option<String>,
    },
    /// The policy wants a session tag, and tokens of this issuer carry none.
    NoSessionTags {
        /// The name of the tag.
        tag: String,
    },
    /// The key comes from a claim of AWS's own, which the token does not have.
    NoClaimForKey {
        /// The key.
        key: &'static str,
        /// The claim.
        claim: &'static str,
    },
    /// A key of other calls than this one.
    NoKeyOfCall {
        /// The key.
        key: String,
        /// Why a policy can do without it.
        instead: &'static str,
    },
    /// A plain operator on a key of several values, which then never holds.
    Multivalued {
        /// The key.
        key: String,
        /// The operator as it is written.
        operator: String,
        /// The operator as it would have to be written.
        meant: String,
        /// The condition holds then.
        holds: bool,
    },
    /// The value that stands under one key is this token's value of another.
    Swapped {
        /// The claim under which it stands.
        written: String,
        /// The claim to which it belongs.
        belongs: String,
        /// The key for that claim.
        key: String,
    },
    /// The policy wants another audience than the token was asked for.
    OtherAudience {
        /// That of the token.
        audience: String,
    },
    /// The key holds the whole ref, and the policy has a short name.
    WholeRef {
        /// The claim.
        claim: String,
        /// The whole ref.
        reference: String,
        /// What to write.
        allow: String,
    },
    /// The policy wants a branch in `ref`, and the run is for a pull request.
    MergeRef {
        /// `refs/pull/7/merge`
        reference: String,
    },
    /// The policy names the workflow that calls, and the key the one that is called.
    CalledWorkflow {
        /// What to write.
        allow: String,
    },
    /// The job is defined in another workflow.
    OtherWorkflow {
        /// Its file, `OWNER/REPOSITORY/PATH`.
        file: String,
        /// What to write.
        allow: String,
    },
    /// The job is defined in this workflow, at another ref.
    WorkflowRef {
        /// That ref.
        reference: String,
        /// What to write.
        allow: String,
    },
    /// `sub` without its `repo:`.
    NoRepoPrefix {
        /// What to write.
        allow: String,
    },
    /// `sub` carries the ids of owner and repository, the policy names alone.
    ImmutableSubject {
        /// What to write.
        allow: String,
    },
    /// The policy has ids, `sub` names alone.
    NoIds {
        /// What to write.
        allow: String,
    },
    /// The same names with other ids: another owner or repository under a known name.
    OtherIds {
        /// Owner and repository with their ids, as in `sub`.
        is: String,
    },
    /// The run is in another repository.
    OtherRepository {
        /// `owner/repository`
        is: String,
        /// What to write.
        allow: String,
    },
    /// The job names an environment, so `sub` names no branch.
    Environment {
        /// As in `sub`.
        environment: String,
        /// What to write.
        allow: String,
    },
    /// The policy wants an environment, and the job names none.
    NoEnvironment {
        /// How `sub` ends instead.
        tail: String,
        /// The environment that the policy wants, where it is one.
        wanted: Option<String>,
    },
    /// The job names another environment.
    OtherEnvironment {
        /// As in `sub`.
        environment: String,
        /// What to write.
        allow: String,
    },
    /// A colon inside a value is written `%3A` in `sub`.
    EncodedColon {
        /// The environment as its settings name it.
        environment: String,
        /// What to write.
        allow: String,
    },
    /// The run is for a pull request, so `sub` names no branch.
    PullRequest {
        /// The branch in `ref` where it is no merge ref: after the merge.
        branch: Option<String>,
        /// What to write.
        allow: String,
    },
    /// The policy wants a pull request, and the run is for something else.
    NoPullRequest {
        /// The event.
        event: String,
        /// What to write.
        allow: String,
    },
    /// The run is for a tag, the policy wants a branch.
    Tag {
        /// The tag.
        tag: String,
        /// What to write.
        allow: String,
    },
    /// The run is on a branch, the policy wants a tag.
    Branch {
        /// The branch.
        branch: String,
        /// What to write.
        allow: String,
    },
    /// The run is on another branch, or for another tag.
    OtherRef {
        /// `branch` or `tag`
        kind: &'static str,
        /// Its name.
        name: String,
        /// What to write.
        allow: String,
    },
    /// The run is of the merge queue, whose branch has a different name each time.
    MergeQueue {
        /// The branch that the queue merges into.
        base: String,
        /// What to write.
        allow: String,
    },
    /// Owner and repository have the ids that the policy names, and other names.
    Renamed {
        /// `owner/repository` now.
        is: String,
        /// What to write.
        allow: String,
    },
    /// `sub` holds a part that is another one in each run.
    OneRun {
        /// What to write.
        allow: String,
        /// The policy's value can be right for no later run.
        never: bool,
    },
    /// A part of the policy's value ends in another separator than that of `sub`.
    Separator {
        /// What to write.
        allow: String,
    },
    /// The policy is for a token of a later version, whose `sub` goes on.
    OldToken,
    /// The policy wants branch and environment in one `sub`.
    OneContext {
        /// The one that `sub` holds: `environment` or `ref`.
        holds: &'static str,
        /// What to write.
        allow: String,
        /// The key for the other one.
        key: String,
        /// Its value in the policy.
        value: String,
    },
    /// A subject template lets `sub` go on.
    LongerSubject {
        /// The first claim that it adds.
        claim: String,
        /// What to write.
        allow: String,
    },
    /// The policy wants a claim in `sub` that only a subject template would put there.
    NoTemplate {
        /// The claim.
        claim: String,
        /// What to write.
        allow: String,
        /// The key that shows the claim, and its value in the policy.
        beside: Option<(String, String)>,
    },
    /// The policy wants more than `sub` has.
    ShorterSubject {
        /// What `sub` does not have.
        missing: String,
        /// What to write.
        allow: String,
    },
    /// A subject template replaces the usual `sub`.
    OtherTemplate {
        /// What to write.
        allow: String,
    },
    /// `sub` ends in another way.
    OtherEnd {
        /// How it ends.
        tail: String,
        /// What to write.
        allow: String,
        /// The policy's end is none that a `sub` could have.
        misspelt: bool,
    },
}

/// What a policy can test in place of a claim that it does not see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Instead {
    /// A claim that AWS does show, and its value in this token.
    Claim {
        /// Its condition key.
        key: String,
        /// Its value.
        value: String,
    },
    /// A part of `sub`.
    Subject(&'static str),
    /// Nothing comes close.
    Nothing,
}

impl Hint {
    /// Why the call is as it is: a clause that can stand alone.
    #[must_use]
    pub fn cause(&self) -> String {
        match self {
            Self::IssuerIsNoKey => "iss is in every token and is no condition key".into(),
            Self::PartyIsAudience { key } => format!("azp is no condition key of its own: {key} holds it"),
            Self::OtherIssuersKey { issuer, .. } => format!("The token is from {issuer}"),
            Self::SchemeInKey { .. } => "Condition keys start with the issuer without https://".into(),
            Self::ArnInKey { .. } => "Condition keys start with the issuer, not with the ARN of its provider".into(),
            Self::KeyForm { .. } => "A condition key is the issuer, a colon and a claim".into(),
            Self::MisspeltKey { key, .. } => format!("{key} is no condition key of this call"),
            Self::TagOfPrincipal { key, sent: true, .. } => {
                format!("The caller has no tags yet: on this call the token's tag is {key}")
            }
            Self::TagOfPrincipal { tag, key, .. } => format!(
                "The caller has no tags yet: on this call the token's tag is {key}, and no claim of the token gives {tag}"
            ),
            Self::UnknownKey { claim, .. } => format!("AWS has no condition key {claim} for this issuer"),
            Self::HiddenClaim { claim, .. } => format!("AWS does not show {claim} to policies"),
            Self::AbsentClaim { claim, .. } if claim == "environment" => {
                "The job names no environment, so there is no such claim".into()
            }
            Self::AbsentClaim { claim, .. } => format!("The token has no {claim}"),
            Self::NoSessionTags { tag } => {
                format!("Session tags come from claims of the token, and none of them gives {tag}")
            }
            Self::NoClaimForKey { key, claim } => {
                format!("{key} comes from the claim {claim}, which the token does not have")
            }
            Self::NoKeyOfCall { key, .. } => format!("{key} is no condition key of AssumeRoleWithWebIdentity"),
            Self::Multivalued { key, operator, .. } => {
                format!("{key} has several values, or may have, and {operator} never holds for such a key")
            }
            Self::Swapped { written, belongs, .. } => {
                format!("The value under {written} is the one that this token has in {belongs}")
            }
            Self::OtherAudience { audience } => format!("aud is {audience}"),
            Self::WholeRef { claim, reference, .. } => format!("{claim} holds the whole ref, {reference}"),
            Self::MergeRef { reference } => format!("For a pull request, ref is the merge ref {reference}"),
            Self::CalledWorkflow { .. } => {
                "job_workflow_ref names the reusable workflow, not the one that calls it".into()
            }
            Self::OtherWorkflow { file, .. } => format!("The job is defined in {file}"),
            Self::WorkflowRef { reference, .. } => format!("The job's workflow is taken from {reference}"),
            Self::NoRepoPrefix { .. } => "In sub, repo: stands before the owner".into(),
            Self::ImmutableSubject { .. } => "sub carries the ids of owner and repository (immutable subject)".into(),
            Self::NoIds { .. } => "sub carries names without ids".into(),
            Self::OtherIds { is } => format!("sub is for {is}: the name is known, the ids are others"),
            Self::OtherRepository { is, .. } => format!("The run is in {is}"),
            Self::Environment { environment, .. } => {
                format!("The job runs in environment {environment}, so sub ends :environment:{environment}")
            }
            Self::NoEnvironment { tail, .. } => format!("The job names no environment, so sub ends {tail}"),
            Self::OtherEnvironment { environment, .. } => format!("The job runs in environment {environment}"),
            Self::EncodedColon { environment, .. } => {
                format!("In sub, GitHub writes the colon of environment {environment} as %3A")
            }
            Self::PullRequest { branch: None, .. } => "The run is for a pull request, so sub ends :pull_request".into(),
            Self::PullRequest {
                branch: Some(branch), ..
            } => {
                format!("The event is pull_request, so sub ends :pull_request although ref is {branch}")
            }
            Self::NoPullRequest { event, .. } => format!("The event is {event}, no pull request"),
            Self::Tag { tag, .. } => format!("The run is for the tag {tag}, so sub ends :ref:refs/tags/{tag}"),
            Self::Branch { branch, .. } => {
                format!("The run is on the branch {branch}, so sub ends :ref:refs/heads/{branch}")
            }
            Self::OtherRef { kind: "tag", name, .. } => format!("The run is for the tag {name}"),
            Self::OtherRef { kind, name, .. } => format!("The run is on the {kind} {name}"),
            Self::MergeQueue { base, .. } => {
                format!("The run is of the merge queue of {base}, whose branch has a different name each time")
            }
            Self::Renamed { is, .. } => format!("The repository has the ids of the policy, and is {is} now"),
            Self::OneRun { .. } => "Part of sub is different in each run".into(),
            Self::Separator { .. } => "The value has : or / where sub has the other one".into(),
            Self::OldToken => {
                "The token is that of CIRCLE_OIDC_TOKEN, whose sub has no vcs-origin and no vcs-ref".into()
            }
            Self::OneContext {
                holds: "environment", ..
            } => "sub holds the environment and no branch beside it".into(),
            Self::OneContext { .. } => "sub holds the branch and no environment beside it".into(),
            Self::LongerSubject { claim, .. } => format!("A subject template adds {claim}, so sub goes on"),
            Self::NoTemplate { claim, .. } => format!("No subject template adds {claim} to sub"),
            Self::ShorterSubject { missing, .. } => format!("sub does not go on with {missing}"),
            Self::OtherTemplate { .. } => "A subject template replaces the usual sub".into(),
            Self::OtherEnd { tail, .. } => format!("sub ends {tail}"),
        }
    }

    /// The value that would have to be allowed, where that is all there is to do.
    pub(super) fn allow(&self) -> Option<&str> {
        match self {
            Self::WholeRef { allow, .. }
            | Self::CalledWorkflow { allow }
            | Self::OtherWorkflow { allow, .. }
            | Self::WorkflowRef { allow, .. }
            | Self::NoRepoPrefix { allow }
            | Self::ImmutableSubject { allow }
            | Self::NoIds { allow }
            | Self::OtherRepository { allow, .. }
            | Self::Environment { allow, .. }
            | Self::OtherEnvironment { allow, .. }
            | Self::EncodedColon { allow, .. }
            | Self::PullRequest { allow, .. }
            | Self::NoPullRequest { allow, .. }
            | Self::Tag { allow, .. }
            | Self::Branch { allow, .. }
            | Self::OtherRef { allow, .. }
            | Self::MergeQueue { allow, .. }
            | Self::Renamed { allow, .. }
            | Self::OneRun { allow, .. }
            | Self::Separator { allow }
            | Self::LongerSubject { allow, .. }
            | Self::ShorterSubject { allow, .. }
            | Self::OtherTemplate { allow }
            | Self::OtherEnd { allow, .. } => Some(allow),
            Self::OtherAudience { audience } => Some(audience),
            _ => None,
        }
    }

    /// The policy means this run and spells it wrongly; otherwise it means another one,
    /// which may have the role as well.
    pub(super) fn is_of_spelling(&self) -> bool {
        matches!(
            self,
            Self::WholeRef { .. }
                | Self::NoRepoPrefix { .. }
                | Self::EncodedColon { .. }
                | Self::Renamed { .. }
                | Self::Separator { .. }
                | Self::OneRun { never: true, .. }
                | Self::OtherEnd { misspelt: true, .. }
        )
    }

    /// What to do about it: an imperative.
    #[must_use]
    pub fn remedy(&self) -> String {
        match self {
            Self::IssuerIsNoKey => "Remove the condition: the provider in Principal stands for the issuer".into(),
            Self::PartyIsAudience { key } => format!("Test {key}"),
            Self::OtherIssuersKey { key, .. } => format!("Write {key}: a key starts with the whole issuer"),
            Self::SchemeInKey { key }
            | Self::ArnInKey { key }
            | Self::KeyForm { key }
            | Self::MisspeltKey { meant: key, .. }
            | Self::TagOfPrincipal { key, sent: true, .. }
            | Self::UnknownKey { meant: Some(key), .. } => format!("Write {key}"),
            Self::TagOfPrincipal { tag, key, .. } => format!("Write {key}, and have the issuer send the tag {tag}"),
            Self::UnknownKey { meant: None, .. } => "Test one that it has, such as sub".into(),
            Self::HiddenClaim { instead, .. } => instead.to_string(),
            Self::AbsentClaim { claim, wanted } if claim == "environment" => match wanted {
                Some(wanted) => format!("Add environment: {wanted} to the job"),
                None => "Add environment: to the job, or remove the condition".into(),
            },
            Self::AbsentClaim { .. } => "Have the issuer add the claim, or remove the condition".into(),
            Self::NoSessionTags { .. } => "Test a claim of the token instead, such as sub".into(),
            Self::NoClaimForKey { .. } => "Have the issuer add it, or remove the condition".into(),
            Self::NoKeyOfCall { instead, .. } => format!("Remove the condition: {instead}"),
            Self::Multivalued { meant, holds: true, .. } => format!("Write {meant}"),
            Self::Multivalued { meant, .. } => format!("Write {meant}, with a value that the call has"),
            Self::Swapped { key, .. } => format!("Write it under {key}"),
            Self::OtherAudience { audience } => {
                format!("Write {audience}, or ask for a token with the audience that the policy wants")
            }
            Self::WholeRef { claim, allow, .. } if claim == "sub" => format!("Allow {allow}"),
            Self::WholeRef { allow, .. } => format!("Write {allow}"),
            Self::MergeRef { .. } => {
                "AWS cannot see the base branch: use an environment with a branch rule instead".into()
            }
            Self::OtherIds { .. } => "Allow these ids only if you know who owns the name now".into(),
            Self::NoEnvironment {
                wanted: Some(wanted), ..
            } => format!("Add environment: {wanted} to the job"),
            Self::NoEnvironment { wanted: None, .. } => "Add environment: to the job".into(),
            Self::PullRequest { branch: None, allow } => {
                format!("Allow {allow} if pull requests may have this role")
            }
            Self::PullRequest { branch: Some(_), allow } => {
                format!("Run it on push, or allow {allow} if pull requests may have this role")
            }
            Self::OneContext { allow, key, value, .. } => format!("Allow {allow}, and test {key} for {value}"),
            Self::NoTemplate {
                allow,
                beside: Some((key, _)),
                ..
            } => format!("Allow {allow}, and test {key} beside it"),
            Self::NoTemplate {
                allow, beside: None, ..
            } => format!("Allow {allow}, or set the template that the policy was written for"),
            Self::OtherTemplate { allow } if once::is_anchored(allow) => {
                format!("Allow {allow}, or take the template back")
            }
            Self::OtherTemplate { .. } => "Take the template back: what it puts first is different in each run".into(),
            Self::OldToken => "Send the token of CIRCLE_OIDC_TOKEN_V2".into(),
            Self::OtherRepository { is, allow } => {
                format!("Use a role that trusts {is}, or allow {allow}, after a rename in place of the old name")
            }
            Self::Renamed { allow, .. } | Self::Separator { allow } | Self::OneRun { allow, never: true } => {
                format!("Write {allow}")
            }
            other => format!("Allow {}", other.allow().unwrap_or("it")),
        }
    }
}

impl Hint {
    /// What to do about it, with what to try first where the policy can stay as it is.
    pub(super) fn advice(&self, first: Option<&str>) -> String {
        match (first, self) {
            (None, _)
            | (
                Some(_),
                Self::NoEnvironment { .. } | Self::AbsentClaim { .. } | Self::OldToken | Self::OtherRepository { .. },
            ) => self.remedy(),
            (Some(first), Self::OtherAudience { .. }) => first.to_owned(),
            (Some(first), Self::PullRequest { allow, .. }) => {
                format!("{first}, or allow {allow} if pull requests may have this role")
            }
            (Some(first), _) => match self.allow() {
                Some(allow) => format!("{first}, or allow {allow}"),
                None => first.to_owned(),
            },
        }
    }
}

impl fmt::Display for Hint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}. {}.", self.cause(), self.remedy())
    }
}

impl fmt::Display for Instead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim { key, value } => write!(f, "Test {key} for {value}"),
            Self::Subject(part) => write!(f, "Test sub, which holds {part}"),
            Self::Nothing => f.write_str("Remove the condition: no key that AWS shows comes close"),
        }
    }
}
