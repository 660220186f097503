//! JSON objects by their members, and the JSON serializations of JWS (RFC 7515 section
//! 7.2) and JWE (RFC 7516 section 7.2).

use super::foreign::Foreign;
use super::jws::Reader;
use super::place::Placed;
use super::search::starts_like_token;
use super::{Segment, Token, TokenFault};
use crate::report::TokenForm;
use crate::text::json::{Kind, Value};
use crate::text::names::{self, Name};
use crate::text::{Bytes, Source, json};

/// Members that name the token in answers that hold several strings, likeliest first.
const TOKEN_MEMBERS: [&str; 10] = [
    "id_token",
    "idToken",
    "value",
    "WebIdentityToken",
    "web_identity_token",
    "token",
    "jwt",
    "oidc_token",
    "IdToken",
    "access_token",
];

/// What a JSON text is.
pub(super) enum Shape<'a> {
    /// A claims object, and where it stands.
    Claims(&'a Value),
    /// A JWS or JWE in JSON serialization.
    Serialization,
    /// A string that holds a token, the name of its member if it has one, and how many
    /// different tokens there are.
    Token {
        string: &'a Value,
        name: Option<&'a str>,
        tokens: usize,
    },
    /// Something else, by name.
    Foreign(Foreign),
}

/// Tells what a JSON value is, by the names of its members.
pub(super) fn shape(root: &Value) -> Option<Shape<'_>> {
    if root.as_array().is_some() {
        return tokens_in(root);
    }
    let members = root.as_object()?;
    let has = |name: &str| root.get(name).is_some();
    let is_string = |name: &str| root.get(name).and_then(Value::as_str).is_some();
    if is_string("ciphertext") || is_string("payload") && (has("signature") || has("signatures")) {
        return Some(Shape::Serialization);
    }
    if has("kty") || root.get("keys").and_then(Value::as_array).is_some() {
        return Some(Shape::Foreign(Foreign::Jwks));
    }
    if has("Statement") || has("AssumeRolePolicyDocument") {
        return Some(Shape::Foreign(Foreign::Policy));
    }
    if has("iss") || has("sub") {
        return Some(Shape::Claims(root));
    }
    tokens_in(root)
        .or_else(|| named_token(root))
        .or_else(|| decoded_claims(root))
        .or_else(|| {
            let only_header = has("alg") && !has("aud") && !has("exp");
            if only_header {
                return Some(Shape::Foreign(Foreign::HeaderAlone));
            }
            (root.at.len() == 2 || !members.is_empty()).then_some(Shape::Claims(root))
        })
}

/// Whether an object has claims that no other object has.
pub(super) fn is_claims(root: &Value) -> bool {
    root.get("iss").is_some() || root.get("sub").is_some() && root.get("aud").is_some()
}

/// The strings that look like a compact token, at any depth.
fn tokens_in(root: &Value) -> Option<Shape<'_>> {
    let mut found: Vec<(Option<&str>, &Value)> = Vec::new();
    let mut open = vec![(None, root)];
    while let Some((name, value)) = open.pop() {
        match &value.kind {
            Kind::String(text) => {
                let text = text.trim_start();
                let text = text
                    .get(.."bearer ".len())
                    .filter(|start| start.eq_ignore_ascii_case("bearer "))
                    .map_or(text, |start| text.get(start.len()..).unwrap_or_default());
                if starts_like_token(text) && text.matches('.').count() >= 2 {
                    found.push((name, value));
                }
            }
            Kind::Array(elements) => open.extend(elements.iter().rev().map(|element| (name, element))),
            Kind::Object(members) => {
                open.extend(
                    members
                        .iter()
                        .rev()
                        .map(|member| (Some(member.name.as_str()), &member.value)),
                );
            }
            _ => {}
        }
    }
    let rank = |name: Option<&str>| {
        TOKEN_MEMBERS
            .iter()
            .position(|known| Some(*known) == name)
            .unwrap_or(usize::MAX)
    };
    let best = found.iter().map(|(name, _)| rank(*name)).min()?;
    let (name, string) = found.iter().copied().find(|(name, _)| rank(*name) == best)?;
    let texts: Vec<Name<'_>> = found
        .iter()
        .filter_map(|(_, value)| Some(("", value.as_str()?)))
        .collect();
    // A member with the name of an identity token leaves no doubt which one is meant.
    let tokens = if best < 2 { 1 } else { names::different(&texts) };
    Some(Shape::Token { string, name, tokens })
}

/// A member with a name of [`TOKEN_MEMBERS`] whose string does not look like a token as
/// it stands: it may be encoded once more.
fn named_token(root: &Value) -> Option<Shape<'_>> {
    let (name, string) = TOKEN_MEMBERS.iter().find_map(|name| {
        let value = root.get(name)?;
        value.as_str().filter(|text| !text.trim().is_empty())?;
        Some((*name, value))
    })?;
    Some(Shape::Token {
        string,
        name: Some(name),
        tokens: 1,
    })
}

/// `{"header": {…}, "payload": {…}}`, as debuggers print a token.
fn decoded_claims(root: &Value) -> Option<Shape<'_>> {
    let claims = ["payload", "claims"].iter().find_map(|name| root.get(name))?;
    claims.as_object()?;
    Some(Shape::Claims(claims))
}

/// Reads a JWS or JWE in JSON serialization, as far as it can be shown.
pub(super) fn read(token: &mut Token, object: &Placed, source: &Source<'_>) {
    let Some(root) = json::read(object.text()).root else {
        return;
    };
    let signatures = root.get("signatures").and_then(Value::as_array);
    let encrypted = root.get("ciphertext").is_some();
    token.form = if encrypted { TokenForm::Jwe } else { TokenForm::JwsJson };
    token.fault(if encrypted {
        TokenFault::EncryptedJson
    } else {
        TokenFault::JsonSerialization {
            signatures: signatures.map_or(1, <[Value]>::len),
            flattened: signatures.is_none(),
        }
    });
    let first = signatures.and_then(<[Value]>::first).unwrap_or(&root);
    let header = first.get("protected").and_then(|value| inside(object.text(), value));
    let payload = root.get("payload").and_then(|value| inside(object.text(), value));
    let mut reader = Reader {
        token,
        compact: object,
        source,
    };
    let header = header.and_then(|at| reader.object(Segment::Header, Some(&at)).part);
    let payload = payload
        .filter(|_| !encrypted)
        .and_then(|at| reader.object(Segment::Payload, Some(&at)).part);
    token.header = header;
    token.claims = payload;
}

/// Where the characters of a string stand, if it was written without escapes. Its
/// closing quote may have been cut off.
pub(super) fn inside(text: &str, value: &Value) -> Option<Bytes> {
    let string = value.as_str()?;
    let start = value.at.start + 1;
    let at = start..start + string.len();
    (text.get(at.clone()) == Some(string)).then_some(at)
}
