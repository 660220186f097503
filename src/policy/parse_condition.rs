//! From JSON to conditions.

use crate::text::Bytes;
use crate::text::json::{Kind, Member, Value};
use crate::text::names::{self, Alike, Name};

use super::document::{Condition, ConditionValue, OperatorName, Text};
use super::operator::{Operator, Test};
use super::parse::{Keep, Parser, one_or_many};
use super::problem::FaultKind;

impl Parser<'_> {
    /// One entry for each operator and key, in order.
    pub(super) fn conditions(&mut self, block: &Value) -> Vec<Condition> {
        let Some(operators) = block.as_object() else {
            self.wrong_type("Condition", "an object of operators", block);
            return vec![self.unread(block.at.clone(), None, None)];
        };
        let names: Vec<Name<'_>> = operators.iter().map(|member| ("", member.name.as_str())).collect();
        let mut conditions = Vec::new();
        for (index, (member, alike)) in operators.iter().zip(names::alike(&names)).enumerate() {
            if index > alike.first {
                let name = member.name.clone();
                self.fault(&member.name_at, FaultKind::DuplicateOperator(name));
            }
            let from = conditions.len();
            self.keys(member, &mut conditions);
            let of_operator = conditions.get_mut(from..).unwrap_or_default();
            mark(of_operator, self.keep, index, alike);
        }
        conditions
    }

    /// The entries of one operator.
    fn keys(&mut self, member: &Member, conditions: &mut Vec<Condition>) {
        let Some(keys) = member.value.as_object() else {
            let unread = self.no_keys(member);
            conditions.push(unread);
            return;
        };
        let operator = self.operator(member);
        self.duplicate_keys(keys);
        let names: Vec<Name<'_>> = keys.iter().map(|key| ("", key.name.as_str())).collect();
        for (index, (key, alike)) in keys.iter().zip(names::alike(&names)).enumerate() {
            let mut condition = self.condition(operator.clone(), key);
            mark(std::slice::from_mut(&mut condition), self.keep, index, alike);
            conditions.push(condition);
        }
    }

    /// A key with a value where an operator with keys belongs.
    fn no_keys(&mut self, member: &Member) -> Condition {
        if member.name.contains(':') && Operator::parse(&member.name).is_none() {
            let found = member.name.clone();
            self.fault(&member.at(), FaultKind::OperatorMissing(found));
            return self.unread(member.at(), None, Some(member));
        }
        self.wrong_type(&member.name, "an object of condition keys", &member.value);
        let operator = self.operator(member);
        self.unread(member.at(), Some(operator), None)
    }

    /// A condition of which nothing but its place is known, so that it is not lost.
    fn unread(&self, at: Bytes, operator: Option<OperatorName>, key: Option<&Member>) -> Condition {
        let at = self.span(&at);
        Condition {
            at,
            operator: operator.unwrap_or(OperatorName {
                text: String::new(),
                at,
                operator: None,
            }),
            key: Text {
                text: key.map_or_else(String::new, |member| member.name.clone()),
                at: key.map_or(at, |member| self.span(&member.name_at)),
                templated: false,
            },
            values_at: at,
            values: Vec::new(),
            shadowed: false,
            shadows: false,
            unread: true,
        }
    }

    fn operator(&mut self, member: &Member) -> OperatorName {
        let found = &member.name;
        let operator = Operator::parse(found);
        let fault = match operator {
            None => Some(match Operator::in_any_form(found) {
                Some(meant) => FaultKind::OperatorForm {
                    found: found.clone(),
                    meant: meant.to_string(),
                },
                None => FaultKind::Operator {
                    nearest: Operator::nearest(found),
                    found: found.clone(),
                },
            }),
            Some(known) if known.test == Test::Null && known.if_exists => Some(FaultKind::NullIfExists(found.clone())),
            Some(_) => None,
        };
        if let Some(fault) = fault {
            self.fault(&member.name_at, fault);
        }
        OperatorName {
            text: member.name.clone(),
            at: self.span(&member.name_at),
            operator,
        }
    }

    /// Keys that differ only in letter case are one key to AWS, and two to a reader.
    fn duplicate_keys(&mut self, keys: &[Member]) {
        if keys.len() < 2 {
            return;
        }
        let lowered: Vec<String> = keys.iter().map(|member| member.name.to_lowercase()).collect();
        let names: Vec<Name<'_>> = lowered.iter().map(|name| ("", name.as_str())).collect();
        for (member, alike) in keys.iter().zip(names::alike(&names)) {
            if let Some(first) = keys.get(alike.first).filter(|first| first.name != member.name) {
                let (key, first) = (member.name.clone(), first.name.clone());
                self.fault(&member.name_at, FaultKind::DuplicateKey { key, first });
            }
        }
    }

    /// A key has one colon, between the issuer or service and a name; tags may bring more.
    fn colons(&mut self, member: &Member) {
        let key = &member.name;
        let has_tag = key.split_once('/').is_some_and(|(family, _)| family.ends_with("Tag"));
        if has_tag || key.matches(':').count() < 2 {
            return;
        }
        let scheme = key.contains("://");
        let kind = FaultKind::KeyColons {
            key: key.clone(),
            scheme,
        };
        self.fault(&member.name_at, kind);
    }

    fn condition(&mut self, operator: OperatorName, member: &Member) -> Condition {
        self.colons(member);
        let list = one_or_many(&member.value);
        if list.is_empty() {
            let key = member.name.clone();
            self.fault(&member.value.at, FaultKind::NoValues { key });
        }
        let values: Vec<ConditionValue> = list
            .iter()
            .filter_map(|value| self.condition_value(value, &member.name))
            .collect();
        Condition {
            at: self.span(&member.at()),
            operator,
            key: Text {
                text: member.name.clone(),
                at: self.span(&member.name_at),
                templated: false,
            },
            values_at: self.span(&member.value.at),
            unread: values.len() < list.len(),
            values,
            shadowed: false,
            shadows: false,
        }
    }

    fn condition_value(&mut self, value: &Value, key: &str) -> Option<ConditionValue> {
        let at = self.span(&value.at);
        if let Kind::Bool(_) | Kind::Number = value.kind {
            let text = self.places.text().get(value.at.clone()).unwrap_or_default().to_owned();
            return Some(ConditionValue {
                text,
                at,
                quoted: false,
                templated: false,
            });
        }
        let read = self.text(value, key, "a string, a number or a truth value")?;
        Some(ConditionValue {
            text: read.text,
            at,
            quoted: true,
            templated: read.templated,
        })
    }
}

/// Of the same operator, or key of one operator, written twice one counts.
fn mark(conditions: &mut [Condition], keep: Keep, index: usize, alike: Alike) {
    let counts = match keep {
        Keep::Last => index == alike.last,
        Keep::First => index == alike.first,
        Keep::All => true,
    };
    for condition in conditions {
        condition.shadowed |= !counts;
        condition.shadows |= counts && alike.first < alike.last;
    }
}
