//! What each rule fires on and what it leaves alone, by the cases in `tests/data/lint`.
//!
//! A fix has to do what the contract says: with its edits the policy passes the rule. Nor may
//! it take the role from a call that had it, or make a policy that IAM refuses to save.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod edits;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use assumable::advice::lint;
use assumable::attempt::Attempt;
use assumable::inspect::inspect;
use assumable::report::{Finding, FindingSeverity, Input, Outcome, Report};
use edits::edited;
use serde_json::{Map, Value, json};

const NOW: i64 = 1_793_620_800;
const ISSUER: &str = "token.actions.githubusercontent.com";
const DOCS: &str = "docs/lint-rules.md";

#[test]
fn every_rule_does_as_its_cases_show() {
    let wrong: Vec<String> = lint::rules()
        .flat_map(|rule| cases(rule).into_iter().filter_map(move |case| wrong(rule, &case)))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn every_rule_has_a_case_that_fires_and_one_that_does_not() {
    let files: BTreeSet<String> = fs::read_dir("tests/data/lint")
        .expect("cases")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .filter_map(|name| Some(name.strip_suffix(".json")?.to_owned()))
        .collect();
    let rules: BTreeSet<String> = lint::rules().map(str::to_owned).collect();
    assert_eq!(files, rules);
    for rule in lint::rules() {
        let (silent, firing): (Vec<_>, Vec<_>) = cases(rule).into_iter().partition(|case| case["expect"].is_null());
        assert!(!silent.is_empty() && !firing.is_empty(), "{rule}");
    }
}

#[test]
fn findings_come_with_the_most_severe_first() {
    for rule in lint::rules() {
        for case in cases(rule) {
            let report = inspect(&attempt(&case), NOW);
            assert!(
                report.findings.is_sorted_by_key(|finding| finding.severity),
                "{}",
                case["shows"]
            );
        }
    }
}

/// A policy of thousands of statements is told of without thousands of findings.
#[test]
fn a_rule_tells_of_twenty_places_and_counts_the_others() {
    let statement = allow(&json!({ "StringEquals": { "aud": "sts.amazonaws.com" } }));
    let statements = vec![statement; 2_000];
    let policy = json!({ "Version": "2012-10-17", "Statement": statements });
    let case = json!({});
    let attempt = Attempt {
        trust_policy: Some(policy.to_string()),
        ..attempt(&case)
    };
    let report = inspect(&attempt, NOW);
    let found = of(&report, "sub-not-restricted");
    assert_eq!(found.len(), 20);
    let last = found.last().expect("a finding");
    assert!(
        last.message.ends_with("The same stands in 1980 more places."),
        "{}",
        last.message
    );
}

/// Of every policy that these parts make: a fix leaves a policy, with less to tell of by its
/// rule, and whoever had the role keeps it.
#[test]
fn every_fix_mends_whatever_else_the_policy_has() {
    let mut mended = 0;
    for condition in conditions() {
        let attempt = attempt(&json!({ "condition": condition }));
        let before = inspect(&attempt, NOW);
        for finding in before.findings.iter().filter(|finding| finding.fix.is_some()) {
            let fault = not_mended(&finding.rule, &attempt, &before, finding);
            assert_eq!(fault, None, "{condition}: {finding:#?}");
            mended += 1;
        }
    }
    assert!(mended > 200, "only {mended} fixes");
}

/// A policy that lets a stranger's token in has something critical to be told of, whoever looks
/// at it; and one that has lets a stranger's in.
#[test]
fn whoever_lets_a_stranger_in_is_told_so() {
    let default = |repository: &str| format!("repo:{repository}:ref:refs/heads/main");
    let strangers = [
        ("octo-evil/app", default("octo-evil/app")),
        ("evil/app", default("evil/app")),
        ("evil/octo-org", default("evil/octo-org")),
        ("evil/app", "repository_id:666".to_owned()),
    ]
    .map(|(repository, sub)| {
        let (owner, _) = repository.split_once('/').expect("an owner");
        json!({
            "sub": sub,
            "repository": repository,
            "repository_id": "666",
            "repository_owner": owner,
            "repository_owner_id": "14",
            "environment": "prod",
            "workflow": "Deploy",
            "actor": "octocat",
        })
    });
    let mut open = 0;
    for condition in conditions() {
        let gets_in = strangers.iter().any(|claims| {
            let attempt = attempt(&json!({ "condition": condition, "claims": claims }));
            inspect(&attempt, NOW).verdict.outcome == Outcome::Accepted
        });
        let report = inspect(&attempt(&json!({ "condition": condition })), NOW);
        let critical = report
            .findings
            .iter()
            .any(|finding| finding.severity == FindingSeverity::Critical);
        // What holds without its claim keeps strangers out as long as there is one.
        let optional = !of(&report, "optional-condition").is_empty();
        assert!(critical || !gets_in, "a stranger gets in unseen: {condition}");
        assert!(
            gets_in || optional || !critical,
            "nobody gets in: {condition} {:#?}",
            report.findings
        );
        open += usize::from(gets_in);
    }
    assert!(open > 50, "only {open} policies let strangers in");
}

/// Values for `sub`, the operators on it, and what stands beside it, each with each.
fn conditions() -> Vec<Value> {
    let values = [
        "repo:octo-org/app:ref:refs/heads/main",
        "*",
        "repo:*",
        "repo:octo*",
        "repo:*/app:*",
        "repo:octo-org/*",
        "repo:octo-org/app:*",
        "repo:octo-org/app:ref:*",
        "repo:${token.actions.githubusercontent.com:repository}:ref:refs/heads/main",
    ];
    let operators = [
        "StringEquals",
        "StringLike",
        "StringLikeIfExists",
        "ForAllValues:StringLike",
        "ForAnyValue:StringLike",
        "StringNotLike",
        "StringNotEquals",
    ];
    let others = [
        json!({}),
        json!({ "StringEquals": { "aud": "sts.amazonaws.com" } }),
        json!({ "StringLike": { "aud": "*" }, "StringEquals": { "repository": "octo-org/app" } }),
        json!({ "ForAllValues:StringEquals": { "repository_owner": "octo-org" } }),
        json!({ "StringEquals": { "event_name": "push" }, "NumericEquals": { "ref": "1" } }),
        json!({ "StringEquals": { "actor": "octocat" } }),
        json!({ "NumericGreaterThan": { "repository_owner_id": "1" } }),
        json!({ "NumericEquals": { "repository_owner_id": "65" } }),
        json!({ "StringEquals": { "environment": "prod", "workflow": "Deploy" } }),
        json!({ "StringLike": { "repository": "octo-org/*" }, "StringNotEquals": { "repository_owner_id": "13" } }),
        json!({ "StringLike": { "repository_owner_id": "*" }, "Null": { "repository_id": "false" } }),
    ];
    let with = |value: &str, operator: &str, other: &Value| {
        let mut condition = other.clone();
        condition[operator]["sub"] = json!(value);
        condition
    };
    let pairs = values
        .iter()
        .flat_map(|value| operators.map(|operator| (value, operator)));
    pairs
        .flat_map(|(value, operator)| others.iter().map(move |other| with(value, operator, other)))
        .collect()
}

/// What IAM saves and nobody else can use has nothing to be told of but its names.
#[test]
fn a_careful_policy_has_no_findings() {
    let case = json!({ "condition": { "StringEquals": {
        "aud": "sts.amazonaws.com",
        "sub": "repo:octo-org/app:ref:refs/heads/main",
        "repository_id": "74",
    } } });
    assert_eq!(inspect(&attempt(&case), NOW).findings, []);
}

/// `docs/lint-rules.md` is written from the rules and their cases;
/// `UPDATE_SNAPSHOTS=1 cargo test --test lint` writes it anew.
#[test]
fn the_catalogue_is_that_of_the_rules() {
    let written = catalogue();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(DOCS, &written).expect("the catalogue");
    }
    let kept = fs::read_to_string(DOCS).unwrap_or_default();
    assert!(
        written == kept,
        "{DOCS} is stale: UPDATE_SNAPSHOTS=1 cargo test --test lint"
    );
}

// ------------------------------------------------------------------- judging

/// What differs between a case and what its rule does.
fn wrong(rule: &str, case: &Value) -> Option<String> {
    let attempt = attempt(case);
    let report = inspect(&attempt, NOW);
    let found = of(&report, rule);
    let shows = &case["shows"];
    let expect = &case["expect"];
    let finding = match (found.as_slice(), expect.is_null()) {
        ([], true) => return None,
        ([finding], false) => *finding,
        _ => return Some(format!("{rule}, {shows}: found {found:#?}")),
    };
    let severity = serde_json::to_value(finding.severity).expect("a severity");
    let title = finding.fix.as_ref().map(|fix| json!(fix.title)).unwrap_or_default();
    let told =
        json!({ "severity": severity, "message": finding.message, "fix": title, "at": place(&attempt, finding) });
    for (name, value) in told.as_object().expect("an object") {
        let any = name == "at" && expect["at"] == "*";
        if !any && expect[name] != *value {
            return Some(format!(
                "{rule}, {shows}: {name}\n  expected {}\n  found    {value}",
                expect[name]
            ));
        }
    }
    not_mended(rule, &attempt, &report, finding).map(|fault| format!("{rule}, {shows}: {fault}"))
}

/// What is wrong with the fix of a finding.
fn not_mended(rule: &str, attempt: &Attempt, before: &Report, finding: &Finding) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let policy = edited(attempt.trust_policy.as_deref().expect("a policy"), &fix.edits);
    let after = inspect(
        &Attempt {
            trust_policy: Some(policy.clone()),
            ..attempt.clone()
        },
        NOW,
    );
    if serde_json::from_str::<Value>(&policy).is_err() {
        return Some(format!("the fix leaves no JSON: {policy}"));
    }
    if !of(&after, rule).is_empty() {
        return Some(format!("the fix leaves the finding: {policy}"));
    }
    if before.trust.saveable.ok && !after.trust.saveable.ok {
        return Some(format!("IAM would not save it with the fix: {policy}"));
    }
    let lost = before.verdict.outcome == Outcome::Accepted && after.verdict.outcome == Outcome::Refused;
    lost.then(|| format!("the fix takes the role away: {}", after.verdict.summary))
}

fn of<'a>(report: &'a Report, rule: &str) -> Vec<&'a Finding> {
    report.findings.iter().filter(|finding| finding.rule == rule).collect()
}

/// The text that a finding points at; all of it is ASCII.
fn place(attempt: &Attempt, finding: &Finding) -> Option<String> {
    let span = finding.span?;
    let text = match finding.input {
        Input::TrustPolicy => attempt.trust_policy.as_deref()?,
        Input::Token => &attempt.token,
        other => panic!("{other:?}"),
    };
    text.get(span.start..span.end).map(str::to_owned)
}

// --------------------------------------------------------------------- cases

fn cases(rule: &str) -> Vec<Value> {
    let text = fs::read_to_string(format!("tests/data/lint/{rule}.json")).expect(rule);
    serde_json::from_str(&text).expect(rule)
}

/// The attempt of a case: a push to main of octo-org/app, and what the case changes.
fn attempt(case: &Value) -> Attempt {
    let mut attempt: Attempt = serde_json::from_value(json!({
        "trustPolicy": policy(case).to_string(),
        "context": case.get("context").cloned().unwrap_or_else(|| json!({})),
        "role": case["role"],
    }))
    .expect("an attempt");
    if let Some(provider) = case.get("provider") {
        attempt.provider = serde_json::from_value(provider.clone()).expect("a provider");
    }
    attempt.token = token(case);
    attempt
}

fn token(case: &Value) -> String {
    let mut claims = json!({
        "iss": format!("https://{ISSUER}"),
        "sub": "repo:octo-org/app:ref:refs/heads/main",
        "aud": "sts.amazonaws.com",
        "ref": "refs/heads/main",
        "repository": "octo-org/app",
        "repository_id": "74",
        "repository_owner": "octo-org",
        "repository_owner_id": "65",
        "iat": NOW - 20,
        "exp": NOW + 280,
    });
    match case.get("claims") {
        Some(Value::Null) => return String::new(),
        Some(Value::Object(own)) => claims.as_object_mut().expect("claims").extend(own.clone()),
        _ => {}
    }
    claims.to_string()
}

/// One statement, or one for each of `conditions` or `statements`.
fn policy(case: &Value) -> Value {
    let sound = json!({ "StringEquals": {
        "aud": "sts.amazonaws.com",
        "sub": "repo:octo-org/app:ref:refs/heads/main",
    } });
    let condition = case.get("condition").unwrap_or(&sound);
    let statements: Vec<Value> = match (&case["conditions"], &case["statements"]) {
        (Value::Array(conditions), _) => conditions.iter().map(allow).collect(),
        (_, Value::Array(statements)) => statements.iter().map(|own| changed(allow(&sound), own)).collect(),
        _ => vec![changed(allow(condition), &case["statement"])],
    };
    let version = case.get("version").cloned().unwrap_or_else(|| json!("2012-10-17"));
    let mut policy = json!({ "Version": version, "Statement": statements });
    if version.is_null() {
        policy.as_object_mut().expect("a policy").remove("Version");
    }
    policy
}

/// An Allow for GitHub's provider with this condition, whose keys may leave out the issuer.
fn allow(condition: &Value) -> Value {
    json!({
        "Effect": "Allow",
        "Principal": { "Federated": format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}") },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": whole(condition),
    })
}

/// A condition with the issuer in front of each key that has none.
fn whole(condition: &Value) -> Value {
    let Value::Object(blocks) = condition else {
        return condition.clone();
    };
    let key = |key: &str| {
        if key.contains(':') {
            key.to_owned()
        } else {
            format!("{ISSUER}:{key}")
        }
    };
    let block = |keys: &Value| -> Value {
        let keys = keys.as_object().expect("keys").iter();
        keys.map(|(name, values)| (key(name), values.clone()))
            .collect::<Map<_, _>>()
            .into()
    };
    blocks
        .iter()
        .map(|(operator, keys)| (operator.clone(), block(keys)))
        .collect::<Map<_, _>>()
        .into()
}

/// A statement with some elements changed, or taken away.
fn changed(mut statement: Value, own: &Value) -> Value {
    let elements = statement.as_object_mut().expect("a statement");
    for (name, value) in own.as_object().into_iter().flatten() {
        match value.as_str() {
            Some("__remove__") => elements.remove(name),
            _ => elements.insert(
                name.clone(),
                if name == "Condition" {
                    whole(value)
                } else {
                    value.clone()
                },
            ),
        };
    }
    statement
}

// ----------------------------------------------------------------- catalogue

const INTRODUCTION: &str = "\
<!-- Written by tests/lint.rs from the rules and their cases. -->

# Lint rules

What `Report.findings` tells of: problems and risks that do not decide the verdict. Each rule has a name that stays, and
looks at the trust policy together with what else was given. Where a fix is offered, applying its edits gives a policy
that passes the rule; one that narrows a policy to a run takes the run of the token that was pasted.

| severity | meaning |
| --- | --- |
| critical | strangers get in |
| high | more get in than is likely to be meant |
| medium | it may bite |
| broken | it never matches, or can never be saved |
| info | good to know |

What the summary of a verdict speaks of is not told a second time. Of one rule the first twenty places are told, of what is
only good to know the first, and the others are counted. A rule judges what is written: a condition whose operator, key or value it cannot judge, such as one that
a template fills in at deployment, is taken as keeping strangers out.
";

/// From the worst.
const SEVERITIES: [&str; 5] = ["critical", "high", "medium", "broken", "info"];

fn catalogue() -> String {
    let mut page = INTRODUCTION.to_owned();
    for rule in lint::rules() {
        let (silent, firing): (Vec<_>, Vec<_>) = cases(rule).into_iter().partition(|case| case["expect"].is_null());
        let first = firing.first().expect(rule);
        let message = first["expect"]["message"].as_str().expect(rule);
        let report = inspect(&attempt(first), NOW);
        let help = of(&report, rule)
            .first()
            .map(|finding| finding.help.clone())
            .expect(rule);
        let has = |severity: &&str| firing.iter().any(|case| case["expect"]["severity"] == **severity);
        let severities: Vec<&str> = SEVERITIES.into_iter().filter(has).collect();
        let severities = severities.join(", ");
        write!(
            page,
            "\n## {rule}\n\n_{severities}_\n\n> {}\n\n{}\n\n",
            text(message),
            text(&help)
        )
        .expect("a string");
        list(&mut page, "fires on", &firing);
        list(&mut page, "leaves alone", &silent);
    }
    page
}

fn list(page: &mut String, about: &str, cases: &[Value]) {
    let shows: Vec<&str> = cases.iter().filter_map(|case| case["shows"].as_str()).collect();
    writeln!(page, "- {about}: {}", text(&shows.join("; "))).expect("a string");
}

/// Text that Markdown takes as such.
fn text(text: &str) -> String {
    text.replace('*', "\\*").replace('_', "\\_")
}
