//! What mends a refusal, the safest first, and the edits of the trust policy among it.

use crate::issuers::github::parse_sub;
use crate::policy::document::{Condition, ConditionValue, Statement};
use crate::policy::{Operator, matches};
use crate::report::{
    CheckId, ConditionReading, Decision, Edit, ExpectedValue, FixEffect, FixKind, Relation, StatementReading, Status,
    VerdictFix,
};

use super::caller::Caller;
use super::effect::{self, Values};
use super::hint::{Hint, Instead};
use super::rewrite::{Pasted, behind, quoted};
use super::subject::is_name;
use super::summary::{self, Situation};
use super::trust::{self, ASSUME};
use super::words::{short, statement_name};
use super::{nearest, once, principal, run};

/// What mends what the summary names, the safest first: what changes the run or the choice
/// of the role, and then what changes the trust policy.
#[must_use]
pub fn fixes(situation: &Situation<'_>) -> Vec<VerdictFix> {
    let failed = situation.checks.iter().find(|check| check.status == Status::Failed);
    match failed {
        None => Vec::new(),
        Some(failed) if failed.id == CheckId::TrustPolicy => of_policy(situation).unwrap_or_default(),
        Some(failed) if failed.id == CheckId::Provider && summary::other_issuer(situation).is_some() => {
            let issuer = situation.caller().key_prefix().unwrap_or_default();
            let title = format!("create a provider for https://{issuer}, and name it in the trust policy");
            vec![without_edits(FixKind::Provider, &title)]
        }
        Some(failed) => summary::remedy(situation, failed)
            .map(|remedy| without_edits(remedy.kind(), &remedy.to_string()))
            .into_iter()
            .collect(),
    }
}

/// A change of something else than the trust policy, from an imperative sentence.
fn without_edits(kind: FixKind, sentence: &str) -> VerdictFix {
    let sentence = sentence.trim_end_matches('.');
    let mut letters = sentence.chars();
    let title = letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect());
    VerdictFix {
        title,
        kind,
        edits: Vec::new(),
        effect: None,
    }
}

fn of_policy(situation: &Situation<'_>) -> Option<Vec<VerdictFix>> {
    if situation.trust.decision != Decision::ImplicitDeny {
        return None;
    }
    let (number, reading) = trust::nearest_statement(situation)?;
    let statement = situation.written(number - 1)?;
    let caller = situation.caller();
    if !reading.principal.matched {
        let who = statement_name(number, statement.sid.as_ref().map(|sid| sid.text.as_str()));
        let untrusted = principal::untrusted(&who, reading, Some(statement), situation.provider, caller);
        let first = untrusted.first?;
        return Some(vec![without_edits(FixKind::Caller, &first)]);
    }
    let known = situation
        .registered()
        .and_then(|provider| provider.client_id_list.as_ref());
    let editor = Editor {
        pasted: Pasted(situation.attempt.trust_policy.as_deref()?),
        reading,
        statement,
        caller,
        registered: known.map_or(&[], Vec::as_slice),
    };
    Some(editor.fixes())
}

/// Conditions of a statement whose keys are written anew. Nobody reads the change of more.
const MOST: usize = 256;

/// A statement that is to allow the call, as it is written and as it was evaluated.
struct Editor<'a> {
    pasted: Pasted<'a>,
    reading: &'a StatementReading,
    statement: &'a Statement,
    caller: Caller<'a>,
    /// The client ids of the provider that was given.
    registered: &'a [String],
}

impl<'a> Editor<'a> {
    fn fixes(&self) -> Vec<VerdictFix> {
        if !self.reading.action.matched {
            return self.action().into_iter().collect();
        }
        let Some((reading, expected)) = trust::missed(self.reading, self.caller) else {
            return Vec::new();
        };
        let hint = expected.and_then(|expected| nearest::hint(reading, expected, self.caller));
        let first = expected
            .filter(|expected| hint.is_some() || !is_of_form(reading, expected))
            .and_then(|_| trust::instead(reading, hint.as_ref(), self.caller));
        let kind = if reading.key.eq_ignore_ascii_case("sts:RoleSessionName") {
            FixKind::Request
        } else {
            FixKind::Caller
        };
        let first = first.map(|first| without_edits(kind, &first));
        let edits = self.edits(reading, expected, hint.as_ref());
        first.into_iter().chain(edits).collect()
    }

    fn edits(
        &self,
        reading: &ConditionReading,
        expected: Option<&ExpectedValue>,
        hint: Option<&Hint>,
    ) -> Vec<VerdictFix> {
        let Some(condition) = self.written(reading) else {
            return Vec::new();
        };
        if trust::is_remark(reading) {
            return self.without(condition).into_iter().collect();
        }
        if trust::is_misread(reading) {
            let meant = trust::meant_operator(&reading.operator);
            return meant
                .and_then(|meant| self.operator(condition, &meant))
                .into_iter()
                .collect();
        }
        let Some(expected) = expected else {
            return Vec::new();
        };
        match hint {
            Some(Hint::OtherRepository { allow, .. }) => self.other_repository(condition, expected, allow),
            Some(hint) => self.by_hint(hint, reading, condition, expected).into_iter().collect(),
            None => self.without_hint(reading, condition, expected).into_iter().collect(),
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
    ) -> Option<VerdictFix> {
        let lets_in_anybody = |allow: &str| allow.contains('*') && !once::is_anchored(allow);
        if hint.allow().is_some_and(lets_in_anybody) {
            return None;
        }
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
            Hint::OtherAudience { audience } if !self.is_for_aws(audience) => None,
            // Nobody else has a token like the policy's value, or will have one again.
            Hint::ImmutableSubject { allow } if is_one_repository(&expected.text) => {
                self.instead(condition, expected, allow)
            }
            hint if hint.is_of_spelling() => self.instead(condition, expected, hint.allow()?),
            hint if self.is_of_one_run(condition, expected) => self.instead(condition, expected, hint.allow()?),
            hint => self.as_well(condition, expected, hint.allow()?),
        }
    }

    /// Whether a token for this audience may get past the provider.
    fn is_for_aws(&self, audience: &str) -> bool {
        run::is_of_aws(audience) || self.registered.iter().any(|id| id == audience)
    }

    /// Whether the policy pins an earlier run.
    fn is_of_one_run(&self, condition: &Condition, expected: &ExpectedValue) -> bool {
        once::is_of_one_run(short(&condition.key.text), &expected.text, self.caller)
    }

    /// Of two repositories, or of one that was renamed: a name that was given up can be
    /// registered by others, so it does not stay where it is of no use.
    fn other_repository(&self, condition: &Condition, expected: &ExpectedValue, allow: &str) -> Vec<VerdictFix> {
        let old = parse_sub(&expected.text).value("repo").map(str::to_owned);
        let old = old.filter(|old| is_name(old));
        let mut renamed = old.as_ref().and_then(|_| self.instead(condition, expected, allow));
        let mut further = self.as_well(condition, expected, allow);
        if let (Some(old), Some(renamed), Some(further)) = (&old, &mut renamed, &mut further) {
            renamed.title = format!("write {allow} in place of {old}, if that was renamed");
            further.title = format!("{}, if {old} still exists", further.title);
        }
        renamed.into_iter().chain(further).collect()
    }

    fn without_hint(
        &self,
        reading: &ConditionReading,
        condition: &Condition,
        expected: &ExpectedValue,
    ) -> Option<VerdictFix> {
        let [actual] = reading.actual.as_slice() else {
            return None;
        };
        if !nearest::is_positive_text(&reading.operator) {
            return None;
        }
        if !nearest::differs_in_form_only(reading, &expected.text, actual) {
            let allow = once::for_every_run(short(&reading.key), actual, self.caller);
            let earlier = once::for_every_run(short(&reading.key), &expected.text, self.caller);
            let pinned = earlier != expected.text && matches(&earlier, actual);
            return if pinned {
                self.instead(condition, expected, &allow)
            } else {
                self.as_well(condition, expected, &allow)
            };
        }
        if trust::wants_wildcards(reading, expected, actual) {
            let meant = reading.operator.replace("StringEquals", "StringLike");
            let values = || condition.values.iter().map(|value| value.text.as_str());
            let [before, after] = [&reading.operator, &meant].map(|operator| Values::new(operator, values()));
            let effect = effect::of_values(&condition.key.text, &before, &after);
            let fix = self.like(condition, &meant)?;
            return Some(VerdictFix {
                effect: Some(effect),
                ..fix
            });
        }
        let meant = nearest::in_the_form_of(reading, &expected.text, actual);
        self.instead(condition, expected, &meant)
    }

    // ---------------------------------------------------------------- edits

    fn action(&self) -> Option<VerdictFix> {
        // Without a condition, it would let in whoever has a token of the issuer.
        let guarded = !self.statement.conditions.is_empty();
        let element = self.statement.action.as_ref();
        let element = element.filter(|element| guarded && !element.negated)?;
        let [only] = element.patterns.as_slice() else {
            return None;
        };
        let edit = self.pasted.replaced(only.at, &only.text, ASSUME)?;
        let effect = FixEffect {
            relation: Relation::Different,
            text: format!(
                "different: web identities that meet the conditions, instead of callers of {}",
                only.text
            ),
        };
        Some(fix(format!("write {ASSUME}"), vec![edit], effect))
    }

    /// Another value in place of one that can never be right.
    fn instead(&self, condition: &Condition, expected: &ExpectedValue, value: &str) -> Option<VerdictFix> {
        let written = value_of(condition, expected)?;
        let edit = self.pasted.replaced(written.at, &written.text, value)?;
        let others = condition.values.iter().filter(|other| other.at != written.at);
        let after: Vec<&str> = others.map(|other| other.text.as_str()).chain([value]).collect();
        self.of_values(format!("write {value}"), condition, edit, written, &after)
    }

    /// Another value beside one that is right for other runs.
    fn as_well(&self, condition: &Condition, expected: &ExpectedValue, value: &str) -> Option<VerdictFix> {
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
        let all = condition.values.iter().map(|other| other.text.as_str());
        let after: Vec<&str> = all.chain([value]).collect();
        self.of_values(format!("allow {value} as well"), condition, edit, written, &after)
    }

    /// A change of the values of one condition, under an operator that reads `*` where they need one.
    fn of_values(
        &self,
        title: String,
        condition: &Condition,
        edit: Edit,
        written: &ConditionValue,
        after: &[&str],
    ) -> Option<VerdictFix> {
        let old = &condition.operator.text;
        let like = old.to_ascii_lowercase().contains("like");
        let before = condition.values.iter().map(|value| value.text.as_str());
        let before_set = Values::new(old, before.clone());
        let new = *after.last()?;
        if like || !new.contains(['*', '?']) {
            let effect = effect::of_values(
                &condition.key.text,
                &before_set,
                &Values::new(old, after.iter().copied()),
            );
            return Some(fix(title, vec![edit], effect));
        }
        if !once::is_anchored(new) {
            return None;
        }
        let kept = |text: &&str| *text != new && *text != written.text;
        if before.filter(kept).any(|text| text.contains(['*', '?'])) || written.text.contains(['*', '?']) {
            return None;
        }
        let meant = old.replace("StringEquals", "StringLike");
        Operator::parse(&meant).filter(|_| meant != *old)?;
        let effect = effect::of_values(
            &condition.key.text,
            &before_set,
            &Values::new(&meant, after.iter().copied()),
        );
        let title = format!("{title} by {meant}");
        if let Some(operator) = self.like(condition, &meant) {
            let edits = operator.edits.into_iter().chain([edit]).collect();
            return Some(fix(title, edits, effect));
        }
        Some(fix(title, self.moved(condition, &meant, after)?, effect))
    }

    /// A key with its values under another operator, where others stay where they are.
    fn moved(&self, condition: &Condition, operator: &str, values: &[&str]) -> Option<Vec<Edit>> {
        let out = self.pasted.without(condition.at, &condition.key.text)?;
        let written = match values {
            [only] => quoted(only),
            several => {
                let all: Vec<String> = several.iter().map(|value| quoted(value)).collect();
                format!("[{}]", all.join(", "))
            }
        };
        let to = self
            .pasted
            .further_values(self.statement, operator, &condition.key.text, &written)?;
        Some(vec![out, to])
    }

    /// The block without a text that is no condition, where conditions are left.
    fn without(&self, condition: &Condition) -> Option<VerdictFix> {
        let readable = self.statement.conditions.iter().any(|other| !other.unread);
        let edit = self.pasted.without(condition.at, &condition.operator.text)?;
        let effect = effect::instead_of_nobody("whom the other conditions let in");
        readable.then(|| fix(format!("remove {}", condition.operator.text), vec![edit], effect))
    }

    /// What the policy wants of `sub` in one value, in two conditions.
    fn split(
        &self,
        condition: &Condition,
        expected: &ExpectedValue,
        allow: &str,
        key: &str,
        value: &str,
    ) -> Option<VerdictFix> {
        let written = value_of(condition, expected).filter(|_| condition.values.len() == 1)?;
        if self.has(&condition.operator.text, key) {
            return None;
        }
        let first = self.pasted.replaced(written.at, &written.text, allow)?;
        let second = behind(condition.at, format!(", {}: {}", quoted(key), quoted(value)));
        let title = format!("allow {allow}, and test {} beside it", short(key));
        let [before, after] =
            [written.text.as_str(), allow].map(|value| Values::new(&condition.operator.text, [value]));
        let effect = effect::of_values(&condition.key.text, &before, &after);
        let effect = FixEffect {
            text: format!("{}, only with {} {value}", effect.text, short(key)),
            ..effect
        };
        Some(fix(title, vec![first, second], effect))
    }

    fn other_claim(&self, condition: &Condition, key: &str, value: &str) -> Option<VerdictFix> {
        if self.has(&condition.operator.text, key) {
            return None;
        }
        let name = self.key(condition, key)?;
        let values = Edit {
            span: condition.values_at,
            text: quoted(value),
        };
        let whom = effect::whom(key, value, false);
        let effect = effect::instead_of_nobody(&whom);
        Some(fix(format!("test {key} for {value}"), vec![name, values], effect))
    }

    fn renamed(&self, condition: &Condition, key: &str) -> Option<VerdictFix> {
        if self.has(&condition.operator.text, key) {
            return None;
        }
        Some(fix(
            format!("write {key}"),
            vec![self.key(condition, key)?],
            effect::instead_of_nobody(CONDITION),
        ))
    }

    /// Every key of the statement that is one of this issuer in another form.
    fn issuers_keys(&self) -> Option<VerdictFix> {
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
        Some(fix(
            format!("start the keys with {issuer}"),
            edits,
            effect::instead_of_nobody(CONDITION),
        ))
    }

    /// Two keys whose values stand under each other.
    fn swapped(&self, reading: &ConditionReading, condition: &Condition, key: &str) -> Option<VerdictFix> {
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
        Some(fix(
            format!("swap {} and {key}", reading.key),
            edits,
            effect::instead_of_nobody(CONDITION),
        ))
    }

    fn operator(&self, condition: &Condition, meant: &str) -> Option<VerdictFix> {
        let names = |other: &&Condition| other.operator.text.eq_ignore_ascii_case(meant);
        if self.statement.conditions.iter().any(|other| names(&other)) {
            return None;
        }
        let edit = self
            .pasted
            .replaced(condition.operator.at, &condition.operator.text, meant)?;
        Some(fix(
            format!("write {meant}"),
            vec![edit],
            effect::instead_of_nobody(CONDITION),
        ))
    }

    /// An operator over several values, where no other key stands under it.
    fn over_several(&self, condition: &Condition, meant: &str) -> Option<VerdictFix> {
        let under = |other: &&Condition| other.operator.at == condition.operator.at;
        let alone = self.statement.conditions.iter().filter(under).count() == 1;
        if alone { self.operator(condition, meant) } else { None }
    }

    /// An operator that reads `*`, where it reads nothing else otherwise than before.
    fn like(&self, condition: &Condition, meant: &str) -> Option<VerdictFix> {
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

/// Whom a condition lets in that could not hold before.
const CONDITION: &str = "whom the conditions let in";

/// Edits of the trust policy, and what they do together.
fn fix(title: String, edits: Vec<Edit>, effect: FixEffect) -> VerdictFix {
    VerdictFix {
        title,
        kind: FixKind::TrustPolicy,
        edits,
        effect: Some(effect),
    }
}

/// Whether a value of the policy differs from that of the call in its form alone.
fn is_of_form(reading: &ConditionReading, expected: &ExpectedValue) -> bool {
    let [actual] = reading.actual.as_slice() else {
        return false;
    };
    nearest::differs_in_form_only(reading, &expected.text, actual)
}

/// Whether a value for `sub` names one repository.
fn is_one_repository(value: &str) -> bool {
    parse_sub(value).value("repo").is_some_and(is_name)
}

/// The value of the document that a reading compared. One with variables means more than it says here.
fn value_of<'a>(condition: &'a Condition, expected: &ExpectedValue) -> Option<&'a ConditionValue> {
    let plain = expected.resolved.as_ref() == Some(&expected.text);
    let written = condition.values.iter().find(|value| value.at == expected.span);
    written.filter(|value| plain && value.quoted && !value.templated)
}
