//! The cryptographic step against the examples of the RFCs and the cases of Wycheproof.

#[cfg(test)]
mod jose {
    mod rfc_examples;
    mod wycheproof;
}
