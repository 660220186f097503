//! Secrets in what is encoded as a whole: base64, hexadecimal and base32, one in another.

use super::reading::plain;
use super::stream::{Filter, Stream, is_base64url};
use super::token::{self, Whole};
use super::{Found, Kind};
use crate::text::Bytes;

/// Characters that an encoded secret must have.
const SHORTEST: usize = 40;

/// Characters of text, more or less in a row, without which there is nothing to be read in what was decoded; and so
/// many of them are taken back by each that is none.
const READABLE: u32 = 24;
const DOUBT: u32 = 2;

/// Different characters of a token, which no secret has fewer of.
const DIFFERENT: u32 = 10;

/// Looks into everything that could be encoded, but for what holds one that was found whole before.
pub(super) fn search(stream: &Stream, whole: &mut Whole, found: &mut Found) {
    let Some(depth) = found.depth.checked_sub(1) else {
        return;
    };
    for run in stream.runs().filter(|run| run.len() >= SHORTEST) {
        let Some(place) = stream.place(run.clone()) else {
            continue;
        };
        if stream.filter != Filter::Nothing && (!is_broken(stream, &run) || whole.starts_in(&place)) {
            continue;
        }
        if let Some(inner) = held(stream.get(run.clone()), depth, &mut found.effort) {
            found.add(stream, run, inner.kind);
            found.values.extend(inner.values);
            if inner.complete {
                whole.add(place);
            }
        }
    }
    whole.sort();
}

/// Whether something was left out inside: else it has been looked at without a filter.
fn is_broken(stream: &Stream, run: &Bytes) -> bool {
    (run.start + 1..run.end).any(|at| stream.is_break(at))
}

/// What an encoded text holds.
struct Held {
    kind: Kind,
    values: Vec<Vec<u8>>,
    complete: bool,
}

fn held(text: &[u8], depth: usize, effort: &mut usize) -> Option<Held> {
    let straight = token::decoded(text, 0);
    if is_private_key(&straight) {
        return Some(Held {
            kind: Kind::PrivateKey,
            values: Vec::new(),
            complete: false,
        });
    }
    let shifted = (1..4).map(|skip| token::decoded(text, skip));
    let others = [from_hexadecimal(text), from_base32(text)].into_iter().flatten();
    std::iter::once(straight)
        .chain(shifted)
        .chain(others)
        .filter_map(|bytes| readable(&bytes))
        .find_map(|text| {
            let inner = Found::in_part(&text, depth, effort);
            Some(Held {
                kind: inner.secrets.iter().map(|secret| secret.kind).max()?,
                values: inner.values,
                complete: inner.complete,
            })
        })
}

/// DER of a private key: PKCS #8, PKCS #1 and SEC 1 start with a version, as no public key does; or OpenSSH's.
fn is_private_key(bytes: &[u8]) -> bool {
    let body = match bytes {
        [0x30, 0x81, _, body @ ..] | [0x30, 0x82, _, _, body @ ..] => body,
        [0x30, length, body @ ..] if *length < 0x80 => body,
        _ => return bytes.starts_with(b"openssh-key-v1"),
    };
    matches!(
        body,
        [0x02, 0x01, 0x00, 0x30 | 0x02, ..] | [0x02, 0x01, 0x01, 0x04 | 0x30, ..]
    )
}

/// The stretches of it that are text; nothing where none is long enough for a secret.
fn readable(bytes: &[u8]) -> Option<String> {
    let text = as_text(bytes);
    let mut stretches = String::new();
    let (mut stretch, mut sureness, mut is_text) = (String::new(), 0_u32, false);
    for found in text
        .chars()
        .map(plain)
        .chain(std::iter::repeat_n('\u{fffd}', READABLE as usize))
    {
        sureness = match found {
            '\0' => sureness,
            '\u{fffd}' => sureness.saturating_sub(DOUBT),
            found if found.is_control() && !found.is_whitespace() => sureness.saturating_sub(DOUBT),
            _ => READABLE.min(sureness + 1),
        };
        is_text |= sureness == READABLE;
        if sureness > 0 {
            stretch.push(found);
            continue;
        }
        if is_text && is_varied(&stretch) {
            stretches.push_str(&stretch);
            stretches.push_str("\u{1}\n");
        }
        stretch.clear();
        is_text = false;
    }
    (!stretches.is_empty()).then_some(stretches)
}

/// UTF-8, or UTF-16 where every other byte is a zero.
fn as_text(bytes: &[u8]) -> String {
    let zeros = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    if high + low <= bytes.len() / 3 {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let unit = if low >= high {
        u16::from_le_bytes
    } else {
        u16::from_be_bytes
    };
    let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
    String::from_utf16_lossy(&units)
}

fn is_varied(text: &str) -> bool {
    let characters = text.bytes().filter(|byte| is_base64url(*byte));
    let different = characters.fold(0_u128, |set, byte| set | 1 << byte);
    different.count_ones() >= DIFFERENT
}

fn from_hexadecimal(text: &[u8]) -> Option<Vec<u8>> {
    let digits: Option<Vec<u32>> = text.iter().map(|byte| char::from(*byte).to_digit(16)).collect();
    let bytes = digits?
        .chunks_exact(2)
        .map(|pair| match pair {
            [high, low] => u8::try_from(high << 4 | low).unwrap_or_default(),
            _ => 0,
        })
        .collect();
    Some(bytes)
}

/// RFC 4648 section 6.
fn from_base32(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'2'..=b'7' => byte - b'2' + 26,
            _ => return None,
        };
        bits = (bits << 5 | u32::from(value)) & 0xFFF;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xFF).unwrap_or_default());
        }
    }
    Some(bytes)
}
