//! What the reader keeps, and what it says of what is no JSON.

use proptest::prelude::*;

use super::*;

/// The fault messages of a text, each with the text that it points at.
fn faults(text: &str) -> Vec<(String, &str)> {
    let document = read(text);
    let told = document.faults.into_iter();
    told.map(|fault| (fault.kind.to_string(), &text[fault.at])).collect()
}

#[test]
fn keeps_order_duplicates_digits_and_places() {
    let text = r#"{"b": 1.50, "a": [9007199254740993], "b": null}"#;
    let document = read(text);
    assert!(document.is_strict());
    let root = document.root.unwrap();
    let members = root.as_object().unwrap();
    let names: Vec<_> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["b", "a", "b"]);
    assert_eq!(&text[members[0].value.at.clone()], "1.50");
    assert_eq!(
        &text[members[1].value.as_array().unwrap()[0].at.clone()],
        "9007199254740993"
    );
    assert_eq!(root.get("b").unwrap().kind, Kind::Null, "the later one counts");
    assert_eq!(&text[document.faults[0].at.clone()], "\"b\"");
}

#[test]
fn says_what_is_wrong_and_reads_on() {
    for (text, told, read_on) in [
        (
            "{\"a\": 1,}",
            "found a comma with nothing behind it; JSON does not allow a trailing comma",
            "a",
        ),
        ("// why\n{\"a\": 1}", "found a comment; JSON has none", "a"),
        (
            "{“a”: 1}",
            "expected a straight quote \", found the typographic quote “ (U+201C)",
            "a",
        ),
        ("{'a': 1}", "expected a double quote \", found a single one", "a"),
        (
            "{a: 1}",
            "expected a member name in double quotes, found a without",
            "a",
        ),
        ("{\"x\": 2 \"a\": 1}", "expected a comma, found none", "a"),
        (
            "{\"x\": NaN, \"a\": 1}",
            "expected a JSON number, found NaN, which JSON cannot express",
            "a",
        ),
        ("{\"x\": 01, \"a\": 1}", "expected a JSON number, found 01", "a"),
        (
            "{\"x\": True, \"a\": 1}",
            "expected a JSON value, found the word True",
            "a",
        ),
        (
            "{\"x\": \"never closed,\n \"a\": 1}",
            "expected the closing quote of this string before the line ends",
            "a",
        ),
        (
            "{\"x\": \"a\nb\", \"a\": 1}",
            "expected the control character U+000A to be escaped inside a string",
            "a",
        ),
        ("{\"a\": 1", "expected '}', found the end of the text", "a"),
        ("{\"x\": [1, \"a\": 1}", "expected ']', found }", "x"),
        ("{\"x\": , \"a\": 1}", "expected a value, found ,", "a"),
        (
            "\u{feff}{\"a\": 1}",
            "expected JSON, found a byte-order mark (U+FEFF) in front of it",
            "a",
        ),
        (
            "{\"a\": 1}}",
            "expected the text to end after the JSON value, found more",
            "a",
        ),
        (
            "{\"a\": \"\\ud800\"}",
            "expected a surrogate pair, found half of one: \\ud800",
            "a",
        ),
        ("{\"a\"=1}", "expected ':' between the name and its value", "a"),
    ] {
        let document = read(text);
        let messages: Vec<_> = document.faults.iter().map(|fault| fault.kind.to_string()).collect();
        assert!(messages.iter().any(|message| message == told), "{text}: {messages:?}");
        assert!(
            document.root.unwrap().get(read_on).is_some(),
            "{text}: {read_on} is lost"
        );
    }
}

#[test]
fn refuses_what_is_nothing() {
    assert_eq!(faults(""), [("expected JSON, found nothing".to_owned(), "")]);
    assert_eq!(read("}").root, None);
    assert!(!read("").is_strict());
}

#[test]
fn duplicates_are_grammatical_however_many() {
    let document = read(&format!("{{{}\"a\": 1}}", "\"a\": 1,".repeat(500)));
    assert_eq!(document.faults.len(), MAX_FAULTS + 1, "not all are listed");
    assert!(document.is_strict());
    assert_eq!(document.root.unwrap().as_object().unwrap().len(), 501, "all are kept");
}

#[test]
fn reads_no_deeper_than_it_says() {
    let text = format!("{}1{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let document = read(&text);
    assert_eq!(document.faults[0].kind, FaultKind::TooDeep);
    let beside = read(&format!("[{text}, 2]"));
    assert_eq!(beside.root.unwrap().as_array().unwrap().len(), 2);
}

proptest! {
    #[test]
    fn never_panics_and_stays_inside_the_text(text in r#"[{}\[\],:"'\\a-df0-9.“ \n/*#u-]{0,60}"#) {
        let document = read(&text);
        for fault in &document.faults {
            prop_assert!(text.get(fault.at.clone()).is_some());
        }
        prop_assert_eq!(document.is_strict(), serde_json::from_str::<serde_json::Value>(&text).is_ok()
            || (document.is_strict() && document.faults.iter().any(|f| matches!(f.kind, FaultKind::LoneSurrogate(_)))));
    }
}
