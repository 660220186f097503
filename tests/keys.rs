//! Key sets and tokens, and what becomes of each key: by the JOSE RFCs and in STS.

#[cfg(test)]
mod keys {
    mod cases;
    mod extremes;
    mod issuer;
    mod pem;
}
