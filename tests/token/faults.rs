//! What is wrong or odd with a token, in words. One example a line in the data files:
//! a header or claims or a whole text, and what is said of it.

use assumable::report::{Severity, TokenForm};
use assumable::text::base64url;
use assumable::token;
use serde::Deserialize;

use crate::made::{CLAIMS, HEADER, signed};

#[derive(Deserialize)]
struct Case {
    /// What stands there, or bytes of a segment in hexadecimal.
    header: Option<String>,
    claims: Option<String>,
    text: Option<String>,
    form: Option<String>,
    /// `severity: message`, errors first.
    says: Vec<String>,
}

fn said(text: &str) -> (TokenForm, Vec<String>) {
    let reading = token::read(text).reading();
    let severity = |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let problems = reading.problems.iter();
    (
        reading.form,
        problems
            .map(|problem| format!("{}: {}", severity(problem.severity), problem.message))
            .collect(),
    )
}

/// Text, or bytes where it starts with `hex:`.
fn bytes(text: &str) -> Vec<u8> {
    let Some(digits) = text.strip_prefix("hex:") else {
        return text.as_bytes().to_vec();
    };
    digits
        .split(' ')
        .map(|byte| u8::from_str_radix(byte, 16).unwrap())
        .collect()
}

fn check(file: &str, expected_form: TokenForm) {
    let cases: Vec<Case> = serde_json::from_str(file).unwrap();
    for case in cases {
        let text = case.text.clone().unwrap_or_else(|| {
            let header = bytes(case.header.as_deref().unwrap_or(HEADER));
            let claims = bytes(case.claims.as_deref().unwrap_or(CLAIMS));
            signed(&header, &claims, &[0xA5; 256])
        });
        let (form, says) = said(&text);
        assert_eq!(says, case.says, "{text}\n{:?}{:?}", case.header, case.claims);
        match case.form {
            Some(name) => assert_eq!(format!("{form:?}"), name, "{text}"),
            None => assert_eq!(form, expected_form, "{text}"),
        }
    }
}

#[test]
fn headers() {
    check(include_str!("../data/token/header.json"), TokenForm::Jws);
}

#[test]
fn claims() {
    check(include_str!("../data/token/claims.json"), TokenForm::Jws);
}

#[test]
fn other_things_are_recognised_by_name() {
    check(include_str!("../data/token/other-things.json"), TokenForm::Unreadable);
}

#[test]
fn a_segment_that_is_not_base64url_is_not_repaired() {
    let token = crate::made::token(HEADER, r#"{"sub":"repo:octo/app:pull_request","aud":"a"}"#);
    let parts: Vec<&str> = token.split('.').collect();
    for (text, says, strict_parts) in [
        (
            format!("{}=.{}.{}", parts[0], parts[1], parts[2]),
            "header: expected base64url without padding, found '=' at character 97",
            1,
        ),
        (
            format!("{}.{}==.{}", parts[0], parts[1], parts[2]),
            "payload: expected base64url without padding, found '=' at character 63",
            1,
        ),
        (
            format!("{}.{}.{}==", parts[0], parts[1], parts[2]),
            "signature: expected base64url without padding, found '=' at character 343",
            2,
        ),
        (
            format!("{}.{}.{}", parts[0], parts[1].replacen('J', "+", 1), parts[2]),
            "payload: expected the base64url alphabet ('-' and '_'), found '+' of the standard base64 alphabet at character 3",
            1,
        ),
        (
            format!("{}.{}.{}R", parts[0], parts[1], &parts[2][..341]),
            "signature: expected the unused bits of the last character to be zero, found 'R' at character 342: the text was altered",
            2,
        ),
        (
            format!("{}.{}.{}", parts[0], parts[1], &parts[2][..341]),
            "signature: expected a whole number of bytes, found 341 characters, which leaves one over: a character is missing or too many",
            2,
        ),
    ] {
        let read = token::read(&text);
        assert_eq!(read.compact.as_deref(), Some(text.as_str()));
        assert!(!read.is_jwt(), "{text}");
        assert_eq!(read.jws, None, "{text}");
        let messages: Vec<String> = read
            .reading()
            .problems
            .into_iter()
            .map(|problem| problem.message)
            .collect();
        assert_eq!(messages, [says], "{text}");
        let strict = [read.header, read.claims]
            .iter()
            .flatten()
            .filter(|part| part.strict)
            .count();
        assert_eq!(strict, strict_parts, "{text}");
    }
}

#[test]
fn what_stands_before_a_fault_is_still_read() {
    let token = crate::made::token(HEADER, CLAIMS);
    let cut = &token[..token.len() - 342 - 40];
    let read = token::read(cut);
    assert_eq!(read.form, TokenForm::Unreadable);
    assert!(!read.is_jwt());
    let claims = read.claims.unwrap();
    assert!(!claims.strict);
    assert_eq!(claims.string("sub"), Some("repo:octo-org/octo-app:ref:refs/heads/main"));
}

#[test]
fn the_place_of_a_fault_is_the_place_in_the_paste() {
    let token = format!("Bearer {}==", crate::made::token(HEADER, CLAIMS));
    let problem = token::read(&token).reading().problems.remove(0);
    let span = problem.span.unwrap();
    assert_eq!(&token[span.start..span.end], "=");
    assert_eq!(span.start, token.len() - 2);
}

#[test]
fn a_text_beyond_all_measure_is_not_searched() {
    let text = "x".repeat(token::LARGEST + 1);
    let (form, says) = said(&text);
    assert_eq!(form, TokenForm::Unreadable);
    assert_eq!(
        says,
        [
            "error: expected a token of at most 20000 characters, found a text of 2097153 bytes; texts over 2 MiB are not searched"
        ]
    );
}

#[test]
fn a_token_beyond_the_limit_of_sts_is_read_and_remarked_on() {
    let claims = format!(r#"{{"sub":"{}"}}"#, "x".repeat(60_000));
    let token = crate::made::token(r#"{"alg":"RS256"}"#, &claims);
    let (form, says) = said(&token);
    assert_eq!(form, TokenForm::Jws);
    assert_eq!(
        says,
        [
            format!(
                "error: the token has {} characters; STS takes at most 20000 as WebIdentityToken",
                token.len()
            ),
            format!(
                "info: the token has {} bytes, far more than any issuer's identity tokens have",
                token.len()
            ),
        ]
    );
}

#[test]
fn the_payload_of_an_unencoded_jws_is_not_decoded() {
    let header = base64url::encode(br#"{"alg":"HS256","b64":false,"crit":["b64"]}"#);
    let read = token::read(&format!("{header}.$.02.A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY"));
    // RFC 7797 section 4.2 has a dot in the payload in its detached form only.
    assert!(read.claims.is_none() && !read.is_jwt());
    let read = token::read(&format!(
        "{header}.eyJzdWIiOiJ4In0.A5dxf2s96_n5FLueVuW1Z_vh161FwXZC4YLPff6dmDY"
    ));
    assert_eq!(read.claims, None);
    assert_eq!(read.jws.map(|jws| jws.payload), Some(b"eyJzdWIiOiJ4In0".to_vec()));
}
