//! Encodings that hide a whole token: base64, base64 twice, base32, the characters
//! reversed. People print tokens so to get them past the masking of a log.
//!
//! This is about what a person did to the token after it was issued. The base64url of
//! the token's own segments is another matter, and is never repaired.

use base64::Engine as _;
use base64::alphabet;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use super::search::{search, starts_like_token};
use super::{Removed, around};
use crate::text::{Bytes, json};

/// Encodings one inside another that are looked through.
const DEEPEST: usize = 4;

/// Characters that a stretch of text must have to be tried; more where other text is around it.
const SHORTEST_ALONE: usize = 12;
const SHORTEST: usize = 40;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

/// A text that holds a token and was encoded.
pub(super) struct Wrapped {
    /// Where the encoded text stands.
    pub(super) from: Bytes,
    /// What it encodes.
    pub(super) text: String,
    /// What stands around the encoded text, then the encodings, outermost first.
    pub(super) removed: Vec<Removed>,
}

/// Looks for an encoded token.
pub(super) fn decode(text: &str) -> Option<Wrapped> {
    backward_words(text).iter().chain(&stretches(text)).find_map(|pieces| {
        // A log may go on with a single word, so that the last line may be none of it.
        let without_last = pieces.split_last().map(|(_, rest)| rest).unwrap_or_default();
        [pieces.as_slice(), without_last]
            .into_iter()
            .find_map(|pieces| decode_stretch(text, pieces))
    })
}

fn decode_stretch(text: &str, pieces: &[Bytes]) -> Option<Wrapped> {
    let (first, last) = (pieces.first()?, pieces.last()?);
    let from = first.start..last.end;
    let joined: String = pieces.iter().filter_map(|piece| text.get(piece.clone())).collect();
    let alone = text.len() - from.len() <= 2;
    if joined.len() < if alone { SHORTEST_ALONE } else { SHORTEST } {
        return None;
    }
    let (layers, inner) = peel(&joined, DEEPEST, true)?;
    let before = text.get(..from.start).unwrap_or_default();
    let behind = text.get(from.end..).unwrap_or_default();
    let mut removed = around::describe(before, behind);
    removed.extend(around::describe_gaps(text, pieces));
    removed.extend(layers);
    Some(Wrapped {
        from,
        text: inner,
        removed,
    })
}

/// The stretches of a text that may be base64 or base32: all of its words, and
/// consecutive lines of nothing else, with the end of the line before and the start of
/// the line behind.
fn stretches(text: &str) -> Vec<Vec<Bytes>> {
    let words: Vec<Bytes> = super::search::words(text).collect();
    let is_encoded = |word: &Bytes| {
        // Reversed, the padding stands in front.
        let word = text.get(word.clone()).unwrap_or_default().trim_start_matches('=');
        word.is_empty() || matches!(encoded_runs(word).as_slice(), [run] if run.len() == word.len())
    };
    let all = words.iter().all(is_encoded);
    let mut done = if all { vec![words] } else { Vec::new() };
    let mut open = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let place = start + line.find(content).unwrap_or_default();
        start += line.len();
        let runs = encoded_runs(content);
        let mut runs = runs
            .into_iter()
            .map(|run| place + run.start..place + run.end)
            .peekable();
        let end = place + content.len();
        if let Some(run) = runs.next_if(|run| run.start == place && (run.end == end || !open.is_empty())) {
            open.push(run.clone());
            if run.end == end {
                continue;
            }
        }
        done.push(std::mem::take(&mut open));
        for run in runs.filter(|run| run.len() >= SHORTEST) {
            if run.end == end {
                open.push(run);
            } else {
                done.push(vec![run]);
            }
        }
    }
    done.push(open);
    done.retain(|pieces| !pieces.is_empty());
    done
}

/// The longest runs of characters of base64, base64url or base32, with their padding.
/// What stands next to a dot is a segment of something, not a text by itself.
fn encoded_runs(line: &str) -> Vec<Bytes> {
    let mut runs: Vec<Bytes> = Vec::new();
    let mut padded = false;
    for (at, byte) in line.bytes().enumerate() {
        let digit = byte.is_ascii_alphanumeric() || b"+/-_".contains(&byte);
        match runs.last_mut().filter(|run| run.end == at) {
            Some(run) if digit && !padded || byte == b'=' => {
                run.end = at + 1;
                padded = byte == b'=';
            }
            _ if digit => {
                runs.push(at..at + 1);
                padded = false;
            }
            _ => {}
        }
    }
    let text = line.as_bytes();
    runs.retain(|run| {
        let after_dot = run.start.checked_sub(1).and_then(|at| text.get(at)) == Some(&b'.');
        let full_stop = text.get(run.end + 1).is_none_or(u8::is_ascii_whitespace);
        !after_dot && (text.get(run.end) != Some(&b'.') || full_stop)
    });
    runs
}

/// Words that look like a token written backwards.
fn backward_words(text: &str) -> Vec<Vec<Bytes>> {
    let mut words = Vec::new();
    let mut start = 0;
    for word in text.split(|at: char| !u8::try_from(at).is_ok_and(super::search::is_token_character)) {
        let place = start..start + word.len();
        let behind = text.get(place.end..).and_then(|rest| rest.chars().next());
        start = place.end + behind.map_or(0, char::len_utf8);
        let head: String = word.chars().rev().take(3).collect();
        if starts_like_token(&head) && word.matches('.').count() >= 2 {
            words.push(vec![place]);
        }
    }
    words
}

/// Takes encodings away until a token shows; the recursion ends with `depth`.
fn peel(text: &str, depth: usize, may_reverse: bool) -> Option<(Vec<Removed>, String)> {
    let depth = depth.checked_sub(1)?;
    let attempts = [
        (Removed::Base64, from_base64(text)),
        (Removed::Base32, from_base32(text)),
        (Removed::Reversed, may_reverse.then(|| text.chars().rev().collect())),
    ];
    attempts.into_iter().find_map(|(layer, inner)| {
        let inner = inner?;
        let joined: String = inner.split_whitespace().collect();
        if holds_token(&inner) || joined.len() < inner.len() && holds_token(&joined) {
            return Some((vec![layer], inner));
        }
        let may_reverse = may_reverse && layer != Removed::Reversed;
        let (mut layers, inner) = peel(&joined, depth, may_reverse)?;
        layers.insert(0, layer);
        Some((layers, inner))
    })
}

/// Members by which an object shows that it is a token's or holds one.
const TELLING: [&str; 9] = [
    "iss",
    "sub",
    "aud",
    "alg",
    "value",
    "token",
    "id_token",
    "payload",
    "protected",
];

/// Whether a decoded text is what was looked for: a token, or a JSON object with one or
/// with claims.
fn holds_token(text: &str) -> bool {
    if search(text).iter().any(|hit| hit.dots >= 2) {
        return true;
    }
    text.trim_start().starts_with('{')
        && json::read(text)
            .root
            .is_some_and(|root| TELLING.iter().any(|name| root.get(name).is_some()))
}

/// The text that base64 of either alphabet encodes, with or without padding.
fn from_base64(text: &str) -> Option<String> {
    let standard: String = text
        .trim_end_matches('=')
        .chars()
        .map(|digit| match digit {
            '-' => '+',
            '_' => '/',
            other => other,
        })
        .collect();
    readable(BASE64.decode(standard).ok()?)
}

/// The text that base32 encodes (RFC 4648 section 6), with or without padding.
fn from_base32(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for digit in text.trim_end_matches('=').bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'2'..=b'7' => digit - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5 | u32::from(value)) & 0xFFF;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).unwrap_or_default());
        }
    }
    readable(bytes)
}

/// Bytes that are text of the kind that people encode.
fn readable(bytes: Vec<u8>) -> Option<String> {
    let text = String::from_utf8(bytes).ok()?;
    let plain = !text.is_empty() && text.chars().all(|found| found.is_whitespace() || !found.is_control());
    plain.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(text: &str) -> Option<(String, String)> {
        let wrapped = decode(text)?;
        let removed: Vec<String> = wrapped.removed.iter().map(ToString::to_string).collect();
        Some((wrapped.text, removed.join(", ")))
    }

    #[test]
    fn reads_the_test_vectors_of_rfc_4648() {
        for (text, plain) in [("MZXW6YTBOI======", "foobar"), ("MZXW6YTB", "fooba"), ("MY======", "f")] {
            assert_eq!(from_base32(text).as_deref(), Some(plain), "{text}");
        }
        assert_eq!(from_base64("Zm9vYmE=").as_deref(), Some("fooba"));
        assert_eq!(from_base32("mzxw6"), None);
    }

    #[test]
    fn looks_through_encodings() {
        let token = "eyJh.eyJi.c2ln";
        for (text, removed) in [
            ("ZXlKaC5leUppLmMybG4=", "base64 encoding"),
            ("ZXlKaC5leUpp\nLmMybG4K", "1 line break, base64 encoding"),
            ("WlhsS2FDNWxlVXBwTG1NeWJHND0=", "base64 encoding, base64 encoding"),
            ("MV4UU2BOMV4UU2JOMMZGY3Q=", "base32 encoding"),
            ("nl2c.iJye.hJye", "reversed order of characters"),
        ] {
            let (inner, found) = decoded(text).unwrap_or_default();
            assert_eq!((inner.trim(), found.as_str()), (token, removed), "{text}");
        }
    }

    #[test]
    fn a_word_is_no_encoding() {
        for text in [
            "hello",
            "Unauthorized",
            "AssumeRoleWithWebIdentity",
            "deadbeefdeadbeefdeadbeef",
            "",
        ] {
            assert_eq!(decoded(text), None, "{text}");
        }
    }
}
