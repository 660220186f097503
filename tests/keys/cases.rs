//! One file a case in `tests/data/keys/`: a key set, a token, and what they show. What
//! comes of them is in a snapshot of the same name.
//!
//! In a key set `"$key"` stands for the public members of one of the issuer's keys,
//! `"$private"` for all of them, `"$x5c"` for a certificate of one, and `"$times"` repeats
//! a key, `#` in its kid being its number. In a key set that is given as text,
//! `<<rsa-a>>` stands for a key's members. A token is signed by a key of the issuer, and
//! `spoil` is what happens to it afterwards.

use assumable::keys::{self, Signed, Trials};
use assumable::report::KeysReading;
use assumable::sts::signature;
use assumable::text::base64url::{decode, encode};
use assumable::token;
use base64::Engine as _;
use serde_json::{Map, Value, json};

use super::issuer::{certificate, key, public_key_info};

const CLAIMS: &str =
    r#"{"iss":"https://token.actions.githubusercontent.com","sub":"repo:octo-org/octo-repo:ref:refs/heads/main"}"#;

#[test]
fn every_case() {
    insta::glob!("../data/keys", "*.json", |path| {
        let text = std::fs::read_to_string(path).expect("a case");
        let case: Value = serde_json::from_str(&text).expect("JSON");
        let jwks = key_set(&case["jwks"]);
        let compact = signed_token(&case["token"]);
        let shown = show(&jwks, compact.as_deref());
        insta::with_settings!({ description => case["shows"].as_str().expect("what it shows"), omit_expression => true, snapshot_path => "../data/keys/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_json_snapshot!(shown);
        });
    });
}

fn key_set(jwks: &Value) -> String {
    match jwks {
        Value::String(text) => fill_in(text),
        jwks => expand(jwks).to_string(),
    }
}

/// In a text `<<rsa-a>>` stands for the members of a key, without the braces.
fn fill_in(text: &str) -> String {
    let mut filled = String::new();
    for (at, part) in text.split("<<").enumerate() {
        match part.split_once(">>").filter(|_| at > 0) {
            Some((name, rest)) => {
                let members = Value::Object(key(name).jwk(false)).to_string();
                filled += &members[1..members.len() - 1];
                filled += rest;
            }
            None => filled += part,
        }
    }
    filled
}

/// Fills in the issuer's keys.
fn expand(value: &Value) -> Value {
    match value {
        Value::Array(elements) => Value::Array(elements.iter().flat_map(repeat).collect()),
        Value::Object(members) if members.keys().any(|name| name.starts_with('$')) => Value::Object(jwk(members)),
        Value::Object(members) => Value::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), expand(value)))
                .collect(),
        ),
        value => value.clone(),
    }
}

fn repeat(element: &Value) -> Vec<Value> {
    let times = element["$times"].as_u64().unwrap_or(1);
    let text = expand(element).to_string();
    (1..=times)
        .map(|number| serde_json::from_str(&text.replace('#', &number.to_string())).expect("JSON"))
        .collect()
}

fn jwk(members: &Map<String, Value>) -> Map<String, Value> {
    let mut jwk = Map::new();
    for (name, value) in members {
        let of = |value: &Value| key(value.as_str().expect("the name of a key"));
        match name.as_str() {
            "$key" => jwk.extend(of(value).jwk(false)),
            "$private" => jwk.extend(of(value).jwk(true)),
            "$x5c" => {
                let der = certificate(&public_key_info(&of(value)));
                let base64 = base64::engine::general_purpose::STANDARD.encode(der);
                jwk.insert("x5c".to_owned(), json!([base64]));
            }
            "$times" => {}
            _ if value.is_null() => drop(jwk.remove(name)),
            _ => drop(jwk.insert(name.clone(), value.clone())),
        }
    }
    jwk
}

fn signed_token(token: &Value) -> Option<String> {
    let signer = key(token["signedBy"].as_str()?);
    let header = match &token["header"] {
        Value::String(text) => text.clone(),
        header => header.to_string(),
    };
    let compact = signer.token(&header, CLAIMS);
    Some(spoil(&compact, token["spoil"].as_str().unwrap_or_default()))
}

fn spoil(compact: &str, how: &str) -> String {
    let parts: Vec<&str> = compact.split('.').collect();
    let signature = decode(parts[2]).expect("base64url");
    let with = |signature: &[u8]| format!("{}.{}.{}", parts[0], parts[1], encode(signature));
    match how {
        "" => compact.to_owned(),
        "payload" => format!(
            "{}.{}.{}",
            parts[0],
            encode(CLAIMS.replace("main", "evil").as_bytes()),
            parts[2]
        ),
        "no signature" => with(&[]),
        "signature cut by a byte" => with(&signature[..signature.len() - 1]),
        "signature of zeros" => with(&vec![0; signature.len()]),
        "s is zero" => with(&[&signature[..signature.len() / 2], &vec![0; signature.len() / 2]].concat()),
        "r is huge" => with(&[&vec![0xFF; signature.len() / 2], &signature[signature.len() / 2..]].concat()),
        "signature in DER" => with(
            p256::ecdsa::Signature::from_slice(&signature)
                .expect("r and s")
                .to_der()
                .as_bytes(),
        ),
        how => panic!("no token is spoilt by {how}"),
    }
}

/// Everything that is said, without what the test made at random.
fn show(jwks: &str, compact: Option<&str>) -> Value {
    let set = keys::read(jwks);
    let token = compact.map(token::read);
    let signed = token.as_ref().map(|token| Signed {
        header: token.header.as_ref().expect("a header"),
        jws: token.jws.as_ref().expect("three segments"),
    });
    let trials = Trials::new(&set, signed);
    let mut reading = keys::reading(&trials);
    signature::add_differences(&mut reading, &trials);
    let sts = signature::select_and_verify(&trials).map(|decision| {
        json!({
            "verified": decision.is_verified(),
            "sentence": decision.to_string(),
            "evidence": decision.evidence(),
        })
    });
    json!({
        "candidates": candidates(&reading),
        "verifiedBy": reading.verified_by,
        "problems": reading.problems.iter().map(|problem| format!("{:?}: {}", problem.severity, problem.message)).collect::<Vec<_>>(),
        "sts": sts,
    })
}

/// Of many alike only the first and the last are shown.
fn candidates(reading: &KeysReading) -> Vec<Value> {
    let shown: Vec<Value> = reading
        .candidates
        .iter()
        .map(|candidate| {
            let mut value = serde_json::to_value(candidate).expect("JSON");
            let members = value.as_object_mut().expect("an object");
            members.remove("span");
            if let Some(thumbprint) = members.get_mut("thumbprint") {
                *thumbprint = json!(format!("{} characters", thumbprint.as_str().map_or(0, str::len)));
            }
            value
        })
        .collect();
    match shown.as_slice() {
        [first, .., last] if shown.len() > 25 => vec![
            first.clone(),
            json!(format!("… {} more", shown.len() - 2)),
            last.clone(),
        ],
        _ => shown,
    }
}
