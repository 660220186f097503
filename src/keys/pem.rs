//! Keys in PEM (RFC 7468): public keys, certificates, and private keys pasted by mistake.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::asn1;
use super::fault::KeyFault;
use super::key::{Key, Numbers, Origin, PublicKey, SECURE_RSA_BITS, X5c, bits};
use super::wording::quoted;
use crate::report::{Problem, Severity};
use crate::text::{Bytes, Source};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// Bytes in which the first line of a block has to end.
const MAX_LABEL: usize = 100;

/// The keys in a text, and what is odd about them.
pub(super) struct Reading {
    pub(super) keys: Vec<Key>,
    pub(super) problems: Vec<Problem>,
}

/// Whether a text looks like PEM.
pub(super) fn is_pem(text: &str) -> bool {
    text.contains(BEGIN)
}

/// Reads every block of a text.
pub(super) fn read(source: &Source<'_>, most: usize) -> Reading {
    let mut reading = Reading {
        keys: Vec::new(),
        problems: Vec::new(),
    };
    let text = source.text();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(BEGIN)) {
        let block = Block::at(text, from + found);
        from = block.at.end;
        if reading.keys.len() == most {
            reading.problems.push(Problem {
                severity: Severity::Warning,
                message: format!("Only the first {most} keys are read."),
                span: Some(source.span(&(block.at.start..text.len()))),
            });
            break;
        }
        reading.add(&block, source);
    }
    reading
}

/// One block, whole or not.
struct Block<'a> {
    /// All of it, with its lines of dashes.
    at: Bytes,
    label: &'a str,
    body: Result<&'a str, String>,
}

impl<'a> Block<'a> {
    /// The block that begins at a place where [`BEGIN`] stands.
    fn at(text: &'a str, start: usize) -> Self {
        let after = start + BEGIN.len();
        let rest = text.get(after..).unwrap_or_default();
        let line = rest
            .bytes()
            .take(MAX_LABEL)
            .take_while(|byte| !matches!(byte, b'\n' | b'\r') && byte.is_ascii())
            .count();
        let Some(label_end) = rest.get(..line).and_then(|first_line| first_line.find(DASHES)) else {
            return Self {
                at: start..after + line,
                label: "",
                body: Err("expected the line that begins it to end in five dashes, found none".to_owned()),
            };
        };
        let label = rest.get(..label_end).unwrap_or_default();
        let body_start = after + label_end + DASHES.len();
        let body = text.get(body_start..).unwrap_or_default();
        let next = body.find(BEGIN).unwrap_or(body.len());
        let footer = format!("{END}{label}{DASHES}");
        match body.get(..next).and_then(|body| body.find(&footer)) {
            Some(length) => Self {
                at: start..body_start + length + footer.len(),
                label,
                body: Ok(body.get(..length).unwrap_or_default()),
            },
            None => Self {
                at: start..body_start + next,
                label,
                body: Err(format!("expected the line {} behind it, found none", quoted(&footer))),
            },
        }
    }

    fn der(&self) -> Result<Vec<u8>, KeyFault> {
        let body = self.body.clone().map_err(|reason| KeyFault::Pem { reason })?;
        decode(body).map_err(|reason| KeyFault::Pem { reason })
    }

    /// What the label says, read as that.
    fn numbers(&self) -> Result<Numbers, KeyFault> {
        match self.label {
            "PUBLIC KEY" => asn1::subject_public_key_info(&self.der()?),
            "RSA PUBLIC KEY" => asn1::rsa_public_key(&self.der()?),
            "CERTIFICATE" | "X509 CERTIFICATE" | "TRUSTED CERTIFICATE" => asn1::certificate(&self.der()?),
            "PRIVATE KEY" => asn1::private_key(&self.der()?),
            "ENCRYPTED PRIVATE KEY" => Err(ENCRYPTED),
            "RSA PRIVATE KEY" | "EC PRIVATE KEY" if self.is_encrypted() => Err(ENCRYPTED),
            "RSA PRIVATE KEY" => asn1::rsa_private_key(&self.der()?),
            "EC PRIVATE KEY" => asn1::ec_private_key(&self.der()?, None),
            "OPENSSH PRIVATE KEY" => Err(KeyFault::PrivateOnly {
                what: "A private key in OpenSSH's own format",
                command: "ssh-keygen -e -m PKCS8 -f key",
            }),
            "" => self.der().and(Err(KeyFault::NotAKey { label: String::new() })),
            label => Err(KeyFault::NotAKey {
                label: label.to_owned(),
            }),
        }
    }

    fn is_private(&self) -> bool {
        self.label.ends_with("PRIVATE KEY")
    }

    /// The headers of traditional PEM encryption (RFC 1421).
    fn is_encrypted(&self) -> bool {
        self.body.as_ref().is_ok_and(|body| body.contains("Proc-Type:"))
    }
}

const ENCRYPTED: KeyFault = KeyFault::PrivateOnly {
    what: "An encrypted private key",
    command: OPENSSL,
};

/// Makes the public key of a private one.
pub(super) const OPENSSL: &str = "openssl pkey -in key.pem -pubout";

/// Base64 between the lines. A backslash with an `n` is a line break that a shell or a
/// JSON string left behind.
fn decode(body: &str) -> Result<Vec<u8>, String> {
    let joined = body.replace("\\r", "").replace("\\n", "");
    let base64: String = joined.chars().filter(|found| !found.is_whitespace()).collect();
    match STANDARD.decode(&base64) {
        Ok(der) if !der.is_empty() => Ok(der),
        _ => Err(reason(&base64)),
    }
}

fn reason(base64: &str) -> String {
    let is_foreign = |found: &char| !(found.is_ascii_alphanumeric() || matches!(found, '+' | '/' | '='));
    match base64.chars().enumerate().find(|(_, found)| is_foreign(found)) {
        Some((at, _)) => format!(
            "expected A-Z, a-z, 0-9, '+', '/' or '=' between its lines, found something else as character {} of the base64",
            at + 1
        ),
        None if base64.is_empty() => "expected base64 between its lines, found nothing".to_owned(),
        None if !base64.len().is_multiple_of(4) => format!(
            "expected a multiple of 4 characters, found {}: something is missing or too many",
            base64.len()
        ),
        None => "expected padding only at the end and unused bits of zero; it was altered".to_owned(),
    }
}

impl Reading {
    fn add(&mut self, block: &Block<'_>, source: &Source<'_>) {
        let numbers = block.numbers();
        let span = source.span(&block.at);
        if block.is_private() {
            self.problems.push(Problem {
                severity: Severity::Error,
                message: "This is a private key. Whoever has this text can sign tokens as the issuer. Only the public part is used here; if the text was published, replace the key.".to_owned(),
                span: Some(span),
            });
        }
        let key = Key {
            span,
            origin: Origin::Pem,
            kid: None,
            kty: numbers.as_ref().map_or("", Numbers::kty).to_owned(),
            public_key_use: None,
            key_ops: None,
            alg: None,
            x5c: X5c::Absent,
            size: numbers.as_ref().ok().map(Numbers::size),
            thumbprint: numbers.as_ref().ok().and_then(Numbers::thumbprint),
            public_key: numbers.and_then(Numbers::check),
        };
        if let Ok(PublicKey::Rsa { n, .. }) = &key.public_key
            && bits(n) < SECURE_RSA_BITS
        {
            self.problems.push(Problem {
                severity: Severity::Warning,
                message: format!(
                    "This key has {} bits; RSA keys need at least {SECURE_RSA_BITS} (RFC 7518 section 3.3), and smaller ones can be broken.",
                    bits(n)
                ),
                span: Some(span),
            });
        }
        self.keys.push(key);
    }
}
