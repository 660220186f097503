//! The role's trust policy against this call.

use std::fmt;

use super::StsFailure;
use super::case::Case;
use crate::context::Presence;
use crate::policy::document::Statement;
use crate::policy::{self, Call, Principal};
use crate::report::{
    Check, CheckId, ConditionReading, ConditionResult, Decision, Effect, Evidence, Match, Saveable, Severity,
    StatementReading, TrustReading,
};
use crate::text::sentence;

const ID: CheckId = CheckId::TrustPolicy;

/// Keys that a sentence names. Nobody reads more.
const MOST_NAMED: usize = 3;

/// The action of the call itself.
const ASSUME: &str = "sts:AssumeRoleWithWebIdentity";

/// What no policy can show: whether there is such a role at all.
const NO_SUCH_ROLE: &str = "STS gives the same answer for a role that does not exist, and for some seconds after a role was made (observed: 8 to 12).";

/// The same, where the policy allows the call.
const IF_REFUSED: &str = "A role that does not exist, because it was deleted or its name is misspelt, is refused with AccessDenied whatever this policy says.";

/// Reads and evaluates the trust policy: one reading for people, one check for the verdict.
///
/// Session tags and a source identity in the token need actions of their own,
/// `sts:TagSession` and `sts:SetSourceIdentity`, from the same policy.
#[must_use]
pub fn check(case: &Case<'_>, document: &policy::Document, context: &policy::Context<'_>) -> Judged {
    if case
        .attempt
        .trust_policy
        .as_deref()
        .is_none_or(|text| text.trim().is_empty())
    {
        return Judged {
            reading: not_given(),
            check: Check::assumed(
                ID,
                "No trust policy was given; that it allows this call is assumed.",
                Evidence::Observed,
            ),
            doubt: None,
        };
    }
    let provider = case.provider.as_deref().unwrap_or_default();
    let evaluate = |action| {
        let call = Call {
            principal: Principal::Federated(provider),
            action,
            context,
        };
        policy::evaluate(document, &call)
    };
    let evaluation = evaluate(ASSUME);
    let companions: Vec<_> = companions(case)
        .into_iter()
        .map(|action| (action, evaluate(action)))
        .collect();
    let denied: Vec<_> = companions
        .iter()
        .map(|(action, evaluation)| (*action, evaluation.decision))
        .filter(|(_, decision)| *decision != Decision::Allowed)
        .collect();
    let all = || std::iter::once(&evaluation).chain(companions.iter().map(|(_, evaluation)| evaluation));
    let doubt = Doubt::of(document, all().all(|one| one.decision == Decision::Allowed), |place| {
        all().all(|one| matches!(one.otherwise.get(place), Some((_, Decision::Allowed))))
    });
    let mut reading = TrustReading {
        decision: evaluation.decision,
        saveable: document.saveable(),
        statements: evaluation.statements.clone(),
        problems: document.problems(),
    };
    let doubt = doubt.filter(|_| case.claims().is_some() && reading.decision != Decision::Unreadable);
    let check = if case.claims().is_none() {
        Check::skipped(ID, "There are no claims to evaluate the trust policy with.")
    } else {
        let judging = Judging {
            reading: &reading,
            written: document.policy().map_or(&[], |policy| &policy.statements),
            doubt: doubt.as_ref(),
        };
        judging.check(&denied, &evaluation.doubtful_denies)
    };
    if let (Decision::Allowed, Some((_, decision))) = (reading.decision, denied.first()) {
        reading.decision = *decision;
    }
    Judged {
        reading,
        check,
        doubt: doubt.map(|doubt| doubt.to_string()),
    }
}

/// What came of the trust policy.
#[derive(Debug, Clone)]
pub struct Judged {
    /// For people.
    pub reading: TrustReading,
    /// For the verdict.
    pub check: Check,
    /// That a member stands twice in the document, and what that may change: a sentence to be
    /// read before everything else that is said of it.
    pub doubt: Option<String>,
}

/// A member stands twice, and nobody has said which one AWS keeps.
#[derive(Debug)]
struct Doubt {
    /// The member.
    name: String,
    /// The number of the statement that it stands in.
    statement: Option<usize>,
    /// Whether the call is allowed where the later one counts.
    allowed: bool,
    /// Whether it is where the first one counts, and where all that can count together do.
    otherwise: [bool; 2],
}

impl Doubt {
    fn of(document: &policy::Document, allowed: bool, otherwise: impl Fn(usize) -> bool) -> Option<Self> {
        let (name, at) = document.duplicate()?;
        let statements = document.policy().map_or(&[][..], |policy| &policy.statements);
        let within = |statement: &Statement| statement.at.start <= at.start && at.end <= statement.at.end;
        Some(Self {
            name: name.to_owned(),
            statement: statements.iter().position(within).map(|index| index + 1),
            allowed,
            otherwise: [otherwise(0), otherwise(1)],
        })
    }

    /// Whether what counts changes what comes of it.
    fn matters(&self) -> bool {
        self.otherwise.iter().any(|allowed| *allowed != self.allowed)
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is = |allowed| if allowed { "allowed" } else { "refused" };
        let name = policy::clip(&self.name);
        match self.statement {
            Some(number) => write!(f, "\"{name}\" stands twice in statement {number}")?,
            None => write!(f, "\"{name}\" stands twice in the policy")?,
        }
        let [first, all] = self.otherwise;
        if !self.matters() {
            return write!(f, ", and whichever AWS keeps, this call is {}.", is(self.allowed));
        }
        write!(
            f,
            ", and which AWS keeps is not settled: with the later one, as most readers take it, this call is {}; with the first one it is {}, and with both {}.",
            is(self.allowed),
            is(first),
            is(all)
        )
    }
}

fn not_given() -> TrustReading {
    TrustReading {
        decision: Decision::Assumed,
        saveable: Saveable {
            ok: true,
            errors: Vec::new(),
        },
        statements: Vec::new(),
        problems: Vec::new(),
    }
}

/// Actions that this token needs beside the call's own.
fn companions(case: &Case<'_>) -> Vec<&'static str> {
    let mut actions = Vec::new();
    if !case.tags.is_empty() {
        actions.push("sts:TagSession");
    }
    if case.source_identity.is_some() {
        actions.push("sts:SetSourceIdentity");
    }
    actions
}

/// A trust policy as it was evaluated, beside the statements as they are written.
#[derive(Clone, Copy)]
struct Judging<'a> {
    reading: &'a TrustReading,
    written: &'a [Statement],
    doubt: Option<&'a Doubt>,
}

impl<'a> Judging<'a> {
    fn check(self, denied: &[(&str, Decision)], doubtful_denies: &[usize]) -> Check {
        let check = self.decided(denied, doubtful_denies);
        match self.doubt {
            Some(doubt) => check.preceded_by(doubt.to_string(), doubt.matters()),
            None => check,
        }
    }

    fn decided(self, denied: &[(&str, Decision)], doubtful_denies: &[usize]) -> Check {
        let reading = self.reading;
        match reading.decision {
            Decision::Allowed => match denied.first() {
                Some((action, decision)) => companion_denied(action, *decision),
                None => self.allowed(doubtful_denies).note(IF_REFUSED),
            },
            Decision::ExplicitDeny => self.explicit_deny(),
            Decision::ImplicitDeny => {
                let allows = self.of(Effect::Allow).map(Judgement::evidence);
                not_allowed(implicit_deny(reading), allows.max().unwrap_or(Evidence::Observed))
            }
            Decision::Unreadable | Decision::Assumed => {
                let fault = reading.problems.first().or(reading.saveable.errors.first());
                let told = fault.map_or("it holds no statement", |fault| fault.message.as_str());
                // No role has such a document, so STS was never asked about one.
                Check::skipped(
                    ID,
                    format!("The trust policy cannot be read: {}.", told.trim_end_matches('.')),
                )
                .note("IAM does not save such a document, so no role has it, and nothing is known of what STS would answer.")
            }
        }
    }

    fn of(self, effect: Effect) -> impl Iterator<Item = Judgement<'a>> {
        let statements = self.reading.statements.iter().zip(self.written).enumerate();
        let judged = statements.map(|(place, (reading, written))| Judgement {
            place,
            reading,
            written,
        });
        judged.filter(move |statement| statement.reading.effect == effect)
    }

    fn applying(self, effect: Effect) -> impl Iterator<Item = Judgement<'a>> {
        self.of(effect).filter(|statement| statement.reading.applies)
    }

    /// Of the statements that deny, the one of which most is known.
    fn explicit_deny(self) -> Check {
        let surest = self.applying(Effect::Deny).min_by_key(|statement| statement.evidence());
        let Some(statement) = surest else {
            return not_allowed("A statement denies this call.".to_owned(), Evidence::Documented);
        };
        let summary = format!(
            "{} denies this call, whatever else allows it.",
            statement.named("Statement")
        );
        not_allowed(summary, statement.evidence())
    }

    /// Allowed; assumed rather than passed where it rests on something that is not known.
    fn allowed(self, doubtful_denies: &[usize]) -> Check {
        let surest = self
            .applying(Effect::Allow)
            .min_by_key(|statement| statement.evidence());
        let by = match surest {
            Some(statement) => format!(
                "{} allows this call, and no statement denies it",
                statement.named("Statement")
            ),
            None => "The policy allows this call".to_owned(),
        };
        let doubt = doubtful_denies.first().map(|_| Evidence::Unsettled);
        let denies = self.of(Effect::Deny).map(Judgement::evidence);
        let all = denies.chain(surest.map(Judgement::evidence)).chain(doubt);
        let evidence = all.max().unwrap_or(Evidence::Observed);
        let assumptions = [
            self.not_saveable(),
            doubtful_denies.first().map(|index| denied_to_everyone(*index)),
            surest.and_then(Judgement::held_unsaid),
            self.spared().and_then(Judgement::spared_unsaid),
        ];
        let mut assumptions = assumptions.into_iter().flatten();
        if let Some(first) = assumptions.next() {
            let summary = sentence(&format!("{by}; {first}"));
            return Check::assumed(ID, summary, evidence).notes(assumptions.map(|assumption| sentence(&assumption)));
        }
        let check = Check::passed(ID, format!("{by}."), evidence);
        if evidence == Evidence::Unsettled {
            check.note("How AWS evaluates one of its conditions was never published; the condition's reason says what is taken for it.")
        } else {
            check
        }
    }

    /// A role may have had the document from before a rule of today's, so this is no refusal
    /// by STS; it is not known to be good either.
    fn not_saveable(self) -> Option<String> {
        let saveable = &self.reading.saveable;
        let mut objections = saveable.errors.iter().filter(|error| error.severity == Severity::Error);
        let told = &objections.next().filter(|_| !saveable.ok)?.message;
        Some(format!(
            "that a role has this document is assumed, since IAM would not save it today: {told}"
        ))
    }

    /// A Deny that is assumed not to apply, for keys that are not given.
    fn spared(self) -> Option<Judgement<'a>> {
        let mut denies = self.of(Effect::Deny);
        denies.find(|statement| {
            statement.is_meant()
                && !statement.reading.applies
                && statement
                    .failing()
                    .all(|condition| Presence::of_unsaid(condition).is_some())
        })
    }
}

fn denied_to_everyone(index: usize) -> String {
    format!(
        "statement {} denies it to everyone, and is assumed not to mean a web identity, as an Allow for everyone does not",
        index + 1
    )
}

/// One statement, as it was evaluated and as it is written.
#[derive(Clone, Copy)]
struct Judgement<'a> {
    place: usize,
    reading: &'a StatementReading,
    written: &'a Statement,
}

impl<'a> Judgement<'a> {
    fn named(self, word: &str) -> String {
        named(word, self.place, self.reading)
    }

    /// Whether the statement is meant for this caller and this action.
    fn is_meant(self) -> bool {
        self.reading.principal.matched && self.reading.action.matched
    }

    /// Keys of its conditions that are not given, though the call may have them.
    fn unsaid(self) -> Option<Unsaid> {
        let mut keys: Vec<(&str, Presence)> = Vec::new();
        for (key, presence) in self.reading.conditions.iter().filter_map(Presence::of_unsaid) {
            if keys.len() < MOST_NAMED && !keys.iter().any(|(known, _)| known.eq_ignore_ascii_case(key)) {
                keys.push((key, presence));
            }
        }
        match keys.as_slice() {
            [] => None,
            [(key, presence)] => Some(Unsaid {
                keys: (*key).to_owned(),
                why: format!("it is not given here, and {presence}. Add it to the other condition keys"),
            }),
            several => {
                let names: Vec<&str> = several.iter().map(|(key, _)| *key).collect();
                Some(Unsaid {
                    keys: names.join(" and "),
                    why: "they are not given here, and a real call has them, or may have them. Add them to the other condition keys".to_owned(),
                })
            }
        }
    }

    /// That what it asks of keys that are not given is so.
    fn held_unsaid(self) -> Option<String> {
        let Unsaid { keys, why } = self.unsaid()?;
        Some(format!("that the call meets what is asked of {keys} is assumed: {why}"))
    }

    /// That a Deny does not apply, for keys that are not given.
    fn spared_unsaid(self) -> Option<String> {
        let denies = self.named("statement");
        let Unsaid { keys, why } = self.unsaid()?;
        Some(format!("that {denies} does not deny it by {keys} is assumed: {why}"))
    }

    /// Conditions that keep it from applying. What cannot be evaluated never grants, and
    /// always forbids.
    fn failing(self) -> impl Iterator<Item = &'a ConditionReading> {
        let conditions = self.reading.conditions.iter();
        conditions.filter(move |condition| match condition.result {
            ConditionResult::Match => false,
            ConditionResult::NoMatch => true,
            ConditionResult::Error => self.reading.effect == Effect::Allow,
        })
    }

    /// How it is known that it applies, or that it does not: where all parts have to hold
    /// the weakest of them, and of those that fail the strongest.
    fn evidence(self) -> Evidence {
        let StatementReading {
            principal,
            action,
            conditions,
            ..
        } = self.reading;
        let excludes = self.written.principal.as_ref().is_some_and(|element| element.negated);
        let leaves_out = self.written.action.as_ref().is_some_and(|element| element.negated);
        let of_principal = seen_unless(excludes, Evidence::Unsettled);
        let of_action = seen_unless(leaves_out, Evidence::Documented);
        // Several conditions together were not seen.
        let together = seen_unless(conditions.len() > 1, Evidence::Documented);
        let of_conditions = |condition: &ConditionReading| condition.evidence.max(together);
        if self.reading.applies {
            let conditions = conditions.iter().map(of_conditions);
            return conditions
                .chain([of_principal, of_action])
                .max()
                .unwrap_or(of_principal);
        }
        let principal = (!principal.matched).then_some(of_principal);
        let action = (!action.matched).then_some(of_action);
        self.failing()
            .map(of_conditions)
            .chain(principal)
            .chain(action)
            .min()
            .unwrap_or(Evidence::Observed)
    }
}

/// Keys that are not given, as a sentence has them.
struct Unsaid {
    keys: String,
    /// Why something is assumed of them, and what to do.
    why: String,
}

fn seen_unless(other: bool, evidence: Evidence) -> Evidence {
    if other { evidence } else { Evidence::Observed }
}

/// What STS answers where a policy does not allow a call was observed, whatever is known
/// of how this one is evaluated.
fn not_allowed(summary: String, evidence: Evidence) -> Check {
    refused(summary, evidence).answered(Evidence::Observed)
}

fn refused(summary: String, evidence: Evidence) -> Check {
    Check::failed(ID, summary, &StsFailure::AccessDenied, evidence).note(NO_SUCH_ROLE)
}

fn companion_denied(action: &str, decision: Decision) -> Check {
    let what = if action == "sts:TagSession" {
        "session tags"
    } else {
        "a source identity"
    };
    let refuses = match decision {
        Decision::ExplicitDeny => "a statement denies",
        _ => "no statement allows",
    };
    let summary = format!("The trust policy allows {ASSUME}, but the token carries {what} and {refuses} {action}.");
    refused(summary, Evidence::Documented)
        .note("That this is refused is documented; the refusal itself was not captured.")
}

/// The nearest statement, and the first thing in it that is in the way.
fn implicit_deny(reading: &TrustReading) -> String {
    let allows = reading
        .statements
        .iter()
        .enumerate()
        .filter(|(_, statement)| statement.effect == Effect::Allow);
    let nearest = allows.min_by_key(|(_, statement)| obstacles(statement).count());
    let Some((place, statement)) = nearest else {
        return "No statement allows anything.".to_owned();
    };
    let Some(obstacle) = obstacles(statement).next() else {
        return format!("{} does not apply to this call.", named("Statement", place, statement));
    };
    if reading.statements.len() > 1 {
        let statement = named("statement", place, statement);
        return format!("No statement allows this call; nearest is {statement}: {obstacle}");
    }
    format!("{}: {obstacle}", named("Statement", place, statement))
}

/// What keeps a statement from applying, most telling first.
fn obstacles(statement: &StatementReading) -> impl Iterator<Item = &str> {
    let unmatched = |part: &'_ Match| (!part.matched).then_some(());
    let principal = unmatched(&statement.principal).map(|()| statement.principal.reason.as_str());
    let action = unmatched(&statement.action).map(|()| statement.action.reason.as_str());
    let conditions = statement.conditions.iter();
    let conditions = conditions.filter(|condition| condition.result != ConditionResult::Match);
    principal
        .into_iter()
        .chain(action)
        .chain(conditions.map(|condition| condition.reason.as_str()))
}

fn named(word: &str, place: usize, statement: &StatementReading) -> String {
    match &statement.sid {
        Some(sid) if !sid.is_empty() => format!("{word} {} ({sid})", place + 1),
        _ => format!("{word} {}", place + 1),
    }
}
