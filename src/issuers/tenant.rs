//! Who has tokens of an issuer: anybody, or those of one tenant.

use super::github::Host;
use super::{Issuer, Kind};

/// Those who get tokens of an issuer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tenancy {
    /// Whoever signs up: tokens of strangers come from the same issuer.
    Shared,
    /// One tenant's own. In words: whom a role lets in that looks at the issuer alone.
    Own(&'static str),
    /// Not known.
    Unknown,
}

/// Hosts that serve one tenant each, by their ends.
const OWN_HOSTS: [(&str, &str); 8] = [
    (".auth0.com", "any client of this Auth0 tenant"),
    (".okta.com", "any client of this Okta organisation"),
    (".oktapreview.com", "any client of this Okta organisation"),
    (".b2clogin.com", "any application of this Entra tenant"),
    (".ciamlogin.com", "any application of this Entra tenant"),
    (".app.spacelift.io", "any stack of this Spacelift account"),
    (".tokens.sts.global.api.aws", "any principal of this AWS account"),
    (".oic.prod-aks.azure.com", "any service account of the cluster"),
];

impl Issuer {
    /// Who has tokens of this issuer.
    #[must_use]
    pub fn tenancy(&self) -> Tenancy {
        let (host, url) = (self.host(), self.url_part());
        let path = url.get(host.len()..).unwrap_or_default().trim_matches('/');
        match self.kind() {
            Kind::GitHub(Host::DotCom)
            | Kind::Buildkite
            | Kind::Google
            | Kind::CognitoIdentity
            | Kind::Facebook
            | Kind::LoginWithAmazon => Tenancy::Shared,
            Kind::GitHub(Host::EnterpriseSlug) => Tenancy::Own("any repository of the enterprise"),
            Kind::GitHub(Host::GheCom) => Tenancy::Own("any repository of this GHE.com subdomain"),
            Kind::GitHub(Host::Server) => Tenancy::Own("any repository on this GitHub Enterprise Server"),
            Kind::GitLab if host == "gitlab.com" => Tenancy::Shared,
            Kind::GitLab => Tenancy::Own("any project on this GitLab instance"),
            Kind::CircleCi => Tenancy::Own("any project of this CircleCI organisation"),
            Kind::CognitoUserPool => Tenancy::Own("any user of this user pool"),
            Kind::Eks => Tenancy::Own("any service account of the cluster"),
            Kind::AwsOutbound => Tenancy::Own("any principal of this AWS account"),
            Kind::Named | Kind::Other => of_others(host, path),
        }
    }
}

/// By host and path, where an issuer has one URL for each tenant.
fn of_others(host: &str, path: &str) -> Tenancy {
    match host {
        "api.bitbucket.org" => Tenancy::Own("any repository of the workspace"),
        "login.microsoftonline.com" | "sts.windows.net" | "login.microsoftonline.us"
            if !path.starts_with("common") && !path.is_empty() =>
        {
            Tenancy::Own("any application of this Entra tenant")
        }
        "vstoken.dev.azure.com" => Tenancy::Own("any service connection of this Azure DevOps organisation"),
        "container.googleapis.com" => Tenancy::Own("any service account of the cluster"),
        "oidc.vercel.com" if !path.is_empty() => Tenancy::Own("any project of this Vercel team"),
        "app.terraform.io"
        | "oidc.vercel.com"
        | "oidc.codefresh.io"
        | "scalr.io"
        | "api.pulumi.com"
        | "proidc.upbound.io"
        | "codeberg.org"
        | "vstoken.actions.githubusercontent.com" => Tenancy::Shared,
        host if path.starts_with("oidc/") && host.starts_with("oidc.") && host.contains("azure") => {
            Tenancy::Own("any service account of the cluster")
        }
        host => OWN_HOSTS
            .iter()
            .find(|(end, _)| host.ends_with(end))
            .map_or(Tenancy::Unknown, |(_, who)| Tenancy::Own(who)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::recognise;
    use super::*;

    #[test]
    fn tells_a_tenants_own_issuer_from_a_shared_one() {
        for (iss, expected) in [
            ("https://token.actions.githubusercontent.com", Tenancy::Shared),
            ("https://gitlab.com", Tenancy::Shared),
            ("https://agent.buildkite.com", Tenancy::Shared),
            ("https://app.terraform.io", Tenancy::Shared),
            (
                "https://token.actions.githubusercontent.com/octo-inc",
                Tenancy::Own("any repository of the enterprise"),
            ),
            (
                "https://github.example.com/_services/token",
                Tenancy::Own("any repository on this GitHub Enterprise Server"),
            ),
            (
                "https://oidc.eks.eu-west-1.amazonaws.com/id/ABCD1234",
                Tenancy::Own("any service account of the cluster"),
            ),
            (
                "https://api.bitbucket.org/2.0/workspaces/octo/pipelines-config/identity/oidc",
                Tenancy::Own("any repository of the workspace"),
            ),
            (
                "https://login.microsoftonline.com/3f6e1d2c-0000-4000-8000-000000000001/v2.0",
                Tenancy::Own("any application of this Entra tenant"),
            ),
            (
                "https://oidc.circleci.com/org/11112222-0000-4000-8000-000000000001",
                Tenancy::Own("any project of this CircleCI organisation"),
            ),
            (
                "https://octo.eu.auth0.com/",
                Tenancy::Own("any client of this Auth0 tenant"),
            ),
            ("https://auth.example.com", Tenancy::Unknown),
        ] {
            assert_eq!(recognise(iss).tenancy(), expected, "{iss}");
        }
    }
}
