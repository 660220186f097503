//! What is known of each issuer: its name, what its claims mean, which of them AWS
//! shows to policies, where it publishes its keys.
//!
//! An issuer is recognised by the value of `iss` alone. Every issuer is handled by the
//! same rules; what is known of one only adds to them. The claims that AWS shows beside
//! the registered ones are those of the AWS service authorization reference for STS
//! (as of 2026-08-22).

mod aws;
mod buildkite;
mod ci;
mod circleci;
mod generic;
pub mod github;
mod gitlab;
pub mod google;
mod identity;
mod tenant;

pub use tenant::Tenancy;

use crate::report::Evidence;

/// An issuer of tokens, by the value of `iss`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issuer {
    iss: String,
    facts: Facts,
}

/// What is known of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    /// Its name, or that of its product.
    pub name: &'static str,
    /// Which product it is.
    pub kind: Kind,
    /// What is known of its claims beside the registered ones.
    pub claims: &'static [Claim],
    /// Whether AWS shows those claims that are marked so; not where the product runs on
    /// a host of its own.
    pub shows_claims: bool,
    /// Whether AWS knows it without an OIDC provider in the account.
    pub built_in: bool,
    /// Where it publishes its keys.
    pub keys: PublishedKeys,
    /// Seconds from `iat` to `exp` of its tokens, by default.
    pub lifetime: Option<u32>,
    /// The form of its `sub`.
    pub sub: Option<&'static str>,
    /// Its usual `aud`.
    pub aud: Option<&'static str>,
}

impl Facts {
    /// Of a product that has a name and claims of its own, and nothing else out of the ordinary.
    const fn named(name: &'static str, claims: &'static [Claim]) -> Self {
        Self {
            name,
            kind: Kind::Named,
            claims,
            shows_claims: true,
            built_in: false,
            keys: PublishedKeys::Discovery,
            lifetime: None,
            sub: None,
            aud: None,
        }
    }
}

/// A claim of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Its name.
    pub name: &'static str,
    /// What it says, in one sentence.
    pub meaning: &'static str,
    /// Whether AWS shows it to policies under its own name.
    pub shown: bool,
}

/// Products that issue tokens, as far as they are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// GitHub Actions, wherever GitHub runs.
    GitHub(github::Host),
    /// GitLab CI/CD on gitlab.com or on a host of its own.
    GitLab,
    /// Buildkite.
    Buildkite,
    /// CircleCI.
    CircleCi,
    /// Google accounts and service accounts.
    Google,
    /// Amazon Cognito identity pools.
    CognitoIdentity,
    /// Amazon Cognito user pools.
    CognitoUserPool,
    /// Facebook, whose tokens are no JWTs here.
    Facebook,
    /// Login with Amazon, whose tokens are no JWTs here.
    LoginWithAmazon,
    /// Amazon EKS service accounts.
    Eks,
    /// AWS itself (`GetWebIdentityToken`).
    AwsOutbound,
    /// Something else with a name.
    Named,
    /// Not recognised.
    Other,
}

/// Where an issuer publishes its keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublishedKeys {
    /// At this path under the issuer's URL.
    Path(&'static str),
    /// At this URL.
    At(&'static str),
    /// Where its discovery document says, at `/.well-known/openid-configuration`.
    Discovery,
    /// Nowhere that a token's keys could be read.
    None,
}

/// Recognises an issuer by the value of `iss`. Letter case, slashes and paths count, as
/// they do for AWS.
#[must_use]
pub fn recognise(iss: &str) -> Issuer {
    let url = without_scheme(iss);
    let facts = [
        github::recognise,
        gitlab::recognise,
        buildkite::recognise,
        circleci::recognise,
        google::recognise,
        aws::recognise,
        ci::recognise,
        identity::recognise,
    ]
    .iter()
    .find_map(|recognise| recognise(url))
    .unwrap_or(generic::FACTS);
    Issuer {
        iss: iss.to_owned(),
        facts,
    }
}

fn without_scheme(iss: &str) -> &str {
    iss.strip_prefix("https://").unwrap_or(iss)
}

impl Issuer {
    /// The value of `iss`.
    #[must_use]
    pub fn iss(&self) -> &str {
        &self.iss
    }

    /// The issuer without `https://`, with its path and slashes: what its condition keys
    /// start with, and what stands in the ARN of its provider.
    #[must_use]
    pub fn url_part(&self) -> &str {
        without_scheme(&self.iss)
    }

    /// Host of the issuer, and its port where it has one.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url_part().split('/').next().unwrap_or_default()
    }

    /// What is known of it.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Its name, or that of its product.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.facts.name
    }

    /// Which product it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.facts.kind
    }

    /// Whether AWS knows it without an OIDC provider in the account.
    #[must_use]
    pub fn is_built_in(&self) -> bool {
        self.facts.built_in
    }

    /// Whether it is GitHub Actions, on whichever host.
    #[must_use]
    pub fn is_github(&self) -> bool {
        matches!(self.facts.kind, Kind::GitHub(_))
    }

    /// Where its JWK Set is published, if that is known without asking.
    #[must_use]
    pub fn jwks_uri(&self) -> Option<String> {
        match self.facts.keys {
            PublishedKeys::Path(path) => Some(format!("https://{}{path}", self.url_part().trim_end_matches('/'))),
            PublishedKeys::At(url) => Some(url.to_owned()),
            PublishedKeys::Discovery | PublishedKeys::None => None,
        }
    }

    /// Where its discovery document is (OpenID Connect Discovery 1.0 section 4): what STS
    /// reads to find the keys. Absent without an issuer.
    #[must_use]
    pub fn discovery_uri(&self) -> Option<String> {
        let url = self.url_part().trim_end_matches('/');
        (!url.is_empty()).then(|| format!("https://{url}/.well-known/openid-configuration"))
    }

    /// What a claim says, in one sentence.
    #[must_use]
    pub fn meaning(&self, claim: &str) -> Option<&'static str> {
        let own = self
            .facts
            .claims
            .iter()
            .find(|known| known.name == claim)
            .map(|known| known.meaning);
        own.or_else(|| github::is_property(self.facts.kind, claim).then_some(github::PROPERTY_MEANING))
            .or_else(|| generic::meaning(claim))
    }

    /// The condition key under which AWS shows a claim to policies; absent where it does
    /// not. `oaud` stands for the `aud` claim beside an `azp`.
    #[must_use]
    pub fn condition_key(&self, claim: &str) -> Option<String> {
        self.key_evidence(claim)?;
        Some(format!("{}:{claim}", self.url_part()))
    }

    /// How it is known that AWS shows a claim of this issuer; absent where it does not.
    #[must_use]
    pub fn key_evidence(&self, claim: &str) -> Option<Evidence> {
        if self.iss.is_empty() {
            return None;
        }
        let own = self.facts.claims.iter().find(|known| known.name == claim);
        if self.facts.shows_claims && own.is_some_and(|known| known.shown) {
            return Some(Evidence::Documented);
        }
        generic::key_evidence(self.facts.kind, claim)
    }

    /// The claims that AWS shows to policies, with how that is known: the registered ones
    /// first, then the issuer's own.
    pub fn condition_claims(&self) -> impl Iterator<Item = (&'static str, Evidence)> {
        let own = self
            .facts
            .claims
            .iter()
            .filter(|claim| claim.shown)
            .map(|claim| claim.name);
        let all = generic::SHOWN
            .into_iter()
            .chain(own.filter(|name| !generic::SHOWN.contains(name)));
        all.filter_map(|name| Some((name, self.key_evidence(name)?)))
    }

    /// The claims that AWS shows under the issuer's own names, beside the registered ones.
    pub fn own_condition_claims(&self) -> impl Iterator<Item = &'static str> {
        self.condition_claims()
            .map(|(name, _)| name)
            .filter(|name| !generic::SHOWN.contains(name))
    }
}

/// A claim that AWS shows to policies.
const fn shown(name: &'static str, meaning: &'static str) -> Claim {
    Claim {
        name,
        meaning,
        shown: true,
    }
}

/// A claim that policies cannot see.
const fn hidden(name: &'static str, meaning: &'static str) -> Claim {
    Claim {
        name,
        meaning,
        shown: false,
    }
}
