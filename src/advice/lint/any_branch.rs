//! A value for `sub` that takes every branch or tag of a repository.

use crate::report::FindingSeverity;

use super::super::words::quoted;
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "any-branch",
    help: "Whoever may push a branch or a tag can run a workflow of their own on it. Name the branch, or an environment whose protection rules say which branches may use it.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let elsewhere = ["environment", "ref", "job_workflow_ref"];
    for place in linted.bound_reaching(&elsewhere, |reach| *reach == Reach::Refs) {
        told.narrow(linted, FindingSeverity::High, &place, &|| {
            format!(
                "{} lets in every branch or tag that {} takes.",
                place.grant.capital(),
                quoted(&place.value.text)
            )
        });
    }
}
