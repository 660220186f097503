//! Things that people paste for an identity token and that are none, by name.

use std::fmt;

/// Something that is no JWT and is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// `***`, as logs print a secret.
    Masked,
    /// `${{ … }}`, `$VAR`, `%VAR%`: the text of an expression, not its value.
    Unexpanded,
    /// A token for GitHub's API.
    GitHub {
        /// `ghs_`, `ghp_`, …
        prefix: &'static str,
    },
    /// A token for GitLab's API.
    GitLab,
    /// An AWS access key id.
    AwsAccessKey,
    /// An AWS session token.
    AwsSessionToken,
    /// A Google access token.
    Google,
    /// A Login with Amazon access token.
    LoginWithAmazon,
    /// A Slack, npm or `PyPI` token.
    Service {
        /// Whose.
        name: &'static str,
    },
    /// A PASETO.
    Paseto,
    /// A SAML assertion or response.
    Saml,
    /// A key or certificate in PEM.
    Pem,
    /// A JWK or JWK Set.
    Jwks,
    /// An IAM policy document.
    Policy,
    /// The header of a token alone.
    HeaderAlone,
    /// A URL without a token in it.
    Url,
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Masked => "this is ***, which a log prints in place of a secret; the token itself is not in it",
            Self::Unexpanded => {
                "this is the name of a variable or an expression, not its value; paste what it stands for when the job runs"
            }
            Self::GitHub { prefix } => {
                return write!(
                    f,
                    "this is a token for GitHub's API ({prefix}…), not an identity token; a job with permission id-token: write gets one from the runner's ACTIONS_ID_TOKEN_REQUEST_URL"
                );
            }
            Self::GitLab => {
                "this is a token for GitLab's API, not an identity token; a job gets one through the keyword id_tokens"
            }
            Self::AwsAccessKey => {
                "this is an AWS access key id, not an identity token; it is what AssumeRoleWithWebIdentity answers, or a key of a user"
            }
            Self::AwsSessionToken => {
                "this is an AWS session token, not an identity token; it is what AssumeRoleWithWebIdentity answers"
            }
            Self::Google => {
                "this is a Google access token, not an identity token; STS takes the id_token that is issued beside it"
            }
            Self::LoginWithAmazon => {
                "this is a Login with Amazon access token, no JWT; STS takes it with ProviderId www.amazon.com only"
            }
            Self::Service { name } => return write!(f, "this is a {name} token, not an identity token"),
            Self::Paseto => "this is a PASETO; STS takes a JWT",
            Self::Saml => "this is a SAML message; it belongs to AssumeRoleWithSAML, AssumeRoleWithWebIdentity takes a JWT",
            Self::Pem => "this is a key or certificate in PEM; it belongs with the issuer's keys",
            Self::Jwks => "this is a key or key set (JWK); it belongs with the issuer's keys",
            Self::Policy => "this is an IAM policy document; it belongs with the trust policy",
            Self::HeaderAlone => {
                "this is the header of a token alone, the part before the first dot; the claims are in the part behind it"
            }
            Self::Url => "this is a URL without a token in it; paste what it answers",
        })
    }
}

/// What starts so is what. The longer prefixes stand first.
const PREFIXES: [(&str, Foreign); 25] = [
    ("github_pat_", Foreign::GitHub { prefix: "github_pat_" }),
    ("ghs_", Foreign::GitHub { prefix: "ghs_" }),
    ("ghp_", Foreign::GitHub { prefix: "ghp_" }),
    ("gho_", Foreign::GitHub { prefix: "gho_" }),
    ("ghu_", Foreign::GitHub { prefix: "ghu_" }),
    ("ghr_", Foreign::GitHub { prefix: "ghr_" }),
    ("glpat-", Foreign::GitLab),
    ("glcbt-", Foreign::GitLab),
    ("gldt-", Foreign::GitLab),
    ("glptt-", Foreign::GitLab),
    ("glrt-", Foreign::GitLab),
    ("gloas-", Foreign::GitLab),
    ("IQoJb3JpZ2lu", Foreign::AwsSessionToken),
    ("FwoGZXIvYXdz", Foreign::AwsSessionToken),
    ("ya29.", Foreign::Google),
    ("Atza|", Foreign::LoginWithAmazon),
    ("xoxb-", Foreign::Service { name: "Slack" }),
    ("xoxp-", Foreign::Service { name: "Slack" }),
    ("npm_", Foreign::Service { name: "npm" }),
    ("pypi-", Foreign::Service { name: "PyPI" }),
    ("v2.local.", Foreign::Paseto),
    ("v2.public.", Foreign::Paseto),
    ("v4.local.", Foreign::Paseto),
    ("v4.public.", Foreign::Paseto),
    // `<samlp:` in base64, as forms post it.
    ("PHNhbWxw", Foreign::Saml),
];

/// Recognises a text without a JWT in it.
pub(super) fn recognise(text: &str) -> Option<Foreign> {
    let text = text.trim();
    if text.starts_with('<') && text.to_ascii_lowercase().contains("saml") {
        return Some(Foreign::Saml);
    }
    if text.contains("-----BEGIN ") {
        return Some(Foreign::Pem);
    }
    if text.contains("${{") {
        return Some(Foreign::Unexpanded);
    }
    if let Some(foreign) = words(text).find_map(by_prefix) {
        return Some(foreign);
    }
    if text.contains("***") {
        return Some(Foreign::Masked);
    }
    if words(text).any(is_variable) {
        return Some(Foreign::Unexpanded);
    }
    let lower = text.get(..8).unwrap_or(text).to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")).then_some(Foreign::Url)
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|at: char| at.is_whitespace() || "\"'`=:,;()[]<>&?#".contains(at))
        .filter(|word| !word.is_empty())
}

fn by_prefix(word: &str) -> Option<Foreign> {
    let known = PREFIXES
        .iter()
        .find(|(prefix, _)| word.starts_with(prefix) && word.len() > prefix.len() + 6);
    if let Some((_, foreign)) = known {
        return Some(*foreign);
    }
    let key_id = word.len() == 20
        && (word.starts_with("AKIA") || word.starts_with("ASIA"))
        && word
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    key_id.then_some(Foreign::AwsAccessKey)
}

/// `$NAME`, `${NAME}`, `%NAME%`.
fn is_variable(word: &str) -> bool {
    let name = if let Some(rest) = word.strip_prefix('$') {
        rest.strip_prefix('{')
            .map_or(Some(rest), |braced| braced.strip_suffix('}'))
    } else {
        word.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'))
    };
    name.is_some_and(|name| {
        name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.')
    })
}
