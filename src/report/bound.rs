//! A report is about as long as what went in, whatever that was.
//!
//! A value of the call stands in the report once for each condition on its key, and a fault has a
//! sentence however few characters it is about. So much of either that nobody reads it is left out,
//! and the report says what and how.

use super::{ConditionReading, Member, Obstacle, Problem, Report, Severity, Span, TokenReading, TrustReading};

/// Bytes of the call's values that a report repeats under conditions: a hundred times what a long
/// trust policy needs.
pub const MOST_REPEATED: usize = 256 << 10;

/// Characters of a value that is shown in short.
const SHORT: usize = 64;

/// Values of the call that are listed in short.
const FEW: usize = 4;

/// Problems of one text.
pub const MOST_PROBLEMS: usize = 1000;

/// Members of a header or of claims. The longest token that STS takes has room for three thousand.
pub const MOST_MEMBERS: usize = 5000;

impl Report {
    /// The same without what nobody reads, as soon as there is too much of it.
    pub(crate) fn bounded(mut self) -> Self {
        few_problems(&mut self.token.problems);
        few_problems(&mut self.keys.problems);
        few_problems(&mut self.trust.problems);
        few_members(&mut self.token);
        few_objections(&mut self.trust);
        few_values(&mut self.trust, self.verdict.obstacle);
        self
    }
}

fn few_members(token: &mut TokenReading) {
    let said = [
        cut_members("the header", &mut token.header),
        cut_members("the claims", &mut token.claims),
    ];
    token.problems.extend(said.into_iter().flatten());
}

fn cut_members(part: &str, members: &mut Vec<Member>) -> Option<Problem> {
    let found = members.len();
    members.truncate(MOST_MEMBERS);
    let message = || format!("of the {found} members of {part}, the first {MOST_MEMBERS} are shown here");
    (found > MOST_MEMBERS).then(|| remark(message(), None))
}

/// Shows conditions in short that would repeat too much, the one last that the verdict is about.
fn few_values(trust: &mut TrustReading, obstacle: Option<Obstacle>) {
    let statements = trust.statements.iter_mut().enumerate();
    let conditions = statements.flat_map(|(statement, reading)| {
        let conditions = reading.conditions.iter_mut().enumerate();
        conditions.map(move |(condition, reading)| ((statement, Some(condition)), reading))
    });
    let first = obstacle.map(|obstacle| (obstacle.statement, obstacle.condition));
    let (first, others): (Vec<_>, Vec<_>) = conditions.partition(|(place, _)| first == Some(*place));
    let mut left = MOST_REPEATED;
    let mut shortened = Vec::new();
    for (_, condition) in first.into_iter().chain(others) {
        match left.checked_sub(repeated(condition)) {
            Some(rest) => left = rest,
            None => shortened.push(in_short(condition)),
        }
    }
    let message = || {
        format!(
            "this policy repeats values of the call so often that {} of its conditions are shown in short: a value ends in … after {SHORT} characters, at most {FEW} values of the call are listed, and which part of a pattern took what is left out. What the policy decides is not affected",
            shortened.len()
        )
    };
    let said = shortened.first().map(|at| remark(message(), Some(*at)));
    trust.problems.extend(said);
}

/// Bytes of a condition that come from the call, as they are written in JSON.
fn repeated(condition: &ConditionReading) -> usize {
    let actual = condition.actual.iter().map(|value| written(value));
    let expected = condition.expected.iter().map(|expected| {
        let resolved = expected
            .resolved
            .as_ref()
            .filter(|resolved| **resolved != expected.text);
        let taken = expected.alignment.iter().flatten();
        let taken = taken.map(|part| EACH + written(&part.pattern) + written(&part.value));
        resolved.map_or(0, |text| written(text)) + taken.sum::<usize>()
    });
    actual.chain(expected).fold(0, usize::saturating_add)
}

/// Bytes around each part of an alignment.
const EACH: usize = 40;

fn written(text: &str) -> usize {
    let escaped = text.bytes().map(|byte| match byte {
        b'"' | b'\\' => 2,
        0..b' ' => 6,
        _ => 1,
    });
    escaped.sum()
}

/// Returns where it stands.
fn in_short(condition: &mut ConditionReading) -> Span {
    condition.actual.truncate(FEW);
    let resolved = condition.expected.iter_mut().filter_map(|expected| {
        expected.alignment = None;
        expected
            .resolved
            .as_mut()
            .filter(|resolved| **resolved != expected.text)
    });
    condition.actual.iter_mut().chain(resolved).for_each(shorten);
    condition.span
}

fn shorten(text: &mut String) {
    if let Some((at, _)) = text.char_indices().nth(SHORT) {
        text.truncate(at);
        text.push('…');
    }
}

/// The first problems, errors before others; what is left out is counted.
fn fewer(problems: &mut Vec<Problem>) -> usize {
    let found = problems.len();
    let is_error = |problem: &Problem| problem.severity == Severity::Error;
    if found > MOST_PROBLEMS {
        let errors = problems.iter().filter(|problem| is_error(problem)).count();
        let mut left = [MOST_PROBLEMS, MOST_PROBLEMS.saturating_sub(errors)];
        problems.retain(|problem| {
            let [errors, others] = &mut left;
            let left = if is_error(problem) { errors } else { others };
            let rest = left.checked_sub(1);
            *left = rest.unwrap_or_default();
            rest.is_some()
        });
    }
    found - problems.len()
}

fn few_problems(problems: &mut Vec<Problem>) {
    let more = fewer(problems);
    if more > 0 {
        problems.push(remark(
            format!("{more} more problems of this text are left out here"),
            None,
        ));
    }
}

fn few_objections(trust: &mut TrustReading) {
    let more = fewer(&mut trust.saveable.errors);
    if more > 0 {
        let message = format!("{more} more objections of IAM to this policy are left out here");
        trust.problems.push(remark(message, None));
    }
}

fn remark(message: String, span: Option<Span>) -> Problem {
    Problem {
        severity: Severity::Info,
        message,
        span,
    }
}
