//! Secrets in what is encoded as a whole: base64, hexadecimal and base32, one in another.

use super::stream::{Filter, Stream, is_base64url};
use super::token::{self, Whole};
use super::{Found, Kind};
use crate::text::Bytes;

/// Characters that an encoded secret must have.
const SHORTEST: usize = 40;

/// Characters in a row that are text, without which there is nothing to be read in what was decoded, and bytes among
/// them that are not ASCII.
const READABLE: usize = 24;
const OTHERS: usize = 12;

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
        .filter(|bytes| is_readable(bytes))
        .find_map(|bytes| {
            let inner = Found::in_part(&String::from_utf8_lossy(&bytes), depth, effort);
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

/// Whether enough of it, in a row, is text. Of UTF-16 every other byte is a zero, and what is not ASCII may show as nothing.
fn is_readable(bytes: &[u8]) -> bool {
    let (mut row, mut others) = (0, 0);
    let mut different = 0_u128;
    let mut readable = false;
    for byte in bytes {
        if byte.is_ascii_graphic() || byte.is_ascii_whitespace() {
            row += 1;
            if is_base64url(*byte) {
                different |= 1 << byte;
            }
        } else if byte.is_ascii() && *byte != 0 || others == OTHERS {
            (row, others) = (0, 0);
        } else if *byte != 0 {
            others += 1;
        }
        readable |= row >= READABLE;
    }
    readable && different.count_ones() >= DIFFERENT
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
