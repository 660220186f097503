//! Whatever is pasted as keys: places are places, what is usable is within bounds and has
//! the thumbprint of RFC 7638, and without a token nothing is verified.

use assumable::keys::{
    self, Key, KeySet, MAX_KEYS, MAX_RSA_BITS, MAX_RSA_EXPONENT_BITS, MIN_RSA_BITS, PublicKey, Trials,
};
use assumable::report::KeyOutcome;
use assumable::text::base64url;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::places::Text;

/// Holds of one text.
pub fn holds(data: &[u8]) {
    let [text] = crate::texts(data);
    holds_of(&text);
}

/// Holds of one text; what was read from it.
pub(crate) fn holds_of(text: &str) -> KeySet {
    let set = keys::read(text);
    let reading = keys::reading(&Trials::new(&set, None));
    let again = keys::read(text);
    assert_eq!(
        reading,
        keys::reading(&Trials::new(&again, None)),
        "the same text is read the same way"
    );

    let places = Text::new(text);
    places.hold_of_problems(set.problems());
    places.hold_of_problems(&reading.problems);
    assert!(set.keys().len() <= MAX_KEYS);
    assert_eq!(set.keys().len(), reading.candidates.len(), "every key is a candidate");
    assert_eq!(reading.verified_by, None, "there is no token to verify");
    for (key, candidate) in set.keys().iter().zip(&reading.candidates) {
        places.at(key.span);
        assert_ne!(candidate.outcome, KeyOutcome::Verified);
        assert_eq!(
            key.public_key.is_err(),
            candidate.outcome == KeyOutcome::Unusable,
            "{candidate:?}"
        );
        assert!(!candidate.reason.is_empty(), "every outcome has a reason");
        if let Ok(usable) = &key.public_key {
            within_bounds(usable);
            has_its_thumbprint(key, usable);
        }
    }
    set
}

fn within_bounds(key: &PublicKey) {
    match key {
        PublicKey::Rsa { n, e } => {
            assert!((MIN_RSA_BITS.div_ceil(8)..=MAX_RSA_BITS / 8).contains(&n.len()));
            assert!((1..=MAX_RSA_EXPONENT_BITS / 8).contains(&e.len()));
            assert!(n[0] != 0 && e[0] != 0, "numbers have no leading zero");
            assert!(n[n.len() - 1] % 2 == 1 && e[e.len() - 1] % 2 == 1 && e != &[1]);
        }
        PublicKey::Ec { curve, point } => assert_eq!((point.len(), point[0]), (1 + 2 * curve.bytes(), 4)),
        PublicKey::Ed25519(_) => {}
        PublicKey::Secret(secret) => assert!(!secret.is_empty()),
    }
}

/// RFC 7638 section 3; the members come out in order of their names.
fn has_its_thumbprint(key: &Key, usable: &PublicKey) {
    let required = match usable {
        PublicKey::Rsa { n, e } => json!({ "e": base64url::encode(e), "kty": "RSA", "n": base64url::encode(n) }),
        PublicKey::Ec { curve, point } => {
            let (x, y) = point[1..].split_at(curve.bytes());
            json!({ "crv": curve.name(), "kty": "EC", "x": base64url::encode(x), "y": base64url::encode(y) })
        }
        PublicKey::Ed25519(x) => json!({ "crv": "Ed25519", "kty": "OKP", "x": base64url::encode(x) }),
        PublicKey::Secret(_) => return assert_eq!(key.thumbprint, None, "a thumbprint would help to guess a secret"),
    };
    let thumbprint = base64url::encode(&Sha256::digest(required.to_string()));
    assert_eq!(key.thumbprint.as_deref(), Some(thumbprint.as_str()));
}
