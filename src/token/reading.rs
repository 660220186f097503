//! The token as the report shows it.

use super::{Part, Token, aws_claims, claims, header, time};
use crate::issuers::{self, Issuer};
use crate::report::{self, Problem, Severity};
use crate::text::json::{Kind, Member};
use crate::text::names::{self, Name};
use crate::text::sort_by_place;

impl Token {
    /// The token as the report shows it.
    #[must_use]
    pub fn reading(&self) -> report::TokenReading {
        let issuer = self.issuer();
        report::TokenReading {
            form: self.form,
            removed: self.removed.iter().map(ToString::to_string).collect(),
            segments: self.segments,
            header: self.header.as_ref().map(header_members).unwrap_or_default(),
            claims: self
                .claims
                .as_ref()
                .map(|claims| claim_members(claims, &issuer))
                .unwrap_or_default(),
            problems: self.problems(),
        }
    }

    /// The token's issuer, as far as it is known; one of which nothing is known where the
    /// token has no `iss`.
    #[must_use]
    pub fn issuer(&self) -> Issuer {
        issuers::recognise(
            self.claims
                .as_ref()
                .and_then(|claims| claims.string("iss"))
                .unwrap_or_default(),
        )
    }

    /// The faults in words, errors first.
    fn problems(&self) -> Vec<Problem> {
        let mut problems: Vec<Problem> = self
            .faults
            .iter()
            .map(|fault| Problem {
                severity: fault.kind.severity(),
                message: fault.kind.to_string(),
                span: fault.span,
            })
            .collect();
        sort_by_place(&mut problems, |problem| match problem.severity {
            Severity::Error => (0, 0),
            Severity::Warning => (1, 0),
            Severity::Info => (2, 0),
        });
        problems
    }
}

fn header_members(part: &Part) -> Vec<report::Member> {
    members(part, |member, reading| {
        reading.meaning = header::meaning(&member.name);
    })
}

fn claim_members(part: &Part, issuer: &Issuer) -> Vec<report::Member> {
    let has_azp = part.get("azp").is_some();
    members(part, |member, reading| {
        reading.meaning = aws_claims::meaning(&member.name).or_else(|| issuer.meaning(&member.name));
        reading.condition_key = condition_key(&member.name, issuer, has_azp);
        if claims::TIMES.contains(&member.name.as_str()) {
            reading.time = match &member.value.kind {
                Kind::Number => time::iso_from_digits(part.raw(&member.value)),
                Kind::String(digits) => time::iso_from_digits(digits),
                _ => None,
            };
        }
    })
}

/// The key that shows a claim. Where there is an `azp`, it takes the place of `aud`,
/// which is then seen under `oaud` alone (IAM user guide, IAM and AWS STS condition
/// context keys; observed on real STS, 2026-09-11).
fn condition_key(claim: &str, issuer: &Issuer, has_azp: bool) -> Option<String> {
    let of_issuer = |name: &str| issuer.condition_key(name);
    match claim {
        "azp" => of_issuer("aud"),
        "aud" if has_azp => of_issuer("oaud"),
        _ => aws_claims::condition_key(claim).or_else(|| of_issuer(claim)),
    }
}

/// The members in source order; `fill` adds what is known of one.
fn members(part: &Part, fill: impl Fn(&Member, &mut report::Member)) -> Vec<report::Member> {
    let names: Vec<Name<'_>> = part.members().iter().map(|member| ("", member.name.as_str())).collect();
    part.members()
        .iter()
        .zip(names::alike(&names))
        .enumerate()
        .map(|(index, (member, alike))| {
            let mut reading = report::Member {
                name: member.name.clone(),
                raw: part.raw(&member.value).to_owned(),
                meaning: None,
                time: None,
                condition_key: None,
                shadowed: (index < alike.last).then_some(true),
                span: part.span_of(index),
            };
            fill(member, &mut reading);
            // What is hidden is not what AWS shows.
            if reading.shadowed.is_some() {
                reading.condition_key = None;
            }
            reading
        })
        .collect()
}
