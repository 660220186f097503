//! An issuer of practice tokens: a key pair made on the spot, and claims signed with it.
//!
//! A [`Draft`] is a token that lacks its signature. [`issue`] signs one with a pair on a curve. To
//! make a pair of RSA takes long, and a browser does it beside the page: the caller brings that
//! signature, which `wasm` has made by `SubtleCrypto`.
//!
//! A private key lives as long as one signature takes, and is no part of what comes out.

mod algorithm;
mod draft;
mod fault;
mod pair;

pub use algorithm::{Hash, SigningAlgorithm};
pub use draft::{Draft, IssueInput, Issued, PublicKey};
pub use fault::{IssueFault, Part};

use getrandom::rand_core::TryCryptoRng;

use pair::EcKeyPair;

/// Signs claims with a key pair that is made for them on the curve of the algorithm.
///
/// # Errors
/// [`IssueFault`] where claims or header are not as declared, `random` gives nothing, or the algorithm
/// has no curve.
pub fn issue(given: &IssueInput, random: &mut impl TryCryptoRng) -> Result<Issued, IssueFault> {
    let SigningAlgorithm::Ecdsa(curve) = given.alg else {
        return Err(IssueFault::NoCurve(given.alg));
    };
    let draft = Draft::new(given, random)?;
    let pair = EcKeyPair::generate(curve, random)?;
    let signature = pair.sign(draft.message().as_bytes()).ok_or(IssueFault::Unsigned)?;
    Ok(draft.signed(&signature, &pair.public_key()))
}
