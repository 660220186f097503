//! What comes out: one [`Report`] for one attempt.
//!
//! These are the types of the public interface, field for field, so that a
//! reader of `pkg/assumable.d.ts` finds the same names here. They hold strings,
//! booleans, small integers, lists and objects only: nothing that JavaScript
//! could round or refuse.

mod bound;
mod legible;

pub use bound::{MOST_MEMBERS, MOST_PROBLEMS, MOST_REPEATED};

use std::borrow::Cow;

use serde::Serialize;

pub use crate::text::Span;

/// The whole verdict on one attempt.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// STS's answer.
    pub verdict: Verdict,
    /// Every check, always all of them, in the order in which STS is taken to make them.
    pub checks: Vec<Check>,
    /// The token as it was read.
    pub token: TokenReading,
    /// The issuer's keys as they were read and tried.
    pub keys: KeysReading,
    /// What conditions could see: every key of this call, with where it came from.
    pub context: Vec<ContextEntry>,
    /// The trust policy as it was read and evaluated.
    pub trust: TrustReading,
    /// Problems and risks that do not decide this verdict, most severe first.
    pub findings: Vec<Finding>,
}

/// What STS answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Verdict {
    /// Accepted, or refused.
    pub outcome: Outcome,
    /// What was not given and therefore taken as favourable. Empty: nothing was.
    pub assumptions: Vec<Assumption>,
    /// Refused: what STS answers. That of the first failed check; absent where none failed and
    /// the trust policy cannot be read, so that nothing is known of an answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<StsError>,
    /// Accepted: what STS returns, without the secrets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<Session>,
    /// One sentence that a person can act on.
    pub summary: String,
    /// What the summary is about, among the statements and conditions of the trust policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
    /// What mends it, the safest first.
    pub fixes: Vec<VerdictFix>,
}

/// What a summary is about, by its place in the reading of the trust policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Obstacle {
    /// Index of the statement.
    pub statement: usize,
    /// Index of the condition in it; absent where its principal or action is in the way.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<usize>,
    /// Index of the value in that condition: the one that comes closest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<usize>,
}

/// A change that mends what a verdict names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct VerdictFix {
    /// What it does: an imperative that begins with a small letter.
    pub title: String,
    /// What is changed.
    pub kind: FixKind,
    /// Replacements in the trust policy, none overlapping another. Empty where something
    /// else is changed.
    pub edits: Vec<Edit>,
    /// What the edits do to the set of those who can assume the role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<FixEffect>,
}

/// What a fix changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum FixKind {
    /// The run, or the role that it asks for; the trust policy stays as it is.
    Caller,
    /// The trust policy.
    TrustPolicy,
    /// The IAM OIDC provider.
    Provider,
    /// The parameters of the call.
    Request,
    /// How the issuer makes the token or publishes its keys.
    Token,
}

/// What an edit does to the set of those who can assume the role.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FixEffect {
    /// That set afterwards, compared with the set before.
    pub relation: Relation,
    /// The same in words, with who is admitted besides or instead.
    pub text: String,
}

/// How one set compares with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// Both have the same members.
    Same,
    /// Every member is one of the other set, which has more.
    Narrower,
    /// It has every member of the other set, and more.
    Wider,
    /// Each has members that the other does not have.
    Different,
    /// Not decided.
    Undecided,
}

/// Whether STS hands out a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A session is returned.
    Accepted,
    /// An error is returned.
    Refused,
}

/// Something that was not given and therefore taken as favourable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Assumption {
    /// The check that would have looked at it.
    pub check: CheckId,
    /// What is assumed, in one sentence.
    pub text: String,
}

/// An error of the STS API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StsError {
    /// As in the API: `InvalidIdentityToken`, `ExpiredTokenException`, `AccessDenied`, …
    pub code: String,
    /// Exactly as STS words it.
    pub message: String,
    /// HTTP status of the answer.
    pub http_status: u16,
    /// How it is known that STS says this.
    pub evidence: Evidence,
    /// Other wordings that STS is known to use, or used, for the same cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variants: Option<Vec<String>>,
}

/// What STS returns on success, without the secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// The assumed role.
    pub assumed_role_user: AssumedRoleUser,
    /// The effective audience: `azp` where present, else `aud`.
    pub audience: String,
    /// ARN of the IAM OIDC provider, or the host name of a built-in one.
    pub provider: String,
    /// `SubjectFromWebIdentityToken`: the `sub` claim.
    pub subject_from_web_identity_token: String,
    /// Only where the token sets one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_identity: Option<String>,
    /// Percent of the packed-policy allowance, about.
    pub packed_policy_size: u32,
    /// Seconds since the epoch.
    pub expiration: i64,
}

/// `AssumedRoleUser` of the API, without the id that only AWS knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AssumedRoleUser {
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    pub arn: String,
}

/// How something is known, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Seen on real AWS.
    Observed,
    /// AWS or GitHub says so.
    Documented,
    /// Others say so.
    Reported,
    /// Follows from those.
    Inferred,
    /// Nobody knows.
    Unsettled,
}

/// One of the things that STS looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckId {
    /// `RoleArn`, `RoleSessionName`, `DurationSeconds`, `ProviderId`.
    Parameters,
    /// A JWT at all, no `crit`, readable JSON.
    TokenFormat,
    /// `iss`, `sub`, `aud`, `iat`, `exp` present and of a usable type.
    RequiredClaims,
    /// An OIDC provider for `iss` in the role's account.
    Provider,
    /// `exp`, `nbf`, `iat` against now, with the tolerance.
    Timestamps,
    /// Effective audience among the provider's client ids.
    Audience,
    /// A key of the JWK Set verifies it.
    Signature,
    /// Tags and source identity claims well-formed.
    SessionTags,
    /// The roles claim, where there is one, names this role.
    RolesClaim,
    /// The policy parses, would be saved, and allows.
    TrustPolicy,
    /// Duration within the role's maximum, packed size.
    Session,
}

/// What became of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Looked at, and good.
    Passed,
    /// Looked at, and STS refuses for it.
    Failed,
    /// The input for it was not given.
    Assumed,
    /// Nothing left to check it on.
    Skipped,
}

/// One check and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Check {
    /// Which one.
    pub id: CheckId,
    /// What became of it.
    pub status: Status,
    /// Its name for people.
    pub title: &'static str,
    /// One sentence: what was compared with what.
    pub summary: String,
    /// Failed: what STS answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<StsError>,
    /// How it is known that STS does this.
    pub evidence: Evidence,
    /// What else is worth knowing about this check on this attempt, a sentence each.
    pub notes: Vec<String>,
}

/// The token as it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenReading {
    /// What was pasted.
    pub form: TokenForm,
    /// What was taken away around the token before reading it, in order.
    pub removed: Vec<String>,
    /// Spans of header, payload and signature in the token as pasted, for [`TokenForm::Jws`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segments: Option<Segments>,
    /// Members of the JOSE header.
    pub header: Vec<Member>,
    /// Members of the claims set.
    pub claims: Vec<Member>,
    /// What is wrong or odd with the token itself.
    pub problems: Vec<Problem>,
}

/// What a pasted token turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenForm {
    /// A compact JWS (RFC 7515 section 3.1).
    Jws,
    /// A bare claims object.
    Claims,
    /// A compact JWE (RFC 7516 section 3.1).
    Jwe,
    /// A JWS in JSON serialization (RFC 7515 section 7.2).
    JwsJson,
    /// Nothing.
    Empty,
    /// None of these.
    Unreadable,
}

/// Where the three parts of a compact JWS stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Segments {
    /// The JOSE header.
    pub header: Span,
    /// The payload.
    pub payload: Span,
    /// The signature.
    pub signature: Span,
}

/// One member of a JSON object, in source order; a duplicate has an entry of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Member {
    /// Its name, unescaped.
    pub name: String,
    /// The value exactly as written in the token (numbers keep every digit).
    pub raw: String,
    /// What it is for, in one sentence; absent when unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaning: Option<&'static str>,
    /// `NumericDate` claims: ISO 8601 in UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Condition key under which AWS shows it to policies; absent: policies cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition_key: Option<String>,
    /// A later member of the same name hides this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shadowed: Option<bool>,
    /// Where the base64url text that encodes it stands in the token as pasted, to
    /// the byte triple; absent where the token was wrapped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// The issuer's keys as they were read and tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeysReading {
    /// Every key of the set, in order, and why it was or was not used, by the JOSE RFCs.
    pub candidates: Vec<KeyCandidate>,
    /// Index of the key that verifies the signature by the JOSE RFCs; absent when none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified_by: Option<usize>,
    /// What is wrong or odd with the set.
    pub problems: Vec<Problem>,
}

/// One key of the set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyCandidate {
    /// Key id (RFC 7517 section 4.5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<String>,
    /// Key type (RFC 7517 section 4.1); empty where the key has none.
    pub kty: String,
    /// e.g. `RSA 2048`, `P-256`, `Ed25519`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// RFC 7638 SHA-256 thumbprint, base64url.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbprint: Option<String>,
    /// What became of it by the JOSE RFCs.
    pub outcome: KeyOutcome,
    /// Why, in one sentence.
    pub reason: String,
    /// Only where STS treats this key otherwise than the JOSE RFCs do: how, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sts: Option<StsKeyUse>,
    /// Where it stands in the key set as pasted.
    pub span: Span,
}

/// What became of a key by the JOSE RFCs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum KeyOutcome {
    /// It verifies the signature.
    Verified,
    /// It was tried and does not verify the signature.
    SignatureMismatch,
    /// It is usable, but not for this token.
    NotSelected,
    /// It cannot be used for any signature.
    Unusable,
}

/// How STS treats a key where that differs from the JOSE RFCs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StsKeyUse {
    /// Whether STS verifies with it.
    pub usable: bool,
    /// Why, in one sentence.
    pub reason: String,
}

/// One condition key of this call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextEntry {
    /// e.g. `token.actions.githubusercontent.com:sub`.
    pub key: String,
    /// Its values in this call.
    pub values: Vec<String>,
    /// By its kind, not by the number of values.
    pub multivalued: bool,
    /// `claim sub`, `request roleSessionName`, `given`, …
    pub source: Cow<'static, str>,
    /// How it is known that AWS shows this.
    pub evidence: Evidence,
}

/// The trust policy as it was read and evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TrustReading {
    /// What the document decides for this call.
    pub decision: Decision,
    /// Would IAM save this document as a trust policy today?
    pub saveable: Saveable,
    /// Every statement, in order.
    pub statements: Vec<StatementReading>,
    /// What is wrong with the document, located.
    pub problems: Vec<Problem>,
}

/// What a trust policy decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Decision {
    /// An Allow applies and no Deny does.
    Allowed,
    /// A Deny applies.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
    /// No document was given.
    Assumed,
    /// The document cannot be read.
    Unreadable,
}

/// Whether IAM would save a document as a trust policy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Saveable {
    /// It would.
    pub ok: bool,
    /// IAM's objections, in its own words where these are known.
    pub errors: Vec<Problem>,
}

/// One statement as it was evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct StatementReading {
    /// As written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
    /// Allow or Deny.
    pub effect: Effect,
    /// Where it stands.
    pub span: Span,
    /// The statement applies to this call.
    pub applies: bool,
    /// Whether the caller is meant.
    pub principal: Match,
    /// Whether the action is meant.
    pub action: Match,
    /// Every condition, in order.
    pub conditions: Vec<ConditionReading>,
}

/// What a statement does when it applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Effect {
    /// Grants.
    Allow,
    /// Forbids, whatever else grants.
    Deny,
}

/// Whether a part of a statement is meant for this call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Match {
    /// It is.
    pub matched: bool,
    /// Why, in one sentence.
    pub reason: String,
    /// Where it stands.
    pub span: Span,
}

/// One operator on one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConditionReading {
    /// As written, e.g. `ForAnyValue:StringLike`.
    pub operator: String,
    /// As written.
    pub key: String,
    /// What it came to.
    pub result: ConditionResult,
    /// The key is not part of this call.
    pub missing: bool,
    /// Values of this call; none where the key is missing, or where nobody has said what it holds.
    pub actual: Vec<String>,
    /// Values of the policy.
    pub expected: Vec<ExpectedValue>,
    /// Where it stands.
    pub span: Span,
    /// One sentence: why it matched or did not.
    pub reason: String,
    /// How it is known that AWS evaluates it so.
    pub evidence: Evidence,
}

impl ConditionReading {
    /// Whether nobody has said what the key holds in this call, so that what the condition
    /// came to is assumed.
    #[must_use]
    pub fn is_unsaid(&self) -> bool {
        let is_assumed = self.evidence == Evidence::Unsettled && self.result != ConditionResult::Error;
        is_assumed && !self.missing && self.actual.is_empty()
    }
}

/// What a condition came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConditionResult {
    /// It holds.
    Match,
    /// It does not hold.
    NoMatch,
    /// It could not be evaluated. An Allow then does not apply, a Deny does.
    Error,
}

/// One value of the policy against the values of the call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExpectedValue {
    /// As written.
    pub text: String,
    /// With policy variables filled in; absent when a variable has no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolved: Option<String>,
    /// It matched.
    pub matched: bool,
    /// Where it stands.
    pub span: Span,
    /// No match: how far it was right, and what is meant instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
    /// Which part of the actual value each part of the pattern took, for string and
    /// ARN patterns; on no match, as far as it was right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alignment: Option<Vec<Taken>>,
}

/// How far a value that did not match was right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Nearest {
    /// UTF-16 units of the actual value that agree.
    pub actual_matched: usize,
    /// UTF-16 units of the pattern that agree.
    pub expected_matched: usize,
    /// What is probably meant instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// A part of a pattern and the part of the value that it took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Taken {
    /// Literal text, or a run of wildcards.
    pub pattern: String,
    /// What it took of the actual value.
    pub value: String,
    /// Whether the part is a wildcard.
    pub wildcard: bool,
}

/// Something wrong or odd with a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// How bad.
    pub severity: Severity,
    /// What was expected, what was found.
    pub message: String,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It stops something.
    Error,
    /// It may bite.
    Warning,
    /// Good to know.
    Info,
}

/// One rule of the catalogue that fired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Stable kebab-case name, e.g. `sub-not-restricted`.
    pub rule: String,
    /// How bad.
    pub severity: FindingSeverity,
    /// What is wrong here, with this policy's own values.
    pub message: String,
    /// Why it matters and what to do.
    pub help: String,
    /// Which text `span` points into.
    pub input: Input,
    /// Where.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
    /// Edits of that text that mend it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fix: Option<Fix>,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FindingSeverity {
    /// Strangers get in.
    Critical,
    /// More get in than is meant.
    High,
    /// May bite.
    Medium,
    /// Can never match, or never be saved.
    Broken,
    /// Good to know.
    Info,
}

/// A text that was pasted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Input {
    /// The trust policy.
    TrustPolicy,
    /// The token.
    Token,
    /// The key set.
    Jwks,
    /// The parameters of the call.
    Request,
    /// The provider record.
    Provider,
}

/// A change that mends a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Replacements, none overlapping another.
    pub edits: Vec<Edit>,
}

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// By what.
    pub text: String,
}
