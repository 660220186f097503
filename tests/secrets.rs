//! No token, signature or private key gets through, however it was wrapped on the way.

#[cfg(test)]
mod support;

use std::fmt::Write as _;

use assumable::secrets::{Known, find, without, without_known};
use assumable::text::base64url;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use proptest::prelude::*;
use serde_json::json;

/// A token, and one that differs from it in every segment's middle.
fn tokens() -> [String; 2] {
    ["main", "production"].map(|branch| {
        let claims = json!({ "iss": "https://token.actions.githubusercontent.com", "sub": format!("repo:octo-org/app:ref:refs/heads/{branch}"), "aud": "sts.amazonaws.com" });
        support::issuer().sign(
            &json!({ "typ": "JWT", "alg": "RS256", "kid": branch }).to_string(),
            &claims.to_string(),
        )
    })
}

fn lines(text: &str, width: usize, before: &str, behind: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines = characters.chunks(width).map(|line| line.iter().collect::<String>());
    lines.map(|line| format!("{before}{line}{behind}")).collect()
}

fn each(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(write).collect()
}

fn base32(text: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = text
        .bytes()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let digits = bits
        .chunks(5)
        .map(|chunk| chunk.iter().fold(0, |value, bit| value << 1 | bit) << (5 - chunk.len()));
    digits.map(|digit| char::from(alphabet[usize::from(digit)])).collect()
}

fn hexadecimal(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    })
}

fn utf16(text: &str) -> String {
    STANDARD.encode(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

fn header_and(token: &str, header: &str) -> String {
    let (_, rest) = token.split_once('.').expect("a token has dots");
    format!("{}.{rest}", base64url::encode(header.as_bytes()))
}

fn segments(token: &str) -> [&str; 3] {
    let segments: Vec<&str> = token.split('.').collect();
    segments.try_into().expect("a token has three segments")
}

type Wrapping = (&'static str, fn(&str) -> String);

/// Ways in which people, programs and attackers write a token.
const WRAPPINGS: &[Wrapping] = &[
    ("as it is", str::to_owned),
    ("in a header of HTTP", |token| {
        format!("Authorization: Bearer {token}\r\nHost: example.com")
    }),
    ("in a sentence", |token| format!("the token is {token}.")),
    ("in an address", |token| {
        format!("https://example.com/?token={token}&next=1")
    }),
    ("in a fragment, behind a slash", |token| {
        format!("https://example.com/#/{token}/x")
    }),
    ("in a variable of a shell", |token| {
        format!("export TOKEN='{token}'; aws sts")
    }),
    ("in XML", |token| {
        format!("<WebIdentityToken>{token}</WebIdentityToken>")
    }),
    ("in CSV", |token| format!("a,{token},b")),
    ("in YAML, folded", |token| {
        format!("token: >-\n{}", lines(token, 60, "  ", "\n"))
    }),
    ("in JSON in JSON", |token| {
        json!({ "body": json!({ "value": token }).to_string() }).to_string()
    }),
    ("broken at 80", |token| lines(token, 80, "", "\n")),
    ("broken at 76 with CRLF", |token| lines(token, 76, "", "\r\n")),
    ("broken at 3", |token| lines(token, 3, "", "\n")),
    ("broken and indented", |token| lines(token, 64, "        ", "\n")),
    ("broken by tabs", |token| lines(token, 40, "\t", "")),
    ("broken by no-break spaces", |token| lines(token, 40, "", "\u{a0}")),
    ("broken by U+2028", |token| lines(token, 40, "", "\u{2028}")),
    ("one character a line", |token| lines(token, 1, "", "\n")),
    ("spelled out", |token| lines(token, 1, "", " ")),
    ("with zero-width spaces", |token| lines(token, 7, "", "\u{200b}")),
    ("with soft hyphens", |token| lines(token, 7, "", "\u{ad}")),
    ("with marks of direction", |token| {
        lines(token, 7, "\u{202e}", "\u{202c}")
    }),
    ("with a byte-order mark inside", |token| {
        lines(token, 100, "\u{feff}", "")
    }),
    ("with control characters", |token| lines(token, 33, "", "\u{1}\u{7f}")),
    ("with zeros", |token| lines(token, 1, "", "\u{0}")),
    ("quoted mail", |token| lines(token, 70, "> ", "\n")),
    ("quoted mail, twice", |token| lines(token, 70, ">> > ", "\n")),
    ("a diff", |token| lines(token, 70, "+", "\n")),
    ("a diff with a blank", |token| lines(token, 70, "- ", "\n")),
    ("numbered lines", |token| {
        let lines = lines(token, 70, "", "\n");
        let numbered = lines
            .lines()
            .enumerate()
            .map(|(at, line)| format!("{:>4}: {line}\n", at + 1));
        numbered.collect()
    }),
    ("a frame of a terminal", |token| lines(token, 60, "│ ", " │\n")),
    ("a table of Markdown", |token| lines(token, 60, "| ", " |\n")),
    ("comments", |token| lines(token, 60, "# ", "\n")),
    ("quoted-printable", |token| {
        lines(&token.replace('.', "=2E"), 70, "", "=\r\n")
    }),
    ("percent signs for dots", |token| token.replace('.', "%2E")),
    ("percent signs, twice", |token| token.replace('.', "%252e")),
    ("percent signs for all", |token| {
        each(token, |found| format!("%{:02X}", u32::from(found)))
    }),
    ("entities for dots", |token| token.replace('.', "&#46;")),
    ("hexadecimal entities", |token| token.replace('.', "&#x2e;")),
    ("named entities", |token| {
        token.replace('.', "&period;").replace('_', "&lowbar;")
    }),
    ("entities of entities", |token| token.replace('.', "&amp;#46;")),
    ("entities for all", |token| {
        each(token, |found| format!("&#{};", u32::from(found)))
    }),
    ("escapes of JSON", |token| token.replace('.', "\\u002e")),
    ("escapes of JSON, twice", |token| token.replace('.', "\\\\u002e")),
    ("escapes of JavaScript", |token| token.replace('.', "\\u{2e}")),
    ("escapes of JavaScript for all", |token| {
        each(token, |found| format!("\\x{:02x}", u32::from(found)))
    }),
    ("octal escapes", |token| token.replace('.', "\\056")),
    ("escaped dots", |token| token.replace('.', "\\.")),
    ("line ends as escapes", |token| lines(token, 64, "", "\\n")),
    ("lines that go on", |token| lines(token, 64, "", "\\\n")),
    ("lines of PowerShell that go on", |token| lines(token, 64, "", "`\n")),
    ("lines of cmd that go on", |token| lines(token, 64, "", "^\r\n")),
    ("pieces with plus signs", |token| lines(token, 50, "\"", "\" + ")),
    ("pieces with plus signs, a line each", |token| {
        lines(token, 50, "    '", "' +\n")
    }),
    ("an array of pieces", |token| {
        format!("[{}]", lines(token, 50, "\"", "\", "))
    }),
    ("pieces in elements", |token| lines(token, 50, "<wbr/>", "")),
    ("bold", |token| format!("**{}**", token.replace('_', "\\_"))),
    ("blanks around the dots", |token| token.replace('.', " . ")),
    ("dots in brackets", |token| token.replace('.', "[.]")),
    ("wide dots", |token| token.replace('.', "\u{ff0e}")),
    ("padded segments", |token| token.replace('.', "==.")),
    ("the other alphabet", |token| token.replace('-', "+").replace('_', "/")),
    ("behind 401 characters", |token| format!("{}{token}", "x".repeat(401))),
    ("behind one character", |token| format!("x{token}")),
    ("behind two characters", |token| format!("xy{token}")),
    ("behind a host", |token| format!("a.b.example.{token}")),
    ("base64", |token| STANDARD.encode(token)),
    ("base64, broken", |token| lines(&STANDARD.encode(token), 76, "", "\n")),
    ("base64, quoted", |token| lines(&STANDARD.encode(token), 70, "> ", "\n")),
    ("base64 twice", |token| STANDARD.encode(STANDARD.encode(token))),
    ("base64 of JSON", |token| {
        STANDARD.encode(json!({ "value": token }).to_string())
    }),
    ("base64 of a header of HTTP", |token| {
        STANDARD.encode(format!("x-access-token:{token}"))
    }),
    ("base64 behind a word", |token| {
        format!("token{}", STANDARD.encode(token))
    }),
    ("base64url", |token| base64url::encode(token.as_bytes())),
    ("base64 of UTF-16", utf16),
    ("base64 in percent signs", |token| {
        STANDARD.encode(token).replace('=', "%3D").replace('/', "%2F")
    }),
    ("hexadecimal", hexadecimal),
    ("base32", base32),
    ("backward", |token| token.chars().rev().collect()),
    ("backward and broken", |token| {
        lines(&token.chars().rev().collect::<String>(), 60, "", "\n")
    }),
    ("a header that begins with a blank", |token| {
        header_and(token, r#" {"alg":"RS256","typ":"JWT"}"#)
    }),
    ("a header that begins with a line end", |token| {
        header_and(token, "\r\n{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
    }),
    ("a header with blanks inside", |token| {
        header_and(token, "{\n  \"alg\": \"RS256\",\n  \"typ\": \"JWT\"\n}")
    }),
    ("a header with an escaped name", |token| {
        header_and(token, r#"{"\u0061lg":"RS256"}"#)
    }),
    ("a header with another first member", |token| {
        header_and(token, r#"{"x5t":"abcdefgh","alg":"RS256"}"#)
    }),
    ("an algorithm that nobody knows", |token| {
        header_and(token, r#"{"alg":"XY1024","typ":"JWT"}"#)
    }),
    ("detached", |token| {
        format!("{}..{}", segments(token)[0], segments(token)[2])
    }),
];

/// The same in the JSON serialization (RFC 7515 section 7.2), where the signature is what must not go.
const SERIALIZATIONS: &[Wrapping] = &[
    ("flattened", |token| {
        let [protected, payload, signature] = segments(token);
        json!({ "protected": protected, "payload": payload, "signature": signature }).to_string()
    }),
    ("general", |token| {
        let [protected, payload, signature] = segments(token);
        json!({ "payload": payload, "signatures": [{ "protected": protected, "signature": signature }] }).to_string()
    }),
    ("flattened, in JSON", |token| {
        let [protected, payload, signature] = segments(token);
        let inner = json!({ "signature": signature, "protected": protected, "payload": payload }).to_string();
        json!({ "body": inner }).to_string()
    }),
    ("an escaped name", |token| {
        format!(r#"{{"sign\u0061ture":"{}"}}"#, segments(token)[2])
    }),
    ("in YAML", |token| {
        format!("payload: x\nsignature: {}\n", segments(token)[2])
    }),
    ("three lines", |token| segments(token).join("\n")),
    ("three labelled lines", |token| {
        let [header, payload, signature] = segments(token);
        format!("Header: {header}\nPayload: {payload}\nThird: {signature}")
    }),
];

/// Pieces of sixteen characters of base64url.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    (0..text.len().saturating_sub(15)).map(|at| &text[at..at + 16])
}

fn bare(text: &str) -> String {
    text.chars()
        .filter(|found| found.is_ascii_alphanumeric() || matches!(found, '-' | '_'))
        .collect()
}

/// That nothing of what differs between two wrapped tokens is left.
fn assert_gone(name: &str, wrapped: &str, other: &str, left: &str) {
    let (wrapped, other, left) = (bare(wrapped), bare(other), bare(left));
    let leak = pieces(&wrapped).find(|piece| !other.contains(piece) && left.contains(piece));
    assert_eq!(leak, None, "{name}: {left}");
}

#[test]
fn a_token_goes_however_it_is_wrapped() {
    let [token, other] = tokens();
    for (name, wrap) in WRAPPINGS {
        for around in ["", "before ", "line before\n"] {
            let wrapped = wrap(&token);
            let text = format!("{around}{wrapped}");
            assert_gone(name, &wrapped, &wrap(&other), &without(&text));
        }
    }
}

#[test]
fn a_signature_goes_where_it_stands_apart() {
    let [token, _] = tokens();
    let signature = segments(&token)[2];
    for (name, write) in SERIALIZATIONS {
        let left = bare(&without(&write(&token)));
        assert_eq!(
            pieces(signature).find(|piece| left.contains(piece)),
            None,
            "{name}: {left}"
        );
    }
}

#[test]
fn what_stands_around_a_token_stays() {
    let [token, _] = tokens();
    for (text, left) in [
        (format!("the token is {token}."), "the token is [token left out]."),
        (format!("a: {token}\nb: c"), "a: [token left out]\nb: c"),
        (
            format!("run\n{}\nDone. Next.", lines(&token, 80, "", "\n").trim_end()),
            "run\n[token left out]\nDone. Next.",
        ),
        (
            format!("x {} y", STANDARD.encode(&token).trim_end_matches('=')),
            "x [token left out] y",
        ),
        (format!("{token},{token}"), "[token left out],[token left out]"),
    ] {
        assert_eq!(without(&text), left);
    }
}

#[test]
fn a_private_key_goes_however_it_is_written() {
    let secret = p256::SecretKey::from_slice(&[7; 32]).expect("a number below the order");
    let pem = secret
        .to_pkcs8_pem(LineEnding::LF)
        .expect("a key can be written")
        .to_string();
    let body: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    let d = base64url::encode(&[
        7, 140, 33, 8, 91, 250, 16, 77, 3, 200, 5, 61, 99, 180, 44, 2, 19, 84, 130, 7, 55, 61, 9, 1, 88, 121, 33, 4,
        76, 9, 210, 17,
    ]);
    for (name, text, value) in [
        ("PEM", pem.clone(), &body),
        ("PEM in JSON", json!({ "key": pem }).to_string(), &body),
        (
            "PEM without its end",
            pem.replace("-----END PRIVATE KEY-----", ""),
            &body,
        ),
        ("PEM in quoted mail", lines(&pem, 64, "> ", "\n"), &body),
        ("the body of PEM", body.clone(), &body),
        ("PEM in base64", STANDARD.encode(&pem), &STANDARD.encode(&pem)),
        ("a JWK", json!({ "kty": "EC", "crv": "P-256", "d": d }).to_string(), &d),
        ("kty and d alone", json!({ "kty": "OKP", "d": d }).to_string(), &d),
        ("an escaped name", format!(r#"{{"kty":"EC","\u0064":"{d}"}}"#), &d),
        ("JavaScript", format!("{{ kty: 'EC', d: '{d}' }}"), &d),
        ("YAML", format!("kty: EC\nd: {d}\n"), &d),
        ("YAML, folded", format!("d: >-\n{}", lines(&d, 20, "  ", "\n")), &d),
        ("HCL", format!("d = \"{d}\""), &d),
        (
            "AKP",
            json!({ "kty": "AKP", "alg": "ML-DSA-44", "priv": d }).to_string(),
            &d,
        ),
        ("a shared secret", json!({ "kty": "oct", "k": d }).to_string(), &d),
        (
            "JSON in JSON",
            json!({ "keys": json!({ "kty": "EC", "d": d }).to_string() }).to_string(),
            &d,
        ),
        (
            "base64 of a JWK",
            STANDARD.encode(json!({ "kty": "EC", "d": d }).to_string()),
            &STANDARD.encode(json!({ "d": d }).to_string()),
        ),
        (
            "XML",
            format!(
                "<RSAKeyValue><Modulus>AQAB</Modulus><D>{}</D></RSAKeyValue>",
                STANDARD.encode(&d)
            ),
            &STANDARD.encode(&d),
        ),
        ("percent signs", format!("%22d%22%3A%22{d}%22"), &d),
    ] {
        let left = bare(&without(&text));
        let value = bare(value);
        assert_eq!(
            pieces(&value).find(|piece| left.contains(piece)),
            None,
            "{name}: {left}"
        );
    }
    let short = without(r#"{"kty":"oct","k":"c2VjcmV0"}"#);
    assert!(!short.contains("c2VjcmV0"), "{short}");
}

#[test]
fn pieces_of_a_known_token_go() {
    let [token, _] = tokens();
    let signature = segments(&token)[2];
    let (first, second) = signature.split_at(171);
    let known = Known::of(&[STANDARD.encode(&token)]);
    for text in [
        first.to_owned(),
        format!("session-{}", &second[..32]),
        lines(second, 10, "", "\n"),
        second.chars().rev().collect(),
    ] {
        let left = bare(&without_known(&text, &known));
        let backward: String = left.chars().rev().collect();
        let leak = pieces(signature).find(|piece| left.contains(piece) || backward.contains(piece));
        assert_eq!(leak, None, "{left}");
    }
    assert_eq!(without_known("GitHubActions", &known), "GitHubActions");
}

#[test]
fn a_token_that_goes_on_in_another_text_is_known() {
    let [token, _] = tokens();
    let (start, end) = token.split_at(token.len() - 100);
    let texts = ["arn:aws:iam::111122223333:role/deploy", end, start].map(str::to_owned);
    let known = Known::of(&texts);
    for text in texts {
        let left = without_known(&text, &known);
        assert!(pieces(end).all(|piece| !left.contains(piece)), "{left}");
    }
}

#[test]
fn what_is_no_secret_stays() {
    let jwks = support::issuer().jwks();
    let mut texts = vec![
        jwks,
        "repo:octo-org/app:environment:production".to_owned(),
        "arn:aws:iam::111122223333:role/e30.deploy.example.com".to_owned(),
        "https://token.actions.githubusercontent.com/.well-known/openid-configuration".to_owned(),
        "expected a public key, found -----BEGIN PRIVATE KEY----- in line 1: paste the public half".to_owned(),
        "begin with a private key MI5 would like".to_owned(),
        "d: 1, p = 2, k8s: cluster; q=sts.amazonaws.com".to_owned(),
        "signature: the RS256 signature of the token does not verify with any key".to_owned(),
        "x".repeat(5000),
    ];
    let folders = ["tests/data", "www/examples"];
    for folder in folders {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        collect(&root, &mut texts);
    }
    for text in texts {
        let found = find(&text);
        let shown: Vec<&str> = found.iter().map(|secret| &text[secret.place.clone()]).collect();
        assert!(found.is_empty(), "{shown:.200?}");
    }
}

/// The trust policies among the data of tests and examples.
fn collect(folder: &std::path::Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, texts);
        } else if let Ok(text) = std::fs::read_to_string(&path)
            && text.contains("Statement")
            && !text.contains("eyJ")
        {
            texts.push(text);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn wrappings_of_wrappings(inner in 0..WRAPPINGS.len(), outer in 0..WRAPPINGS.len()) {
        // What only the reader of the inner one could put together again is out of reach of the outer one.
        let deep = ["base", "hexadecimal", "backward", "pieces", "array", "bold"];
        prop_assume!(!WRAPPINGS[outer].0.contains("backward"));
        let is_deep = |at: usize| deep.iter().any(|word| WRAPPINGS[at].0.contains(word));
        let needs_dots = ["a header", "an algorithm", "detached"];
        prop_assume!(!is_deep(inner) && !needs_dots.iter().any(|word| WRAPPINGS[outer].0.starts_with(word)));
        let [token, other] = tokens();
        let wrap = |token: &str| (WRAPPINGS[outer].1)(&(WRAPPINGS[inner].1)(token));
        let wrapped = wrap(&token);
        let name = format!("{} in {}", WRAPPINGS[inner].0, WRAPPINGS[outer].0);
        assert_gone(&name, &wrapped, &wrap(&other), &without(&wrapped));
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        let left = without(&text);
        prop_assert_eq!(find(&text).is_empty(), left == text);
    }
}
