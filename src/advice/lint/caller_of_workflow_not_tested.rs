//! An Allow that looks at the reusable workflow that is called, and not at who calls it.

use crate::report::FindingSeverity;

use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "caller-of-workflow-not-tested",
    help: "job_workflow_ref names the workflow that is called. Whoever may call it comes in, with inputs of their own; a public one may be called from everywhere. Name the calling repository as well, by sub or repository_id.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let what = "which workflow is called, and not who calls it";
    told.asked(linted, Standing::CalledWorkflow, FindingSeverity::High, what);
}
