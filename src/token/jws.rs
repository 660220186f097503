//! The three segments of a compact JWS (RFC 7515 section 3.1), each decoded by itself
//! so that one bad segment hides nothing of the others.

use super::place::Placed;
use super::{Fault, Jws, LONG, LONGEST_FOR_STS, Part, Segment, Token, TokenFault};
use crate::report::{Segments, TokenForm};
use crate::text::base64url::{self, Malformed};
use crate::text::json;
use crate::text::{Bytes, Source};

/// Reads a text of segments separated by dots.
pub(super) fn read_compact(token: &mut Token, compact: &Placed, source: &Source<'_>) {
    let text = compact.text();
    token.compact = Some(text.to_owned());
    note_length(token, text);
    let parts = segments(jwt_part(text));
    let disclosures = text.matches('~').count();

    let mut reader = Reader { token, compact, source };
    let header = reader.object(Segment::Header, parts.first());
    reader.token.header = header.part;
    if is_encrypted(reader.token, parts.len()) {
        reader.token.form = TokenForm::Jwe;
        reader.token.fault(TokenFault::Encrypted);
        return;
    }
    let payload = reader.payload(parts.get(1));
    reader.token.claims = payload.part;

    if disclosures > 0 {
        token.form = TokenForm::Unreadable;
        token.fault(TokenFault::SelectiveDisclosure {
            disclosures: disclosures_of(text),
        });
        return;
    }
    let [header_at, payload_at, signature_at] = parts.as_slice() else {
        token.form = TokenForm::Unreadable;
        token.fault(TokenFault::Parts { found: parts.len() });
        return;
    };
    let mut reader = Reader { token, compact, source };
    let signature = reader.bytes(Segment::Signature, signature_at);
    token.form = if token.header.is_some() || header.bytes.is_some() {
        TokenForm::Jws
    } else {
        TokenForm::Unreadable
    };
    if token.form == TokenForm::Jws {
        token.segments = place(compact, source, [header_at, payload_at, signature_at]);
    }
    if let (Some(_), Some(payload), Some(signature)) = (header.bytes, payload.bytes, signature) {
        let signing_input = text.get(..payload_at.end).unwrap_or_default().to_owned();
        token.jws = Some(Jws {
            signing_input,
            signature,
            payload,
        });
    }
}

/// An SD-JWT is a JWT, `~`, and more; the JWT alone has segments.
fn jwt_part(text: &str) -> &str {
    text.split('~').next().unwrap_or_default()
}

/// What stands behind the JWT of an SD-JWT; a trailing `~` ends the list.
fn disclosures_of(text: &str) -> usize {
    text.split('~')
        .skip(1)
        .filter(|disclosure| !disclosure.is_empty())
        .count()
}

/// Where each segment stands in the compact text. No more than six are told apart.
fn segments(text: &str) -> Vec<Bytes> {
    let mut start = 0;
    text.split('.')
        .map(|segment| {
            let at = start..start + segment.len();
            start = at.end + 1;
            at
        })
        .take(6)
        .collect()
}

/// Five parts are a JWE (RFC 7516 section 3.1), and so is anything that names its
/// content encryption.
fn is_encrypted(token: &Token, parts: usize) -> bool {
    let names_encryption = token.header.as_ref().is_some_and(|header| header.get("enc").is_some());
    parts == 5 && token.header.is_some() || names_encryption && parts > 3
}

fn place(compact: &Placed, source: &Source<'_>, segments: [&Bytes; 3]) -> Option<Segments> {
    let [header, payload, signature] = segments.map(|segment| compact.at(segment).map(|at| source.span(&at)));
    Some(Segments {
        header: header?,
        payload: payload?,
        signature: signature?,
    })
}

fn note_length(token: &mut Token, text: &str) {
    let found = text.chars().count();
    if found > LONGEST_FOR_STS {
        token.fault(TokenFault::TooLongForSts { found });
    }
    if text.len() > LONG {
        token.fault(TokenFault::Long { found: text.len() });
    }
}

/// What a segment gave.
#[derive(Default)]
pub(super) struct Decoded {
    /// Its bytes, if it is base64url.
    pub(super) bytes: Option<Vec<u8>>,
    /// The JSON object in it, if it could be read at least in part.
    pub(super) part: Option<Part>,
}

/// Decodes segments that stand in a text.
pub(super) struct Reader<'a, 'b> {
    /// Where faults are noted.
    pub(super) token: &'a mut Token,
    /// The text.
    pub(super) compact: &'a Placed,
    /// The pasted text.
    pub(super) source: &'a Source<'b>,
}

impl Reader<'_, '_> {
    /// The payload, unless it is signed as it stands (RFC 7797): what its base64url
    /// decoding would give is then not the payload.
    fn payload(&mut self, at: Option<&Bytes>) -> Decoded {
        let unencoded = self.token.header.as_ref().and_then(|header| header.get("b64"));
        if unencoded.is_some_and(|b64| b64.kind == json::Kind::Bool(false)) {
            let raw = at
                .and_then(|at| self.compact.text().get(at.clone()))
                .unwrap_or_default();
            return Decoded {
                bytes: Some(raw.as_bytes().to_vec()),
                part: None,
            };
        }
        self.object(Segment::Payload, at)
    }

    fn bytes(&mut self, segment: Segment, at: &Bytes) -> Option<Vec<u8>> {
        let text = self.compact.text().get(at.clone()).unwrap_or_default();
        match base64url::decode(text) {
            Ok(bytes) => Some(bytes),
            Err(malformed) => {
                let place = at.start + offset(&malformed, text);
                let character = text.get(place - at.start..).and_then(|rest| rest.chars().next());
                let place = place..place + character.map_or(0, char::len_utf8);
                self.fault(TokenFault::Base64url { segment, malformed }, &place);
                None
            }
        }
    }

    /// A segment that is to be a JSON object. Where it is not base64url as a whole,
    /// what stands before the fault is read for what it tells.
    pub(super) fn object(&mut self, segment: Segment, at: Option<&Bytes>) -> Decoded {
        let Some(at) = at else { return Decoded::default() };
        let whole = self.bytes(segment, at);
        let bytes = whole
            .clone()
            .unwrap_or_else(|| readable(self.compact.text().get(at.clone()).unwrap_or_default()));
        let (text, utf8) = self.utf8(segment, at, &bytes);
        let intact = whole.is_some() && utf8;
        let document = json::read(&text);
        if intact {
            self.json_faults(segment, at, &document);
        }
        let part = Part::of(document, &text, |place| {
            self.compact.at(&encoded(at, place)).map(|at| self.source.span(&at))
        });
        let part = part.map(|part| part.strict_if(intact));
        Decoded { bytes: whole, part }
    }

    /// The text of some bytes, as far as they are UTF-8, and whether they all are.
    fn utf8(&mut self, segment: Segment, at: &Bytes, bytes: &[u8]) -> (String, bool) {
        let Err(error) = std::str::from_utf8(bytes) else {
            return (String::from_utf8_lossy(bytes).into_owned(), true);
        };
        let bad = error.valid_up_to();
        let found = bytes.iter().skip(bad).take(8).copied().collect();
        self.fault(
            TokenFault::NotUtf8 {
                segment,
                at: bad,
                bytes: found,
            },
            &encoded(at, &(bad..(bad + 1).min(bytes.len()))),
        );
        let good = bytes.get(..bad).unwrap_or_default();
        (String::from_utf8_lossy(good).into_owned(), false)
    }

    fn json_faults(&mut self, segment: Segment, at: &Bytes, document: &json::Document) {
        for fault in &document.faults {
            let kind = fault.kind.clone();
            self.fault(TokenFault::Json { segment, kind }, &encoded(at, &fault.at));
        }
        if let Some(root) = &document.root
            && root.as_object().is_none()
            && document.is_strict()
        {
            let found = root.kind.name();
            self.fault(TokenFault::NotAnObject { segment, found }, at);
        }
    }

    fn fault(&mut self, kind: TokenFault, at: &Bytes) {
        let span = self.source.span(&self.compact.about(at));
        self.token.faults.push(Fault { kind, span: Some(span) });
    }
}

/// Where the characters stand that encode some bytes of a segment.
fn encoded(segment: &Bytes, bytes: &Bytes) -> Bytes {
    let start = segment.start + bytes.start * 4 / 3;
    let end = segment.start + (bytes.end * 4).div_ceil(3);
    start.min(segment.end)..end.min(segment.end)
}

/// Offset of what is wrong in a segment.
fn offset(malformed: &Malformed, text: &str) -> usize {
    match malformed {
        Malformed::Padding { at }
        | Malformed::StandardAlphabet { at, .. }
        | Malformed::Character { at, .. }
        | Malformed::TrailingBits { at, .. } => *at,
        Malformed::Length { .. } => text.len(),
    }
}

/// The bytes of whole groups of four characters before the first that is not base64url.
fn readable(text: &str) -> Vec<u8> {
    let good = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        .count();
    let whole = good - good % 4;
    text.get(..whole)
        .and_then(|text| base64url::decode(text).ok())
        .unwrap_or_default()
}
