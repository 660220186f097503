//! What is probably meant by a condition that did not match, told from the token.

use crate::policy::operator::{Quantifier, Test};
use crate::policy::{Operator, Pattern, fold, is_only_wildcards, matches, skeleton};
use crate::report::{
    ConditionReading, ConditionResult, Effect, ExpectedValue, Nearest, StatementReading, TrustReading,
};

use super::absent::absent;
use super::caller::{Caller, LONGEST};
use super::hint::Hint;
use super::run::{self, Failed};
use super::{once, other_subject, subject};

/// Hints for one policy; nobody reads more, however many values it lists.
const MOST: usize = 256;

/// Puts hints that need the token in place of what the policy alone could say.
///
/// Only in statements that could allow this caller: what another one wants is not meant
/// for this token.
pub fn nearest(trust: &mut TrustReading, caller: Caller<'_>) {
    let meant = |statement: &&mut StatementReading| statement.effect == Effect::Allow && statement.principal.matched;
    let conditions = trust
        .statements
        .iter_mut()
        .filter(meant)
        .flat_map(|statement| &mut statement.conditions);
    let mut left = MOST;
    for condition in conditions.filter(|condition| condition.result != ConditionResult::Match) {
        for index in 0..condition.expected.len().min(left) {
            left -= 1;
            let hint = hint_of(condition, index, caller).map(|hint| told(condition, index, &hint, caller));
            if let (Some(hint), Some(expected)) = (hint, condition.expected.get_mut(index)) {
                let nothing = Nearest {
                    actual_matched: 0,
                    expected_matched: 0,
                    hint: None,
                };
                expected.nearest.get_or_insert(nothing).hint = Some(hint);
            }
        }
    }
}

/// A hint in words, for one value alone.
fn told(condition: &ConditionReading, index: usize, hint: &Hint, caller: Caller<'_>) -> String {
    let wanted: Vec<&str> = condition.expected.get(index).map(wanted).into_iter().collect();
    let first = instead(condition, &wanted, Some(hint), caller);
    format!("{}. {}", hint.cause(), advised(condition, hint, first.as_deref()))
}

/// What to do about a condition, as a sentence or two.
pub(super) fn advised(condition: &ConditionReading, hint: &Hint, first: Option<&str>) -> String {
    let advice = hint.advice(first);
    let open = hint
        .allow()
        .is_some_and(|allow| allow.contains('*') && once::is_anchored(allow));
    if open && !takes_wildcards(condition) && is_positive_text(&condition.operator) {
        format!("{advice}. Use StringLike for it.")
    } else {
        format!("{advice}.")
    }
}

/// What to change of the run, so that the policy can stay as it is.
pub(super) fn instead(
    condition: &ConditionReading,
    wanted: &[&str],
    hint: Option<&Hint>,
    caller: Caller<'_>,
) -> Option<String> {
    let actual = condition.actual.first().map_or("", String::as_str);
    if actual.len() > LONGEST || !(is_positive_text(&condition.operator) || condition.missing) {
        return None;
    }
    let failed = Failed {
        key: &condition.key,
        actual,
        wanted,
    };
    run::instead(failed, hint, caller)
}

/// A value of the policy with its variables filled in.
pub(super) fn wanted(expected: &ExpectedValue) -> &str {
    expected.resolved.as_deref().unwrap_or(&expected.text)
}

fn hint_of(condition: &ConditionReading, index: usize, caller: Caller<'_>) -> Option<Hint> {
    let expected = condition.expected.get(index).filter(|expected| !expected.matched)?;
    hint(condition, expected, caller)
}

/// What is probably meant by this value of this condition, if the token tells.
pub(super) fn hint(condition: &ConditionReading, expected: &ExpectedValue, caller: Caller<'_>) -> Option<Hint> {
    if condition.key.len() > LONGEST || !has_operator(condition) {
        return None;
    }
    let wanted = wanted(expected);
    if condition.missing {
        let wanted = if is_positive_text(&condition.operator) {
            wanted
        } else {
            ""
        };
        return absent(&condition.key, wanted, caller);
    }
    if let Some(hint) = multivalued(condition, wanted, caller) {
        return Some(hint);
    }
    let (prefix, name) = condition.key.split_once(':')?;
    if !is_positive_text(&condition.operator) {
        return None;
    }
    let actual = condition.actual.first()?;
    let name = name.to_ascii_lowercase();
    if !matches!(name.as_str(), "sub" | "aud" | "ref" | "job_workflow_ref") {
        return None;
    }
    if wanted.len() + actual.len() > LONGEST || differs_in_form_only(condition, wanted, actual) {
        return None;
    }
    match name.as_str() {
        "sub" => swapped("sub", "aud", prefix, wanted, caller)
            .or_else(|| {
                let like = takes_wildcards(condition);
                other_subject::separator(actual, wanted, like)
            })
            .or_else(|| subject::hint(actual, wanted, caller))
            .or_else(|| other_subject::hint(actual, wanted, caller)),
        "aud" => swapped("aud", "sub", prefix, wanted, caller).or_else(|| {
            Some(Hint::OtherAudience {
                audience: actual.clone(),
            })
        }),
        "ref" => reference(actual, wanted),
        "job_workflow_ref" => workflow(actual, wanted, caller),
        _ => None,
    }
}

/// A plain operator on a key of several values, which needs one that says of how many it
/// is to hold.
fn multivalued(condition: &ConditionReading, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    let operator = Operator::parse(&condition.operator)?;
    let is_plain = operator.quantifier.is_none() && operator.test != Test::Null;
    if !is_plain || !caller.is_multivalued(&condition.key) {
        return None;
    }
    let quantifier = if operator.negated {
        Quantifier::ForAllValues
    } else {
        Quantifier::ForAnyValue
    };
    let is_meant = |actual: &String| match operator.test {
        Test::StringLike => wanted.len() + actual.len() <= LONGEST && matches(wanted, actual),
        Test::StringEqualsIgnoreCase => fold(wanted) == fold(actual),
        _ => wanted == actual,
    };
    Some(Hint::Multivalued {
        key: condition.key.clone(),
        operator: condition.operator.clone(),
        meant: Operator {
            quantifier: Some(quantifier),
            ..operator
        }
        .to_string(),
        holds: !operator.negated && condition.actual.iter().any(is_meant),
    })
}

/// Whether the two are the same but for what the policy's own hint names: case, blanks,
/// look-alike letters, or a wildcard under an operator that takes it literally.
pub(super) fn differs_in_form_only(condition: &ConditionReading, wanted: &str, actual: &str) -> bool {
    if wanted.len() + actual.len() > LONGEST {
        return false;
    }
    let wildcards = takes_wildcards(condition);
    let same = |wanted: &str, actual: &str| {
        if wildcards {
            matches(wanted, actual)
        } else {
            wanted == actual
        }
    };
    same(&fold(wanted), &fold(actual))
        || same(wanted.trim(), actual.trim())
        || same(&skeleton(wanted), &skeleton(actual))
        || matches(wanted, actual)
}

/// The value of a policy as it has to be where it differs from this call's in form only.
pub(super) fn in_the_form_of(condition: &ConditionReading, wanted: &str, actual: &str) -> String {
    let recased = || in_the_case_of(wanted, actual);
    let meant = takes_wildcards(condition).then(|| {
        let trimmed = Some(wanted.trim().to_owned());
        [recased(), trimmed]
            .into_iter()
            .flatten()
            .find(|meant| matches(meant, actual))
    });
    meant.flatten().unwrap_or_else(|| actual.to_owned())
}

/// A pattern with the letters of a value that it takes but for their case.
fn in_the_case_of(pattern: &str, value: &str) -> Option<String> {
    // Elsewhere a letter may be as long as two in the other case.
    if !pattern.is_ascii() || !value.is_ascii() {
        return None;
    }
    let compiled = Pattern::new(&pattern.to_ascii_lowercase());
    let units: Vec<u16> = value.to_ascii_lowercase().encode_utf16().collect();
    let trace = compiled.trace(&units);
    let mut from = 0;
    let mut written = String::new();
    for part in compiled.alignment(&units, &trace) {
        let to = from + part.value.len();
        written.push_str(if part.wildcard {
            &part.pattern
        } else {
            value.get(from..to)?
        });
        from = to;
    }
    trace.matched.then_some(written)
}

/// Whether the operator of a condition is one that IAM knows.
pub(super) fn has_operator(condition: &ConditionReading) -> bool {
    Operator::parse(&condition.operator).is_some()
}

/// Whether the operator of a condition reads `*` and `?` as wildcards.
pub(super) fn takes_wildcards(condition: &ConditionReading) -> bool {
    condition.operator.to_ascii_lowercase().contains("like")
}

/// Operators that compare with a text and want it to be the same.
pub(super) fn is_positive_text(operator: &str) -> bool {
    let name = operator.rsplit(':').next().unwrap_or(operator).to_ascii_lowercase();
    name.starts_with("string") && !name.contains("not")
}

/// The value that stands under one claim is what the token has in another.
fn swapped(written: &str, belongs: &str, prefix: &str, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    let other = if belongs == "aud" {
        caller.audience()?
    } else {
        caller.claim(belongs)?
    };
    let meant = !is_only_wildcards(wanted) && matches(wanted, other);
    meant.then(|| Hint::Swapped {
        written: written.to_owned(),
        belongs: belongs.to_owned(),
        key: format!("{prefix}:{belongs}"),
    })
}

/// The workflow that a job is defined in, `OWNER/REPOSITORY/PATH@REF`.
fn workflow(actual: &str, wanted: &str, caller: Caller<'_>) -> Option<Hint> {
    let (file, reference) = actual.split_once('@').filter(|_| caller.is_github())?;
    let allow = once::for_every_run("job_workflow_ref", actual, caller);
    let file_of = |workflow: &str| workflow.split('@').next().unwrap_or_default().to_owned();
    let wanted = file_of(wanted);
    if matches(&wanted, file) {
        let reference = reference.to_owned();
        return Some(Hint::WorkflowRef { reference, allow });
    }
    let calling = caller.claim("workflow_ref").map(file_of);
    if calling.is_some_and(|calling| calling != file && matches(&wanted, &calling)) {
        return Some(Hint::CalledWorkflow { allow });
    }
    let file = file.to_owned();
    Some(Hint::OtherWorkflow { file, allow })
}

fn reference(actual: &str, wanted: &str) -> Option<Hint> {
    if subject::is_merge_ref(actual) {
        return wanted.starts_with("refs/heads/").then(|| Hint::MergeRef {
            reference: actual.to_owned(),
        });
    }
    let whole = ["refs/heads/", "refs/tags/"].map(|prefix| format!("{prefix}{wanted}"));
    let allow = whole.into_iter().find(|whole| matches(whole, actual))?;
    Some(Hint::WholeRef {
        claim: "ref".into(),
        reference: actual.to_owned(),
        allow,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Evidence, Span};
    use crate::token::Part;

    const CLAIMS: &str = r#"{
        "iss": "https://token.actions.githubusercontent.com/octo",
        "sub": "repo:octo-org/app:pull_request",
        "aud": "sts.amazonaws.com",
        "ref": "refs/pull/7/merge",
        "repository_owner": "octo-org",
        "repository_owner_id": "65",
        "event_name": "pull_request",
        "run_id": "1",
        "azp": null
    }"#;

    #[test]
    fn offers_no_key_that_the_issuer_does_not_have_either() {
        let claims = r#"{
            "iss": "https://github.example.com/_services/token",
            "repository_owner": "octo-org",
            "repository_owner_id": "65"
        }"#;
        let part = Part::from_json(claims).expect("claims");
        let key = "github.example.com/_services/token:repository_owner";
        let hint = absent(key, "octo-org", Caller::new(Some(&part), &[]));
        assert_eq!(
            hint.map(|hint| hint.to_string()).as_deref(),
            Some("AWS does not show repository_owner to policies. Test sub, which holds the repository.")
        );
    }

    /// The hint for a condition with one value; `actual` is absent where the key is.
    fn said(operator: &str, key: &str, actual: Option<&str>, wanted: &str) -> Option<String> {
        let span = Span { start: 0, end: 0 };
        let condition = ConditionReading {
            operator: operator.to_owned(),
            key: key.to_owned(),
            result: ConditionResult::NoMatch,
            missing: actual.is_none(),
            actual: actual.map(str::to_owned).into_iter().collect(),
            expected: vec![ExpectedValue {
                text: wanted.to_owned(),
                resolved: Some(wanted.to_owned()),
                matched: false,
                span,
                nearest: None,
                alignment: None,
            }],
            span,
            reason: String::new(),
            evidence: Evidence::Inferred,
        };
        let part = Part::from_json(CLAIMS).expect("claims");
        hint_of(&condition, 0, Caller::new(Some(&part), &[])).map(|hint| hint.to_string())
    }

    #[test]
    fn tells_why_a_key_is_not_part_of_the_call() {
        const ISSUER: &str = "token.actions.githubusercontent.com/octo";
        let cases = [
            (
                "iss",
                "iss is in every token and is no condition key. Remove the condition: the provider in Principal stands for the issuer.",
            ),
            (
                "azp",
                "azp is no condition key of its own: token.actions.githubusercontent.com/octo:aud holds it. Test token.actions.githubusercontent.com/octo:aud.",
            ),
            (
                "repository_owner",
                "AWS does not show repository_owner to policies. Test token.actions.githubusercontent.com/octo:repository_owner_id for 65.",
            ),
            (
                "event_name",
                "AWS does not show event_name to policies. Test sub, which holds pull_request for pull requests.",
            ),
            (
                "run_id",
                "AWS does not show run_id to policies. Remove the condition: no key that AWS shows comes close.",
            ),
            (
                "environment",
                "The job names no environment, so there is no such claim. Add environment: x to the job.",
            ),
            (
                "team",
                "AWS has no condition key team for this issuer. Test one that it has, such as sub.",
            ),
        ];
        for (claim, expected) in cases {
            let key = format!("{ISSUER}:{claim}");
            assert_eq!(
                said("StringEquals", &key, None, "x").as_deref(),
                Some(expected),
                "{claim}"
            );
        }
    }

    #[test]
    fn tells_keys_of_another_issuer_and_tags() {
        assert_eq!(
            said("StringEquals", "token.actions.githubusercontent.com:sub", None, "x").as_deref(),
            Some(
                "The token is from token.actions.githubusercontent.com/octo. Write token.actions.githubusercontent.com/octo:sub: a key starts with the whole issuer."
            )
        );
        assert_eq!(
            said("StringEquals", "aws:RequestTag/repo", None, "x").as_deref(),
            Some(
                "Session tags come from claims of the token, and none of them gives repo. Test a claim of the token instead, such as sub."
            )
        );
        assert_eq!(said("StringEquals", "aws:SourceVpc", None, "x"), None);
        for (key, expected) in [
            (
                "sts:SourceIdentity",
                "sts:SourceIdentity comes from the claim https://aws.amazon.com/source_identity, which the token does not have. Have the issuer add it, or remove the condition.",
            ),
            (
                "sts:DurationSeconds",
                "sts:DurationSeconds is no condition key of AssumeRoleWithWebIdentity. Remove the condition: the role's MaxSessionDuration limits how long a session lasts.",
            ),
            (
                "sts:ExternalId",
                "sts:ExternalId is no condition key of AssumeRoleWithWebIdentity. Remove the condition: a web identity brings no external id; sub and aud say who it is.",
            ),
            (
                "aws:PrincipalArn",
                "aws:PrincipalArn is no condition key of AssumeRoleWithWebIdentity. Remove the condition: nobody with a principal's ARN calls here; Principal names the provider, and sub says who it is.",
            ),
        ] {
            assert_eq!(said("StringEquals", key, None, "x").as_deref(), Some(expected));
        }
    }

    #[test]
    fn tells_values_of_another_key() {
        let key = |claim| format!("token.actions.githubusercontent.com/octo:{claim}");
        let (sub, aud) = ("repo:octo-org/app:pull_request", "sts.amazonaws.com");
        for (claim, actual, wanted, expected) in [
            (
                "aud",
                aud,
                "repo:octo-org/*",
                "The value under aud is the one that this token has in sub. Write it under token.actions.githubusercontent.com/octo:sub.",
            ),
            (
                "sub",
                sub,
                aud,
                "The value under sub is the one that this token has in aud. Write it under token.actions.githubusercontent.com/octo:aud.",
            ),
            (
                "aud",
                aud,
                "https://github.com/octo-org",
                "aud is sts.amazonaws.com. Write sts.amazonaws.com, or ask for a token with the audience that the policy wants.",
            ),
            (
                "ref",
                "refs/heads/main",
                "main",
                "ref holds the whole ref, refs/heads/main. Write refs/heads/main.",
            ),
            (
                "ref",
                "refs/pull/7/merge",
                "refs/heads/main",
                "For a pull request, ref is the merge ref refs/pull/7/merge. AWS cannot see the base branch: use an environment with a branch rule instead.",
            ),
        ] {
            assert_eq!(
                said("StringLike", &key(claim), Some(actual), wanted).as_deref(),
                Some(expected),
                "{claim}"
            );
        }
    }

    #[test]
    fn leaves_differences_in_form_to_the_policy() {
        let key = "token.actions.githubusercontent.com/octo:sub";
        let sub = "repo:octo-org/app:pull_request";
        for wanted in [
            "repo:Octo-Org/app:pull_request",
            "repo:octo-org/app:pull_request ",
            "repo:octo-org/*",
        ] {
            assert_eq!(said("StringEquals", key, Some(sub), wanted), None, "{wanted}");
        }
        assert_eq!(said("StringNotEquals", key, Some(sub), sub), None);
        assert_eq!(said("NumericEquals", key, Some(sub), "1"), None);
    }
}
