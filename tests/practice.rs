//! Practice tokens: what is signed on a curve is verified by the set that comes with it, and carries what
//! was given to the letter.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use assumable::attempt::Attempt;
use assumable::inspect::inspect;
use assumable::keys::algorithm::Curve;
use assumable::keys::provider;
use assumable::practice::{Draft, Hash, IssueFault, IssueInput, Part, PublicKey, SigningAlgorithm, issue};
use assumable::report::{CheckId, Status};
use assumable::text::base64url;
use getrandom::SysRng;
use getrandom::rand_core::{TryCryptoRng, TryRng};
use jsonwebtoken::{Algorithm, EncodingKey};
use rand::SeedableRng as _;
use rand::rngs::ChaCha12Rng;

const CLAIMS: &str = r#"{"iss":"https://token.actions.githubusercontent.com","aud":"sts.amazonaws.com","sub":"repo:octo-org/octo-repo:ref:refs/heads/main","iat":1793620800,"exp":1793621100}"#;
const NOW: i64 = 1_793_620_800;
const CURVES: [Curve; 3] = [Curve::P256, Curve::P384, Curve::P521];

fn given(claims: &str, alg: SigningAlgorithm, header: Option<&str>) -> IssueInput {
    IssueInput {
        claims: claims.to_owned(),
        alg,
        header: header.map(str::to_owned),
    }
}

fn on(curve: Curve) -> IssueInput {
    given(CLAIMS, SigningAlgorithm::Ecdsa(curve), None)
}

/// Header and payload of a token.
fn parts(token: &str) -> [String; 2] {
    let mut parts = token.split('.').map(|part| base64url::decode(part).unwrap());
    [parts.next(), parts.next()].map(|part| String::from_utf8(part.unwrap()).unwrap())
}

fn signature(token: &str, jwks: &str) -> Status {
    let attempt = Attempt {
        token: token.to_owned(),
        jwks: Some(jwks.to_owned()),
        ..Attempt::default()
    };
    let report = inspect(&attempt, NOW);
    report
        .checks
        .iter()
        .find(|check| check.id == CheckId::Signature)
        .unwrap()
        .status
}

#[test]
fn each_curve_signs_what_its_set_verifies() {
    for curve in CURVES {
        let [one, other] = [(); 2].map(|()| issue(&on(curve), &mut SysRng).unwrap());
        assert_eq!(signature(&one.token, &one.jwks), Status::Passed, "{curve}");
        assert_eq!(signature(&one.token, &other.jwks), Status::Failed, "{curve}");
        let tampered = one.token.replacen(".ey", ".eyA", 1);
        assert_ne!(signature(&tampered, &one.jwks), Status::Passed, "{curve}");
    }
}

#[test]
fn a_key_follows_from_the_randomness_alone() {
    for curve in CURVES {
        let issued = |seed| issue(&on(curve), &mut ChaCha12Rng::seed_from_u64(seed)).unwrap();
        assert_eq!(issued(1).token, issued(1).token);
        assert_eq!(issued(1).jwks, issued(1).jwks);
        assert_ne!(issued(1).jwks, issued(2).jwks);
    }
}

#[test]
fn claims_and_header_are_written_to_the_letter() {
    let claims = " {\"a\" :  9007199254740993.10 , \"a\":\"\\u0041\",\n \"b\": []}\n";
    for (header, further) in [
        (None, ""),
        (Some("{}"), ""),
        (Some(" { } "), ""),
        (Some(r#"{"x5t":"a", "b" : [{}]}"#), r#","x5t":"a", "b" : [{}]"#),
    ] {
        let issued = issue(
            &given(claims, SigningAlgorithm::Ecdsa(Curve::P256), header),
            &mut SysRng,
        )
        .unwrap();
        let [written, payload] = parts(&issued.token);
        assert_eq!(payload, claims.trim());
        let set: serde_json::Value = serde_json::from_str(&issued.jwks).unwrap();
        let kid = set["keys"][0]["kid"].as_str().unwrap();
        assert_eq!(
            written,
            format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"JWT"{further}}}"#)
        );
    }
}

#[test]
fn what_is_not_as_declared_is_named() {
    let es256 = SigningAlgorithm::Ecdsa(Curve::P256);
    let claims = IssueFault::NotAnObject(Part::Claims);
    let header = IssueFault::NotAnObject(Part::Header);
    let deep = format!("{}1{}", r#"{"a":"#.repeat(200), "}".repeat(200));
    for text in ["", "null", "[]", "\"{}\"", "{", "{}{}", "{\"a\":}", "{'a':1}", &deep] {
        assert_eq!(
            issue(&given(text, es256, None), &mut SysRng).err(),
            Some(claims),
            "{text}"
        );
        assert_eq!(
            issue(&given("{}", es256, Some(text)), &mut SysRng).err(),
            Some(header),
            "{text}"
        );
    }
    for (text, name) in [
        (r#"{"alg":1}"#, "alg"),
        (r#"{"a":1,"k\u0069d":1}"#, "kid"),
        (r#"{"typ":""}"#, "typ"),
    ] {
        let fault = issue(&given("{}", es256, Some(text)), &mut SysRng).err();
        assert_eq!(fault, Some(IssueFault::SetByTheIssuer(name)));
    }
    let rs256 = SigningAlgorithm::default();
    assert_eq!(
        issue(&given("{}", rs256, None), &mut SysRng).err(),
        Some(IssueFault::NoCurve(rs256))
    );
}

#[test]
fn without_randomness_there_is_no_key() {
    struct Nothing;

    impl TryRng for Nothing {
        type Error = getrandom::Error;

        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Err(getrandom::Error::UNSUPPORTED)
        }

        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Err(getrandom::Error::UNSUPPORTED)
        }

        fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
            Err(getrandom::Error::UNSUPPORTED)
        }
    }

    impl TryCryptoRng for Nothing {}

    for curve in CURVES {
        assert_eq!(issue(&on(curve), &mut Nothing).err(), Some(IssueFault::NoRandomness));
    }
}

#[test]
fn a_draft_for_rsa_is_signed_elsewhere() {
    let key = PublicKey::Rsa {
        n: vec![0xc5; 256],
        e: vec![1, 0, 1],
    };
    for hash in [Hash::Sha256, Hash::Sha384, Hash::Sha512] {
        let alg = SigningAlgorithm::Rsassa(hash);
        let draft = Draft::new(&given(CLAIMS, alg, None), &mut SysRng).unwrap();
        let issued = draft.signed("AAAA", &key);
        assert_eq!(issued.token, format!("{}.AAAA", draft.message()));
        assert_eq!(parts(&issued.token)[1], CLAIMS);
        let set: serde_json::Value = serde_json::from_str(&issued.jwks).unwrap();
        assert_eq!(set["keys"][0]["kty"], "RSA");
        assert_eq!(set["keys"][0]["alg"], alg.name());
        assert_eq!(set["keys"][0]["e"], "AQAB");
        // Nobody signed it, so it is refused and not unreadable.
        assert_eq!(signature(&issued.token, &issued.jwks), Status::Failed);
    }
}

#[test]
fn algorithms_are_named_as_in_a_header() {
    let names = SigningAlgorithm::ALL.map(SigningAlgorithm::name);
    assert_eq!(names, ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"]);
    for name in names {
        assert_eq!(SigningAlgorithm::named(name).map(SigningAlgorithm::name), Some(name));
    }
    for name in ["none", "HS256", "PS256", "rs256", "EdDSA", ""] {
        assert_eq!(SigningAlgorithm::named(name), None);
    }
}

/// RFC 6979, appendices A.2.5 and A.2.6, of the message `sample`.
#[test]
fn the_provider_signs_as_the_rfc_does() {
    let p256 = (
        Algorithm::ES256,
        "C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721",
        "EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
        "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8",
    );
    let p384 = (
        Algorithm::ES384,
        "6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5",
        "94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46",
        "99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8",
    );
    provider::install();
    for (algorithm, private, r, s) in [p256, p384] {
        let key = EncodingKey::from_ec_der(&bytes(private));
        let signature = jsonwebtoken::crypto::sign(b"sample", &key, algorithm).unwrap();
        assert_eq!(
            signature,
            base64url::encode(&bytes(&format!("{r}{s}"))),
            "{algorithm:?}"
        );
    }
}

fn bytes(hex: &str) -> Vec<u8> {
    let byte = |at| u8::from_str_radix(hex.get(at..at + 2).unwrap(), 16).unwrap();
    (0..hex.len()).step_by(2).map(byte).collect()
}

#[test]
fn the_provider_signs_with_nothing_else() {
    provider::install();
    let ec = EncodingKey::from_ec_der(&[1; 32]);
    for (key, algorithm) in [
        (&EncodingKey::from_secret(b"secret"), Algorithm::HS256),
        (&EncodingKey::from_rsa_der(b"key"), Algorithm::RS256),
        (&EncodingKey::from_secret(&[1; 32]), Algorithm::ES256),
        (&ec, Algorithm::RS256),
        (&ec, Algorithm::ES384),
        (&EncodingKey::from_ec_der(&[0; 32]), Algorithm::ES256),
        (&EncodingKey::from_ec_der(&[0xff; 32]), Algorithm::ES256),
        (&EncodingKey::from_ec_der(&[]), Algorithm::ES256),
    ] {
        assert!(
            jsonwebtoken::crypto::sign(b"message", key, algorithm).is_err(),
            "{algorithm:?}"
        );
    }
}
