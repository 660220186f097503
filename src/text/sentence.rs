//! Messages as people read them.

/// Names that stay in lower case at the start of a sentence: the registered claims of
/// RFC 7519 and OpenID Connect, and header parameters of RFC 7515.
const NAMES: [&str; 11] = [
    "iss", "sub", "aud", "azp", "exp", "nbf", "iat", "jti", "alg", "crit", "kid",
];

/// A message as a sentence: a capital at its start, a stop at its end.
#[must_use]
pub fn sentence(message: &str) -> String {
    let mut sentence = message.to_owned();
    let first_word = message.split(' ').next().unwrap_or_default();
    if let Some(first) = sentence.get_mut(..1)
        && !NAMES.contains(&first_word)
    {
        first.make_ascii_uppercase();
    }
    if !sentence.ends_with(['.', '?', '!', ':']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn claims_and_parameters_keep_their_names() {
        assert_eq!(sentence("expected a string, found 5"), "Expected a string, found 5.");
        assert_eq!(sentence("exp passed 5 min ago."), "exp passed 5 min ago.");
        assert_eq!(sentence("crit lists nothing"), "crit lists nothing.");
        assert_eq!(sentence(""), ".");
    }
}
