//! Every example of the page gives the verdict that it promises, word for word.
//!
//! The examples are the data files of `www/examples`, described in the README there.
//! They are what people report, so they are the first thing to be right about.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod example;
mod signer;

use std::collections::BTreeSet;

use assumable::inspect::inspect;
use assumable::report::{ConditionResult, Outcome, Report};
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
    let mut edited = 0;
    for example in Example::all() {
        let mut attempt = example.attempt(&signer);
        let before = inspect(&attempt, example.now);
        let (Some(policy), Some(fix)) = (&attempt.trust_policy, &before.verdict.fix) else {
            continue;
        };
        let mut text: Vec<u16> = policy.encode_utf16().collect();
        let mut edits: Vec<_> = fix.edits.iter().collect();
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
        for edit in edits {
            text.splice(edit.span.start..edit.span.end, edit.text.encode_utf16());
        }
        attempt.trust_policy = Some(String::from_utf16(&text).expect("a text"));
        let after = inspect(&attempt, example.now);
        assert!(
            after.verdict.outcome == Outcome::Accepted || failing(&after) < failing(&before),
            "{}: after «{}»: {}",
            example.id,
            fix.title,
            after.verdict.summary
        );
        edited += 1;
    }
    assert!(edited > 20, "only {edited} edits were offered");
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
