//! The forms of GitHub's `sub` (GitHub docs, "OpenID Connect reference", subject claims).

use std::ops::Range;

/// A `sub` of GitHub Actions, or a pattern for one, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sub {
    /// Its pairs in order; values are as written, a `:` in them being `%3A`.
    pub pairs: Vec<Pair>,
}

/// `key:value`, or a key alone, as `pull_request` is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Name of a claim, or `repo`, or what the context starts with.
    pub key: String,
    /// What stands behind the colon.
    pub value: Option<String>,
    /// Where the pair stands, in bytes.
    pub at: Range<usize>,
}

/// Owner and name of a repository, and their ids in the immutable form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Login of the owner.
    pub owner: String,
    /// Id of the owner.
    pub owner_id: Option<String>,
    /// Name of the repository.
    pub name: String,
    /// Id of the repository.
    pub id: Option<String>,
}

/// What the job runs for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Context {
    /// `environment:NAME`; it wins over all others.
    Environment(String),
    /// `pull_request`.
    PullRequest,
    /// `ref:refs/heads/NAME`.
    Branch(String),
    /// `ref:refs/tags/NAME`.
    Tag(String),
    /// `ref:` and something else.
    Ref(String),
}

/// Takes a `sub` apart. Anything can be taken apart; what is not GitHub's comes out as
/// pairs with unknown keys.
#[must_use]
pub fn parse_sub(sub: &str) -> Sub {
    let mut pairs = Vec::new();
    let mut at = 0;
    let mut parts = sub.split(':').peekable();
    while let Some(key) = parts.next() {
        let start = at;
        at += key.len() + 1;
        let value = if key == "pull_request" { None } else { parts.next() };
        at += value.map_or(0, |value| value.len() + 1);
        pairs.push(Pair {
            key: key.to_owned(),
            value: value.map(str::to_owned),
            at: start..at - 1,
        });
    }
    Sub { pairs }
}

impl Sub {
    /// The value of a key; of several the first.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|pair| pair.key == key)?.value.as_deref()
    }

    /// The repository, if `repo` is among the pairs and has an owner and a name.
    #[must_use]
    pub fn repository(&self) -> Option<Repository> {
        let (owner, name) = self.value("repo")?.split_once('/')?;
        let (owner, owner_id) = with_id(owner);
        let (name, id) = with_id(name);
        Some(Repository {
            owner,
            owner_id,
            name,
            id,
        })
    }

    /// What the job runs for, if that is among the pairs.
    #[must_use]
    pub fn context(&self) -> Option<Context> {
        self.pairs
            .iter()
            .find_map(|pair| match (pair.key.as_str(), pair.value.as_deref()) {
                ("environment", Some(name)) => Some(Context::Environment(name.to_owned())),
                ("pull_request", _) => Some(Context::PullRequest),
                ("ref", Some(name)) => Some(Context::of_ref(name)),
                _ => None,
            })
    }

    /// Whether the repository stands with ids that never change hands, as it does for
    /// new and renamed repositories from 2026-07-15 on.
    #[must_use]
    pub fn is_immutable(&self) -> bool {
        self.repository()
            .is_some_and(|repository| repository.owner_id.is_some() && repository.id.is_some())
    }

    /// Whether it is the default form: a repository and one context.
    #[must_use]
    pub fn is_default(&self) -> bool {
        matches!(self.pairs.as_slice(), [repo, _] if repo.key == "repo")
            && self.repository().is_some()
            && self.context().is_some()
    }

    /// Whether a template of the repository or organisation made it.
    #[must_use]
    pub fn is_custom(&self) -> bool {
        let known = |key: &str| {
            ["repo", "environment", "pull_request", "ref"].contains(&key)
                || super::CLAIMS.iter().any(|claim| claim.name == key)
                || key.starts_with("repo_property_")
        };
        !self.is_default() && self.pairs.iter().all(|pair| known(&pair.key))
    }
}

impl Context {
    /// What a ref names.
    #[must_use]
    pub fn of_ref(name: &str) -> Self {
        if let Some(branch) = name.strip_prefix("refs/heads/") {
            Self::Branch(branch.to_owned())
        } else if let Some(tag) = name.strip_prefix("refs/tags/") {
            Self::Tag(tag.to_owned())
        } else {
            Self::Ref(name.to_owned())
        }
    }
}

/// `name@id`. Names of owners and repositories hold no `@`.
fn with_id(text: &str) -> (String, Option<String>) {
    match text.split_once('@') {
        Some((name, id)) => (name.to_owned(), Some(id.to_owned())),
        None => (text.to_owned(), None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(sub: &Sub) -> Vec<&str> {
        sub.pairs.iter().map(|pair| pair.key.as_str()).collect()
    }

    #[test]
    fn tells_the_contexts_apart() {
        for (sub, context) in [
            ("repo:octo/app:environment:prod", Context::Environment("prod".into())),
            (
                "repo:octo/app:environment:eu/prod%3Ablue",
                Context::Environment("eu/prod%3Ablue".into()),
            ),
            ("repo:octo/app:pull_request", Context::PullRequest),
            (
                "repo:octo/app:ref:refs/heads/feature/x",
                Context::Branch("feature/x".into()),
            ),
            ("repo:octo/app:ref:refs/tags/v1", Context::Tag("v1".into())),
            (
                "repo:octo/app:ref:refs/pull/7/merge",
                Context::Ref("refs/pull/7/merge".into()),
            ),
            ("repo:octo@65/app@74:pull_request", Context::PullRequest),
        ] {
            let parsed = parse_sub(sub);
            assert_eq!(parsed.context(), Some(context), "{sub}");
            assert!(parsed.is_default() && !parsed.is_custom(), "{sub}");
        }
    }

    #[test]
    fn reads_the_ids_of_the_immutable_form() {
        let sub = parse_sub("repo:octo@65/app@74:ref:refs/heads/main");
        let expected = Repository {
            owner: "octo".into(),
            owner_id: Some("65".into()),
            name: "app".into(),
            id: Some("74".into()),
        };
        assert_eq!(sub.repository(), Some(expected));
        assert!(sub.is_immutable());
        assert!(!parse_sub("repo:octo/app@74:pull_request").is_immutable());
    }

    #[test]
    fn reads_the_pairs_of_a_template() {
        let text = "repo:o/r:pull_request:job_workflow_ref:o/s/.github/workflows/d.yml@refs/heads/main";
        let sub = parse_sub(text);
        assert_eq!(keys(&sub), ["repo", "pull_request", "job_workflow_ref"]);
        assert!(sub.is_custom());
        assert_eq!(
            &text[sub.pairs[2].at.clone()],
            "job_workflow_ref:o/s/.github/workflows/d.yml@refs/heads/main"
        );
        assert_eq!(&text[sub.pairs[1].at.clone()], "pull_request");
        assert_eq!(
            keys(&parse_sub("repository_owner:octo:repository_visibility:private")),
            ["repository_owner", "repository_visibility"]
        );
        assert!(parse_sub("repository_id:74").is_custom());
        assert!(parse_sub("repository_id:74").repository().is_none());
    }

    #[test]
    fn takes_anything_apart() {
        for sub in [
            "",
            ":",
            "::",
            "repo",
            "repo:",
            "project_path:g/p:ref_type:branch:ref:main",
            "\u{1F600}:x",
        ] {
            let parsed = parse_sub(sub);
            for pair in &parsed.pairs {
                assert!(
                    sub.get(pair.at.clone()).is_some_and(|text| text.starts_with(&pair.key)),
                    "{sub}"
                );
            }
            assert!(!parsed.is_default(), "{sub}");
        }
    }
}
