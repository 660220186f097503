//! An Allow that looks at who has started the run, and not at where.

use crate::report::FindingSeverity;

use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "actor-is-no-tenant",
    help: "The person who starts a run may do so in any repository, also in one of somebody else that runs somebody else's code. Name the repository as well, by sub or repository_id.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let what = "who has started the run, and not in which repository it is";
    told.asked(linted, Standing::Actor, FindingSeverity::Critical, what);
}
