//! An Allow that knows owner and repository by name alone; AWS shows the ids since 2026.

use crate::policy::document::ConditionValue;
use crate::report::{FindingSeverity, Fix};

use super::super::rewrite::fix;
use super::super::words::quoted;
use super::grant::Grant;
use super::rule::{Linted, Rule, Told};

pub(super) const RULE: Rule = Rule {
    name: "names-instead-of-ids",
    help: "An owner who renames or gives up the name leaves it to whoever takes it next, and with it the role. Ids never change hands: test repository_id or repository_owner_id beside sub, or let the repository use immutable subjects.",
    look,
};

fn look(linted: &Linted<'_>, told: &mut Told) {
    let by_name = |grant: &&Grant<'_>| {
        let ids = ["repository_id", "repository_owner_id", "enterprise_id"];
        grant.issuer.is_github() && grant.issuer.key_evidence("repository_id").is_some() && !grant.demands(&ids)
    };
    for grant in linted.bound().filter(by_name) {
        let Some(value) = named(grant).find(|value| names(value).is_some()) else {
            continue;
        };
        let message = || {
            format!(
                "{} knows whom it lets in by name alone, as in {}.",
                grant.capital(),
                quoted(&value.text)
            )
        };
        told.tell_and_mend(FindingSeverity::Info, value.at, &message, &|| by_id(linted, grant));
    }
}

/// The values that say which repository it has to be.
fn named<'a>(grant: &'a Grant<'_>) -> impl Iterator<Item = &'a ConditionValue> {
    let reaches = grant.binding().flat_map(|tested| &tested.reaches);
    reaches.map(|(value, _)| *value)
}

/// Owner and repository of a value, where they stand without their ids.
fn names(value: &ConditionValue) -> Option<&str> {
    let text = &value.text;
    let name = text.strip_prefix("repo:").unwrap_or(text).split(':').next()?;
    (name.contains('/') && !name.contains('@')).then_some(name)
}

/// The ids of this token beside the names, where all names are this token's.
fn by_id(linted: &Linted<'_>, grant: &Grant<'_>) -> Option<Fix> {
    let repository = linted.claim(grant, "repository")?;
    let (owner, _) = repository.split_once('/')?;
    let every = |is_own: &dyn Fn(&str) -> bool| named(grant).all(|value| names(value).is_some_and(is_own));
    let claim = if every(&|name| name == repository) {
        "repository_id"
    } else if every(&|name| name.split('/').next() == Some(owner)) {
        "repository_owner_id"
    } else {
        return None;
    };
    let id = linted.claim(grant, claim)?;
    let edit = linted
        .pasted
        .further(grant.statement, "StringEquals", &grant.key(claim), id)?;
    Some(fix(format!("test {claim} for {id} as well"), vec![edit]))
}
