//! What was pasted, and the token in it.
//!
//! The way is: [`unwrap`](mod@unwrap) takes away what was copied around the token and keeps note of
//! it, [`jws`] decodes the three segments, [`header`] and [`claims`] look for what is
//! odd in them. Nothing is repaired on the way: a token is signed as it was written,
//! and STS would be sent it as it was written. Nothing is fetched or trusted either.

mod around;
pub mod aws_claims;
mod claims;
mod fault;
mod foreign;
mod header;
mod json_forms;
mod jws;
mod logs;
mod part;
mod place;
mod reading;
mod removed;
mod search;
pub mod time;
mod unwrap;
mod wrapping;

pub use fault::{Fault, LONGEST_FOR_STS, Segment, Suspicion, TokenFault};
pub use foreign::Foreign;
pub use part::Part;
pub use removed::Removed;

use crate::report::{Segments, TokenForm};
use crate::text::Source;
use place::Placed;
use unwrap::Found;

/// Bytes of pasted text that are searched for a token: about a hundred times what STS takes.
pub const LARGEST: usize = 2 * 1024 * 1024;

/// Bytes above which a token is remarked on, although it is read.
const LONG: usize = 64 * 1024;

/// What was pasted as a token, as far as it could be read.
#[derive(Debug, Clone)]
pub struct Token {
    /// What it turned out to be.
    pub form: TokenForm,
    /// What was taken away around it, in order.
    pub removed: Vec<Removed>,
    /// The token alone, as STS would be sent it; absent for a bare claims object, a JSON
    /// serialization and an empty text.
    pub compact: Option<String>,
    /// Where the three segments stand in the pasted text; absent where the token was
    /// decoded from it, and for other forms than [`TokenForm::Jws`].
    pub segments: Option<Segments>,
    /// The JOSE header, if it is a JSON object that could be read at least in part.
    pub header: Option<Part>,
    /// The claims, if they are a JSON object that could be read at least in part.
    pub claims: Option<Part>,
    /// The parts that a signature is verified on; present if the three segments are base64url.
    pub jws: Option<Jws>,
    /// What is wrong or odd with the token itself.
    pub faults: Vec<Fault>,
}

/// A compact JWS whose three segments are base64url.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Jws {
    /// The ASCII text that is signed: header and payload as written, and the dot between.
    pub signing_input: String,
    /// The signature's bytes.
    pub signature: Vec<u8>,
    /// The payload's bytes.
    pub payload: Vec<u8>,
}

/// Reads what was pasted as a token. Never fails: what is wrong is in [`Token::faults`].
#[must_use]
pub fn read(pasted: &str) -> Token {
    let source = Source::new(pasted);
    if pasted.len() > LARGEST {
        let mut token = Token::new(TokenForm::Unreadable, Vec::new());
        token.fault(TokenFault::TooLarge { bytes: pasted.len() });
        return token;
    }
    let unwrapped = unwrap::unwrap(pasted);
    let mut token = Token::new(TokenForm::Empty, unwrapped.removed);
    if unwrapped.tokens > 1 {
        token.fault(TokenFault::Several {
            found: unwrapped.tokens,
        });
    }
    match unwrapped.found {
        Found::Empty => {}
        Found::Compact(compact) => jws::read_compact(&mut token, &compact, &source),
        Found::Claims(object) => read_claims_object(&mut token, &object, &source),
        Found::Serialization(object) => json_forms::read(&mut token, &object, &source),
        Found::Foreign(foreign) => token.unreadable(TokenFault::Foreign(foreign), &unwrapped.text),
        Found::Nothing => token.unreadable(TokenFault::Parts { found: 1 }, &unwrapped.text),
    }
    header::look(&mut token);
    claims::look(&mut token);
    token
}

/// A bare claims object: there is no header and no signature.
fn read_claims_object(token: &mut Token, object: &Placed, source: &Source<'_>) {
    token.form = TokenForm::Claims;
    let document = crate::text::json::read(object.text());
    for fault in &document.faults {
        let span = source.span(&object.about(&fault.at));
        let kind = fault.kind.clone();
        token.faults.push(Fault {
            kind: TokenFault::Json {
                segment: Segment::Claims,
                kind,
            },
            span: Some(span),
        });
    }
    token.claims = Part::of(document, object.text(), |at| object.at(at).map(|at| source.span(&at)));
}

impl Token {
    fn new(form: TokenForm, removed: Vec<Removed>) -> Self {
        Self {
            form,
            removed,
            compact: None,
            segments: None,
            header: None,
            claims: None,
            jws: None,
            faults: Vec::new(),
        }
    }

    /// Whether STS would take it as a JWT by its shape: three segments of base64url, of
    /// which header and payload are JSON objects as RFC 8259 has them. Never of a bare
    /// claims object.
    #[must_use]
    pub fn is_jwt(&self) -> bool {
        let strict = |part: &Option<Part>| part.as_ref().is_some_and(|part| part.strict);
        self.form == TokenForm::Jws && self.jws.is_some() && strict(&self.header) && strict(&self.claims)
    }

    /// Notes something without a place.
    fn fault(&mut self, kind: TokenFault) {
        self.faults.push(Fault { kind, span: None });
    }

    /// Notes something about a member of the header or the claims.
    fn fault_at(&mut self, kind: TokenFault, span: Option<crate::report::Span>) {
        self.faults.push(Fault { kind, span });
    }

    /// Nothing in the text could be read as a token.
    fn unreadable(&mut self, kind: TokenFault, text: &Placed) {
        self.form = TokenForm::Unreadable;
        self.compact = Some(text.text().to_owned());
        self.fault(kind);
    }
}
