//! Every example of the page gives the verdict that it promises, word for word.
//!
//! The examples are the data files of `www/examples`, described in the README there.
//! They are what people report, so they are the first thing to be right about.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod example;
mod signer;

use std::collections::BTreeSet;

use assumable::inspect::inspect;
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
