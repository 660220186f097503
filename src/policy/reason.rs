//! Why a condition came out as it did, in one sentence with the values of this call.

use super::condition::Tested;
use super::document::Condition;
use super::footing::Footing;
use super::literal::{Literal, LiteralKind, Subject, SubjectKind, truth};
use super::operator::{Operator, Ordering, Quantifier, Test};
use super::problem::{Expected, clip, quote, quoted};

/// Why a condition came out as it did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reason {
    /// There is no such operator.
    UnknownOperator,
    /// A part of the condition could not be read.
    Unread,
    /// The values of call and policy are too long, or too many, to be compared.
    TooMuch,
    /// The key is not part of the call, but perhaps one that is spelt much like it.
    Absent { absence: Absence, similar: Option<String> },
    /// Nobody has said what the key holds in this call, and the favourable is assumed.
    Unsaid { holds: bool },
    /// `Null` looked whether the key is there.
    Null { present: bool, asks_absent: bool },
    /// The policy lists no value.
    NoValues,
    /// A plain operator on a multivalued key.
    Multivalued,
    /// The one value of the call.
    Single(Tested),
    /// The value of the call that decided under a set prefix.
    OneOfSet { index: usize, tested: Tested },
    /// All values of the call together under a set prefix.
    WholeSet,
}

/// What an operator makes of an absent key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Absence {
    Plain,
    Negated,
    IfExists,
    ForAllValues,
    ForAnyValue,
}

impl Absence {
    pub(super) fn holds(self) -> bool {
        matches!(self, Self::Negated | Self::IfExists | Self::ForAllValues)
    }
}

impl Reason {
    pub(super) fn sentence(
        &self,
        condition: &Condition,
        literals: &[Literal<'_>],
        subjects: &[Subject<'_>],
        footing: &Footing,
    ) -> String {
        let told = Told {
            condition,
            operator: condition.operator.operator,
            literals,
            subjects,
        };
        let mut sentence = String::with_capacity(USUAL);
        told.why(self, &mut sentence);
        for (index, assumed) in footing.assumptions().enumerate() {
            let joint = if index == 0 {
                "; not settled, assumed here: "
            } else {
                ", and "
            };
            sentence.push_str(joint);
            sentence.push_str(assumed);
        }
        sentence.push('.');
        sentence
    }
}

/// Room for most sentences.
const USUAL: usize = 192;

struct Told<'a> {
    condition: &'a Condition,
    operator: Option<Operator>,
    literals: &'a [Literal<'a>],
    subjects: &'a [Subject<'a>],
}

impl Told<'_> {
    fn why(&self, reason: &Reason, sentence: &mut String) {
        let key = clip(&self.condition.key.text);
        let name = clip(&self.condition.operator.text);
        let told = match reason {
            Reason::Single(tested) => {
                let value = self.subjects.first().map_or("", |subject| subject.text);
                sentence.push_str(&key);
                sentence.push_str(" is ");
                quote(value, sentence);
                sentence.push_str(", ");
                self.tested(0, *tested, sentence);
                if self.operator.is_some_and(|operator| operator.negated) {
                    sentence.push_str(&self.verdict(*tested));
                }
                return;
            }
            Reason::OneOfSet { index, tested } => return self.one_of_set(*index, *tested, sentence),
            Reason::UnknownOperator => format!("{} is no condition operator", quoted(&name)),
            Reason::Unread => "This condition could not be read as an operator, a key and its values".to_owned(),
            Reason::TooMuch => format!(
                "{key} in this call and what the policy lists for it are too long, or too many, to be compared here: longer than any policy that IAM saves and any token that STS takes"
            ),
            Reason::Absent { absence, similar } => {
                let similar = similar.as_ref().map_or_else(String::new, |similar| {
                    format!("; this call has {} instead", clip(similar))
                });
                format!("{}{similar}", self.absent(*absence))
            }
            Reason::Unsaid { holds } => {
                let assumed = if *holds { "holds" } else { "does not hold" };
                format!("{key} is not given here, though the call may have it; that {name} {assumed} is assumed")
            }
            Reason::Null { present, asks_absent } => {
                let state = if *present {
                    "part of this call"
                } else {
                    "not part of this call"
                };
                let asks = if *asks_absent { "absent" } else { "present" };
                format!("{key} is {state}, and the policy asks for it to be {asks}")
            }
            Reason::NoValues => format!("The policy lists no value for {key}, so {name} cannot be satisfied"),
            Reason::Multivalued => format!(
                "{key} is a multivalued key, and {name} without ForAnyValue or ForAllValues never holds for one, whatever its values"
            ),
            Reason::WholeSet => self.whole_set(),
        };
        sentence.push_str(&told);
    }

    fn absent(&self, absence: Absence) -> String {
        let key = clip(&self.condition.key.text);
        let name = clip(&self.condition.operator.text);
        match absence {
            Absence::Plain => format!("{key} is not part of this call, and {name} needs it"),
            Absence::Negated => format!("{key} is not part of this call, so there is nothing that {name} rules out"),
            Absence::IfExists => format!("{key} is not part of this call, and {name} then holds"),
            Absence::ForAllValues => {
                format!("{key} is not part of this call, and ForAllValues holds where there is no value to look at")
            }
            Absence::ForAnyValue => {
                format!("{key} is not part of this call, and ForAnyValue needs at least one value")
            }
        }
    }

    /// What one value of the call came to, as a clause behind it.
    fn tested(&self, index: usize, tested: Tested, sentence: &mut String) {
        let Some(operator) = self.operator else {
            return;
        };
        let (satisfies, fails) = relation(operator.test);
        match tested {
            Tested::Hit(_) | Tested::Miss if operator.test == Test::Bool => sentence.push_str(&self.truth(index)),
            Tested::Hit(literal) => {
                let literal = self.condition.values.get(literal).map_or("", |value| &value.text);
                sentence.push_str("which ");
                sentence.push_str(satisfies);
                sentence.push(' ');
                quote(literal, sentence);
                self.filled_in(literal, sentence);
            }
            Tested::Miss => {
                sentence.push_str("which ");
                sentence.push_str(fails);
                sentence.push(' ');
                match self.condition.values.as_slice() {
                    [only] => {
                        quote(&only.text, sentence);
                        self.filled_in(&only.text, sentence);
                    }
                    _ => sentence.push_str(&self.listed()),
                }
                sentence.push_str(&self.notes(index));
            }
            Tested::Unreadable => {
                sentence.push_str("which is not ");
                sentence.push_str(subject_form(operator.test));
            }
            Tested::Error(literal) => {
                sentence.push_str("but the policy's ");
                quote(self.shown(literal), sentence);
                sentence.push_str(" is not ");
                sentence.push_str(&Expected::Arn.to_string());
                sentence.push_str(", and AWS stops evaluating there");
            }
        }
    }

    /// `Bool` reads any text but "true" as false, which surprises where it decides.
    fn truth(&self, index: usize) -> String {
        let value = self.subjects.get(index).is_some_and(|subject| truth(subject.text));
        let read: Vec<String> = self
            .condition
            .values
            .iter()
            .take(LISTED)
            .map(|wanted| format!("{} as {}", quoted(&wanted.text), truth(&wanted.text)))
            .collect();
        format!("which Bool reads as {value}, and the policy's {}", read.join(", "))
    }

    fn verdict(&self, tested: Tested) -> String {
        let name = clip(&self.condition.operator.text);
        match tested {
            Tested::Hit(_) => format!(", so {name} does not hold"),
            Tested::Miss => format!(", so {name} holds"),
            Tested::Unreadable => format!(", and {name} does not hold for such a value either"),
            Tested::Error(_) => String::new(),
        }
    }

    fn one_of_set(&self, index: usize, tested: Tested, sentence: &mut String) {
        let key = clip(&self.condition.key.text);
        let value = self.subjects.get(index).map_or("", |subject| subject.text);
        let asks = match self.operator.and_then(|operator| operator.quantifier) {
            Some(Quantifier::ForAllValues) => "; ForAllValues asks every value to satisfy the operator",
            _ => "; ForAnyValue asks for one value that satisfies the operator",
        };
        let asks = if matches!(tested, Tested::Error(_)) { "" } else { asks };
        sentence.push_str(&key);
        sentence.push_str(" has the value ");
        quote(value, sentence);
        sentence.push_str(", ");
        self.tested(index, tested, sentence);
        sentence.push_str(asks);
    }

    fn whole_set(&self) -> String {
        let key = clip(&self.condition.key.text);
        let every = match self.operator.and_then(|operator| operator.quantifier) {
            Some(Quantifier::ForAllValues) => "Every",
            _ => "No",
        };
        let values: Vec<&str> = self.subjects.iter().map(|subject| subject.text).collect();
        let base = self.operator.map_or_else(String::new, |operator| {
            let plain = Operator {
                quantifier: None,
                ..operator
            };
            plain.to_string()
        });
        format!(
            "{every} value of {key} ({}) satisfies {base} {}{}",
            list(&values, "and"),
            self.listed(),
            self.notes(0)
        )
    }

    fn listed(&self) -> String {
        let values: Vec<&str> = self.condition.values.iter().map(|value| value.text.as_str()).collect();
        list(&values, "or")
    }

    /// A value of the policy with its variables filled in.
    fn shown(&self, index: usize) -> &str {
        let resolved = self.literals.get(index).and_then(|literal| literal.resolved.as_deref());
        let written = || self.condition.values.get(index).map(|value| value.text.as_str());
        resolved.or_else(written).unwrap_or_default()
    }

    fn filled_in(&self, written: &str, sentence: &mut String) {
        let literal = self
            .condition
            .values
            .iter()
            .zip(self.literals)
            .find(|(value, _)| value.text == written);
        let resolved = literal.and_then(|(_, literal)| literal.resolved.as_deref());
        if let Some(resolved) = resolved.filter(|resolved| *resolved != written) {
            sentence.push_str(", filled in as ");
            quote(resolved, sentence);
        }
    }

    /// Why a miss could not have been a hit: a text that cannot be read, another
    /// address family, or a variable without a value.
    fn notes(&self, index: usize) -> String {
        let Some((operator, subject)) = self.operator.zip(self.subjects.get(index)) else {
            return String::new();
        };
        if !subject.is_readable() {
            return format!("; {} is not {}", quoted(subject.text), subject_form(operator.test));
        }
        let note = self
            .condition
            .values
            .iter()
            .zip(self.literals)
            .find_map(|(value, literal)| note(operator.test, subject, &value.text, literal));
        note.map_or_else(String::new, |note| format!("; {note}"))
    }
}

fn note(test: Test, subject: &Subject<'_>, written: &str, literal: &Literal<'_>) -> Option<String> {
    match (&literal.kind, &subject.kind) {
        (LiteralKind::NoValue(variable), _) if variable.multivalued => Some(format!(
            "{} is multivalued, so a variable that names it has no usable value and no default is taken",
            clip(&variable.key)
        )),
        (LiteralKind::NoValue(variable), _) if variable.unsaid => Some(format!(
            "the value of the variable {} is not given here",
            clip(&variable.key)
        )),
        (LiteralKind::NoValue(variable), _) => Some(format!(
            "the variable {} has no value, since that key is not part of this call",
            clip(&variable.key)
        )),
        (LiteralKind::Number(None) | LiteralKind::Moment(None) | LiteralKind::Range(None), _) => Some(format!(
            "the policy's {} is not {}, so it is satisfied by nothing",
            quoted(written),
            literal_form(test)
        )),
        (LiteralKind::Range(Some(range)), SubjectKind::Address(Some(address))) => {
            let (wanted, found) = (range.family(), address.family());
            (wanted != found).then(|| {
                format!(
                    "{} is {wanted} and the address counts as {found}, and the two families never match",
                    quoted(written)
                )
            })
        }
        _ => None,
    }
}

/// How a sentence says that a value satisfies a test, and that it does not.
fn relation(test: Test) -> (&'static str, &'static str) {
    match test {
        Test::StringEquals | Test::Numeric(Ordering::Equals) | Test::BinaryEquals => ("equals", "does not equal"),
        Test::StringEqualsIgnoreCase => ("equals, letter case aside,", "does not equal, even letter case aside,"),
        Test::StringLike | Test::Arn { .. } => ("matches", "does not match"),
        Test::Numeric(Ordering::LessThan) => ("is less than", "is not less than"),
        Test::Numeric(Ordering::LessThanEquals) => ("is at most", "is not at most"),
        Test::Numeric(Ordering::GreaterThan) => ("is more than", "is not more than"),
        Test::Numeric(Ordering::GreaterThanEquals) => ("is at least", "is not at least"),
        Test::Date(Ordering::Equals) => ("is the same moment as", "is not the same moment as"),
        Test::Date(Ordering::LessThan) => ("is before", "is not before"),
        Test::Date(Ordering::LessThanEquals) => ("is not after", "is after"),
        Test::Date(Ordering::GreaterThan) => ("is after", "is not after"),
        Test::Date(Ordering::GreaterThanEquals) => ("is not before", "is before"),
        Test::Bool | Test::Null => ("is the same truth value as", "is not the same truth value as"),
        Test::IpAddress => ("lies in", "does not lie in"),
    }
}

fn subject_form(test: Test) -> &'static str {
    match test {
        Test::IpAddress => "an IP address",
        Test::Arn { .. } => "an ARN",
        Test::Date(_) => "a moment in time",
        _ => "a number",
    }
}

fn literal_form(test: Test) -> Expected {
    match test {
        Test::IpAddress => Expected::Address,
        Test::Date(_) => Expected::Moment,
        _ => Expected::Number,
    }
}

/// Values that a sentence lists before it counts the rest.
const LISTED: usize = 3;

fn list(values: &[&str], joint: &str) -> String {
    if let [only] = values {
        return quoted(only);
    }
    let mut shown: Vec<String> = values.iter().take(LISTED).map(|value| quoted(value)).collect();
    if values.len() > LISTED {
        shown.push(format!("{} more", values.len() - LISTED));
    }
    match shown.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {joint} {last}", rest.join(", ")),
        _ => "nothing".to_owned(),
    }
}
