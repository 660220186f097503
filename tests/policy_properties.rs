//! What holds of every policy: negation, Deny, places, set operators, bounded work.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic: that is a failed test"
)]

use assumable::policy::{self, Call, Context, Principal};
use assumable::report::{ConditionReading, ConditionResult, Decision};
use assumable::text::{Span, json};
use proptest::prelude::*;
use serde_json::{Value, json};

const PROVIDER: &str = "arn:aws:iam::111122223333:oidc-provider/issuer.example";
const KEY: &str = "issuer.example:sub";

/// A value of the call, single or multivalued or absent.
#[derive(Debug, Clone)]
enum Given {
    Absent,
    Single(String),
    Multi(Vec<String>),
}

fn statement(effect: &str, condition: &Value) -> Value {
    json!({
        "Effect": effect,
        "Principal": { "Federated": PROVIDER },
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": condition,
    })
}

fn evaluate(statements: &[Value], given: &Given) -> policy::Evaluation {
    let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let mut context = Context::new();
    match given {
        Given::Absent => {}
        Given::Single(value) => context.insert(KEY, vec![value.clone()], false),
        Given::Multi(values) => context.insert(KEY, values.clone(), true),
    }
    let call = Call {
        principal: Principal::Federated(PROVIDER),
        action: "sts:AssumeRoleWithWebIdentity",
        context: &context,
    };
    policy::evaluate(&policy::read(&text), &call)
}

fn reading(operator: &str, values: &[String], given: &Given) -> ConditionReading {
    let condition = json!({ operator: { KEY: values } });
    evaluate(&[statement("Allow", &condition)], given).statements[0].conditions[0].clone()
}

fn result(operator: &str, values: &[String], given: &Given) -> ConditionResult {
    reading(operator, values, given).result
}

/// Texts in which every operator finds something of its own.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ab*?\u{e9}\u{10400}]{0,5}",
        "[-+]?[0-9]{1,3}(\\.[0-9]{0,2})?",
        "20[0-9]{2}-0[1-9]-1[0-9]",
        "10\\.0\\.0\\.[0-9]{1,3}(/[0-9]{1,2})?",
        "[0-9a-f:]{2,12}",
        "arn:aws:iam::[0-9*]{1,3}:role/[ab*]{0,3}",
        "true|TRUE|false|yes",
    ]
}

fn given() -> impl Strategy<Value = Given> {
    prop_oneof![
        Just(Given::Absent),
        text().prop_map(Given::Single),
        prop::collection::vec(text(), 1..4).prop_map(Given::Multi),
    ]
}

fn operator() -> impl Strategy<Value = String> {
    let names = vec![
        "StringEquals",
        "StringNotEquals",
        "StringEqualsIgnoreCase",
        "StringLike",
        "StringNotLike",
        "NumericEquals",
        "NumericLessThan",
        "DateEquals",
        "DateGreaterThan",
        "Bool",
        "BinaryEquals",
        "IpAddress",
        "NotIpAddress",
        "ArnLike",
        "ArnNotLike",
        "Null",
    ];
    let prefixes = vec!["", "", "ForAllValues:", "ForAnyValue:"];
    let suffixes = vec!["", "", "IfExists"];
    (
        prop::sample::select(prefixes),
        prop::sample::select(names),
        prop::sample::select(suffixes),
    )
        .prop_map(|(prefix, name, suffix)| format!("{prefix}{name}{suffix}"))
}

fn opposite(result: ConditionResult) -> ConditionResult {
    match result {
        ConditionResult::Match => ConditionResult::NoMatch,
        ConditionResult::NoMatch => ConditionResult::Match,
        ConditionResult::Error => ConditionResult::Error,
    }
}

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn at(text: &str, span: Span) -> String {
    String::from_utf16(&units(text)[span.start..span.end]).unwrap()
}

proptest! {
    /// For strings, numbers and moments AWS negates exactly.
    #[test]
    fn negation_is_the_complement(
        (plain, negated) in prop::sample::select(vec![
            ("StringEquals", "StringNotEquals"),
            ("StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"),
            ("StringLike", "StringNotLike"),
            ("NumericEquals", "NumericNotEquals"),
            ("DateEquals", "DateNotEquals"),
        ]),
        values in prop::collection::vec(text(), 1..4),
        value in prop::option::of(text()),
    ) {
        let given = value.map_or(Given::Absent, Given::Single);
        prop_assert_eq!(result(negated, &values, &given), opposite(result(plain, &values, &given)));
    }

    /// For addresses and ARNs only where the value of the call can be read.
    #[test]
    fn both_forms_never_hold_at_once(
        (plain, negated) in prop::sample::select(vec![("IpAddress", "NotIpAddress"), ("ArnLike", "ArnNotLike")]),
        values in prop::collection::vec(text(), 1..4),
        value in text(),
    ) {
        let given = Given::Single(value);
        let both = [result(plain, &values, &given), result(negated, &values, &given)];
        prop_assert_ne!(both, [ConditionResult::Match, ConditionResult::Match]);
    }

    #[test]
    fn one_more_statement_never_lifts_a_deny(
        denied in operator(), added in operator(), effect in prop::sample::select(vec!["Allow", "Deny"]),
        values in prop::collection::vec(text(), 1..3), given in given(),
    ) {
        let deny = statement("Deny", &json!({ denied: { KEY: values } }));
        let allow = statement("Allow", &json!({}));
        let added = statement(effect, &json!({ added: { KEY: values } }));
        let before = evaluate(&[allow.clone(), deny.clone()], &given).decision;
        let after = evaluate(&[added, allow, deny], &given).decision;
        if before == Decision::ExplicitDeny {
            prop_assert_eq!(after, Decision::ExplicitDeny);
        }
        prop_assert_ne!(after, Decision::ImplicitDeny);
    }

    #[test]
    fn the_order_of_statements_decides_nothing(
        effects in prop::collection::vec(prop::sample::select(vec!["Allow", "Deny"]), 1..5),
        operator in operator(), values in prop::collection::vec(text(), 1..3), given in given(), at in any::<prop::sample::Index>(),
    ) {
        let condition = json!({ operator.as_str(): { KEY: values } });
        let mut statements: Vec<Value> = effects.iter().map(|effect| statement(effect, &condition)).collect();
        statements.push(statement("Allow", &json!({})));
        let before = evaluate(&statements, &given).decision;
        let shift = at.index(statements.len());
        statements.rotate_left(shift);
        prop_assert_eq!(evaluate(&statements, &given).decision, before);
    }

    /// Values of one condition are alternatives, whatever their order.
    #[test]
    fn the_order_of_values_decides_nothing(operator in operator(), mut values in prop::collection::vec(text(), 1..4), given in given()) {
        let before = result(&operator, &values, &given);
        values.reverse();
        // An unreadable value stops AWS where it stands, so which comes first may show there.
        prop_assume!(before != ConditionResult::Error && result(&operator, &values, &given) != ConditionResult::Error);
        prop_assert_eq!(result(&operator, &values, &given), before);
    }

    /// A condition that cannot be evaluated blocks either way.
    #[test]
    fn an_error_never_grants(operator in operator(), values in prop::collection::vec(text(), 1..3), given in given()) {
        let condition = json!({ operator.as_str(): { KEY: values } });
        let allow = &evaluate(&[statement("Allow", &condition)], &given).statements[0];
        let deny = &evaluate(&[statement("Deny", &condition)], &given).statements[0];
        let result = allow.conditions[0].result;
        prop_assert_eq!(allow.applies, result == ConditionResult::Match);
        prop_assert_eq!(deny.applies, result != ConditionResult::NoMatch);
    }

    #[test]
    fn a_set_of_one_is_a_single_value(values in prop::collection::vec(text(), 1..3), value in text()) {
        for name in ["StringEquals", "StringNotLike", "NumericEquals", "Bool"] {
            let single = result(name, &values, &Given::Single(value.clone()));
            for prefix in ["ForAnyValue", "ForAllValues"] {
                let set = result(&format!("{prefix}:{name}"), &values, &Given::Multi(vec![value.clone()]));
                prop_assert_eq!(set, single);
            }
        }
    }

    #[test]
    fn the_nearest_miss_agrees_up_to_where_it_says(values in prop::collection::vec(text(), 1..3), value in text()) {
        for name in ["StringEquals", "StringLike", "ArnLike", "StringEqualsIgnoreCase"] {
            let read = reading(name, &values, &Given::Single(value.clone()));
            for expected in &read.expected {
                prop_assert!(!(expected.matched && expected.nearest.is_some()));
                let Some(nearest) = &expected.nearest else { continue };
                let pattern = units(expected.resolved.as_deref().unwrap());
                prop_assert!(nearest.expected_matched <= pattern.len());
                prop_assert!(nearest.actual_matched <= units(&value).len());
                if name == "StringEquals" {
                    let agreed = nearest.actual_matched;
                    prop_assert_eq!(&pattern[..agreed], &units(&value)[..agreed]);
                }
            }
        }
    }

    /// Every place is that of the JSON node, with its quotes, also behind characters
    /// of two UTF-16 units.
    #[test]
    fn every_place_points_at_its_text(
        sid in "[a\u{10400}\u{e9}]{1,3}", values in prop::collection::vec(text(), 1..3), operator in operator(), given in given(),
    ) {
        let mut whole = statement("Allow", &json!({ operator.as_str(): { KEY: values } }));
        whole["Sid"] = json!(sid);
        let text = json!({ "Version": "2012-10-17", "Statement": [whole] }).to_string();
        let document = policy::read(&text);
        let statement = &document.policy().unwrap().statements[0];
        prop_assert_eq!(at(&text, statement.sid.as_ref().unwrap().at), json!(sid).to_string());
        prop_assert_eq!(at(&text, statement.at), whole.to_string());
        let condition = &statement.conditions[0];
        prop_assert_eq!(at(&text, condition.operator.at), json!(operator).to_string());
        prop_assert_eq!(at(&text, condition.at), format!("{}:{}", json!(KEY), json!(values)));
        for (read, written) in condition.values.iter().zip(&values) {
            prop_assert_eq!(at(&text, read.at), json!(written).to_string());
        }
        for problem in document.problems() {
            prop_assert!(json::read(&at(&text, problem.span.unwrap())).root.is_some());
        }
        let _ = evaluate(&[whole], &given);
    }

    #[test]
    fn any_text_is_answered(text in "[\\[\\]{}:,\"'%\\\\ *?$a-cSEtu0-9\u{e9}\u{10400}]{0,80}") {
        let document = policy::read(&text);
        let end = units(&text).len();
        for problem in document.problems().into_iter().chain(document.saveable().errors) {
            let span = problem.span.unwrap();
            prop_assert!(span.start <= span.end && span.end <= end);
            prop_assert!(!problem.message.is_empty());
        }
        prop_assert!(document.is_readable() || !document.saveable().ok);
    }
}
