//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 section 8): verification, with public data only.
//!
//! Nearly every issuer signs the first way, with the exponent 65537. That exponentiation
//! is done here, by squaring and multiplying with `crypto-bigint`: 17 multiplications. The
//! `rsa` crate takes 37 and reads a table in constant time, as for a secret exponent; it
//! is left with PSS, which STS does not accept.

use std::cell::Cell;

use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, Odd};

use rsa::{Pkcs1v15Sign, Pss};
use sha2::Digest;
use sha2::digest::FixedOutputReset;
use sha2::digest::const_oid::AssociatedOid;

use super::key::{MAX_RSA_BITS, MAX_RSA_EXPONENT_BITS, MIN_RSA_BITS, without_leading_zeros};

/// A key that can be computed with.
pub(super) struct RsaKey {
    n: Odd<BoxedUint>,
    /// The exponent, big-endian.
    e: Vec<u8>,
}

impl RsaKey {
    /// Takes big-endian numbers, or says why not. Sizes come first: nothing is computed
    /// with a number that is out of bounds.
    pub(super) fn new(n: &[u8], e: &[u8]) -> Result<Self, &'static str> {
        let (n, e) = (without_leading_zeros(n), without_leading_zeros(e));
        if n.len() < MIN_RSA_BITS / 8 {
            return Err("too small");
        }
        if n.len() > MAX_RSA_BITS / 8 || e.len() > MAX_RSA_EXPONENT_BITS / 8 {
            return Err("too large");
        }
        if e.last().is_none_or(|byte| byte % 2 == 0) || e == [1] {
            return Err("exponent even or 1");
        }
        let n = Odd::new(BoxedUint::from_be_slice_vartime(n)).into_option();
        n.map(|n| Self { n, e: e.to_vec() }).ok_or("modulus even")
    }

    /// RSASSA-PKCS1-V1_5-VERIFY (section 8.2.2): what the signer is taken to have encoded
    /// is encoded again and compared, so that there is nothing to parse.
    pub(super) fn verifies_pkcs1_v1_5<H: Digest + AssociatedOid>(&self, message: &[u8], signature: &[u8]) -> bool {
        match (encoded::<H>(message, self.size()), self.representative(signature)) {
            (Some(expected), Some(found)) => without_leading_zeros(&expected) == without_leading_zeros(&found),
            _ => false,
        }
    }

    /// RSASSA-PSS-VERIFY (section 8.1.2), with a salt as long as the hash (RFC 7518 section 3.5).
    pub(super) fn verifies_pss<H: Digest + FixedOutputReset>(&self, message: &[u8], signature: &[u8]) -> bool {
        let e = BoxedUint::from_be_slice_vartime(&self.e);
        // The checked constructor refuses exponents above 2^33; FIPS 186-5 allows 2^256.
        rsa::PublicKey::new_unchecked(self.n.as_ref().clone(), e)
            .verify(Pss::<H>::new(), &H::digest(message), signature)
            .is_ok()
    }

    /// Bytes of the modulus, and so of a signature.
    fn size(&self) -> usize {
        self.n.bit_width_vartime().div_ceil(8) as usize
    }

    /// RSAVP1 (section 5.2.2): the signature to the power of the exponent, big-endian, or
    /// nothing where it is not one of this key's.
    fn representative(&self, signature: &[u8]) -> Option<Box<[u8]>> {
        let s = BoxedUint::from_be_slice(signature, self.n.bits_precision()).ok()?;
        if signature.len() != self.size() || s >= *self.n.as_ref() {
            return None;
        }
        let s = BoxedMontyForm::new(s, &ready_for(&self.n));
        let power = binary_digits(&self.e).skip(1).fold(s.clone(), |power, digit| {
            let square = power.square();
            if digit { square.mul(&s) } else { square }
        });
        Some(power.retrieve().to_be_bytes())
    }
}

thread_local! {
    /// What [`ready_for`] made last.
    static READY: Cell<Option<BoxedMontyParams>> = const { Cell::new(None) };
}

/// What is computed of a modulus alone, once for one after the other: an issuer's key stays the
/// same from token to token.
fn ready_for(n: &Odd<BoxedUint>) -> BoxedMontyParams {
    let ready = READY.take().filter(|ready| ready.modulus() == n);
    let ready = ready.unwrap_or_else(|| BoxedMontyParams::new_vartime(n.clone()));
    READY.set(Some(ready.clone()));
    ready
}

/// From the highest that is set.
fn binary_digits(number: &[u8]) -> impl Iterator<Item = bool> {
    let digits = number
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1 == 1));
    digits.skip_while(|digit| !digit)
}

/// EMSA-PKCS1-v1_5-ENCODE (section 9.2) into so many bytes: `00 01 FF … FF 00`, the hash
/// algorithm in ASN.1, the hash. Nothing where they are too few.
fn encoded<H: Digest + AssociatedOid>(message: &[u8], size: usize) -> Option<Vec<u8>> {
    let hash = [&*Pkcs1v15Sign::new::<H>().prefix, &H::digest(message)].concat();
    let padding = size.checked_sub(hash.len() + 3).filter(|padding| *padding >= 8)?;
    Some([&[0, 1], &*vec![0xFF; padding], &[0], &hash].concat())
}
