//! Tokens made for the tests. Their signatures are bytes of the right length and nothing
//! more: this room does not verify them.

use assumable::text::base64url;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The claims of a job on the default branch.
pub(crate) const CLAIMS: &str = r#"{"jti":"9f2c","sub":"repo:octo-org/octo-app:ref:refs/heads/main","aud":"sts.amazonaws.com","ref":"refs/heads/main","repository":"octo-org/octo-app","repository_owner":"octo-org","actor":"octocat","workflow":"deploy","iss":"https://token.actions.githubusercontent.com","nbf":1793620200,"exp":1793621100,"iat":1793620800}"#;

pub(crate) const HEADER: &str = r#"{"typ":"JWT","alg":"RS256","kid":"38826b17-6a30-5f9b-b169-8beb8202f723"}"#;

/// A token of these texts with a signature as long as that of a 2048-bit RSA key.
pub(crate) fn token(header: &str, claims: &str) -> String {
    signed(header.as_bytes(), claims.as_bytes(), &[0xA5; 256])
}

pub(crate) fn signed(header: &[u8], payload: &[u8], signature: &[u8]) -> String {
    [header, payload, signature].map(base64url::encode).join(".")
}

/// What people do to a token, by name: `base64`, `base32`, `fold:76`, `fold:76:prefix`, …
pub(crate) fn wrapped(text: &str, how: &str) -> String {
    let mut words = how.splitn(3, ':');
    let name = words.next().unwrap();
    let width = words.next().map(|width| width.parse().unwrap());
    let prefix = words.next().unwrap_or_default();
    match (name, width) {
        ("base64", _) => STANDARD.encode(text),
        ("base64url", _) => base64url::encode(text.as_bytes()),
        ("base32", _) => base32(text.as_bytes()),
        ("reverse", _) => text.chars().rev().collect(),
        ("line", _) => format!("{text}\n"),
        ("answer", _) => serde_json::json!({ "count": text.len(), "value": text }).to_string(),
        ("spell", _) => folded(text, 1, " "),
        ("space", Some(width)) => folded(text, width, " "),
        // A carriage return stands before the line break, anything else behind it.
        ("fold", Some(width)) if prefix == "\r" => folded(text, width, "\r\n"),
        ("fold", Some(width)) => folded(text, width, &format!("\n{prefix}")),
        _ => panic!("no such wrapping: {how}"),
    }
}

fn folded(text: &str, width: usize, gap: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines: Vec<String> = characters.chunks(width).map(|line| line.iter().collect()).collect();
    lines.join(gap)
}

fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for group in bytes.chunks(5) {
        let mut whole = [0; 8];
        whole[3..3 + group.len()].copy_from_slice(group);
        let bits = u64::from_be_bytes(whole);
        for digit in 0..8 {
            let index = usize::try_from(bits >> (35 - 5 * digit) & 31).unwrap();
            let used = digit * 5 < group.len() * 8;
            text.push(if used { char::from(ALPHABET[index]) } else { '=' });
        }
    }
    text
}
