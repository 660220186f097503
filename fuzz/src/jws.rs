//! A token of any header, payload and signature: its bytes come back, its members are
//! found where they are encoded, and no key verifies what nobody signed.

use std::sync::LazyLock;

use assumable::keys::{self, KeySet, Outcome, Signed, Trials};
use assumable::report::{Member, Segments};
use assumable::text::{Span, base64url, json};
use assumable::token::{self, Token};

use crate::places::Text;

/// The public keys of RFC 7517 appendix A.1 and RFC 8037 appendix A.2.
static KEYS: LazyLock<KeySet> = LazyLock::new(|| keys::read(include_str!("keys.json")));

/// Holds of a header, a payload, and whatever bytes are left as the signature.
pub fn holds(data: &[u8]) {
    let mut parts = data.splitn(3, |byte| *byte == 0xFF);
    let mut text = || String::from_utf8_lossy(parts.next().unwrap_or_default()).into_owned();
    let (header, payload) = (text(), text());
    let signature = parts.next().unwrap_or_default();
    let pasted = [header.as_bytes(), payload.as_bytes(), signature]
        .map(base64url::encode)
        .join(".");
    let read = token::read(&pasted);
    if is_object(&header) && header.starts_with("{\"") && is_object(&payload) && !signature.is_empty() {
        assert_eq!(read.compact.as_deref(), Some(pasted.as_str()));
        assert!(read.is_jwt(), "{:?}", read.faults);
        let jws = read.jws.as_ref().expect("a JWT is signed");
        assert_eq!(
            (jws.payload.as_slice(), jws.signature.as_slice()),
            (payload.as_bytes(), signature)
        );
        names_come_back(&read, &payload);
    }
    let reading = read.reading();
    if let Some(segments) = reading.segments {
        members_are_where_they_say(&pasted, segments.header, &reading.header);
        members_are_where_they_say(&pasted, segments.payload, &reading.claims);
        in_order(&pasted, segments);
    }
    nobody_signed_it(&read);
}

fn is_object(text: &str) -> bool {
    let document = json::read(text);
    document.is_strict() && document.root.is_some_and(|root| root.as_object().is_some())
}

fn names_come_back(read: &Token, payload: &str) {
    let document = json::read(payload);
    let object = document.root.expect("it was an object");
    let names = object
        .as_object()
        .expect("it was an object")
        .iter()
        .map(|member| member.name.as_str());
    let claims = read.claims.as_ref().expect("the claims are an object");
    assert!(claims.members().iter().map(|member| member.name.as_str()).eq(names));
}

/// The base64url text at a member's place, to whole groups of four, decodes to the member.
fn members_are_where_they_say(pasted: &str, segment: Span, members: &[Member]) {
    let text = Text::new(pasted);
    let encoded = text.at(segment);
    for member in members {
        let Some(span) = member.span else { continue };
        text.holds_within(span, segment);
        let start = (span.start - segment.start) / 4 * 4;
        let end = (span.end - segment.start).div_ceil(4) * 4;
        let around = &encoded[start..end.min(encoded.len())];
        let Ok(bytes) = base64url::decode(around) else { continue };
        let decoded = String::from_utf8_lossy(&bytes);
        assert!(decoded.contains(&member.raw), "{} is not in {decoded}", member.raw);
    }
}

fn in_order(pasted: &str, segments: Segments) {
    let text = Text::new(pasted);
    let spans = [segments.header, segments.payload, segments.signature];
    assert_eq!(spans.map(|span| text.at(span)).join("."), pasted);
}

fn nobody_signed_it(read: &Token) {
    let (Some(header), Some(jws)) = (&read.header, &read.jws) else {
        return;
    };
    let trials = Trials::new(&KEYS, Some(Signed { header, jws }));
    for index in 0..KEYS.keys().len() {
        assert_ne!(
            trials.outcome(index),
            Outcome::Verified,
            "{index} verifies what nobody signed"
        );
    }
}
