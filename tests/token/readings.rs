//! Whole readings, as the page shows them.

use assumable::token;

use crate::made::{HEADER, token};

fn reading(text: &str) -> String {
    serde_json::to_string_pretty(&token::read(text).reading()).unwrap()
}

#[test]
fn a_github_token() {
    let claims = r#"{"jti":"9f2c","sub":"repo:octo-org/octo-app:environment:prod","aud":"sts.amazonaws.com","environment":"prod","ref":"refs/heads/main","repository":"octo-org/octo-app","repository_id":"74","repository_owner":"octo-org","repository_owner_id":"65","repo_property_tier":"one","job_workflow_ref":"octo-org/octo-app/.github/workflows/deploy.yml@refs/heads/main","run_id":9007199254740993,"iss":"https://token.actions.githubusercontent.com","nbf":1793620200,"exp":1793621100,"iat":1793620800}"#;
    insta::assert_snapshot!(reading(&token(HEADER, claims)));
}

#[test]
fn a_token_with_everything_odd() {
    let header =
        r#"{"alg":"none","typ":"at+jwt","kid":"../k","crit":["x"],"jku":"https://keys.example/jwks","x":{"y":[1.50]}}"#;
    let claims = r#"{"iss":"https://issuer.example","sub":"a","sub":"b","aud":["x"],"azp":"y","exp":"1793621100","iat":1793620800000,"auth_time":1793620800.25,"https://aws.amazon.com/tags":{"principal_tags":{"a":["b"]}},"https://aws.amazon.com/roles":null,"unknown":-0}"#;
    insta::assert_snapshot!(reading(&format!("Authorization: Bearer {}", token(header, claims))));
}

#[test]
fn a_claims_object_with_faults() {
    insta::assert_snapshot!(reading(
        "{\n  \"iss\": \"https://gitlab.com\",\n  'sub': \"é\",\n  \"project_id\": 22,\n  \"exp\": 1793621100,\n}"
    ));
}
