//! Every example of the page gives the verdict that it promises, word for word.
//!
//! The examples are the data files of `www/examples`, described in the README there.
//! They are what people report, so they are the first thing to be right about.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../edits/mod.rs"]
mod edits;
mod example;
mod signer;

use std::collections::BTreeSet;
use std::fmt::Write as _;

use assumable::attempt::Attempt;
use assumable::inspect::inspect;
use assumable::report::{ConditionResult, Outcome, Report};
use edits::edited;
use example::Example;
use signer::Signer;

#[test]
fn every_example_gives_the_verdict_that_it_promises() {
    let signer = Signer::new();
    let wrong: Vec<String> = Example::all()
        .iter()
        .flat_map(|example| {
            let report = inspect(&example.attempt(&signer), example.now);
            example.differences(&report)
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} differences\n\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}

#[test]
fn every_edit_that_is_offered_brings_the_call_further() {
    let signer = Signer::new();
    let mut offered = 0;
    for example in Example::all() {
        let attempt = example.attempt(&signer);
        let before = inspect(&attempt, example.now);
        let Some(policy) = &attempt.trust_policy else {
            continue;
        };
        for fix in before.verdict.fixes.iter().filter(|fix| !fix.edits.is_empty()) {
            let edited = Attempt {
                trust_policy: Some(edited(policy, &fix.edits)),
                ..attempt.clone()
            };
            let after = inspect(&edited, example.now);
            assert!(
                after.verdict.outcome == Outcome::Accepted || failing(&after) < failing(&before),
                "{}: after «{}»: {}",
                example.id,
                fix.title,
                after.verdict.summary
            );
            offered += 1;
        }
    }
    assert!(offered > 20, "only {offered} edits were offered");
}

#[test]
fn what_the_rules_find_in_each_example() {
    let signer = Signer::new();
    let mut told = String::new();
    for example in Example::all() {
        let report = inspect(&example.attempt(&signer), example.now);
        writeln!(told, "{}: {}", example.id, example.title).expect("a string");
        for finding in &report.findings {
            let severity = serde_json::to_string(&finding.severity).expect("a severity");
            let fix = finding
                .fix
                .as_ref()
                .map_or(String::new(), |fix| format!(" [{}]", fix.title));
            let severity = severity.trim_matches('"');
            writeln!(told, "  {severity} {}: {}{fix}", finding.rule, finding.message).expect("a string");
        }
    }
    insta::assert_snapshot!("findings", told);
}

fn failing(report: &Report) -> usize {
    let conditions = report
        .trust
        .statements
        .iter()
        .flat_map(|statement| &statement.conditions);
    conditions
        .filter(|condition| condition.result != ConditionResult::Match)
        .count()
}

#[test]
fn examples_can_be_told_apart() {
    let examples = Example::all();
    let titles: BTreeSet<&str> = examples.iter().map(|example| example.title.as_str()).collect();
    assert!(examples.len() > 60, "only {} examples were found", examples.len());
    assert_eq!(titles.len(), examples.len(), "two examples have the same title");
}

#[test]
fn what_a_person_reads_first_is_short() {
    let long: Vec<String> = Example::all()
        .iter()
        .filter(|example| example.expect.summary.chars().count() > 240)
        .map(|example| format!("{}: {}", example.id, example.expect.summary))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}
