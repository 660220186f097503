//! An Allow for every repository of an owner.

use crate::report::FindingSeverity;

use super::super::words::{clip, quoted, short};
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "every-repository-of-owner",
    help: "Whoever can push to any repository of the owner, or open a pull request in it from a branch of it, gets the role; also in repositories that are made later. Name the repositories.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let whole = |reach: &Reach| matches!(reach, Reach::Repositories { .. });
    let places = linted.bound_reaching(&["job_workflow_ref"], whole);
    let places = places.chunk_by(|one, next| one.grant.number == next.grant.number);
    let of_whole = places.filter(|places| places.first().is_some_and(|place| !place.grant.names_repository()));
    for place in of_whole.flatten() {
        let Reach::Repositories { from, owner } = place.reach else {
            continue;
        };
        told.narrow(linted, FindingSeverity::High, place, &|| {
            let which = if from.len() == owner.len() + 1 {
                format!("of {}", clip(owner))
            } else {
                format!("whose name begins with {}", clip(from))
            };
            let who = place.grant.capital();
            format!(
                "{who} lets in every repository {which}, by {}.",
                quoted(&place.value.text)
            )
        });
    }
    for grant in linted.bound() {
        let is_said = grant.binding().any(|tested| tested.has_reach(whole));
        if is_said || !grant.issuer.is_github() || grant.names_repository() || grant.demands(&["job_workflow_ref"]) {
            continue;
        }
        let ids = ["repository_owner_id", "enterprise_id"];
        let Some(tested) = grant.tested.iter().find(|tested| tested.demands(&ids)) else {
            continue;
        };
        let message = || {
            let key = clip(short(&tested.condition.key.text));
            format!(
                "{} asks for {key} alone, and lets in every repository that has it.",
                grant.capital()
            )
        };
        told.tell_and_mend(FindingSeverity::High, tested.condition.at, &message, &|| {
            linted.with_sub(grant)
        });
    }
}
