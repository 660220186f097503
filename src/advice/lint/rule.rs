//! What a rule is, what it looks at, and what it tells.

use std::cell::Cell;
use std::rc::Rc;

use crate::issuers::Issuer;
use crate::policy::document::{ConditionValue, Policy, RoleFacts};
use crate::policy::{Document, Operator, matches};
use crate::report::{Edit, Finding, FindingSeverity, Fix, Input, Span};

use super::super::caller::{Caller, LONGEST};
use super::super::rewrite::{self, Pasted};
use super::super::summary::Situation;
use super::super::words::{clip, short};
use super::grant::{Around, Grant};
use super::reach::Reach;
use super::strangers;
use super::tested::{Standing, Tested};

/// A rule of the catalogue.
pub(super) struct Rule {
    /// Stable kebab-case name.
    pub(super) name: &'static str,
    /// Why it matters and what to do.
    pub(super) help: &'static str,
    /// Tells where it fires.
    pub(super) look: fn(&Linted<'_>, &mut Told),
}

impl Rule {
    pub(super) fn look_at(&self, linted: &Linted<'_>) -> Vec<Finding> {
        let mut told = Told {
            rule: self.name,
            help: self.help,
            findings: Vec::new(),
            more: 0,
        };
        (self.look)(linted, &mut told);
        told.all()
    }
}

/// Findings of one rule that are told one by one. Nobody reads more.
const MOST: usize = 20;

/// The same of what is only good to know: it is often true of every statement.
const MOST_REMARKS: usize = 1;

/// What a rule has found.
#[derive(Debug)]
pub(super) struct Told {
    rule: &'static str,
    help: &'static str,
    findings: Vec<Finding>,
    more: usize,
}

impl Told {
    /// Something in the trust policy.
    pub(super) fn tell(&mut self, severity: FindingSeverity, at: Span, message: &dyn Fn() -> String) {
        self.tell_and_mend(severity, at, message, &|| None);
    }

    /// The same, with edits that mend it.
    pub(super) fn tell_and_mend(
        &mut self,
        severity: FindingSeverity,
        at: Span,
        message: &dyn Fn() -> String,
        // One for all rules: a generic one would stand in the module once for each.
        fix: &dyn Fn() -> Option<Fix>,
    ) {
        let most = match severity {
            FindingSeverity::Info => MOST_REMARKS,
            _ => MOST,
        };
        if self.findings.len() == most {
            self.more += 1;
            return;
        }
        let fix = fix();
        self.push(Input::TrustPolicy, severity, Some(at), message(), fix);
    }

    /// A value that lets in more than this token's run, which it can be narrowed to.
    pub(super) fn narrow(
        &mut self,
        linted: &Linted<'_>,
        severity: FindingSeverity,
        place: &Place<'_, '_>,
        message: &dyn Fn() -> String,
    ) {
        self.tell_and_mend(severity, place.value.at, message, &|| linted.narrowed(place));
    }

    /// Conditions of this standing, where nothing in the statement keeps strangers out.
    pub(super) fn asked(&mut self, linted: &Linted<'_>, standing: Standing, severity: FindingSeverity, what: &str) {
        for grant in linted.open() {
            for tested in grant.tested.iter().filter(|tested| tested.standing == standing) {
                let message = || {
                    let key = clip(short(&tested.condition.key.text));
                    format!("{} asks by {key} {what}.", grant.capital())
                };
                self.tell_and_mend(severity, tested.condition.at, &message, &|| linted.with_sub(grant));
            }
        }
    }

    /// Something in another text.
    pub(super) fn tell_of(&mut self, input: Input, severity: FindingSeverity, span: Option<Span>, message: String) {
        self.push(input, severity, span, message, None);
    }

    fn push(&mut self, input: Input, severity: FindingSeverity, span: Option<Span>, message: String, fix: Option<Fix>) {
        self.findings.push(Finding {
            rule: self.rule.to_owned(),
            severity,
            message,
            help: self.help.to_owned(),
            input,
            span,
            fix,
        });
    }

    fn all(mut self) -> Vec<Finding> {
        let more = self.more;
        if let Some(last) = self.findings.last_mut().filter(|_| more > 0) {
            let places = if more == 1 { "place" } else { "places" };
            last.message = format!("{} The same stands in {more} more {places}.", last.message);
        }
        self.findings
    }
}

/// A value of a condition.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'l, 'a> {
    /// The statement that it stands in.
    pub(super) grant: &'l Grant<'a>,
    /// The condition that it stands in.
    pub(super) tested: &'l Tested<'a>,
    /// As it is written.
    pub(super) value: &'a ConditionValue,
    /// How far it reaches.
    pub(super) reach: &'l Reach,
}

/// What the rules look at.
#[derive(Debug)]
pub(super) struct Linted<'a> {
    /// The attempt and what was made of it.
    pub(super) situation: &'a Situation<'a>,
    /// The policy, if one could be read.
    pub(super) policy: Option<&'a Policy>,
    /// What was pasted beside the policy of the role itself.
    pub(super) role: Option<&'a RoleFacts>,
    /// Statements on `sts:AssumeRoleWithWebIdentity` for an identity provider.
    pub(super) grants: Vec<Grant<'a>>,
    /// The text that the policy stands in.
    pub(super) pasted: Pasted<'a>,
}

/// Demands of Denies that are taken into account. Nobody writes more.
const MOST_DEMANDS: usize = 16;

/// Grants, each beside what the Denies for the same issuer demand.
fn with_demands<'a>(grants: Vec<Grant<'a>>, around: Around<'_>) -> Vec<Grant<'a>> {
    let demanding = grants
        .iter()
        .filter_map(|grant| Some((grant.issuer.clone(), Rc::new(grant.demand(around)?))));
    let demands: Vec<(Issuer, Rc<Tested<'a>>)> = demanding.take(MOST_DEMANDS).collect();
    let beside = |grant: Grant<'a>| {
        let own = demands.iter().filter(|(issuer, _)| *issuer == grant.issuer);
        let own = own.map(|(_, demand)| Rc::clone(demand)).collect();
        grant.beside(own, around)
    };
    grants.into_iter().map(beside).collect()
}

impl<'a> Linted<'a> {
    pub(super) fn new(situation: &'a Situation<'a>, document: &'a Document) -> Self {
        let policy = document.policy();
        let statements = policy.map_or(&[][..], |policy| &policy.statements);
        let given = situation.attempt.context.iter();
        let given = given.map(|(key, _)| (key.to_ascii_lowercase(), ())).collect();
        let steps = Cell::new(strangers::MOST_STEPS);
        let around = policy.map(|policy| Around {
            version: policy.version,
            given: &given,
            steps: &steps,
        });
        let read = statements.iter().zip(&situation.trust.statements).enumerate();
        let called = read.filter(|(_, (_, reading))| reading.action.matched);
        let grants: Vec<Grant<'a>> = called
            .filter_map(|(index, (statement, _))| Grant::of(index + 1, statement, around?))
            .collect();
        Self {
            situation,
            policy,
            role: document.role(),
            grants: around.map_or_else(Vec::new, |around| with_demands(grants, around)),
            pasted: Pasted(situation.attempt.trust_policy.as_deref().unwrap_or_default()),
        }
    }

    /// Grants that let strangers in.
    pub(super) fn open(&self) -> impl Iterator<Item = &Grant<'a>> {
        self.grants.iter().filter(|grant| grant.is_open())
    }

    /// Grants that let in those whom they name.
    pub(super) fn bound(&self) -> impl Iterator<Item = &Grant<'a>> {
        self.grants.iter().filter(|grant| grant.is_bound())
    }

    /// Values that reach so far, of grants that let strangers in.
    pub(super) fn open_reaching(&self, far: fn(&Reach) -> bool) -> Vec<Place<'_, 'a>> {
        self.reaching(Standing::Open, &[], far)
    }

    /// Values that reach so far, of grants that let in those whom they name, where none of
    /// these claims has to be something beside it.
    pub(super) fn bound_reaching(&self, elsewhere: &[&str], far: fn(&Reach) -> bool) -> Vec<Place<'_, 'a>> {
        self.reaching(Standing::Binds, elsewhere, far)
    }

    fn reaching(&self, standing: Standing, elsewhere: &[&str], far: fn(&Reach) -> bool) -> Vec<Place<'_, 'a>> {
        let mut places = Vec::new();
        for grant in &self.grants {
            let is_meant = if standing == Standing::Open {
                grant.is_open()
            } else {
                grant.is_bound()
            };
            let has = |tested: &&Tested<'a>| tested.standing == standing && tested.has_reach(far);
            if !is_meant || !grant.tested.iter().any(|tested| has(&tested)) || grant.demands(elsewhere) {
                continue;
            }
            for tested in grant.tested.iter().filter(has) {
                for (value, reach) in tested.reaches.iter().filter(|(_, reach)| far(reach)) {
                    places.push(Place {
                        grant,
                        tested,
                        value,
                        reach,
                    });
                }
            }
        }
        places
    }

    /// Whether a grant applies to this very call.
    pub(super) fn applies(&self, grant: &Grant<'_>) -> bool {
        let reading = self.situation.trust.statements.get(grant.number - 1);
        reading.is_some_and(|reading| reading.applies)
    }

    pub(super) fn caller(&self) -> Caller<'a> {
        self.situation.caller()
    }

    /// A claim of the token, if it is one of the issuer of a grant.
    pub(super) fn claim(&self, grant: &Grant<'_>, name: &str) -> Option<&'a str> {
        let caller = self.caller();
        caller
            .key_prefix()
            .filter(|prefix| *prefix == grant.issuer.url_part())?;
        // As a pattern it would be wider than it is as a value.
        caller.claim(name).filter(|value| !value.contains(['*', '?', '$']))
    }

    /// Lets in this token's run alone, where a value lets it in among others.
    pub(super) fn narrowed(&self, place: &Place<'_, '_>) -> Option<Fix> {
        let actual = self.claim(place.grant, place.tested.claim.as_deref()?)?;
        let fits = place.value.text.len() <= LONGEST && matches(&place.value.text, actual);
        if !fits || Reach::of(actual).is_open() {
            return None;
        }
        let edit = self.instead(place.value, actual)?;
        Some(rewrite::fix(format!("allow {actual} alone"), vec![edit]))
    }

    /// Demands this token's `sub`.
    pub(super) fn with_sub(&self, grant: &Grant<'_>) -> Option<Fix> {
        let sub = self.claim(grant, "sub").filter(|sub| !Reach::of(sub).is_open())?;
        let edit = self
            .pasted
            .further(grant.statement, "StringEquals", &grant.key("sub"), sub)?;
        Some(rewrite::fix(format!("allow {sub} alone"), vec![edit]))
    }

    /// Another text in place of a value.
    pub(super) fn instead(&self, value: &ConditionValue, text: &str) -> Option<Edit> {
        let plain = value.quoted && !value.templated;
        plain.then(|| self.pasted.replaced(value.at, &value.text, text))?
    }

    /// Another operator, where no other key stands under it and none has it yet.
    pub(super) fn operator(&self, grant: &Grant<'_>, tested: &Tested<'_>, meant: Operator) -> Option<Fix> {
        let meant = meant.to_string();
        let own = &tested.condition.operator;
        let mut conditions = grant.statement.conditions.iter();
        let taken = conditions.any(|other| {
            let same = other.operator.at == own.at && other.at != tested.condition.at;
            same || other.operator.text.eq_ignore_ascii_case(&meant)
        });
        let edit = self.pasted.replaced(own.at, &own.text, &meant).filter(|_| !taken)?;
        Some(rewrite::fix(format!("write {meant}"), vec![edit]))
    }
}
