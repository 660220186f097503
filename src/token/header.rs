//! What is odd in a JOSE header (RFC 7515 section 4), and what its members are for.

use super::{Part, Suspicion, Token, TokenFault};
use crate::text::Unusual;
use crate::text::json::{Kind, Value};
use crate::text::names::{self, Name};

/// Longer than any key id that an issuer is known to use.
const LONGEST_KID: usize = 256;

/// Header parameters that RFC 7515 defines itself; `crit` must not name them.
const STANDARD: [&str; 11] = [
    "alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit",
];

/// Types of JWT that are no identity tokens (RFC 8725 section 3.11).
const TYPES: [(&str, &str); 10] = [
    ("at+jwt", "an OAuth access token (RFC 9068)"),
    ("logout+jwt", "a logout token (OpenID Connect Back-Channel Logout)"),
    ("dpop+jwt", "a proof of possession (RFC 9449)"),
    ("secevent+jwt", "a security event (RFC 8417)"),
    ("token-introspection+jwt", "an introspection answer (RFC 9701)"),
    ("oauth-authz-req+jwt", "an authorization request (RFC 9101)"),
    ("vc+sd-jwt", "a verifiable credential"),
    ("dc+sd-jwt", "a digital credential"),
    ("kb+jwt", "a proof of holding an SD-JWT"),
    ("client-authentication+jwt", "a client's authentication (RFC 7523)"),
];

/// What a header member is for.
pub(super) fn meaning(name: &str) -> Option<&'static str> {
    Some(match name {
        "alg" => "Algorithm of the signature (RFC 7515 section 4.1.1).",
        "typ" => "Type of the token, JWT for most (RFC 7519 section 5.1).",
        "cty" => "Type of the payload (RFC 7515 section 4.1.10).",
        "kid" => "Id of the issuer's key that signed it (RFC 7515 section 4.1.4).",
        "x5t" => "SHA-1 thumbprint of the certificate of the key that signed it (RFC 7515 section 4.1.7).",
        "x5t#S256" => "SHA-256 thumbprint of the certificate of the key that signed it (RFC 7515 section 4.1.8).",
        "jwk" => "A key that the token itself claims to be signed with; never trusted (RFC 7515 section 4.1.3).",
        "jku" => "Address of a key set that the token itself names; never fetched (RFC 7515 section 4.1.2).",
        "x5u" => "Address of a certificate that the token itself names; never fetched (RFC 7515 section 4.1.5).",
        "x5c" => "A certificate chain that the token itself carries; never trusted (RFC 7515 section 4.1.6).",
        "crit" => "Extensions that a recipient must know or refuse the token (RFC 7515 section 4.1.11).",
        "b64" => "Whether the payload is signed in its base64url form (RFC 7797).",
        "enc" => "Algorithm that encrypts the content (RFC 7516 section 4.1.2).",
        "zip" => "Compression before encryption (RFC 7516 section 4.1.3).",
        _ => return None,
    })
}

/// Notes what is odd in the header of a signed token.
pub(super) fn look(token: &mut Token) {
    if token.form == crate::report::TokenForm::Jwe {
        return;
    }
    let Some(header) = token.header.clone() else { return };
    let issuer = token
        .claims
        .as_ref()
        .and_then(|claims| claims.string("iss"))
        .and_then(host);
    let mut notes = Notes { token, header: &header };
    notes.alg();
    notes.crit();
    notes.b64();
    notes.keys(issuer.as_deref());
    notes.kid();
    notes.types();
}

struct Notes<'a> {
    token: &'a mut Token,
    header: &'a Part,
}

impl Notes<'_> {
    fn note(&mut self, member: &str, kind: TokenFault) {
        self.token.fault_at(kind, self.header.span(member));
    }

    fn alg(&mut self) {
        match self.header.get("alg").map(|alg| &alg.kind) {
            None => self.note("alg", TokenFault::AlgMissing),
            Some(Kind::String(alg)) if alg.eq_ignore_ascii_case("none") => {
                let signature = self
                    .token
                    .compact
                    .as_deref()
                    .and_then(|compact| compact.rsplit('.').next());
                let signed = signature.is_some_and(|signature| !signature.is_empty());
                self.note(
                    "alg",
                    TokenFault::AlgNone {
                        written: alg.clone(),
                        signed,
                    },
                );
            }
            Some(Kind::String(_)) => {}
            Some(other) => self.note("alg", TokenFault::AlgType { found: other.name() }),
        }
    }

    fn crit(&mut self) {
        let Some(crit) = self.header.get("crit") else { return };
        let Some(names) = names(crit) else {
            return self.note("crit", TokenFault::CritType { found: described(crit) });
        };
        if names.is_empty() {
            return self.note("crit", TokenFault::CritEmpty);
        }
        let alike = names::alike(&names.iter().map(|name| ("", *name)).collect::<Vec<Name<'_>>>());
        for (index, (name, alike)) in names.into_iter().zip(alike).enumerate() {
            let name = name.to_owned();
            if alike.first < index {
                self.note("crit", TokenFault::CritDuplicate { name });
            } else if STANDARD.contains(&name.as_str()) {
                self.note("crit", TokenFault::CritStandard { name });
            } else if self.header.get(&name).is_none() {
                self.note("crit", TokenFault::CritDangling { name });
            } else {
                self.note("crit", TokenFault::Crit { name });
            }
        }
    }

    fn b64(&mut self) {
        match self.header.get("b64").map(|b64| &b64.kind) {
            None | Some(Kind::Bool(true)) => {}
            Some(Kind::Bool(false)) => {
                let critical = self
                    .header
                    .get("crit")
                    .and_then(names)
                    .is_some_and(|names| names.contains(&"b64"));
                self.note("b64", TokenFault::Unencoded { critical });
            }
            Some(other) => self.note("b64", TokenFault::B64Type { found: other.name() }),
        }
    }

    /// Keys that the token brings along: shown, never used.
    fn keys(&mut self, issuer: Option<&str>) {
        for name in ["jwk", "jku", "x5u", "x5c"] {
            let Some(value) = self.header.get(name) else { continue };
            let address = value
                .as_str()
                .filter(|_| matches!(name, "jku" | "x5u"))
                .map(str::to_owned);
            let elsewhere = address
                .as_deref()
                .and_then(host)
                .zip(issuer)
                .filter(|(host, issuer)| host != issuer);
            self.note(name, TokenFault::KeyInHeader { name, address });
            if let Some((host, issuer)) = elsewhere {
                let issuer = issuer.to_owned();
                self.note(name, TokenFault::KeyElsewhere { name, host, issuer });
            }
        }
    }

    fn kid(&mut self) {
        let Some(kid) = self.header.get("kid") else { return };
        let Some(kid) = kid.as_str() else {
            return self.note("kid", TokenFault::KidType { found: kid.kind.name() });
        };
        if let Some(suspicion) = suspicion(kid) {
            self.note(
                "kid",
                TokenFault::Kid {
                    kid: kid.to_owned(),
                    suspicion,
                },
            );
        }
        if let Some((found, unusual)) = kid
            .chars()
            .find_map(|found| Unusual::of(found).map(|unusual| (found, unusual)))
        {
            self.note(
                "kid",
                TokenFault::Character {
                    member: "kid".to_owned(),
                    found,
                    unusual,
                },
            );
        }
    }

    fn types(&mut self) {
        if let Some(typ) = self.header.get("typ") {
            match typ.as_str() {
                None => self.note("typ", TokenFault::TypType { found: typ.kind.name() }),
                Some(typ) => self.typ(typ),
            }
        }
        if self.header.string("cty").is_some_and(|cty| bare_type(cty) == "jwt") {
            self.note("cty", TokenFault::Nested);
        }
    }

    fn typ(&mut self, typ: &str) {
        let bare = bare_type(typ);
        if bare == "jwt" {
            return;
        }
        let meaning = TYPES
            .iter()
            .find(|(name, _)| *name == bare)
            .map(|(_, meaning)| *meaning);
        self.note(
            "typ",
            TokenFault::Typ {
                typ: typ.to_owned(),
                meaning,
            },
        );
    }
}

/// A media type without its case and the prefix that RFC 7515 section 4.1.9 lets one leave out.
fn bare_type(typ: &str) -> String {
    let lower = typ.to_ascii_lowercase();
    lower.strip_prefix("application/").map(str::to_owned).unwrap_or(lower)
}

/// The strings of an array of strings.
fn names(value: &Value) -> Option<Vec<&str>> {
    value.as_array()?.iter().map(Value::as_str).collect()
}

fn described(value: &Value) -> &'static str {
    match value.kind {
        Kind::Array(_) => "an array with other things than strings in it",
        _ => value.kind.name(),
    }
}

fn suspicion(kid: &str) -> Option<Suspicion> {
    let lower = kid.to_ascii_lowercase();
    if lower.contains("://") || lower.starts_with("data:") {
        Some(Suspicion::Url)
    } else if kid.starts_with(['/', '\\']) || kid.contains("../") || kid.contains("..\\") || lower.contains("%2e%2e") {
        Some(Suspicion::Path)
    } else if kid.contains(['\'', '"', ';', '|', '`', '\0', '<'])
        || kid.contains("--") && kid.contains(' ')
        || kid.contains("$(")
    {
        Some(Suspicion::Query)
    } else if kid.len() > LONGEST_KID {
        Some(Suspicion::Long)
    } else {
        None
    }
}

/// The host of a URL, in lower case and without a port or user.
fn host(url: &str) -> Option<String> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_host_that_a_browser_would_ask() {
        for (url, expected) in [
            ("https://Example.com/keys", Some("example.com")),
            ("https://issuer.example:8443/", Some("issuer.example")),
            ("https://issuer.example@evil.example/", Some("evil.example")),
            ("https://evil.example#issuer.example", Some("evil.example")),
            ("file:///etc/passwd", None),
            ("keys", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn a_uuid_or_thumbprint_is_no_suspicious_kid() {
        assert_eq!(suspicion("1F2AB83404C08EC9EA0BB99DAED02186B091DBF4"), None);
        assert_eq!(suspicion("cc413527-173f-5a05-976e-9c52b1d7b431"), None);
        assert_eq!(suspicion("../../dev/null"), Some(Suspicion::Path));
        assert_eq!(suspicion("x' UNION SELECT 'k"), Some(Suspicion::Query));
        assert_eq!(suspicion("https://evil.example/k"), Some(Suspicion::Url));
        assert_eq!(suspicion(&"k".repeat(300)), Some(Suspicion::Long));
    }
}
