//! An Allow that looks only at what whoever writes a workflow can choose: its name, a branch, an
//! environment; also in a custom `sub` that begins with such a claim.

use crate::report::FindingSeverity;

use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "claim-anyone-can-choose",
    help: "Names of workflows, branches and environments are free: a stranger can use the same ones in a repository of their own. Name the repository or its owner as well.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let what = "for something that a stranger can choose as well, and not for the repository or its owner";
    told.asked(linted, Standing::Choice, FindingSeverity::Critical, what);
}
