//! Whatever is pasted as a token: the same text is read the same way, places are places,
//! and a token that was found is found again when it is pasted alone.

use assumable::report::TokenForm;
use assumable::token;

use crate::places::Text;

/// Holds of one pasted text.
pub fn holds(data: &[u8]) {
    let [pasted] = crate::texts(data);
    let read = token::read(&pasted);
    let reading = read.reading();
    assert_eq!(
        reading,
        token::read(&pasted).reading(),
        "the same text is read the same way"
    );

    let text = Text::new(&pasted);
    text.hold_of_problems(&reading.problems);
    text.hold_of_members(&reading.header);
    text.hold_of_members(&reading.claims);
    if let Some(segments) = reading.segments {
        assert_eq!(reading.form, TokenForm::Jws, "only a JWS has three segments");
        assert!(segments.header.end <= segments.payload.start && segments.payload.end <= segments.signature.start);
        for segment in [segments.header, segments.payload, segments.signature] {
            text.at(segment);
        }
    }
    if reading.form == TokenForm::Jws {
        let compact = read.compact.expect("a JWS is in compact serialization");
        assert_eq!(compact.split('.').count(), 3, "a compact JWS has three segments");
        let again = token::read(&compact);
        assert_eq!(
            again.compact.as_deref(),
            Some(compact.as_str()),
            "a token alone is that token"
        );
        assert_eq!(again.jws, read.jws);
        assert_eq!(again.is_jwt(), token::read(&pasted).is_jwt());
    }
    if reading.form == TokenForm::Empty {
        assert!(
            pasted.chars().all(|found| !found.is_alphanumeric()),
            "nothing was pasted"
        );
    }
}
