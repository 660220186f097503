//! What a statement makes of callers with a web identity, as far as the policy alone tells.

use std::cell::Cell;
use std::rc::Rc;

use crate::issuers::{self, Issuer};
use crate::policy::document::{PrincipalKind, Statement, Text};
use crate::policy::saveable::{issuer_in, issuer_of, required_key};
use crate::policy::{Operator, Version};
use crate::report::Effect;
use crate::text::names::ByName;

use super::super::words::{capital, statement_name};
use super::reach::Reach;
use super::strangers;
use super::tested::{Standing, Tested};

/// A statement on `sts:AssumeRoleWithWebIdentity` for the tokens of one issuer.
#[derive(Debug)]
pub(super) struct Grant<'a> {
    /// Which statement it is, from 1.
    pub(super) number: usize,
    /// As it is written.
    pub(super) statement: &'a Statement,
    /// The provider that it names first.
    pub(super) provider: &'a Text,
    /// The issuer of that provider.
    pub(super) issuer: Issuer,
    /// Its conditions, in order.
    pub(super) tested: Vec<Tested<'a>>,
    /// What is demanded of every call by such a token, since a Deny wins over all: see
    /// [`Grant::demand`].
    everywhere: Vec<Rc<Tested<'a>>>,
    /// Whom it lets in.
    lets_in: LetsIn,
}

/// Whom a statement lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LetsIn {
    /// It is a Deny, or never holds.
    Nobody,
    /// Whoever has a token of the issuer.
    Anybody,
    /// Those whom it names.
    Named,
}

/// Choices of one value from each condition that are followed.
const MOST_COMBINATIONS: usize = 16;

/// What a statement stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around<'a> {
    /// The version of the policy.
    pub(super) version: Version,
    /// Keys that are said to be part of the call, in small letters, whatever the token brings.
    pub(super) given: &'a ByName<()>,
    /// What is left to find out whether strangers get in.
    pub(super) steps: &'a Cell<usize>,
}

impl<'a> Grant<'a> {
    /// Of a statement that names a provider of the account, or one that AWS has built in.
    pub(super) fn of(number: usize, statement: &'a Statement, around: Around<'_>) -> Option<Self> {
        let provider = provider_of(statement)?;
        let issuer = issuers::recognise(issuer_of(&provider.text));
        let counting = statement.conditions.iter().filter(|condition| !condition.shadowed);
        let tested: Vec<_> = counting
            .map(|condition| Tested::of(condition, &issuer, around))
            .collect();
        Some(Self {
            number,
            statement,
            provider,
            issuer,
            tested,
            everywhere: Vec::new(),
            lets_in: LetsIn::Nobody,
        })
    }

    /// What a Deny demands of every call, by forbidding all others: that of its only condition
    /// the opposite holds.
    pub(super) fn demand(&self, around: Around<'_>) -> Option<Tested<'a>> {
        let [tested] = self.tested.as_slice() else {
            return None;
        };
        let operator = tested.operator.filter(|operator| operator.negated && !self.allows())?;
        let opposite = Operator {
            quantifier: None,
            negated: false,
            if_exists: false,
            ..operator
        };
        Some(Tested::by(opposite, tested.condition, &self.issuer, around))
    }

    /// The same with what is demanded of every call by such a token.
    pub(super) fn beside(mut self, everywhere: Vec<Rc<Tested<'a>>>, around: Around<'_>) -> Self {
        self.everywhere = everywhere;
        let has = |standing| self.demanded().any(|tested| tested.standing == standing);
        self.lets_in = if !self.allows() || !is_of_provider(self.provider, &self.issuer) || has(Standing::Never) {
            LetsIn::Nobody
        } else if has(Standing::Binds) || self.binds_together(around) {
            LetsIn::Named
        } else {
            LetsIn::Anybody
        };
        self
    }

    /// Whether conditions that each take a stranger's `sub` take none together.
    fn binds_together(&self, around: Around<'_>) -> bool {
        let open: Vec<&Tested<'_>> = self.demanded().filter(|tested| !tested.patterns.is_empty()).collect();
        let combinations = open
            .iter()
            .try_fold(1_usize, |all, tested| all.checked_mul(tested.patterns.len()));
        let Some(combinations) = combinations.filter(|count| open.len() > 1 && *count <= MOST_COMBINATIONS) else {
            return false;
        };
        let chosen = |mut number: usize| {
            let mut patterns: Vec<&str> = Vec::new();
            for tested in &open {
                patterns.extend(tested.patterns.get(number % tested.patterns.len()).map(String::as_str));
                number /= tested.patterns.len();
            }
            patterns
        };
        (0..combinations).all(|number| !strangers::get_in(&chosen(number), around.steps))
    }

    /// Every condition that a call has to meet.
    fn demanded(&self) -> impl Iterator<Item = &Tested<'a>> {
        self.tested.iter().chain(self.everywhere.iter().map(Rc::as_ref))
    }

    pub(super) fn allows(&self) -> bool {
        self.statement.effect == Effect::Allow
    }

    /// `statement 2 (Audience)`
    pub(super) fn name(&self) -> String {
        statement_name(self.number, self.statement.sid.as_ref().map(|sid| sid.text.as_str()))
    }

    /// The same where it begins a sentence.
    pub(super) fn capital(&self) -> String {
        capital(&self.name())
    }

    /// Whether strangers come in: nothing in it says whose run it has to be.
    pub(super) fn is_open(&self) -> bool {
        self.lets_in == LetsIn::Anybody
    }

    /// Whether somebody comes in, and only those whom it names.
    pub(super) fn is_bound(&self) -> bool {
        self.lets_in == LetsIn::Named
    }

    /// Its conditions that say whose run it has to be.
    pub(super) fn binding(&self) -> impl Iterator<Item = &Tested<'a>> {
        self.tested.iter().filter(|tested| tested.standing == Standing::Binds)
    }

    /// Whether a value of one of these claims is demanded.
    pub(super) fn demands(&self, claims: &[&str]) -> bool {
        self.demanded().any(|tested| tested.demands(claims))
    }

    /// Whether it says for which repository the run has to be.
    pub(super) fn names_repository(&self) -> bool {
        let names = |tested: &Tested<'_>| tested.all(Reach::is_of_one_repository);
        self.demands(&["repository_id"]) || self.demanded().any(names)
    }

    /// Whether it says for what in a repository the run has to be.
    pub(super) fn names_run(&self) -> bool {
        let names = |tested: &Tested<'_>| tested.is("sub") && tested.all(Reach::is_of_some_runs);
        self.demands(&["environment", "ref", "job_workflow_ref", "workflow"]) || self.demanded().any(names)
    }

    /// Whether somebody comes in.
    pub(super) fn lets_somebody_in(&self) -> bool {
        self.lets_in != LetsIn::Nobody
    }

    /// The key of one of the issuer's claims.
    pub(super) fn key(&self, claim: &str) -> String {
        format!("{}:{claim}", self.issuer.url_part())
    }

    /// Whether anybody can have tokens of the issuer.
    pub(super) fn is_shared(&self) -> bool {
        required_key(self.issuer.url_part()).is_some()
    }
}

/// The provider whose tokens a statement is for: of several the one whose keys it tests.
fn provider_of(statement: &Statement) -> Option<&Text> {
    let principals = statement.principal.as_ref().filter(|element| !element.negated)?;
    let federated = principals
        .entries
        .iter()
        .filter(|entry| entry.kind == PrincipalKind::Federated);
    let mut providers = federated.map(|entry| &entry.value).take(MOST_PROVIDERS);
    let is_tested = |provider: &&Text| {
        let issuer = issuer_of(&provider.text);
        let mut keys = statement
            .conditions
            .iter()
            .take(MOST_PROVIDERS)
            .map(|condition| &condition.key.text);
        keys.any(|key| key.strip_prefix(issuer).is_some_and(|claim| claim.starts_with(':')))
    };
    let first = providers.clone().next()?;
    Some(providers.find(is_tested).unwrap_or(first))
}

/// Providers and keys among which the one is looked for that a statement is for.
const MOST_PROVIDERS: usize = 64;

/// Whether it is an OIDC provider of an account, whose issuer is known before deployment, or an
/// issuer that AWS has built in.
fn is_of_provider(provider: &Text, issuer: &Issuer) -> bool {
    if issuer.is_built_in() {
        return provider.text == issuer.url_part();
    }
    issuer_in(&provider.text) == Some(issuer.url_part()) && !issuer.url_part().contains("${")
}
