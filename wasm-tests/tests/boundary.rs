//! The boundary as JavaScript meets it, in a browser.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by it; clippy knows only `#[test]`")]

use assumable::wasm::practice::{
    draft_token, export_public_key, generate_rsa_key_pair, issue_on_curve, issued_token, sign_with_rsa,
};
use assumable::wasm::{inspect, version};
use js_sys::{JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The value that JSON says.
fn js(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

fn report(attempt: &str) -> JsValue {
    inspect(js(attempt)).unwrap()
}

/// The member at a path such as `verdict.outcome`.
fn at(value: &JsValue, path: &str) -> JsValue {
    path.split('.')
        .fold(value.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

/// The status of a check in a report.
fn status(report: &JsValue, id: &str) -> String {
    let checks: js_sys::Array = at(report, "checks").unchecked_into();
    let check = checks.iter().find(|check| at(check, "id") == *id).unwrap();
    at(&check, "status").as_string().unwrap()
}

const CLAIMS: &str = r#"{\"iss\":\"https://token.actions.githubusercontent.com\",\"aud\":\"sts.amazonaws.com\",\"sub\":\"repo:octo-org/octo-repo:ref:refs/heads/main\",\"iat\":1793620800,\"exp\":1793621100}"#;

#[wasm_bindgen_test]
fn the_version_says_the_date_of_its_facts() {
    let version = version().unwrap();
    assert_eq!(at(&version, "version"), env!("CARGO_PKG_VERSION"));
    assert_eq!(at(&version, "facts"), assumable::FACTS);
}

#[wasm_bindgen_test]
fn an_absent_provider_is_assumed_and_null_is_none() {
    let absent = report(&format!(r#"{{"token": "{CLAIMS}", "now": 1793620800}}"#));
    assert_eq!(status(&absent, "provider"), "assumed");
    let none = report(&format!(
        r#"{{"token": "{CLAIMS}", "provider": null, "now": 1793620800}}"#
    ));
    assert_eq!(status(&none, "provider"), "failed");
}

#[wasm_bindgen_test]
fn a_report_is_made_of_plain_things() {
    let report = report(&format!(
        r#"{{"token": "{CLAIMS}", "now": 1793620800, "context": {{"aws:SourceIp": "203.0.113.9"}}}}"#
    ));
    assert_eq!(
        Object::get_prototype_of(&report),
        Object::get_prototype_of(&Object::new())
    );
    let again = JSON::parse(&String::from(JSON::stringify(&report).unwrap())).unwrap();
    assert_eq!(JSON::stringify(&again).unwrap(), JSON::stringify(&report).unwrap());
}

#[wasm_bindgen_test]
fn lone_surrogates_are_read_as_replacement_characters_in_the_same_place() {
    let attempt = r#"{"token": "?{\"a\": \"?\"} eyJ", "jwks": "?", "trustPolicy": "{\"Version\": \"?\"", "context": {"?": "?"}, "now": 0}"#;
    let lone = report(&attempt.replace('?', r"\ud800"));
    let replaced = report(&attempt.replace('?', r"\ufffd"));
    assert_eq!(JSON::stringify(&lone).unwrap(), JSON::stringify(&replaced).unwrap());
}

#[wasm_bindgen_test]
fn any_number_has_an_answer() {
    for now in ["0", "-1", "0.5", "1e300", "-1e300", "9007199254740993"] {
        for number in ["0", "-1", "0.5", "1e300", "-1e300"] {
            let report = report(&format!(
                r#"{{"token": "{CLAIMS}", "now": {now}, "request": {{"durationSeconds": {number}}},
                    "role": {{"maxSessionDuration": {number}}}}}"#
            ));
            assert!(at(&report, "verdict.outcome").is_string());
        }
    }
}

#[wasm_bindgen_test]
fn null_is_as_good_as_nothing() {
    let bare = format!(r#"{{"token": "{CLAIMS}", "now": 1793620800}}"#);
    let nulls = format!(
        r#"{{"token": "{CLAIMS}", "now": 1793620800, "jwks": null, "trustPolicy": null, "context": null,
            "role": {{"arn": null, "maxSessionDuration": null, "tags": null}},
            "request": {{"roleSessionName": null, "durationSeconds": null, "policyArns": null}}}}"#
    );
    assert_eq!(
        JSON::stringify(&report(&bare)).unwrap(),
        JSON::stringify(&report(&nulls)).unwrap()
    );
}

#[wasm_bindgen_test]
fn what_is_refused_is_not_repeated() {
    for wrong in [
        r#"{"token": ["secret"], "now": 0}"#,
        r#"{"token": "", "context": {"a": {"secret": "secret"}}, "now": 0}"#,
        r#"{"token": "", "role": "secret", "now": 0}"#,
    ] {
        let error: js_sys::Error = inspect(js(wrong)).unwrap_err().unchecked_into();
        assert_eq!(error.message(), "attempt: not as declared");
    }
    let error: js_sys::Error = issue_on_curve(js(r#"{"claims": {}, "alg": "secret"}"#))
        .unwrap_err()
        .unchecked_into();
    assert_eq!(error.message(), "given: not as declared");
}

/// The status of the signature of a practice token.
fn status_of(issued: &JsValue) -> String {
    let attempt: Object = Object::new();
    for name in ["token", "jwks"] {
        Reflect::set(&attempt, &name.into(), &at(issued, name)).unwrap();
    }
    Reflect::set(&attempt, &"now".into(), &1_793_620_800.into()).unwrap();
    status(&inspect(attempt.into()).unwrap(), "signature")
}

/// What an issuer is to sign with an algorithm.
fn claims_for(alg: &str) -> JsValue {
    js(&format!(
        r#"{{"claims": "{CLAIMS}", "alg": "{alg}", "header": "{{\"x5t\": \"a\"}}"}}"#
    ))
}

#[wasm_bindgen_test]
fn a_practice_token_of_a_curve_is_verified_by_its_set() {
    for alg in ["ES256", "ES384", "ES512"] {
        assert_eq!(status_of(&issue_on_curve(claims_for(alg)).unwrap()), "passed", "{alg}");
    }
}

#[wasm_bindgen_test]
async fn a_practice_token_of_rsa_is_verified_by_its_set() {
    for alg in ["RS256", "RS384", "RS512"] {
        let draft = draft_token(claims_for(alg)).unwrap();
        let made = JsFuture::from(generate_rsa_key_pair(draft.clone()).unwrap());
        let pair = made.await.unwrap();
        assert_eq!(at(&pair, "privateKey.extractable"), false, "{alg}");
        let signed = JsFuture::from(sign_with_rsa(draft.clone(), pair.unchecked_ref()).unwrap());
        let signature = Uint8Array::new(&signed.await.unwrap()).to_vec();
        let exported = JsFuture::from(export_public_key(pair.unchecked_ref()).unwrap());
        let issued = issued_token(draft, &signature, exported.await.unwrap()).unwrap();
        assert_eq!(status_of(&issued), "passed", "{alg}");
    }
}

#[wasm_bindgen_test]
fn an_algorithm_goes_its_own_way_only() {
    assert!(issue_on_curve(claims_for("RS256")).is_err());
    assert!(generate_rsa_key_pair(draft_token(claims_for("ES256")).unwrap()).is_err());
    for alg in ["none", "HS256", "PS256", ""] {
        assert!(issue_on_curve(claims_for(alg)).is_err(), "{alg}");
        assert!(draft_token(claims_for(alg)).is_err(), "{alg}");
    }
}

#[wasm_bindgen_test]
fn what_is_no_attempt_is_refused_without_a_trap() {
    for wrong in [
        "null",
        "1",
        r#""eyJ""#,
        "[]",
        r#"{"token": 1, "now": 0}"#,
        r#"{"token": "", "context": {"a": 1}, "now": 0}"#,
        r#"{"token": "", "now": null}"#,
    ] {
        assert!(inspect(js(wrong)).is_err(), "{wrong}");
    }
    assert!(inspect(JsValue::UNDEFINED).is_err());
    assert!(at(&report(r#"{"token": "", "now": 0}"#), "verdict.outcome").is_string());
}
