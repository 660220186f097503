//! Tokens in a stream: base64url of a JSON object, a dot, and what belongs to it.

use super::stream::{BORDER, Filter, Stream, is_base64url};
use super::{Found, Kind};
use crate::text::{Bytes, json};

/// Characters of a header that are read to learn its algorithm.
const LONGEST_HEADER: usize = 4096;

/// Bytes of the name of a header's first member, or of blanks before it.
const LONGEST_NAME: usize = 64;

/// The shortest signature that is looked for where nothing says how long it is: 12 bytes.
const SHORTEST_SIGNATURE: usize = 16;

/// The shortest piece that is taken for a part of a token once there is a header.
const SHORTEST_PART: usize = 32;

/// Looks for tokens, but for those that were found whole before.
pub(super) fn search(stream: &Stream, whole: &mut Whole, found: &mut Found) {
    let mut header_alone = false;
    let mut at = 0;
    while let Some(start) = next_header(stream, at) {
        let end = run_end(stream, start);
        let shape = Shape::of(stream.get(start..end));
        at = end;
        if stream.bytes.get(end) == Some(&b'.') {
            at = take_token(stream, start, end, &shape, whole, found).max(end);
        } else if shape.is_jose && matches!(stream.filter, Filter::Nothing | Filter::Blanks) {
            header_alone = true;
            found.add(stream, start..end, Kind::Token);
        }
    }
    if header_alone {
        take_parts(stream, found);
    }
    whole.sort();
}

/// Places of secrets that have all of their parts.
#[derive(Debug, Default)]
pub(super) struct Whole {
    places: Vec<Bytes>,
    /// So many of them are in order, and no new ones.
    sorted: usize,
}

impl Whole {
    pub(super) const fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    pub(super) fn add(&mut self, place: Bytes) {
        self.places.push(place);
    }

    /// Whether one of them starts in some part of the text.
    pub(super) fn starts_in(&self, part: &Bytes) -> bool {
        let before = self.places.get(..self.sorted).unwrap_or_default();
        let next = before.partition_point(|place| place.start < part.start);
        before.get(next).is_some_and(|place| place.start < part.end)
    }

    fn contains(&self, at: usize) -> bool {
        let before = self.places.get(..self.sorted).unwrap_or_default();
        let next = before.partition_point(|place| place.start <= at);
        let last = next.checked_sub(1).and_then(|last| before.get(last));
        last.is_some_and(|place| place.contains(&at))
    }

    pub(super) fn sort(&mut self) {
        self.places.sort_by_key(|place| place.start);
        self.sorted = self.places.len();
    }
}

/// Payload and signature that stand apart from their header.
fn take_parts(stream: &Stream, found: &mut Found) {
    for run in stream.runs().filter(|run| run.len() >= SHORTEST_PART) {
        found.add(stream, run, Kind::Token);
    }
}

/// Takes a token whose header is known, and says where to go on.
fn take_token(
    stream: &Stream,
    start: usize,
    header_end: usize,
    shape: &Shape,
    whole: &mut Whole,
    found: &mut Found,
) -> usize {
    let place = stream.place(start..start + 1).unwrap_or_default();
    if whole.contains(place.start) {
        return header_end;
    }
    let signature = last_part(stream, header_end, shape.dots);
    let complete = signature.and_then(|signature| end_of_signature(stream, signature, shape));
    let place = complete.and_then(|end| stream.place(start..end)).unwrap_or_default();
    let complete = complete.filter(|_| !stream.is_marked(&place));
    if complete.is_some() {
        whole.add(place);
    }
    let end = complete.unwrap_or_else(|| border(stream, header_end));
    // A header with a full stop behind it is nobody's token.
    if end - header_end > super::SHORTEST || complete.is_some() {
        found.add(stream, start..end, Kind::Token);
    }
    end
}

/// Where the last part starts, behind so many dots.
fn last_part(stream: &Stream, header_end: usize, dots: usize) -> Option<usize> {
    let mut dot = header_end;
    for _ in 1..dots {
        dot = run_end(stream, dot + 1);
        if stream.bytes.get(dot) != Some(&b'.') {
            return None;
        }
    }
    Some(dot + 1)
}

/// Where all that dots join ends.
fn border(stream: &Stream, from: usize) -> usize {
    let rest = stream.bytes.get(from..).unwrap_or_default();
    let length = rest.iter().position(|byte| *byte == BORDER);
    from + length.unwrap_or(rest.len())
}

/// Where a signature ends that is as long as its algorithm's are, or could be.
fn end_of_signature(stream: &Stream, start: usize, shape: &Shape) -> Option<usize> {
    let end = run_end(stream, start);
    let is_known = |length: usize| shape.tails.contains(&length);
    if is_known(end - start) {
        return Some(end);
    }
    if shape.tails.is_empty() {
        let alone = stream.filter == Filter::Nothing && end - start >= SHORTEST_SIGNATURE;
        return alone.then_some(end);
    }
    // Words between the pieces of a token have lengths of their own.
    if matches!(stream.filter, Filter::Everything | Filter::Backward) {
        return None;
    }
    let breaks = shape.tails.iter().rev().map(|length| start + length);
    breaks.filter(|at| *at < end).find(|at| stream.is_break(*at))
}

fn run_end(stream: &Stream, start: usize) -> usize {
    let rest = stream.bytes.get(start..).unwrap_or_default();
    let length = rest.iter().position(|byte| !is_base64url(*byte));
    start + length.unwrap_or(rest.len())
}

/// What a header says of its token.
struct Shape {
    /// It names an algorithm.
    is_jose: bool,
    /// Dots before the last part.
    dots: usize,
    /// Characters that the signature can have, the fewest first; empty where unknown.
    tails: &'static [usize],
}

impl Shape {
    fn of(header: &[u8]) -> Self {
        let header = header.get(..LONGEST_HEADER).unwrap_or(header);
        let text = String::from_utf8_lossy(&decode_from_object(header)).into_owned();
        let document = json::read(&text);
        let member = |name: &str| document.root.as_ref().and_then(|root| root.get(name));
        let algorithm = member("alg").and_then(json::Value::as_str).unwrap_or_default();
        let encrypted = member("enc").is_some();
        Self {
            is_jose: member("alg").is_some() || encrypted,
            dots: if encrypted { 4 } else { 2 },
            tails: if encrypted { &[] } else { tails(algorithm) },
        }
    }
}

/// Characters of a signature (RFC 7518 section 3): bytes times four thirds; RSA keys have 2048 to 16384 bits.
fn tails(algorithm: &str) -> &'static [usize] {
    match algorithm {
        "HS256" => &[43],
        "HS384" => &[64],
        "HS512" | "ES256" | "ES256K" | "EdDSA" | "Ed25519" => &[86],
        "ES384" => &[128],
        "ES512" => &[176],
        "RS256" | "RS384" | "RS512" | "PS256" | "PS384" | "PS512" => &[342, 512, 683, 1366, 2731],
        none if none.eq_ignore_ascii_case("none") => &[0],
        _ => &[],
    }
}

// ---------------------------------------------------------------- base64url

/// The next place where base64url of a JSON object starts, at whatever bit of a character.
fn next_header(stream: &Stream, from: usize) -> Option<usize> {
    let rest = stream.bytes.get(from..)?;
    (0..rest.len())
        .find(|at| rest.get(*at..).is_some_and(starts_object))
        .map(|at| from + at)
}

/// Whether base64url of `{`, blanks and `"` starts in the first character.
fn starts_object(text: &[u8]) -> bool {
    phase(text).is_some()
}

/// Bits of the first character that come before the `{`.
fn phase(text: &[u8]) -> Option<u32> {
    let (first, second) = (digit(*text.first()?)?, digit(*text.get(1)?)?);
    let pair = first << 6 | second;
    let starts_at = |skip: u32| pair >> (4 - skip) & 0xFF == u32::from(b'{');
    [0, 2, 4]
        .into_iter()
        .find(|skip| starts_at(*skip) && is_object(decode_at(text, *skip)))
}

/// Whether bytes start as a JSON object does: a brace, a name in quotes, a colon.
fn is_object(bytes: impl Iterator<Item = u8>) -> bool {
    let mut bytes = bytes.skip(1);
    let mut next_shown = || {
        bytes
            .by_ref()
            .take(LONGEST_NAME)
            .find(|byte| !byte.is_ascii_whitespace())
    };
    if next_shown() != Some(b'"') {
        return false;
    }
    let is_end = |byte: &u8| *byte == b'"' || !(b' '..0x7f).contains(byte);
    let end = bytes.by_ref().take(LONGEST_NAME).find(is_end);
    end == Some(b'"') && bytes.take(LONGEST_NAME).find(|byte| !byte.is_ascii_whitespace()) == Some(b':')
}

/// The bytes of base64url that starts so many bits into the first character.
fn decode_at(text: &[u8], skip: u32) -> impl Iterator<Item = u8> {
    let mut digits = text.iter().map_while(|byte| digit(*byte));
    let mut held = digits.next().unwrap_or_default() & ((1 << (6 - skip)) - 1);
    let mut bits = 6 - skip;
    std::iter::from_fn(move || {
        while bits < 8 {
            held = held << 6 | digits.next()?;
            bits += 6;
        }
        bits -= 8;
        let byte = held >> bits & 0xFF;
        held &= (1 << bits) - 1;
        u8::try_from(byte).ok()
    })
}

fn decode_from_object(text: &[u8]) -> Vec<u8> {
    decode_at(text, phase(text).unwrap_or_default()).collect()
}

/// The value of a character of base64url (RFC 4648 section 5).
pub(super) fn digit(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    };
    Some(u32::from(value))
}

/// The bytes of base64url, without its first characters.
pub(super) fn decoded(text: &[u8], skip: usize) -> Vec<u8> {
    decode_at(text.get(skip..).unwrap_or_default(), 0).collect()
}
