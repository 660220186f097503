//! `sts:RoleAuthorizedByIdp` for an issuer whose tokens never have a claim that names roles.

use crate::report::FindingSeverity;

use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "roles-claim-never-sent",
    help: "The key is true only where the token has the claim https://aws.amazon.com/roles, and GitHub's have none: nobody gets the role. Say by sub who may.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    for grant in linted
        .grants
        .iter()
        .filter(|grant| grant.allows() && grant.issuer.is_github())
    {
        for tested in grant.tested.iter().filter(|tested| tested.standing == Standing::Never) {
            let key = &tested.condition.key;
            if key.text.eq_ignore_ascii_case("sts:RoleAuthorizedByIdp") {
                let message = || format!("{} lets nobody in: GitHub's tokens name no roles.", grant.capital());
                told.tell(FindingSeverity::High, key.at, &message);
            }
        }
    }
}
