//! The worked examples of RFC 7515, 7517, 7638 and 8037.

use assumable::keys::{self, Mismatch, Outcome, Signed, Trials};
use assumable::report::{KeyOutcome, KeysReading};
use assumable::token;

const HMAC_KEY: &str =
    r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;

const RSA_KEY: &str = r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#;

const P256_KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;

const P521_KEY: &str = r#"{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}"#;

const ED25519_KEY: &str = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

const CLAIMS: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

fn reading(jwks: &str, compact: &str) -> KeysReading {
    let set = keys::read(jwks);
    let token = token::read(compact);
    let signed = Signed {
        header: token.header.as_ref().expect("a header"),
        jws: token.jws.as_ref().expect("three segments"),
    };
    keys::reading(&Trials::new(&set, Some(signed)))
}

fn outcome(jwks: &str, compact: &str) -> KeyOutcome {
    reading(jwks, compact).candidates[0].outcome
}

/// Header, claims of RFC 7515 appendix A, signature.
fn example(header: &str, signature: &str) -> String {
    format!("{header}.{CLAIMS}.{signature}")
}

#[test]
fn rfc_7515_a1_hs256() {
    let token = example(
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9",
        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
    );
    assert_eq!(outcome(HMAC_KEY, &token), KeyOutcome::Verified);
}

#[test]
fn rfc_7515_a2_rs256() {
    let token = example(
        "eyJhbGciOiJSUzI1NiJ9",
        "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw",
    );
    assert_eq!(outcome(RSA_KEY, &token), KeyOutcome::Verified);
}

#[test]
fn rfc_7515_a3_es256() {
    let token = example(
        "eyJhbGciOiJFUzI1NiJ9",
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    );
    assert_eq!(outcome(P256_KEY, &token), KeyOutcome::Verified);
}

#[test]
fn rfc_7515_a4_es512() {
    let token = "eyJhbGciOiJFUzUxMiJ9.UGF5bG9hZA.AdwMgeerwtHoh-l192l60hp9wAHZFVJbLfD_UxMi70cwnZOYaRI1bKPWROc-mZZqwqT2SI-KGDKB34XO0aw_7XdtAG8GaSwFKdCAPZgoXD2YBJZCPEX3xKpRwcdOO8KpEHwJjyqOgzDO7iKvU8vcnwNrmxYbSW9ERBXukOXolLzeO_Jn";
    assert_eq!(outcome(P521_KEY, token), KeyOutcome::Verified);
}

#[test]
fn rfc_7515_a5_unsecured_is_verified_by_no_key() {
    let token = example("eyJhbGciOiJub25lIn0", "");
    for key in [HMAC_KEY, RSA_KEY, P256_KEY, P521_KEY, ED25519_KEY] {
        let reading = reading(key, &token);
        assert_eq!(reading.candidates[0].outcome, KeyOutcome::NotSelected);
        assert_eq!(reading.verified_by, None);
    }
}

#[test]
fn rfc_7515_examples_fail_when_any_byte_of_the_signature_changes() {
    let set = keys::read(P256_KEY);
    let token = token::read(&example(
        "eyJhbGciOiJFUzI1NiJ9",
        "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q",
    ));
    let jws = token.jws.as_ref().expect("three segments");
    for at in 0..jws.signature.len() {
        let mut jws = jws.clone();
        jws.signature[at] ^= 1;
        let signed = Signed {
            header: token.header.as_ref().expect("a header"),
            jws: &jws,
        };
        let outcome = Trials::new(&set, Some(signed)).outcome(0);
        assert_eq!(outcome, Outcome::Mismatch(Mismatch::Other), "byte {at}");
    }
}

#[test]
fn rfc_7517_a1_public_keys() {
    let set = keys::read(
        r#"{"keys":[
        {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},
        {"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}
        ]}"#,
    );
    let [ec, rsa] = set.keys() else { panic!("two keys") };
    assert!(set.problems().is_empty());
    assert_eq!((ec.kid.as_deref(), ec.size.as_deref()), (Some("1"), Some("P-256")));
    assert!(ec.public_key.is_ok() && ec.is_for_other_use());
    assert_eq!(
        (rsa.alg.as_deref(), rsa.size.as_deref()),
        (Some("RS256"), Some("RSA 2048"))
    );
    // RFC 7638 section 3.1 has the thumbprint of this key.
    assert_eq!(
        rsa.thumbprint.as_deref(),
        Some("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    );
}

#[test]
fn rfc_7517_a2_private_key_is_named_and_not_shown() {
    let d = "870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE";
    let set = keys::read(&format!(
        r#"{{"keys":[{{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"{d}","use":"enc","kid":"1"}}]}}"#
    ));
    assert!(set.keys()[0].public_key.is_ok());
    assert_eq!(set.problems().len(), 1);
    assert!(
        set.problems()[0]
            .message
            .starts_with("Key 1 (\"1\") is a private key: it holds d.")
    );
    assert!(!format!("{set:?}").contains(d));
}

#[test]
fn rfc_7517_a3_symmetric_keys_have_no_thumbprint() {
    let set = keys::read(
        r#"{"keys":[{"kty":"oct","alg":"A128KW","k":"GawgguFyGrWKav7AX4VKUg"},
        {"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow","kid":"HMAC key used in JWS spec Appendix A.1 example"}]}"#,
    );
    let sizes: Vec<_> = set.keys().iter().map(|key| key.size.as_deref()).collect();
    assert_eq!(sizes, [Some("128 bits"), Some("512 bits")]);
    assert!(set.keys().iter().all(|key| key.thumbprint.is_none()));
}

#[test]
fn rfc_8037_a3_thumbprint() {
    let set = keys::read(ED25519_KEY);
    assert_eq!(
        set.keys()[0].thumbprint.as_deref(),
        Some("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k")
    );
}

#[test]
fn rfc_8037_a4_eddsa() {
    let token = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";
    assert_eq!(outcome(ED25519_KEY, token), KeyOutcome::Verified);
}
