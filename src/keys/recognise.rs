//! What was pasted instead of keys, recognised by name, and what to paste instead.

use std::fmt;

use super::set::LARGEST;
use super::wording::listed;
use crate::text::json::{Kind, Value};

/// Something that is no key set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKeys {
    /// So much text that no keys are looked for in it.
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The issuer's discovery document (`OpenID` Connect Discovery 1.0 section 3).
    DiscoveryDocument {
        /// Its `jwks_uri`.
        jwks_uri: Option<String>,
    },
    /// The address of a key set.
    Url {
        /// As pasted.
        url: String,
    },
    /// A web page.
    Html,
    /// A JWT.
    Token,
    /// An IAM policy.
    Policy,
    /// The answer of `aws iam get-open-id-connect-provider`.
    Provider,
    /// Certificates by key id, as Google also serves its keys.
    CertificatesByKid,
    /// A public key as OpenSSH writes it.
    OpenSsh,
    /// A `keys` member that is no array.
    KeysType {
        /// What it is.
        found: &'static str,
    },
    /// A JSON object of another kind.
    OtherObject {
        /// Names of its members.
        members: Vec<String>,
    },
    /// JSON, and no object.
    OtherJson {
        /// What it is.
        found: &'static str,
    },
    /// Anything else.
    OtherText,
}

/// A text that is neither JSON nor PEM.
pub(super) fn text(text: &str) -> NotKeys {
    let text = text.trim();
    let lower = text.get(..64).unwrap_or(text).to_ascii_lowercase();
    if lower.starts_with('<') {
        NotKeys::Html
    } else if (lower.starts_with("https://") || lower.starts_with("http://")) && !text.contains(char::is_whitespace) {
        NotKeys::Url { url: text.to_owned() }
    } else if ["ssh-rsa ", "ssh-ed25519 ", "ecdsa-sha2-"]
        .iter()
        .any(|start| lower.starts_with(start))
    {
        NotKeys::OpenSsh
    } else if is_token(text) {
        NotKeys::Token
    } else {
        NotKeys::OtherText
    }
}

fn is_token(text: &str) -> bool {
    let text = text.strip_prefix("Bearer ").unwrap_or(text);
    text.starts_with("eyJ") && text.split('.').count() == 3
}

/// A JSON value that is neither a JWK Set, a JWK nor an array.
pub(super) fn json(value: &Value) -> NotKeys {
    let Some(members) = value.as_object() else {
        return match value.as_str() {
            Some(string) => text(string),
            None => NotKeys::OtherJson {
                found: value.kind.name(),
            },
        };
    };
    let has = |name: &str| value.get(name).is_some();
    let is_certificate = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.contains("-----BEGIN CERTIFICATE"))
    };
    if let Some(keys) = value.get("keys") {
        NotKeys::KeysType {
            found: keys.kind.name(),
        }
    } else if has("jwks_uri") || has("issuer") {
        NotKeys::DiscoveryDocument {
            jwks_uri: value.get("jwks_uri").and_then(Value::as_str).map(str::to_owned),
        }
    } else if has("Statement") || has("AssumeRolePolicyDocument") || has("Role") {
        NotKeys::Policy
    } else if has("ClientIDList") || has("ThumbprintList") {
        NotKeys::Provider
    } else if has("value") && has("count") || has("sub") && has("iss") {
        NotKeys::Token
    } else if !members.is_empty() && members.iter().all(|member| is_certificate(&member.value)) {
        NotKeys::CertificatesByKid
    } else {
        NotKeys::OtherObject {
            members: members.iter().take(9).map(|member| member.name.clone()).collect(),
        }
    }
}

/// Whether an address can stand in a command as it is.
fn is_plain_url(url: &str) -> bool {
    url.starts_with("https://")
        && url.len() < 512
        && url
            .chars()
            .all(|found| found.is_ascii_alphanumeric() || matches!(found, ':' | '/' | '.' | '-' | '_' | '~' | '%'))
}

fn fetch(url: Option<&str>) -> String {
    match url {
        Some(url) if is_plain_url(url) => format!("Paste what this prints: curl -s {url}"),
        _ => "Fetch the key set from its jwks_uri and paste what comes back.".to_owned(),
    }
}

const EXPECTED: &str = "Expected a JWK Set ({\"keys\": […]}), a JWK or a PEM public key";

impl fmt::Display for NotKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes } => write!(
                f,
                "{EXPECTED}, found a text of {bytes} bytes. Texts over {} MiB are not read.",
                LARGEST / (1024 * 1024)
            ),
            Self::DiscoveryDocument { jwks_uri } => write!(
                f,
                "This is the issuer's discovery document, which only says where its keys are. {}",
                fetch(jwks_uri.as_deref())
            ),
            Self::Url { url } if url.ends_with("/.well-known/openid-configuration") => f.write_str(
                "This is the address of a discovery document; nothing is fetched here. Open it, fetch the address in its jwks_uri, and paste what comes back.",
            ),
            Self::Url { url } => write!(
                f,
                "This is the address of something; nothing is fetched here. {}",
                fetch(Some(url))
            ),
            Self::Html => write!(f, "{EXPECTED}, found a web page. An address that answers with a page is not the jwks_uri."),
            Self::Token => write!(f, "{EXPECTED}, found a token. Tokens go into the token field."),
            Self::Policy => write!(f, "{EXPECTED}, found an IAM policy. It goes into the trust policy field."),
            Self::Provider => write!(
                f,
                "{EXPECTED}, found the record of an IAM OIDC provider. IAM does not keep the issuer's keys; they are at the issuer's jwks_uri."
            ),
            Self::CertificatesByKid => write!(
                f,
                "{EXPECTED}, found certificates by key id. STS reads JWK Sets only; Google serves the same keys as one at https://www.googleapis.com/oauth2/v3/certs."
            ),
            Self::OpenSsh => write!(
                f,
                "{EXPECTED}, found a public key in OpenSSH's format. This prints it as PEM: ssh-keygen -e -m PKCS8 -f key.pub"
            ),
            Self::KeysType { found } => write!(f, "The member keys has to be an array of JWKs, this is {found}."),
            Self::OtherObject { members } if members.is_empty() => write!(f, "{EXPECTED}, found an empty object."),
            Self::OtherObject { members } => write!(
                f,
                "{EXPECTED}, found an object with the members {}.",
                listed(members.iter().map(String::as_str))
            ),
            Self::OtherJson { found } => write!(f, "{EXPECTED}, found {found}."),
            Self::OtherText => write!(
                f,
                "{EXPECTED}, found other text. The secret of an HMAC has to be written as a JWK: {{\"kty\": \"oct\", \"k\": \"<base64url>\"}}."
            ),
        }
    }
}

/// Whether a root value can be read as keys.
pub(super) fn is_key_like(value: &Value) -> bool {
    matches!(&value.kind, Kind::Array(_))
        || value.get("keys").is_some_and(|keys| keys.as_array().is_some())
        || value.get("kty").is_some()
}
