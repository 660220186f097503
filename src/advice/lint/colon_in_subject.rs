//! A colon inside a value of GitHub's `sub`, where GitHub writes `%3A` (GitHub docs, "OpenID Connect
//! reference", subject claims; not on older Enterprise Servers).

use crate::issuers::github::Host;
use crate::issuers::{Issuer, Kind};
use crate::report::FindingSeverity;

use super::super::rewrite::fix;
use super::super::words::quoted;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "colon-in-subject",
    help: "In sub a colon ends a value, so GitHub writes those inside of one as %3A. Write it so here too.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let written = |grant: &&Grant<'_>| {
        grant.allows() && grant.issuer.is_github() && grant.issuer.kind() != Kind::GitHub(Host::Server)
    };
    for grant in linted.grants.iter().filter(written) {
        let subs = grant.tested.iter().filter(|tested| tested.is("sub"));
        for (value, _) in subs.flat_map(|tested| &tested.reaches) {
            let Some(meant) = encoded(&grant.issuer, &value.text) else {
                continue;
            };
            let message = || {
                format!(
                    "In {}, {} has a colon inside the name of an environment.",
                    grant.name(),
                    quoted(&value.text)
                )
            };
            told.tell_and_mend(FindingSeverity::Broken, value.at, &message, &|| {
                let edit = linted.instead(value, &meant)?;
                Some(fix(format!("write {meant}"), vec![edit]))
            });
        }
    }
}

/// `repo:O/R:environment:a:b` as GitHub writes it; absent where it is a `sub` as it stands.
fn encoded(issuer: &Issuer, value: &str) -> Option<String> {
    let (repository, name) = value.strip_prefix("repo:")?.split_once(":environment:")?;
    let (_, behind) = name.split_once(':').filter(|_| !repository.contains(':'))?;
    // Behind an environment a template can put further claims.
    let is_claim = |part: &str| part.contains('*') || part.starts_with("repo") || issuer.meaning(part).is_some();
    if behind.split(':').any(is_claim) {
        return None;
    }
    Some(format!("repo:{repository}:environment:{}", name.replace(':', "%3A")))
}
