//! The JSON reader beside `serde_json`: both take and refuse the same texts, and read the
//! same values from them. Of a text that is no JSON, places are still places.

use assumable::text::json::{self, Document, FaultKind, Kind, Value};
use serde_json::Value as Theirs;

/// Holds of one text.
pub fn holds(data: &[u8]) {
    let [text] = crate::texts(data);
    let document = json::read(&text);
    assert_eq!(document, json::read(&text), "the same text is read the same way");
    for fault in &document.faults {
        assert!(
            text.get(fault.at.clone()).is_some(),
            "{fault:?} is at no place of the text"
        );
        assert!(!fault.kind.to_string().is_empty());
    }
    if let Some(root) = &document.root {
        places(&text, root);
    }
    if has(&document, |kind| *kind == FaultKind::TooDeep) {
        assert!(!document.is_strict());
        return;
    }
    // This one reads past everything without an opinion on depth, range or surrogates.
    let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text);
    assert_eq!(
        document.is_strict(),
        theirs.is_ok(),
        "{:?}, {theirs:?}",
        document.faults
    );
    assert!(
        document.is_strict() || !document.faults.is_empty(),
        "a refusal says why"
    );
    if document.is_strict() && document.faults.is_empty() {
        let ours = document.root.as_ref().expect("a text without fault holds a value");
        if let (Some(ours), Ok(theirs)) = (value(&text, ours), serde_json::from_str::<Theirs>(&text)) {
            assert_eq!(ours, theirs);
        }
    }
}

fn has(document: &Document, wanted: impl Fn(&FaultKind) -> bool) -> bool {
    document.faults.iter().any(|fault| wanted(&fault.kind))
}

/// Every value stands inside the one that holds it, and behind the one before it.
fn places(text: &str, value: &Value) {
    assert!(text.get(value.at.clone()).is_some(), "{:?} is no place", value.at);
    let mut from = value.at.start;
    let mut next = |at: &std::ops::Range<usize>| {
        assert!(from <= at.start && at.end <= value.at.end, "{at:?} in {:?}", value.at);
        from = at.end;
    };
    match &value.kind {
        Kind::Array(elements) => {
            for element in elements {
                next(&element.at);
                places(text, element);
            }
        }
        Kind::Object(members) => {
            for member in members {
                next(&member.name_at);
                next(&member.value.at);
                places(text, &member.value);
            }
        }
        _ => {}
    }
}

/// What `serde_json` should have read; nothing where a number is out of its range.
fn value(text: &str, value: &Value) -> Option<Theirs> {
    Some(match &value.kind {
        Kind::Null => Theirs::Null,
        Kind::Bool(truth) => Theirs::Bool(*truth),
        Kind::Number => Theirs::Number(serde_json::from_str(text.get(value.at.clone())?).ok()?),
        Kind::String(text) => Theirs::String(text.clone()),
        Kind::Array(elements) => Theirs::Array(
            elements
                .iter()
                .map(|element| self::value(text, element))
                .collect::<Option<_>>()?,
        ),
        Kind::Object(members) => Theirs::Object(
            members
                .iter()
                .map(|member| Some((member.name.clone(), self::value(text, &member.value)?)))
                .collect::<Option<_>>()?,
        ),
        Kind::Unread => panic!("a value of a text without fault was not read"),
    })
}
