//! Ways of writing a token, and texts that hold no secret.

use std::fmt::Write as _;

use assumable::text::base64url;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use p256::pkcs8::{EncodePrivateKey as _, LineEnding};
use serde_json::json;

use crate::support;

/// A token, and one that differs from it in every segment's middle.
pub(crate) fn tokens() -> [String; 2] {
    ["main", "production"].map(|branch| {
        let claims = json!({ "iss": "https://token.actions.githubusercontent.com", "sub": format!("repo:octo-org/app:ref:refs/heads/{branch}"), "aud": "sts.amazonaws.com" });
        support::issuer().sign(
            &json!({ "typ": "JWT", "alg": "RS256", "kid": branch }).to_string(),
            &claims.to_string(),
        )
    })
}

pub(crate) fn lines(text: &str, width: usize, before: &str, behind: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let lines = characters.chunks(width).map(|line| line.iter().collect::<String>());
    lines.fold(String::new(), |mut all, line| {
        let _ = write!(all, "{before}{line}{behind}");
        all
    })
}

pub(crate) fn each(text: &str, write: impl Fn(char) -> String) -> String {
    text.chars().map(write).collect()
}

pub(crate) fn base32(text: &str) -> String {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let bits: Vec<u8> = text
        .bytes()
        .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1))
        .collect();
    let digits = bits
        .chunks(5)
        .map(|chunk| chunk.iter().fold(0, |value, bit| value << 1 | bit) << (5 - chunk.len()));
    digits
        .map(|digit| alphabet.get(usize::from(digit)).copied().map_or('?', char::from))
        .collect()
}

pub(crate) fn hexadecimal(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "{byte:02x}");
        all
    })
}

pub(crate) fn utf16(text: &str) -> String {
    STANDARD.encode(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>())
}

pub(crate) fn full_width(text: &str) -> String {
    each(text, |found| match found {
        '!'..='~' => char::from_u32(u32::from(found) + 0xFEE0).unwrap_or(found).into(),
        other => other.into(),
    })
}

pub(crate) fn header_and(token: &str, header: &str) -> String {
    let (_, rest) = token.split_once('.').expect("a token has dots");
    format!("{}.{rest}", base64url::encode(header.as_bytes()))
}

pub(crate) fn segments(token: &str) -> [&str; 3] {
    let segments: Vec<&str> = token.split('.').collect();
    segments.try_into().expect("a token has three segments")
}

/// Two numbers that differ everywhere, as base64url.
pub(crate) fn numbers(bytes: usize) -> [String; 2] {
    [7_u8, 91].map(|from| {
        let digest: Vec<u8> = (0..bytes)
            .scan(from, |state, _| {
                *state = state.wrapping_mul(141).wrapping_add(33);
                Some(*state)
            })
            .collect();
        base64url::encode(&digest)
    })
}

pub(crate) fn pem_of(first: u8) -> String {
    let secret = p256::SecretKey::from_slice(&[first; 32]).expect("a number below the order");
    let pem = secret.to_pkcs8_pem(LineEnding::LF).expect("a key can be written");
    pem.to_string()
}

pub(crate) type Wrapping = (&'static str, fn(&str) -> String);

/// Ways in which people, programs and attackers write a token.
pub(crate) const WRAPPINGS: &[Wrapping] = &[
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
    ("lines of a log, with times", |token| {
        lines(token, 70, "12:00:01.123 ", "\n")
    }),
    ("times in brackets", |token| lines(token, 70, "[12:00:01] ", "\n")),
    ("full-width letters", full_width),
    ("full-width letters in base64", |token| {
        STANDARD.encode(full_width(token))
    }),
    ("bold letters of mathematics", |token| {
        each(token, |found| {
            let code = u32::from(found);
            let bold = match found {
                'A'..='Z' => 0x1D400 + code - u32::from('A'),
                'a'..='z' => 0x1D41A + code - u32::from('a'),
                '0'..='9' => 0x1D7CE + code - u32::from('0'),
                _ => code,
            };
            char::from_u32(bold).unwrap_or(found).into()
        })
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
        token
            .bytes()
            .fold(String::new(), |all, byte| format!("{all}%{byte:02X}"))
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
        each(token, |found| match u32::from(found) {
            code @ ..=0xFF => format!("\\x{code:02x}"),
            code => format!("\\u{{{code:x}}}"),
        })
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

/// The beginnings of the names of those that are none for another text.
pub(crate) const NEEDS_A_TOKEN: &[&str] = &["a header", "an algorithm", "detached"];

/// The same in the JSON serialization (RFC 7515 section 7.2), where the signature is what must not go.
pub(crate) const SERIALIZATIONS: &[Wrapping] = &[
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

/// The trust policies among the data of tests and examples.
pub(crate) fn collect(folder: &std::path::Path, texts: &mut Vec<String>) {
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
