//! Key pairs on the curves of ECDSA.

use getrandom::rand_core::TryCryptoRng;
use jsonwebtoken::EncodingKey;
use p256::elliptic_curve::point::AffineCoordinates as _;
use p256::elliptic_curve::{CurveArithmetic, Generate as _, NonZeroScalar, PrimeField as _, PublicKey as Point};

use super::draft::PublicKey;
use super::fault::IssueFault;
use crate::keys::algorithm::Curve;
use crate::keys::provider;
use crate::text::base64url;

/// A private key, and the public one that follows from it.
pub(super) struct EcKeyPair {
    curve: Curve,
    /// The number alone, big-endian. It is wiped when it is dropped.
    private: EncodingKey,
    x: Vec<u8>,
    y: Vec<u8>,
}

impl EcKeyPair {
    pub(super) fn generate(curve: Curve, random: &mut impl TryCryptoRng) -> Result<Self, IssueFault> {
        match curve {
            Curve::P256 => generate::<p256::NistP256>(curve, random),
            Curve::P384 => generate::<p384::NistP384>(curve, random),
            Curve::P521 => generate::<p521::NistP521>(curve, random),
        }
    }

    pub(super) fn public_key(&self) -> PublicKey {
        PublicKey::Ec {
            curve: self.curve,
            x: self.x.clone(),
            y: self.y.clone(),
        }
    }

    /// The signature in base64url.
    pub(super) fn sign(&self, message: &[u8]) -> Option<String> {
        provider::install();
        let with_jsonwebtoken = |algorithm| jsonwebtoken::crypto::sign(message, &self.private, algorithm).ok();
        match self.curve {
            Curve::P256 => with_jsonwebtoken(jsonwebtoken::Algorithm::ES256),
            Curve::P384 => with_jsonwebtoken(jsonwebtoken::Algorithm::ES384),
            Curve::P521 => {
                let signature = provider::p521_signature(self.private.as_bytes(), message)?;
                Some(base64url::encode(&signature))
            }
        }
    }
}

fn generate<C: CurveArithmetic>(curve: Curve, random: &mut impl TryCryptoRng) -> Result<EcKeyPair, IssueFault> {
    let private = NonZeroScalar::<C>::try_generate_from_rng(random).map_err(|_| IssueFault::NoRandomness)?;
    let point = Point::<C>::from_secret_scalar(&private);
    let [x, y] = [point.as_affine().x(), point.as_affine().y()].map(|coordinate| coordinate.to_vec());
    Ok(EcKeyPair {
        curve,
        private: EncodingKey::from_ec_der(&private.to_repr()),
        x,
        y,
    })
}
