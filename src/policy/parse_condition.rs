//! From JSON to conditions.

use crate::text::Bytes;
use crate::text::json::{Kind, Member, Value};
use crate::text::names::{self, Name};

use super::document::{Condition, ConditionValue, OperatorName, Text};
use super::operator::{Operator, Test};
use super::parse::{Parser, one_or_many};
use super::problem::FaultKind;

impl Parser<'_> {
    /// One entry for each operator and key, in order.
    pub(super) fn conditions(&mut self, block: &Value) -> Vec<Condition> {
        let Some(operators) = block.as_object() else {
            self.wrong_type("Condition", "an object of operators", block);
            return vec![self.unread(block.at.clone(), None, None)];
        };
        let mut conditions = Vec::new();
        for member in operators {
            let Some(keys) = member.value.as_object() else {
                let unread = self.no_keys(member);
                conditions.push(unread);
                continue;
            };
            let operator = self.operator(member);
            self.duplicate_keys(keys);
            if let Some((last, others)) = keys.split_last() {
                for key in others {
                    conditions.push(self.condition(operator.clone(), key));
                }
                conditions.push(self.condition(operator, last));
            }
        }
        mark_shadowed(&mut conditions);
        conditions
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
            None => Some(FaultKind::Operator {
                nearest: Operator::nearest(found),
                found: found.clone(),
            }),
            Some(known) if known.test == Test::Null && known.if_exists => Some(FaultKind::NullIfExists(found.clone())),
            Some(known) if !known.is_spelt(found) => Some(FaultKind::OperatorCase {
                found: found.clone(),
                meant: known.to_string(),
            }),
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

    fn condition(&mut self, operator: OperatorName, member: &Member) -> Condition {
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

/// Of the same operator and key written twice the later one counts, as in most JSON
/// parsers; so does the later of two blocks of one operator.
fn mark_shadowed(conditions: &mut [Condition]) {
    let mut read: Vec<&mut Condition> = conditions.iter_mut().filter(|condition| !condition.unread).collect();
    if let [] | [_] = read.as_slice() {
        return;
    }
    let names = read
        .iter()
        .map(|condition| (condition.operator.text.as_str(), condition.key.text.as_str()));
    let alike = names::alike(&names.collect::<Vec<Name<'_>>>());
    for (index, (condition, alike)) in read.iter_mut().zip(alike).enumerate() {
        condition.shadowed = index < alike.last;
        condition.shadows = index > alike.first;
    }
}
