//! Issuers of AWS's own, and the two services whose access tokens STS takes without a JWT.

use super::{Claim, Facts, Kind, PublishedKeys, hidden, shown};

pub(super) fn recognise(url: &str) -> Option<Facts> {
    match url {
        "cognito-identity.amazonaws.com" => return Some(COGNITO_IDENTITY),
        "graph.facebook.com" => return Some(facts("Facebook", Kind::Facebook, &FACEBOOK)),
        "www.amazon.com" => return Some(facts("Login with Amazon", Kind::LoginWithAmazon, &LOGIN_WITH_AMAZON)),
        _ => {}
    }
    let (host, path) = url.split_once('/').unwrap_or((url, ""));
    if host.starts_with("oidc.eks.") || host.starts_with("oidc-eks.") {
        let issues = path.starts_with("id/") && (host.contains(".amazonaws.com") || host.contains(".api.aws"));
        return issues.then_some(EKS);
    }
    if host.starts_with("cognito-idp.") && host.contains(".amazonaws.com") && !path.is_empty() {
        return Some(COGNITO_USER_POOL);
    }
    (host.ends_with(".tokens.sts.global.api.aws") && path.is_empty()).then_some(OUTBOUND)
}

const fn facts(name: &'static str, kind: Kind, claims: &'static [Claim]) -> Facts {
    Facts {
        name,
        kind,
        claims,
        shows_claims: true,
        built_in: true,
        keys: PublishedKeys::None,
        lifetime: None,
        sub: None,
        aud: None,
    }
}

const FACEBOOK: [Claim; 2] = [
    shown("app_id", "Id of the application."),
    shown("id", "Id of the person."),
];

const LOGIN_WITH_AMAZON: [Claim; 2] = [
    shown("app_id", "Id of the application."),
    shown("user_id", "Id of the person."),
];

const COGNITO_IDENTITY: Facts = Facts {
    keys: PublishedKeys::Path("/.well-known/jwks_uri"),
    sub: Some("the id of the identity"),
    aud: Some("the id of the identity pool"),
    ..facts("Amazon Cognito identity pools", Kind::CognitoIdentity, &[])
};

const COGNITO_USER_POOL: Facts = Facts {
    built_in: false,
    keys: PublishedKeys::Path("/.well-known/jwks.json"),
    lifetime: Some(3600),
    sub: Some("the id of the user"),
    aud: Some("the id of the app client"),
    ..facts("Amazon Cognito user pool", Kind::CognitoUserPool, &USER_POOL)
};

const USER_POOL: [Claim; 6] = [
    hidden("token_use", "Whether it is an id or an access token."),
    hidden("cognito:username", "Name of the user in the pool."),
    hidden("cognito:groups", "Groups of the pool that the user is in."),
    hidden(
        "cognito:roles",
        "Roles of the user's groups; AWS STS does not look at them.",
    ),
    hidden(
        "cognito:preferred_role",
        "Role of the user's first group; AWS STS does not look at it.",
    ),
    hidden("event_id", "Id of the sign-in."),
];

const EKS: Facts = Facts {
    built_in: false,
    keys: PublishedKeys::Path("/keys"),
    lifetime: Some(86_400),
    sub: Some("system:serviceaccount:NAMESPACE:NAME"),
    aud: Some("sts.amazonaws.com"),
    ..facts("Amazon EKS (IAM roles for service accounts)", Kind::Eks, &KUBERNETES)
};

const KUBERNETES: [Claim; 1] = [hidden(
    "kubernetes.io",
    "Namespace, pod and service account that the token was made for.",
)];

const OUTBOUND: Facts = Facts {
    built_in: false,
    keys: PublishedKeys::Path("/.well-known/jwks.json"),
    lifetime: Some(300),
    sub: Some("the ARN of the role or user that asked for it"),
    ..facts("AWS (GetWebIdentityToken)", Kind::AwsOutbound, &IDENTITY)
};

const IDENTITY: [Claim; 1] = [hidden(
    "https://sts.amazonaws.com/",
    "What AWS says of the caller who asked for the token: account, organisation, tags.",
)];
