//! The smallest edit of the trust policy that takes away what its summary names.

use crate::policy::document::{Condition, ConditionValue, Statement};
use crate::policy::{Document, Operator};
use crate::report::{CheckId, ConditionReading, Decision, Edit, ExpectedValue, Fix, StatementReading, Status};

use super::caller::Caller;
use super::hint::{Hint, Instead};
use super::nearest;
use super::rewrite::{Pasted, behind, fix, quoted};
use super::summary::Situation;
use super::trust::{self, ASSUME};
use super::words::short;

/// The edit for the condition that the summary names, if one would do.
#[must_use]
pub fn edit(situation: &Situation<'_>, document: &Document) -> Option<Fix> {
    let first = situation.checks.iter().find(|check| check.status == Status::Failed)?;
    if first.id != CheckId::TrustPolicy || situation.trust.decision != Decision::ImplicitDeny {
        return None;
    }
    let (number, reading) = trust::nearest_statement(situation)?;
    let statement = document.policy()?.statements.get(number - 1)?;
    let editor = Editor {
        pasted: Pasted(situation.attempt.trust_policy.as_deref()?),
        reading,
        statement,
        caller: situation.caller(),
    };
    editor.fix()
}

/// Conditions of a statement whose keys are written anew. Nobody reads the change of more.
const MOST: usize = 256;

/// A statement that is to allow the call, as it is written and as it was evaluated.
struct Editor<'a> {
    pasted: Pasted<'a>,
    reading: &'a StatementReading,
    statement: &'a Statement,
    caller: Caller<'a>,
}

impl<'a> Editor<'a> {
    fn fix(&self) -> Option<Fix> {
        if !self.reading.principal.matched {
            return None;
        }
        if !self.reading.action.matched {
            return self.action();
        }
        let (reading, expected) = trust::missed(self.reading, self.caller)?;
        let condition = self.written(reading)?;
        if trust::is_misread(reading) {
            return self.operator(condition, &trust::meant_operator(&reading.operator)?);
        }
        let expected = expected?;
        match nearest::hint(reading, expected, self.caller) {
            Some(hint) => self.by_hint(&hint, reading, condition, expected),
            None => self.without_hint(reading, condition, expected),
        }
    }

    /// The condition that a reading is of.
    fn written(&self, reading: &ConditionReading) -> Option<&'a Condition> {
        self.statement
            .conditions
            .iter()
            .find(|condition| condition.at == reading.span && condition.key.text == reading.key && !condition.shadowed)
    }

    fn by_hint(
        &self,
        hint: &Hint,
        reading: &ConditionReading,
        condition: &Condition,
        expected: &ExpectedValue,
    ) -> Option<Fix> {
        match hint {
            Hint::OtherIssuersKey { .. } | Hint::SchemeInKey { .. } | Hint::ArnInKey { .. } | Hint::KeyForm { .. } => {
                self.issuers_keys()
            }
            Hint::UnknownKey { meant: Some(key), .. }
            | Hint::MisspeltKey { meant: key, .. }
            | Hint::TagOfPrincipal { key, sent: true, .. } => self.renamed(condition, key),
            Hint::HiddenClaim {
                instead: Instead::Claim { key, value },
                ..
            } => self.other_claim(condition, key, value),
            Hint::Swapped { key, .. } => self.swapped(reading, condition, key),
            Hint::Multivalued { meant, holds: true, .. } => self.over_several(condition, meant),
            Hint::Multivalued { .. } => None,
            Hint::OneContext { allow, key, value, .. }
            | Hint::NoTemplate {
                allow,
                beside: Some((key, value)),
                ..
            } => self.split(condition, expected, allow, key, value),
            hint => match (hint.allow()?, hint.is_of_spelling()) {
                (allow, true) => self.instead(condition, expected, allow),
                (allow, false) => self.as_well(condition, expected, allow),
            },
        }
    }

    fn without_hint(&self, reading: &ConditionReading, condition: &Condition, expected: &ExpectedValue) -> Option<Fix> {
        let [actual] = reading.actual.as_slice() else {
            return None;
        };
        if !nearest::is_positive_text(&reading.operator) {
            return None;
        }
        if !nearest::differs_in_form_only(reading, &expected.text, actual) {
            return self.as_well(condition, expected, actual);
        }
        if trust::wants_wildcards(reading, expected, actual) {
            let meant = reading.operator.replace("StringEquals", "StringLike");
            return self.like(condition, &meant);
        }
        let meant = nearest::in_the_form_of(reading, &expected.text, actual);
        self.instead(condition, expected, &meant)
    }

    // ---------------------------------------------------------------- edits

    fn action(&self) -> Option<Fix> {
        let element = self.statement.action.as_ref().filter(|element| !element.negated)?;
        let [only] = element.patterns.as_slice() else {
            return None;
        };
        let edit = self.pasted.replaced(only.at, &only.text, ASSUME)?;
        Some(fix(format!("write {ASSUME}"), vec![edit]))
    }

    /// Another value in place of one that can never be right.
    fn instead(&self, condition: &Condition, expected: &ExpectedValue, value: &str) -> Option<Fix> {
        let written = value_of(condition, expected)?;
        let edit = self.pasted.replaced(written.at, &written.text, value)?;
        Some(fix(format!("write {value}"), vec![edit]))
    }

    /// Another value beside one that is right for other runs.
    fn as_well(&self, condition: &Condition, expected: &ExpectedValue, value: &str) -> Option<Fix> {
        let written = value_of(condition, expected)?;
        let old = self.pasted.literal(written.at, &written.text)?;
        let edit = if condition.values_at == written.at {
            Edit {
                span: written.at,
                text: format!("[{old}, {}]", quoted(value)),
            }
        } else {
            behind(written.at, format!(", {}", quoted(value)))
        };
        Some(fix(format!("allow {value} as well"), vec![edit]))
    }

    /// What the policy wants of `sub` in one value, in two conditions.
    fn split(
        &self,
        condition: &Condition,
        expected: &ExpectedValue,
        allow: &str,
        key: &str,
        value: &str,
    ) -> Option<Fix> {
        let written = value_of(condition, expected).filter(|_| condition.values.len() == 1)?;
        if self.has(&condition.operator.text, key) {
            return None;
        }
        let first = self.pasted.replaced(written.at, &written.text, allow)?;
        let second = behind(condition.at, format!(", {}: {}", quoted(key), quoted(value)));
        let title = format!("allow {allow}, and test {} beside it", short(key));
        Some(fix(title, vec![first, second]))
    }

    fn other_claim(&self, condition: &Condition, key: &str, value: &str) -> Option<Fix> {
        if self.has(&condition.operator.text, key) {
            return None;
        }
        let name = self.key(condition, key)?;
        let values = Edit {
            span: condition.values_at,
            text: quoted(value),
        };
        Some(fix(format!("test {key} for {value}"), vec![name, values]))
    }

    fn renamed(&self, condition: &Condition, key: &str) -> Option<Fix> {
        if self.has(&condition.operator.text, key) {
            return None;
        }
        Some(fix(format!("write {key}"), vec![self.key(condition, key)?]))
    }

    /// Every key of the statement that is one of this issuer in another form.
    fn issuers_keys(&self) -> Option<Fix> {
        if self.reading.conditions.len() > MOST {
            return None;
        }
        let mut edits = Vec::new();
        for reading in &self.reading.conditions {
            let meant =
                reading
                    .expected
                    .first()
                    .and_then(|expected| match nearest::hint(reading, expected, self.caller) {
                        Some(
                            Hint::OtherIssuersKey { key, .. }
                            | Hint::SchemeInKey { key }
                            | Hint::ArnInKey { key }
                            | Hint::KeyForm { key },
                        ) => Some(key),
                        _ => None,
                    });
            if let Some(key) = meant {
                let condition = self.written(reading)?;
                if self.has(&condition.operator.text, &key) {
                    return None;
                }
                edits.push(self.key(condition, &key)?);
            }
        }
        let issuer = self.caller.key_prefix()?;
        Some(fix(format!("start the keys with {issuer}"), edits))
    }

    /// Two keys whose values stand under each other.
    fn swapped(&self, reading: &ConditionReading, condition: &Condition, key: &str) -> Option<Fix> {
        let others = self
            .reading
            .conditions
            .iter()
            .filter(|other| !std::ptr::eq(*other, reading));
        let (other, back) = others
            .filter_map(
                |other| match nearest::hint(other, other.expected.first()?, self.caller)? {
                    Hint::Swapped { key, .. } => Some((other, key)),
                    _ => None,
                },
            )
            .find(|(other, _)| other.key.eq_ignore_ascii_case(key))?;
        let edits = vec![self.key(condition, key)?, self.key(self.written(other)?, &back)?];
        Some(fix(format!("swap {} and {key}", reading.key), edits))
    }

    fn operator(&self, condition: &Condition, meant: &str) -> Option<Fix> {
        let names = |other: &&Condition| other.operator.text.eq_ignore_ascii_case(meant);
        if self.statement.conditions.iter().any(|other| names(&other)) {
            return None;
        }
        let edit = self
            .pasted
            .replaced(condition.operator.at, &condition.operator.text, meant)?;
        Some(fix(format!("write {meant}"), vec![edit]))
    }

    /// An operator over several values, where no other key stands under it.
    fn over_several(&self, condition: &Condition, meant: &str) -> Option<Fix> {
        let under = |other: &&Condition| other.operator.at == condition.operator.at;
        let alone = self.statement.conditions.iter().filter(under).count() == 1;
        if alone { self.operator(condition, meant) } else { None }
    }

    /// An operator that reads `*`, where it reads nothing else otherwise than before.
    fn like(&self, condition: &Condition, meant: &str) -> Option<Fix> {
        let under = |other: &&Condition| other.operator.at == condition.operator.at;
        let others = self.statement.conditions.iter().filter(under);
        let others = others.filter(|other| other.at != condition.at);
        let plain = |value: &ConditionValue| !value.text.contains(['*', '?']);
        let same = Operator::parse(meant).is_some() && others.flat_map(|other| &other.values).all(plain);
        if same { self.operator(condition, meant) } else { None }
    }

    // --------------------------------------------------------------- places

    /// Whether the statement has this key under this operator already.
    fn has(&self, operator: &str, key: &str) -> bool {
        self.statement
            .conditions
            .iter()
            .any(|condition| condition.operator.text == operator && condition.key.text.eq_ignore_ascii_case(key))
    }

    fn key(&self, condition: &Condition, name: &str) -> Option<Edit> {
        self.pasted.replaced(condition.key.at, &condition.key.text, name)
    }
}

/// The value of the document that a reading compared. One with variables means more than it says here.
fn value_of<'a>(condition: &'a Condition, expected: &ExpectedValue) -> Option<&'a ConditionValue> {
    let plain = expected.resolved.as_ref() == Some(&expected.text);
    let written = condition.values.iter().find(|value| value.at == expected.span);
    written.filter(|value| plain && value.quoted && !value.templated)
}
