//! A value for `sub` that lets in a deployment environment, which protects nothing by itself
//! (GitHub docs, "Managing environments for deployment").

use crate::report::FindingSeverity;

use super::super::words::clip;
use super::reach::Reach;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "environment-needs-protection",
    help: "A job in any branch can name the environment. What keeps it out are the protection rules of the environment: which branches may deploy to it, and who has to approve. The token does not tell whether there are any.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for place in linted.bound_reaching(&["ref"], |reach| matches!(reach, Reach::Environment(_))) {
        let Reach::Environment(name) = place.reach else {
            continue;
        };
        told.tell(FindingSeverity::Info, place.value.at, &|| {
            format!(
                "{} lets in environment {}, whatever branch the job is on.",
                place.grant.capital(),
                clip(name)
            )
        });
    }
}
