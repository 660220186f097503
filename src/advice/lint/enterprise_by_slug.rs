//! The issuer of an enterprise, which has the slug of the enterprise in its URL (GitHub docs, "OpenID
//! Connect with reusable workflows", enterprise issuers).

use crate::issuers::Kind;
use crate::issuers::github::Host;
use crate::report::FindingSeverity;

use super::super::rewrite::fix;
use super::super::words::clip;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "enterprise-by-slug",
    help: "The slug of an enterprise can be changed, and taken by another one at once; its tokens then come from this issuer. Test enterprise_id or repository_owner_id as well: ids never change hands.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let by_slug = |grant: &&Grant<'_>| {
        grant.allows()
            && grant.issuer.kind() == Kind::GitHub(Host::EnterpriseSlug)
            && !grant.demands(&["enterprise_id", "repository_owner_id", "repository_id"])
    };
    for grant in linted.grants.iter().filter(by_slug) {
        let issuer = clip(grant.issuer.url_part());
        let message = || {
            format!(
                "{} trusts {issuer} by the slug of the enterprise alone.",
                grant.capital()
            )
        };
        told.tell_and_mend(FindingSeverity::High, grant.provider.at, &message, &|| {
            let id = linted.claim(grant, "enterprise_id")?;
            let edit = linted
                .pasted
                .further(grant.statement, "StringEquals", &grant.key("enterprise_id"), id)?;
            Some(fix(format!("test enterprise_id for {id} as well"), vec![edit]))
        });
    }
}
