//! An Allow that looks at nothing that says whose run it is (AWS, "Configuring a role for GitHub
//! OIDC identity provider"; IAM refuses to save it for issuers that many customers share).

use crate::report::FindingSeverity;

use super::super::words::clip;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};
use super::tested::Standing;

pub(super) const RULE: Rule = Rule {
    name: "sub-not-restricted",
    help: "A token of this issuer is all that is asked for, and on a shared issuer everybody can have one. Statements are alternatives: what another one asks for does not help. Add a condition on sub that names the repository.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let untold = |grant: &&Grant<'_>| grant.tested.iter().all(|tested| tested.standing == Standing::Other);
    let bound: Vec<&Grant<'_>> = linted.bound().take(LOOKED_THROUGH).collect();
    for grant in linted.open().filter(untold) {
        let (severity, who) = if grant.is_shared() {
            (FindingSeverity::Critical, "whoever can have")
        } else {
            (FindingSeverity::High, "every holder of")
        };
        let other = bound.iter().find(|other| other.issuer == grant.issuer);
        let message = || {
            let message = format!(
                "{} lets in {who} a token of {}.",
                grant.capital(),
                clip(grant.issuer.url_part())
            );
            match other {
                Some(other) => format!("{message} What {} demands of sub is without effect.", other.name()),
                None => message,
            }
        };
        let at = grant.statement.condition_at.unwrap_or(grant.statement.at);
        // A token that the other statement keeps out may be a stranger's.
        let is_meant = other.is_none_or(|other| linted.applies(other));
        told.tell_and_mend(severity, at, &message, &|| is_meant.then(|| linted.with_sub(grant))?);
    }
}

/// Statements among which one is looked for that would have kept strangers out.
const LOOKED_THROUGH: usize = 64;
