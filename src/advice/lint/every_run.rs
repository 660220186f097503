//! An Allow for whatever runs in a repository.

use crate::report::FindingSeverity;

use super::super::words::{clip, quoted, short};
use super::grant::Grant;
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "every-run-of-repository",
    help: "Every branch, tag, pull request and environment of the repository gets the role, so that whoever may push a branch has it. Name the branch or the environment.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let places = linted.bound_reaching(&[], |reach| *reach == Reach::Runs);
    let names_no_run = |grant: &Grant<'_>| grant.names_repository() && !grant.names_run();
    let places = places.chunk_by(|one, next| one.grant.number == next.grant.number);
    let of_every_run = places.filter(|places| places.first().is_some_and(|place| names_no_run(place.grant)));
    for place in of_every_run.flatten() {
        told.narrow(linted, FindingSeverity::Medium, place, &|| {
            format!(
                "{} lets in every run that {} takes.",
                place.grant.capital(),
                quoted(&place.value.text)
            )
        });
    }
    for grant in linted.bound() {
        // A value that says less was told of, here or by another rule.
        let is_said = grant
            .binding()
            .any(|tested| tested.has_reach(|reach| matches!(reach, Reach::Runs | Reach::Refs)));
        if is_said || !grant.issuer.is_github() || !grant.names_repository() || grant.names_run() {
            continue;
        }
        let ids = ["repository", "repository_id"];
        let Some(tested) = grant.tested.iter().find(|tested| tested.demands(&ids)) else {
            continue;
        };
        let message = || {
            let key = clip(short(&tested.condition.key.text));
            format!("{} asks for {key}, and lets in every run that has it.", grant.capital())
        };
        told.tell_and_mend(FindingSeverity::Medium, tested.condition.at, &message, &|| {
            linted.with_sub(grant)
        });
    }
}
