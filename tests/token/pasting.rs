//! Whatever was copied around a token, the same token is read, and what was taken away
//! is said.

use assumable::report::TokenForm;
use assumable::token;
use serde::Deserialize;

use crate::made::{CLAIMS, HEADER, wrapped};

#[derive(Deserialize)]
struct Case {
    name: String,
    /// What is done to the token first.
    #[serde(default)]
    wrap: Vec<String>,
    /// What stands around it.
    paste: String,
    removed: Vec<String>,
    /// Line lengths decide what is removed: only the token is compared.
    #[serde(default)]
    removed_may_differ: bool,
    /// The characters of the token are not those of the paste.
    #[serde(default)]
    decoded: bool,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../data/token/pasting.json")).unwrap()
}

/// `{folds:80}` is the number of line breaks in the token at that width.
fn expected(case: &Case, token: &str) -> Vec<String> {
    let fill = |text: &String| {
        let Some((head, rest)) = text.split_once("{folds") else {
            return text.clone();
        };
        let (width, tail) = rest.split_once('}').unwrap();
        let (more, width) = width.split_once(':').unwrap();
        let folds = (token.len() - 1) / width.parse::<usize>().unwrap();
        let count = folds + usize::from(more == "+1");
        format!("{head}{count}{tail}")
    };
    case.removed.iter().map(fill).collect()
}

#[test]
fn the_same_token_is_read_whatever_stands_around_it() {
    let token = crate::made::token(HEADER, CLAIMS);
    for case in cases() {
        let inner = case.wrap.iter().fold(token.clone(), |text, how| wrapped(&text, how));
        let pasted = case.paste.replace("{token}", &inner);
        let read = token::read(&pasted);
        assert_eq!(read.compact.as_deref(), Some(token.as_str()), "{}", case.name);
        assert_eq!(read.form, TokenForm::Jws, "{}", case.name);
        assert!(read.is_jwt(), "{}", case.name);
        assert_eq!(read.segments.is_none(), case.decoded, "{}", case.name);
        let removed = read.reading().removed;
        if !case.removed_may_differ {
            assert_eq!(removed, expected(&case, &token), "{}", case.name);
        }
        assert_eq!(removed.is_empty(), pasted == token, "{}", case.name);
    }
}

#[test]
fn of_several_tokens_the_identity_token_is_taken() {
    let runner = crate::made::token(
        HEADER,
        r#"{"nameid":"dddd","scp":"Actions.Results:1 generate_id_token:1:2","iss":"https://token.actions.githubusercontent.com"}"#,
    );
    let token = crate::made::token(HEADER, CLAIMS);
    let read = token::read(&format!("ACTIONS_ID_TOKEN_REQUEST_TOKEN={runner}\nTOKEN={token}\n"));
    assert_eq!(read.compact.as_deref(), Some(token.as_str()));
    let problems = read.reading().problems;
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].message.starts_with("found 2 different tokens"),
        "{}",
        problems[0].message
    );
}

#[test]
fn a_token_twice_is_one_token() {
    let token = crate::made::token(HEADER, CLAIMS);
    let read = token::read(&format!("{token}\n{token}\n"));
    assert_eq!(read.compact.as_deref(), Some(token.as_str()));
    assert_eq!(read.reading().problems, []);
}

#[test]
fn a_claims_object_is_read_out_of_a_log() {
    let pretty = CLAIMS.replace(",\"", ",\n  \"");
    let stamped: Vec<String> = pretty
        .lines()
        .map(|line| format!("2026-11-02T12:00:00.0000000Z {line}"))
        .collect();
    let log = stamped.join("\n") + "\n";
    for pasted in [
        CLAIMS.to_owned(),
        log.clone(),
        format!("2026-11-02T11:59:59.0000000Z Run debugger\n{log}Done\n"),
    ] {
        let read = token::read(&pasted);
        assert_eq!(read.form, TokenForm::Claims, "{pasted}");
        assert_eq!(read.compact, None);
        let claims = read.claims.unwrap();
        assert_eq!(
            claims.string("sub"),
            Some("repo:octo-org/octo-app:ref:refs/heads/main"),
            "{pasted}"
        );
        assert!(claims.strict, "{pasted}");
    }
}

#[test]
fn a_payload_alone_is_a_claims_object() {
    let token = crate::made::token(HEADER, CLAIMS);
    let read = token::read(token.split('.').nth(1).unwrap());
    assert_eq!(read.form, TokenForm::Claims);
    assert_eq!(read.claims.unwrap().string("jti"), Some("9f2c"));
}
