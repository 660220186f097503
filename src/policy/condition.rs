//! One operator on one key, against the values of a call.
//!
//! The result has three states: an Allow statement does not apply where a condition
//! could not be evaluated, a Deny statement does (observed on real AWS, 2026-09-11).

use crate::report::{ConditionReading, ConditionResult, Effect, ExpectedValue};
use crate::text::sort_by_place;

use super::context::{Entry, Unsaid};
use super::document::{Condition, ConditionValue};
use super::effort::Effort;
use super::footing::{Caveat, Footing};
use super::literal::{self, Compared, Literal, LiteralKind, Subject, SubjectKind, compare, truth};
use super::nearest::{self, Found};
use super::operator::{Operator, Ordering, Quantifier, Test};
use super::reason::{Absence, Reason};
use super::{Context, Version};

/// Values of a call of which one reading shows how near each value of the policy was.
const MAX_COMPARED: usize = 16;

/// Values of the policy, the nearest, of which one reading shows what is meant instead, and what
/// each of their parts took.
const MAX_EXPLAINED: usize = 64;

/// Evaluates one condition of a statement with that effect and says why it came out so.
pub(super) fn evaluate(
    condition: &Condition,
    effect: Effect,
    context: &Context<'_>,
    version: Version,
    effort: &mut Effort,
) -> ConditionReading {
    let evaluation = Evaluation::of(condition, effect, context, version, effort);
    let entry = evaluation.entry;
    let shown = entry.filter(|_| evaluation.reason != Reason::TooMuch);
    ConditionReading {
        operator: condition.operator.text.clone(),
        key: condition.key.text.clone(),
        result: evaluation.result,
        missing: !evaluation.is_present(),
        actual: shown.map_or_else(Vec::new, |entry| entry.values.to_vec()),
        expected: evaluation.expected(condition, effort),
        span: condition.at,
        reason: evaluation.sentence(condition),
        evidence: evaluation.footing.evidence(),
    }
}

/// What a condition came to, and all that is needed to explain it.
struct Evaluation<'a> {
    operator: Option<Operator>,
    /// The key as it is part of the call.
    entry: Option<&'a Entry<'a>>,
    /// The key, where nobody has said what it holds in the call.
    unsaid: Option<Unsaid>,
    literals: Vec<Literal<'a>>,
    subjects: Vec<Subject<'a>>,
    result: ConditionResult,
    reason: Reason,
    footing: Footing,
}

/// What one value of the call came to against the values of the policy in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tested {
    /// This one is satisfied; those behind it were not looked at.
    Hit(usize),
    /// None is satisfied.
    Miss,
    /// The value of the call cannot be read, which decides for addresses and ARNs.
    Unreadable,
    /// This one could not be read, and those behind it were not looked at.
    Error(usize),
}

impl<'a> Evaluation<'a> {
    fn of(
        condition: &'a Condition,
        effect: Effect,
        context: &'a Context<'_>,
        version: Version,
        effort: &mut Effort,
    ) -> Self {
        let key = &condition.key.text;
        let inserted = context.inserted(key);
        let mut evaluation = Self {
            operator: condition.operator.operator,
            entry: inserted.filter(|entry| entry.is_present()),
            unsaid: context.unsaid(key),
            literals: Vec::new(),
            subjects: Vec::new(),
            result: ConditionResult::Error,
            reason: Reason::UnknownOperator,
            footing: Footing::default(),
        };
        evaluation.footing.add_if(condition.shadows, Caveat::Duplicate);
        if !effort.covers(condition, evaluation.entry) {
            evaluation.reason = Reason::TooMuch;
            evaluation.footing.add(Caveat::NotCompared);
            return evaluation;
        }
        if condition.unread {
            evaluation.reason = Reason::Unread;
            evaluation.footing.add(Caveat::Unread);
            return evaluation;
        }
        let Some(operator) = condition.operator.operator else {
            evaluation.footing.add(Caveat::UnknownOperator);
            return evaluation;
        };
        if let Some(entry) = inserted {
            let caveat = match (entry.doubtful, entry.is_present()) {
                (true, true) => Some(Caveat::ShownKey),
                (true, false) => Some(Caveat::HiddenKey),
                (false, true) => None,
                (false, false) => Some(Caveat::EmptyKey),
            };
            evaluation.footing.extend(caveat.as_slice());
        }
        evaluation.literals = condition
            .values
            .iter()
            .map(|value| Literal::read(value, operator.test, context, version))
            .collect();
        let other_case = evaluation.entry.is_some_and(|entry| entry.key != *key);
        evaluation.footing.add_if(other_case, Caveat::KeyCase);
        if let Some(unsaid) = evaluation.unsaid {
            evaluation.decide_unsaid(operator, unsaid, effect);
            return evaluation;
        }
        evaluation.decide(operator, || {
            let similar = effort.seeks(key, context).then(|| context.similar(key)).flatten();
            similar.map(|entry| entry.key.clone().into_owned())
        });
        evaluation
    }

    fn decide(&mut self, operator: Operator, similar: impl FnOnce() -> Option<String>) {
        if operator.test == Test::Null {
            return self.null(operator, self.entry.is_some());
        }
        let Some(entry) = self.entry else {
            return self.absent(operator, similar());
        };
        self.subjects = entry
            .values
            .iter()
            .map(|value| Subject::read(value, operator.test))
            .collect();
        if self.literals.is_empty() {
            self.footing.add(Caveat::NoValues);
            return self.conclude(Some(false), Reason::NoValues);
        }
        match operator.quantifier {
            None if entry.multivalued => {
                let seen = operator.test == Test::StringEquals;
                self.footing.add_if(!seen, Caveat::MultivaluedElsewhere);
                self.conclude(Some(false), Reason::Multivalued);
            }
            None => self.single(operator),
            Some(quantifier) => self.set(operator, quantifier),
        }
    }

    /// What is not said is taken as favourable; that a key is there may be known all the same.
    fn decide_unsaid(&mut self, operator: Operator, unsaid: Unsaid, effect: Effect) {
        if operator.test == Test::Null && unsaid.certain {
            self.footing.add(Caveat::CertainKey);
            return self.null(operator, true);
        }
        self.footing.add(Caveat::Unsaid);
        let holds = effect == Effect::Allow;
        self.conclude(Some(holds), Reason::Unsaid { holds });
    }

    /// Whether the key is part of the call, or may be.
    fn is_present(&self) -> bool {
        self.entry.is_some() || self.unsaid.is_some()
    }

    fn conclude(&mut self, holds: Option<bool>, reason: Reason) {
        self.result = match holds {
            Some(true) => ConditionResult::Match,
            Some(false) => ConditionResult::NoMatch,
            None => ConditionResult::Error,
        };
        self.reason = reason;
    }

    /// `Null` asks whether the key is absent, and nothing else.
    fn null(&mut self, operator: Operator, present: bool) {
        let decorated = operator.quantifier.is_some() || operator.if_exists;
        self.footing.add_if(decorated, Caveat::NullDecorated);
        self.footing.add_if(self.literals.len() > 1, Caveat::NullSeveral);
        self.footing.add_if(self.literals.is_empty(), Caveat::NoValues);
        self.consult(self.literals.len());
        let wanted = |literal: &Literal<'_>| literal.resolved.as_deref().is_some_and(truth);
        let holds = self.literals.iter().any(|literal| wanted(literal) != present);
        let asks_absent = self.literals.first().is_some_and(wanted);
        self.conclude(Some(holds), Reason::Null { present, asks_absent });
    }

    fn absent(&mut self, operator: Operator, similar: Option<String>) {
        let is_string = matches!(
            operator.test,
            Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike
        );
        self.footing.add_if(!is_string, Caveat::AbsentElsewhere);
        self.footing.add_if(self.literals.is_empty(), Caveat::NoValues);
        let both = operator.if_exists && operator.quantifier.is_some();
        self.footing.add_if(both, Caveat::SetIfExists);
        let absence = match operator {
            Operator { if_exists: true, .. } => Absence::IfExists,
            Operator {
                quantifier: Some(Quantifier::ForAllValues),
                ..
            } => Absence::ForAllValues,
            Operator {
                quantifier: Some(Quantifier::ForAnyValue),
                ..
            } => Absence::ForAnyValue,
            Operator { negated: true, .. } if !self.literals.is_empty() => Absence::Negated,
            _ => Absence::Plain,
        };
        self.conclude(Some(absence.holds()), Reason::Absent { absence, similar });
    }

    fn single(&mut self, operator: Operator) {
        let is_string = matches!(
            operator.test,
            Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike
        );
        self.footing
            .add_if(operator.if_exists && !is_string, Caveat::IfExistsElsewhere);
        let tested = self.test(operator, 0);
        self.conclude(holds(operator, tested), Reason::Single(tested));
    }

    /// Values of the call in order, until one decides.
    fn set(&mut self, operator: Operator, quantifier: Quantifier) {
        let seen = matches!(
            operator.test,
            Test::StringEquals | Test::StringEqualsIgnoreCase | Test::StringLike | Test::Numeric(Ordering::Equals)
        );
        self.footing.add_if(!seen, Caveat::SetElsewhere);
        self.footing.add_if(operator.if_exists, Caveat::SetIfExists);
        let deciding = quantifier == Quantifier::ForAnyValue;
        for index in 0..self.subjects.len() {
            let tested = self.test(operator, index);
            match holds(operator, tested) {
                Some(holds) if holds != deciding => {}
                decided => return self.conclude(decided, Reason::OneOfSet { index, tested }),
            }
        }
        self.conclude(Some(!deciding), Reason::WholeSet);
    }

    /// One value of the call against those of the policy in written order, up to the
    /// first hit or error.
    fn test(&mut self, operator: Operator, index: usize) -> Tested {
        let Some(subject) = self.subjects.get(index) else {
            return Tested::Miss;
        };
        self.footing
            .extend(literal::unusual(operator.test, subject.text).as_slice());
        let decides_unread = matches!(operator.test, Test::IpAddress | Test::Arn { .. });
        if decides_unread && !subject.is_readable() {
            return Tested::Unreadable;
        }
        let mut tested = Tested::Miss;
        let mut consulted = self.literals.len();
        for (index, literal) in self.literals.iter().enumerate() {
            let stop = match compare(operator.test, subject, literal) {
                Compared::Hit => Tested::Hit(index),
                Compared::Error => Tested::Error(index),
                Compared::Miss => continue,
            };
            (tested, consulted) = (stop, index + 1);
            break;
        }
        self.note_footing(operator, index, consulted);
        tested
    }

    /// What of this comparison AWS was not seen to do.
    fn note_footing(&mut self, operator: Operator, subject: usize, consulted: usize) {
        self.consult(consulted);
        let several = self.literals.len() > 1 && !self.literals.iter().any(is_unreadable);
        self.footing.add_if(several, Caveat::SeveralValues);
        match operator.test {
            Test::Numeric(Ordering::Equals | Ordering::LessThanEquals) | Test::Date(Ordering::Equals) => {}
            Test::Numeric(_) => self.footing.add(Caveat::NumericOrdering),
            Test::Date(_) => self.footing.add(Caveat::DateOrdering),
            Test::Arn { equals: true } => self.footing.add(Caveat::ArnEquals),
            _ => {}
        }
        let Some(subject) = self.subjects.get(subject) else {
            return;
        };
        if let SubjectKind::Moment(Some(value)) = &subject.kind {
            let close = self.literals.iter().take(consulted).any(|literal| {
                matches!(&literal.kind, LiteralKind::Moment(Some(wanted)) if wanted.differs_in_milliseconds(*value))
            });
            self.footing.add_if(close, Caveat::Milliseconds);
        }
        if operator.test == Test::StringEqualsIgnoreCase {
            let mut texts = self
                .literals
                .iter()
                .take(consulted)
                .filter_map(|literal| literal.resolved.as_deref());
            let unseen = is_case_unseen(subject.text) || texts.any(is_case_unseen);
            self.footing.add_if(unseen, Caveat::UnseenCase);
        }
        let mut texts = self
            .literals
            .iter()
            .take(consulted)
            .filter_map(|literal| literal.resolved.as_deref());
        let replaced = is_replaced(subject.text) || texts.any(is_replaced);
        self.footing.add_if(replaced, Caveat::Replaced);
        let last = consulted.checked_sub(1).and_then(|last| self.literals.get(last));
        if let (SubjectKind::Units(value), Some(LiteralKind::Pattern(pattern))) =
            (&subject.kind, last.map(|literal| &literal.kind))
        {
            self.footing.add_if(pattern.needs_empty_run(value), Caveat::EmptyRun);
        }
        if let SubjectKind::Arn(Some(value)) = &subject.kind {
            let crosses = self.literals.iter().take(consulted).any(
                |literal| matches!(&literal.kind, LiteralKind::Arn(Some(pattern)) if pattern.depends_on_parts(value)),
            );
            self.footing.add_if(crosses, Caveat::AcrossParts);
        }
    }

    /// Takes on the caveats of the first values of the policy.
    fn consult(&mut self, values: usize) {
        for literal in self.literals.iter().take(values) {
            self.footing.extend(&literal.caveats);
        }
    }

    fn expected(&self, condition: &Condition, effort: &mut Effort) -> Vec<ExpectedValue> {
        let values = condition.values.iter().enumerate();
        let mut compared: Vec<(ExpectedValue, Option<Found<'_>>)> =
            values.map(|(index, value)| self.compared(index, value)).collect();
        let mut left = MAX_EXPLAINED;
        let near = nearness_of(left, compared.iter().filter_map(|(_, found)| found.as_ref()));
        for (expected, found) in &mut compared {
            let Some(found) = found.take().filter(|found| left > 0 && found.nearness() >= near) else {
                continue;
            };
            left -= 1;
            if let Some((operator, nearest)) = self.operator.zip(expected.nearest.as_mut()) {
                nearest.hint = if effort.hints() {
                    found.hint(operator.test)
                } else {
                    None
                };
            }
            expected.alignment = found.alignment(effort);
        }
        compared.into_iter().map(|(expected, _)| expected).collect()
    }

    /// A value of the policy, whether it is satisfied by any of the call before any negation,
    /// and how near it was.
    fn compared(&self, index: usize, value: &ConditionValue) -> (ExpectedValue, Option<Found<'_>>) {
        let literal = self.literals.get(index);
        let resolved = literal.map_or(Some(value.text.as_str()), |literal| literal.resolved.as_deref());
        let mut expected = ExpectedValue {
            text: value.text.clone(),
            resolved: resolved.map(str::to_owned),
            matched: false,
            span: value.at,
            nearest: None,
            alignment: None,
        };
        let Some((operator, literal)) = self.operator.zip(literal) else {
            return (expected, None);
        };
        if operator.test == Test::Null {
            expected.matched = truth(&value.text) != self.is_present();
            return (expected, None);
        }
        if self.reason == Reason::Multivalued {
            return (expected, None);
        }
        let mut subjects = self.subjects.iter();
        let hit = subjects.find(|subject| compare(operator.test, subject, literal) == Compared::Hit);
        expected.matched = hit.is_some();
        let shown = match hit {
            Some(hit) => std::slice::from_ref(hit),
            None => self.subjects.get(..MAX_COMPARED).unwrap_or(&self.subjects),
        };
        let found = nearest::find(operator.test, literal, shown);
        let is_missed = hit.is_none() && !operator.negated;
        expected.nearest = found.as_ref().filter(|_| is_missed).map(Found::nearest);
        (expected, found)
    }

    fn sentence(&self, condition: &Condition) -> String {
        self.reason
            .sentence(condition, &self.literals, &self.subjects, &self.footing)
    }
}

/// How near a value has to be in order to be among so many that are the nearest.
fn nearness_of<'a>(count: usize, found: impl Iterator<Item = &'a Found<'a>>) -> (usize, usize) {
    let mut all: Vec<(usize, usize)> = found.map(Found::nearness).collect();
    sort_by_place(&mut all, |nearness| *nearness);
    let last = all.len().checked_sub(count).and_then(|last| all.get(last));
    last.copied().unwrap_or_default()
}

/// Whether one value of the call satisfies the operator, its negation included.
fn holds(operator: Operator, tested: Tested) -> Option<bool> {
    match tested {
        Tested::Hit(_) => Some(!operator.negated),
        Tested::Miss => Some(operator.negated),
        Tested::Unreadable => Some(false),
        Tested::Error(_) => None,
    }
}

fn is_unreadable(literal: &Literal<'_>) -> bool {
    matches!(literal.kind, LiteralKind::Range(None) | LiteralKind::Arn(None))
}

/// Whether a text holds what is read in place of half a surrogate pair.
fn is_replaced(text: &str) -> bool {
    text.contains(char::REPLACEMENT_CHARACTER)
}

/// Whether a text has letters whose case AWS was not seen to treat: above U+FFFF but
/// not Deseret, or a capital sigma beside what may be skipped to tell whether it is final.
fn is_case_unseen(text: &str) -> bool {
    let is_beyond = |character| character > '\u{ffff}' && !matches!(character, '\u{10400}'..='\u{1044f}');
    text.chars().any(is_beyond) || text.contains('Σ') && !text.chars().all(is_plain)
}

/// A letter or digit of Latin, Greek, Cyrillic or Deseret, none of which is skipped to tell
/// whether a sigma is final.
fn is_plain(character: char) -> bool {
    let is_common = matches!(character, '\0'..='\u{24f}' | '\u{370}'..='\u{4ff}' | '\u{10400}'..='\u{1044f}');
    is_common && character.is_alphanumeric() && character != '\u{37a}'
}
