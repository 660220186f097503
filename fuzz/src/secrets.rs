//! Whatever is about to leave: what is found has a place in the text, and a token goes, whatever stands around it.

use assumable::secrets::{find, without};

/// Of nobody: `{"alg":"HS256"}`, `{"sub":"octo-org"}`, and 43 characters that no key has made.
const TOKEN: [&str; 3] = [
    "eyJhbGciOiJIUzI1NiJ9",
    "eyJzdWIiOiJvY3RvLW9yZyJ9",
    "q7Wf0Zk3sXv9Lh2NbR8tYc5MjD1uGp6EaOi4QwKxTzU",
];

/// Characters of a piece that would give something away.
const PIECE: usize = 16;

/// Holds of what stands before a token and what stands behind it.
pub fn holds(data: &[u8]) {
    let [before, behind] = crate::texts(data);
    for text in [&before, &behind] {
        let mut end = 0;
        for secret in find(text) {
            assert!(end <= secret.place.start, "secrets are in order and apart");
            assert!(
                text.get(secret.place.clone()).is_some(),
                "a secret has a place in the text"
            );
            end = secret.place.end;
        }
    }
    let token = TOKEN.join(".");
    let text = format!("{before}\n{token}\n{behind}");
    let left = without(&text);
    let [.., signature] = TOKEN;
    let pieces = (0..=signature.len() - PIECE).filter_map(|at| signature.get(at..at + PIECE));
    for piece in pieces {
        let elsewhere = before.contains(piece) || behind.contains(piece);
        assert!(elsewhere || !left.contains(piece), "a signature gets through: {left:?}");
    }
}
