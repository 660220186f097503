//! Why a key cannot be used, and how it is said.

use std::fmt;

use super::algorithm::Curve;
use super::key::{MAX_RSA_BITS, MAX_RSA_EXPONENT_BITS, MIN_RSA_BITS};
use super::wording::quoted;
use crate::text::base64url::Malformed;

/// Why a key cannot be used for any signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyFault {
    /// Not a JSON object.
    NotAnObject {
        /// What stands there instead.
        found: &'static str,
    },
    /// A member of another JSON type than RFC 7517 gives it.
    MemberType {
        /// Its name.
        name: &'static str,
        /// What it has to be.
        expected: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// A member that this key type needs is not there.
    MissingMember {
        /// Its name.
        name: &'static str,
    },
    /// A number that is not base64url.
    Base64 {
        /// The member.
        name: &'static str,
        /// What is wrong with it.
        fault: Malformed,
    },
    /// A key type other than RSA, EC, OKP and oct.
    UnknownKty {
        /// As written.
        found: String,
    },
    /// A curve of which no signature is verified here.
    UnsupportedCurve {
        /// As written.
        found: String,
    },
    /// X25519 and X448 agree on keys; they do not sign.
    KeyAgreementCurve {
        /// As written.
        found: String,
    },
    /// `x` or `y` is not as long as a coordinate of the curve.
    CoordinateLength {
        /// Which.
        name: &'static str,
        /// The curve.
        curve: Curve,
        /// Bytes found.
        found: usize,
    },
    /// A point of another length than the curve's.
    PointLength {
        /// Bytes expected.
        expected: usize,
        /// Bytes found.
        found: usize,
    },
    /// Only the x coordinate is written.
    CompressedPoint,
    /// No point of the curve.
    NotOnCurve {
        /// The curve.
        curve: Curve,
    },
    /// An Ed25519 key is 32 bytes.
    Ed25519Length {
        /// Bytes found.
        found: usize,
    },
    /// 32 bytes that are no point of the curve.
    NotAnEd25519Point,
    /// A point of small order: a signature for it verifies any message.
    WeakEd25519,
    /// A modulus too large to compute with.
    ModulusTooLarge {
        /// Its bits.
        bits: usize,
    },
    /// A modulus too small to hold a signature.
    ModulusTooSmall {
        /// Its bits.
        bits: usize,
    },
    /// An even modulus is no product of two large primes.
    ModulusEven,
    /// An exponent too large to compute with.
    ExponentTooLarge {
        /// Its bits.
        bits: usize,
    },
    /// An exponent of 0 or 1.
    ExponentTooSmall {
        /// It.
        found: u8,
    },
    /// An even exponent has no inverse.
    ExponentEven,
    /// `k` is empty.
    EmptySecret,
    /// The certificate in `x5c` holds another key.
    X5cDisagrees,
    /// PEM whose lines or base64 are broken.
    Pem {
        /// What is wrong with it.
        reason: String,
    },
    /// DER that is not what its label says.
    Der {
        /// What it should be.
        expected: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// A key for another algorithm.
    DerAlgorithm {
        /// Its object identifier.
        oid: String,
    },
    /// A private key from which the public part is not derived here.
    PrivateOnly {
        /// What it is.
        what: &'static str,
        /// The command that makes the public key of it.
        command: &'static str,
    },
    /// A PEM block that holds no key.
    NotAKey {
        /// Its label.
        label: String,
    },
}

impl KeyFault {
    /// Whether the numbers are there and readable, and only unusable as a key.
    #[must_use]
    pub fn is_numeric(&self) -> bool {
        matches!(
            self,
            Self::CoordinateLength { .. }
                | Self::NotOnCurve { .. }
                | Self::Ed25519Length { .. }
                | Self::NotAnEd25519Point
                | Self::WeakEd25519
                | Self::ModulusTooLarge { .. }
                | Self::ModulusTooSmall { .. }
                | Self::ModulusEven
                | Self::ExponentTooLarge { .. }
                | Self::ExponentTooSmall { .. }
                | Self::ExponentEven
        )
    }
}

impl fmt::Display for KeyFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnObject { found } => write!(f, "A key has to be a JSON object, this is {found}."),
            Self::MemberType { name, expected, found } => {
                write!(f, "Its {name} has to be {expected}, this is {found}.")
            }
            Self::MissingMember { name: "kty" } => f.write_str("It has no kty, so it is of no known key type."),
            Self::MissingMember { name } => write!(f, "It has no {name}, which keys of its type need."),
            Self::Base64 { name, fault } => write!(f, "Its {name} is not base64url: {fault}."),
            Self::UnknownKty { found } => write!(
                f,
                "Its kty {} is none of \"RSA\", \"EC\", \"OKP\" and \"oct\"; such keys are passed over (RFC 7517 section 5).",
                quoted(found)
            ),
            Self::UnsupportedCurve { found } => write!(
                f,
                "Its crv {} is none of \"P-256\", \"P-384\", \"P-521\" and \"Ed25519\", the curves that are verified here.",
                quoted(found)
            ),
            Self::KeyAgreementCurve { found } => write!(
                f,
                "Its crv {} is for key agreement; no signature is made with it.",
                quoted(found)
            ),
            Self::CoordinateLength { name, curve, found } => write!(
                f,
                "Its {name} has to be {} bytes for {curve}, this is {found} (leading zeros are kept, RFC 7518 section 6.2.1.2).",
                curve.bytes()
            ),
            Self::PointLength { expected, found } => {
                write!(f, "Its point has to be {expected} bytes, uncompressed; this is {found}.")
            }
            Self::CompressedPoint => {
                f.write_str("Its point is compressed; write the key with an uncompressed point (openssl ec -conv_form uncompressed).")
            }
            Self::NotOnCurve { curve } => write!(f, "Its x and y are no point of {curve}."),
            Self::Ed25519Length { found } => write!(f, "An Ed25519 key is 32 bytes, this is {found}."),
            Self::NotAnEd25519Point => f.write_str("Its 32 bytes are no point of the Ed25519 curve."),
            Self::WeakEd25519 => f.write_str(
                "It is a point of small order: there are signatures that verify any message with it, so it proves nothing.",
            ),
            Self::ModulusTooLarge { bits } => write!(
                f,
                "Its modulus has {bits} bits; more than {MAX_RSA_BITS} are not computed with."
            ),
            Self::ModulusTooSmall { bits } => write!(
                f,
                "Its modulus has {bits} bits; fewer than {MIN_RSA_BITS} cannot hold a signature of these algorithms."
            ),
            Self::ModulusEven => f.write_str("Its modulus is even, so it is no RSA key."),
            Self::ExponentTooLarge { bits } => write!(
                f,
                "Its exponent has {bits} bits; more than {MAX_RSA_EXPONENT_BITS} are not computed with."
            ),
            Self::ExponentTooSmall { found } => write!(
                f,
                "Its exponent is {found}: anyone could make signatures for it."
            ),
            Self::ExponentEven => f.write_str("Its exponent is even, so it is no RSA key."),
            Self::EmptySecret => f.write_str("Its secret is empty."),
            Self::X5cDisagrees => f.write_str(
                "The first certificate of its x5c holds another key than its other members, which have to agree (RFC 7517 section 4.7).",
            ),
            Self::Pem { reason } => write!(f, "It cannot be read as PEM: {reason}."),
            Self::Der { expected, reason } => write!(f, "It is no {expected} in DER: {reason}."),
            Self::DerAlgorithm { oid } => write!(
                f,
                "It is a key for the algorithm {oid}; RSA, EC on P-256, P-384 or P-521, and Ed25519 can be verified here."
            ),
            Self::PrivateOnly { what, command } => write!(
                f,
                "{what} is not read here; this makes the public key of it, to be pasted instead: {command}"
            ),
            Self::NotAKey { label } => write!(
                f,
                "A PEM block {} holds no key; expected PUBLIC KEY, RSA PUBLIC KEY or CERTIFICATE.",
                quoted(label)
            ),
        }
    }
}
