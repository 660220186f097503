//! What holds for every text.

use assumable::report::{Span, TokenReading};
use assumable::text::base64url;
use assumable::token;
use proptest::prelude::*;

use crate::made::{signed, wrapped};

/// The part of a text between UTF-16 offsets.
fn at(text: &str, span: Span) -> String {
    let units: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(&units[span.start..span.end]).unwrap()
}

fn every_span(reading: &TokenReading) -> impl Iterator<Item = Span> {
    let members = reading
        .header
        .iter()
        .chain(&reading.claims)
        .filter_map(|member| member.span);
    let segments = reading
        .segments
        .into_iter()
        .flat_map(|segments| [segments.header, segments.payload, segments.signature]);
    members
        .chain(segments)
        .chain(reading.problems.iter().filter_map(|problem| problem.span))
}

/// Text made of what tokens, logs and JSON are made of.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "eyJ",
        "eyJhbGciOiJub25lIn0",
        "e30",
        ".",
        "..",
        "=",
        "~",
        " ",
        "\n",
        "\r\n",
        "\t",
        "Bearer ",
        "Authorization:",
        "\"",
        "'",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "{\"value\":\"",
        "\\",
        "\\u00",
        "***",
        "${{",
        "$",
        "2026-11-02T12:00:00Z ",
        "ZXlK",
        "MV4UU",
        "eJye.",
        "\u{feff}",
        "\u{1F600}",
        "é",
        "\u{0}",
        "\"iss\":",
        "\"crit\":[",
        "-----BEGIN ",
        "https://x/#id_token=",
        "&",
        "9007199254740993",
        "1e400",
        "null",
    ]);
    prop::collection::vec(
        prop_oneof![pieces.prop_map(str::to_owned), ".{0,6}", "[A-Za-z0-9_-]{0,90}"],
        0..40,
    )
    .prop_map(|pieces| pieces.concat())
}

fn claims() -> impl Strategy<Value = String> {
    prop::collection::vec(("[a-z_]{1,8}", "[ -~é\u{10400}]{0,30}"), 0..12).prop_map(|members| {
        let members: Vec<String> = members
            .iter()
            .map(|(name, value)| format!("{}:{}", serde_json::json!(name), serde_json::json!(value)))
            .collect();
        format!(
            "{{\"iss\":\"https://issuer.example\",\"sub\":\"x\",\"aud\":\"y\"{}{}}}",
            if members.is_empty() { "" } else { "," },
            members.join(",")
        )
    })
}

fn wrapping() -> impl Strategy<Value = Vec<&'static str>> {
    let ways = vec![
        "base64",
        "base64url",
        "base32",
        "fold:1",
        "fold:57",
        "fold:76:\r",
        "fold:80:   ",
        "space:33",
        "line",
        "answer",
    ];
    prop_oneof![
        Just(vec!["reverse"]),
        prop::collection::vec(prop::sample::select(ways), 0..3)
    ]
}

proptest! {
    #[test]
    fn nothing_panics_and_every_span_is_inside(text in prop_oneof![hostile(), any::<String>()]) {
        let units = text.encode_utf16().count();
        let reading = token::read(&text).reading();
        for span in every_span(&reading) {
            prop_assert!(span.start <= span.end && span.end <= units, "{span:?} in {units}");
        }
    }

    #[test]
    fn a_token_of_anything_is_read(header in hostile(), payload in hostile(), signature in any::<Vec<u8>>()) {
        let token = signed(header.as_bytes(), payload.as_bytes(), &signature);
        let read = token::read(&token);
        prop_assert!(read.reading().problems.len() < 1000);
        if let Some(jws) = read.jws {
            prop_assert_eq!(jws.signature, signature);
        }
    }

    #[test]
    fn wrapping_a_token_changes_nothing(claims in claims(), ways in wrapping(), size in 32_usize..250) {
        let header = br#"{"alg":"RS256","kid":"k"}"#;
        let token = signed(header, claims.as_bytes(), &vec![7; if size % 2 == 0 { 256 } else { size }]);
        let pasted = ways.iter().fold(token.clone(), |text, how| wrapped(&text, how));
        // Of a text that is folded within base32 or base64 nothing is lost either.
        let read = token::read(&pasted);
        prop_assert_eq!(read.compact.as_deref(), Some(token.as_str()), "{:?} {}", ways, pasted);
        prop_assert!(read.is_jwt());
    }

    #[test]
    fn a_span_points_at_what_it_names(claims in claims(), width in 1_usize..120, before in "[ -~é\u{10400}\n]{0,20} ?") {
        let token = signed(br#"{"alg":"RS256"}"#, claims.as_bytes(), &[7; 256]);
        let folded = wrapped(&token, &format!("fold:{width}"));
        let pasted = format!("{before}\n{folded}");
        let read = token::read(&pasted);
        prop_assume!(read.compact.as_deref() == Some(token.as_str()));
        let reading = read.reading();
        let segments = reading.segments.unwrap();
        let spans = [segments.header, segments.payload, segments.signature];
        for (span, segment) in spans.iter().zip(token.split('.')) {
            let text: String = at(&pasted, *span).split_whitespace().collect();
            prop_assert_eq!(text, segment);
        }
        let payload = token.split('.').nth(1).unwrap();
        let place = |span: Span| -> usize {
            let units: Vec<u16> = pasted.encode_utf16().collect();
            String::from_utf16(&units[segments.payload.start..span.start]).unwrap().split_whitespace().map(str::len).sum()
        };
        for member in &reading.claims {
            let span = member.span.unwrap();
            let length: usize = at(&pasted, span).split_whitespace().map(str::len).sum();
            // Whole groups of four characters around it decode by themselves.
            let start = place(span) / 4 * 4;
            let end = (place(span) + length).div_ceil(4) * 4;
            let bytes = base64url::decode(&payload[start..end.min(payload.len())]).unwrap();
            let text = String::from_utf8_lossy(&bytes).into_owned();
            prop_assert!(text.contains(&format!("{}:{}", serde_json::json!(member.name), member.raw)), "{} in {}", member.raw, text);
            prop_assert!(text.len() <= member.raw.len() + member.name.len() + 3 + 8);
        }
    }

    #[test]
    fn a_claims_object_points_at_its_members(claims in claims(), before in "[a-z\u{10400}\n]{0,9}\n?") {
        let pasted = format!("{before}{claims}");
        for member in token::read(&pasted).reading().claims {
            let text = at(&pasted, member.span.unwrap());
            prop_assert!(text.ends_with(&member.raw), "{text}");
        }
    }
}

/// Every one of these would take minutes if the time were quadratic.
#[test]
fn large_texts_take_no_time() {
    let many = |text: &str| text.repeat(200_000 / text.len());
    for text in [
        many("eyJ "),
        many("eyJ\n"),
        many("eyJh.\n"),
        many("eyJ.a.b\n"),
        many("eyJ.a.b "),
        many("\"eyJ "),
        many("{"),
        many("{}"),
        many("[\"eyJ.a.b\","),
        many("{\"value\":"),
        many("ZXlKaGJH\n"),
        many("MV4UU2BO"),
        many("eJye..Jye "),
        many("a.b."),
        many("."),
        many("e"),
        many("***"),
        many(" "),
        many("\n"),
        many("Bearer "),
        many("TOKEN=eyJ="),
        many("\\\""),
        many("2026-11-02T12:00:00Z \n"),
        many("é"),
        format!("eyJhbGciOiJSUzI1NiJ9.{}.x", many("A")),
        format!("eyJhbGciOiJSUzI1NiJ9.{}", many("e30\n")),
        many("{\"iss\":1,"),
        many("(eyJhbGciOiJSUzI1NiJ9.e30.x\n"),
        many("x'eyJ"),
        many("~eyJ.a.b"),
    ] {
        let start = std::time::Instant::now();
        let reading = token::read(&text).reading();
        let took = start.elapsed();
        assert!(took.as_secs() < 8, "{text:.20}… took {took:?}");
        assert!(reading.problems.len() < 5000);
    }
}
