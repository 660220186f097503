//! What a condition on a caller with a web identity is worth.

use std::borrow::Cow;

use crate::context::is_of_other_calls;
use crate::issuers::{Issuer, Kind, google};
use crate::policy::document::{Condition, ConditionValue};
use crate::policy::operator::{Ordering, Quantifier, Test};
use crate::policy::saveable::required_key;
use crate::policy::{Operator, Version, is_only_wildcards};

use super::grant::Around;
use super::reach::Reach;

/// A condition of a grant, and what it is worth.
#[derive(Debug)]
pub(super) struct Tested<'a> {
    /// As it is written.
    pub(super) condition: &'a Condition,
    /// Its operator, if it has one.
    pub(super) operator: Option<Operator>,
    /// The claim that its key shows, in small letters.
    pub(super) claim: Option<String>,
    /// Whether it keeps strangers out.
    pub(super) standing: Standing,
    /// How far each of its values reaches, where it demands one of GitHub's repositories; of
    /// other issuers those that leave the owner open.
    pub(super) reaches: Vec<(&'a ConditionValue, Reach)>,
    /// Its values as patterns for GitHub's `sub`, where one of them takes a stranger's.
    pub(super) patterns: Vec<String>,
}

/// Whether a condition keeps strangers out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It says whose run it has to be.
    Binds,
    /// It would, and one of its values takes anybody's.
    Open,
    /// It would, and it holds where the key is absent.
    Optional,
    /// It names who may not come in.
    Negated,
    /// Its key is never part of such a call, and it then holds.
    HoldsWithoutKey,
    /// It never holds, so that nobody comes in.
    Never,
    /// It says who has started the run, wherever that is.
    Actor,
    /// It says which workflow is called, whoever calls it.
    CalledWorkflow,
    /// It tests what whoever runs a job can choose.
    Choice,
    /// It is about something else.
    Other,
}

/// Claims by which whoever runs a job cannot be told from anybody else.
const CHOICES: [&str; 7] = [
    "environment",
    "pipeline_source",
    "ref",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "workflow",
];

/// Claims that say who has started a run.
const ACTORS: [&str; 5] = ["actor", "actor_id", "user_email", "user_id", "user_login"];

/// Claims of GitHub that are text, and never a number, moment, truth value, address or ARN.
const TEXTS: [&str; 7] = [
    "actor",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "sub",
    "workflow",
];

impl<'a> Tested<'a> {
    pub(super) fn of(condition: &'a Condition, issuer: &Issuer, around: Around<'_>) -> Self {
        match condition.operator.operator.filter(|_| !condition.unread) {
            Some(operator) => Self::by(operator, condition, issuer, around),
            // What cannot be evaluated never holds.
            None => Self::unjudged(condition, issuer),
        }
    }

    pub(super) fn by(operator: Operator, condition: &'a Condition, issuer: &Issuer, around: Around<'_>) -> Self {
        let mut tested = Self {
            operator: Some(operator),
            ..Self::unjudged(condition, issuer)
        };
        tested.standing = tested.standing_of(operator, issuer, around);
        tested
    }

    fn unjudged(condition: &'a Condition, issuer: &Issuer) -> Self {
        Self {
            condition,
            operator: None,
            claim: claim_of(&condition.key.text, issuer),
            standing: Standing::Never,
            reaches: Vec::new(),
            patterns: Vec::new(),
        }
    }

    fn standing_of(&mut self, operator: Operator, issuer: &Issuer, around: Around<'_>) -> Standing {
        if operator.test == Test::Null {
            return Standing::Other;
        }
        let key = &self.condition.key.text;
        let is_given = || around.given.get(&key.to_ascii_lowercase()).is_some();
        if around.given.iter().next().is_some() && is_given() {
            return Standing::Other;
        }
        if is_absent(key, self.claim.as_deref(), issuer) {
            return if holds_without_key(operator) {
                Standing::HoldsWithoutKey
            } else {
                Standing::Never
            };
        }
        let Some(claim) = self.claim.clone() else {
            return self.of_other_key(operator, issuer);
        };
        if issuer.is_github() && TEXTS.contains(&claim.as_str()) && !is_textual(operator) {
            return Standing::Never;
        }
        if !is_of_few(operator) {
            return Standing::Other;
        }
        let meant = self.of_claim(&claim, operator, issuer, around);
        match meant {
            Standing::Other => Standing::Other,
            _ if operator.negated && self.takes_everything(operator) => Standing::Never,
            _ if operator.negated => Standing::Negated,
            _ if holds_without_key(operator) => Standing::Optional,
            _ if self.condition.values.is_empty() => Standing::Never,
            standing => standing,
        }
    }

    /// A key of AWS's own.
    fn of_other_key(&self, operator: Operator, issuer: &Issuer) -> Standing {
        let key = self.condition.key.text.to_ascii_lowercase();
        let is_plain = !operator.negated && !holds_without_key(operator);
        match key.as_str() {
            "sts:roleauthorizedbyidp" if is_plain && self.condition.values.iter().any(|value| value.text == "true") => {
                // GitHub's tokens have no claim that names roles.
                if issuer.is_github() {
                    Standing::Never
                } else {
                    Standing::Binds
                }
            }
            "sts:sourceidentity" if is_plain => Standing::Binds,
            tag if tag.starts_with("aws:requesttag/") && is_plain => Standing::Binds,
            _ => Standing::Other,
        }
    }

    /// What a condition on this claim is worth if it has to hold.
    fn of_claim(&mut self, claim: &str, operator: Operator, issuer: &Issuer, around: Around<'_>) -> Standing {
        if matches!(claim, "aud" | "oaud" | "amr") {
            // Google's tokens are for whoever has asked for them: `aud` says whose application.
            let of_google = issuer.kind() == Kind::Google && claim != "amr";
            return if of_google || required_key(issuer.url_part()) == Some(claim) {
                self.of_values(claim, operator, issuer, around.version)
            } else {
                Standing::Other
            };
        }
        if ACTORS.contains(&claim) {
            return Standing::Actor;
        }
        if CHOICES.contains(&claim) {
            return Standing::Choice;
        }
        match claim {
            "job_workflow_ref" => Standing::CalledWorkflow,
            "sub" if issuer.is_github() => self.of_repository("", operator, issuer, around),
            "repository" if issuer.is_github() => self.of_repository("repo:", operator, issuer, around),
            _ => self.of_values(claim, operator, issuer, around.version),
        }
    }

    fn of_repository(&mut self, prefix: &str, operator: Operator, issuer: &Issuer, around: Around<'_>) -> Standing {
        if operator.negated {
            return Standing::Binds;
        }
        let mut patterns = Vec::new();
        for value in self.condition.values.iter().filter(|value| !value.templated) {
            let (text, wildcards) = filled(&value.text, operator, issuer, around.version);
            let text = [prefix, &text].concat();
            let reach = if wildcards {
                Reach::of_pattern(&text, around.steps)
            } else {
                Reach::of(&text)
            };
            self.reaches.push((value, reach));
            // Behind the repository `sub` goes on.
            patterns.push(if prefix.is_empty() {
                text
            } else {
                [&text, ":*"].concat()
            });
        }
        let mut reaches = self.reaches.iter().map(|(_, reach)| reach);
        if let Some(Reach::Chosen(claim)) = reaches.clone().find(|reach| matches!(reach, Reach::Chosen(_))) {
            return match claim.as_str() {
                "job_workflow_ref" => Standing::CalledWorkflow,
                claim if ACTORS.contains(&claim) => Standing::Actor,
                _ => Standing::Choice,
            };
        }
        if !reaches.any(Reach::is_open) {
            return Standing::Binds;
        }
        self.patterns = patterns;
        Standing::Open
    }

    /// A value that leaves open what stands first says nothing; on an issuer that many share
    /// that is the owner, as far as its end.
    fn of_values(&mut self, claim: &str, operator: Operator, issuer: &Issuer, version: Version) -> Standing {
        let is_shared = required_key(issuer.url_part()) == Some(claim);
        let mut is_open = false;
        for value in &self.condition.values {
            let (text, wildcards) = filled(&value.text, operator, issuer, version);
            if !wildcards {
                continue;
            }
            let behind = text.split_once(':').map_or(&*text, |(_, behind)| behind);
            if text.starts_with(['*', '?']) || behind.starts_with(['*', '?']) {
                is_open = true;
            } else if let Some(start) = owner_left_open(&text).filter(|_| is_shared) {
                self.reaches.push((value, Reach::OwnersNamed(start.to_owned())));
            }
        }
        if is_open || !self.reaches.is_empty() {
            Standing::Open
        } else {
            Standing::Binds
        }
    }

    /// The value that takes a stranger's, of those that say something.
    pub(super) fn open_value(&self) -> Option<&'a str> {
        let open = self.reaches.iter().filter(|(_, reach)| reach.is_open());
        let open = open.map(|(value, _)| *value).chain(
            self.condition
                .values
                .iter()
                .filter(|value| self.reaches.is_empty() && value.text.contains(['*', '?'])),
        );
        let mut texts = open.map(|value| value.text.as_str());
        texts.find(|text| !is_only_wildcards(text))
    }

    /// Whether one of its values is met by whatever the claim is.
    fn takes_everything(&self, operator: Operator) -> bool {
        let mut values = self.condition.values.iter();
        takes_wildcards(operator) && values.any(|value| value.text.contains('*') && is_only_wildcards(&value.text))
    }

    pub(super) fn is(&self, claim: &str) -> bool {
        self.claim.as_deref() == Some(claim)
    }

    /// Whether it demands a value of one of these claims.
    pub(super) fn demands(&self, claims: &[&str]) -> bool {
        let open = |value: &ConditionValue| value.text.starts_with(['*', '?']);
        let never = matches!(self.standing, Standing::Optional | Standing::Negated | Standing::Open);
        let operator = self
            .operator
            .filter(|operator| operator.test != Test::Null && !operator.negated && !never);
        operator.is_some()
            && self.claim.as_deref().is_some_and(|claim| claims.contains(&claim))
            && !self.condition.values.iter().any(open)
    }

    /// Whether one of its values reaches so far.
    pub(super) fn has_reach(&self, far: fn(&Reach) -> bool) -> bool {
        self.reaches.iter().any(|(_, reach)| far(reach))
    }

    /// Whether it keeps strangers out, and every value reaches no further.
    pub(super) fn all(&self, reach: fn(&Reach) -> bool) -> bool {
        self.standing == Standing::Binds
            && !self.reaches.is_empty()
            && self.reaches.iter().all(|(_, found)| reach(found))
    }
}

/// `acme` of `project_path:acme*`: how the owner begins, where a wildcard stands before its end.
fn owner_left_open(text: &str) -> Option<&str> {
    let fixed = text.get(..text.find(['*', '?'])?)?;
    let (_, owner) = fixed.split_once(':')?;
    (!owner.contains(['/', ':'])).then_some(owner)
}

/// The claim that a key of this issuer shows.
fn claim_of(key: &str, issuer: &Issuer) -> Option<String> {
    let url = issuer.url_part();
    let (prefix, name) = key.split_at_checked(url.len())?;
    let claim = name.strip_prefix(':')?;
    // Mostly the same to the letter, which is told sooner.
    let is_own = prefix == url || prefix.eq_ignore_ascii_case(url);
    is_own.then(|| claim.to_ascii_lowercase())
}

/// Whether no call by a token of this issuer has such a key.
pub(super) fn is_never_present(key: &str, issuer: &Issuer) -> bool {
    is_absent(key, claim_of(key, issuer).as_deref(), issuer)
}

fn is_absent(key: &str, claim: Option<&str>, issuer: &Issuer) -> bool {
    match claim {
        Some(google::ORGANIZATION_NUMBER) if issuer.kind() == Kind::Google => false,
        Some(claim) => issuer.key_evidence(claim).is_none(),
        // Nobody knows what a template puts there.
        None if key.contains("${") => false,
        None => is_of_other_calls(key) || key.split(':').next().is_some_and(|prefix| prefix.contains('.')),
    }
}

/// Whether an operator holds where its key is not part of the call.
fn holds_without_key(operator: Operator) -> bool {
    match operator.quantifier {
        _ if operator.if_exists => true,
        Some(Quantifier::ForAllValues) => true,
        Some(Quantifier::ForAnyValue) => false,
        None => operator.negated,
    }
}

pub(super) fn takes_wildcards(operator: Operator) -> bool {
    matches!(operator.test, Test::StringLike | Test::Arn { .. })
}

/// Whether an operator compares texts as such.
pub(super) fn is_textual(operator: Operator) -> bool {
    matches!(
        operator.test,
        Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike | Test::BinaryEquals | Test::Null
    )
}

/// Whether an operator can say which few values it takes: nothing is said by being larger.
fn is_of_few(operator: Operator) -> bool {
    is_textual(operator) || matches!(operator.test, Test::Arn { .. } | Test::Numeric(Ordering::Equals))
}

/// A value as it may be filled in, and whether it then has wildcards. What a variable takes
/// from the caller's own token may be anything; what another one takes is of the call, and its
/// wildcards are letters.
fn filled<'a>(text: &'a str, operator: Operator, issuer: &Issuer, version: Version) -> (Cow<'a, str>, bool) {
    let mut wildcards = takes_wildcards(operator);
    if version == Version::V2008 || !text.contains("${") {
        return (text.into(), wildcards);
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once("${") {
        let Some((name, behind)) = from.split_once('}') else {
            break;
        };
        let is_own = claim_of(name.trim(), issuer).is_some();
        wildcards |= is_own;
        plain.push_str(before);
        plain.push(if is_own { '*' } else { 'x' });
        rest = behind;
    }
    plain.push_str(rest);
    (plain.into(), wildcards)
}
