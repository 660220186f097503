//! What evaluating one policy may cost, so that nothing pasted makes anybody wait.
//!
//! Counted in UTF-16 units or bytes that are copied or compared. A policy of 4,096
//! characters and a token of 20,000, the most that IAM and STS take, need half of it.

use super::Context;
use super::context::Entry;
use super::document::{Condition, ConditionValue};

/// Units that are compared, or copied, for one policy.
const MOST: usize = 32 << 20;

/// Units of values of the call that the conditions of one policy repeat. A policy and a token
/// of those sizes need two thirds of it.
const MOST_TOLD: usize = 8 << 20;

/// Units of values of which it is told how each part of a pattern took them.
const MOST_ALIGNED: usize = 1 << 20;

/// What telling it of one value costs beside them.
const EACH_ALIGNED: usize = 64;

/// Values of a policy of which it is told what is probably meant instead.
const MOST_HINTED: usize = 1024;

/// Units of all values of one key that are compared: those of a token that is longer than STS takes
/// cannot be those of a call.
pub const LONGEST: usize = 20_000;

/// Units of names that are compared to find one that is spelt much like a missing key.
const MOST_SOUGHT: usize = 4 << 20;

/// Units of a pattern that are compared at once.
const AT_ONCE: usize = 64;

/// What may still be spent on one policy.
#[derive(Debug, Clone, Copy)]
pub(super) struct Effort {
    compared: usize,
    told: usize,
    aligned: usize,
    hinted: usize,
    sought: usize,
    /// Units of the longest value of the call, which a variable may put in.
    longest: usize,
}

impl Effort {
    /// For the evaluation of one policy on one call.
    pub(super) fn new(context: &Context<'_>) -> Self {
        Self {
            compared: MOST,
            told: MOST_TOLD,
            aligned: MOST_ALIGNED,
            hinted: MOST_HINTED,
            sought: MOST_SOUGHT,
            longest: context.entries().map(units).max().unwrap_or_default(),
        }
    }

    /// Whether a condition can still be compared with the values of its key, and tell them.
    pub(super) fn covers(&mut self, condition: &Condition, entry: Option<&Entry<'_>>) -> bool {
        let literals = condition.values.iter().map(|value| self.filled_in(value));
        let literals = literals.fold(0, usize::saturating_add);
        let (values, subjects) = entry.map_or((0, 0), |entry| (entry.values.len(), units(entry)));
        let each = subjects
            .saturating_mul(condition.values.len())
            .saturating_add(literals.saturating_mul(values.max(1)));
        let together = subjects.saturating_mul(literals) / AT_ONCE;
        subjects <= LONGEST
            && spend(&mut self.told, subjects)
            && spend(
                &mut self.compared,
                each.saturating_add(together).saturating_add(subjects),
            )
    }

    /// Whether it can still be told how a pattern took so many units.
    pub(super) fn aligns(&mut self, units: usize) -> bool {
        spend(&mut self.aligned, units.saturating_add(EACH_ALIGNED))
    }

    /// Whether it can still be told of a value what is probably meant instead.
    pub(super) fn hints(&mut self) -> bool {
        spend(&mut self.hinted, 1)
    }

    /// Whether the names of the call can still be searched for one like a missing key.
    pub(super) fn seeks(&mut self, key: &str, context: &Context<'_>) -> bool {
        spend(&mut self.sought, key.len().saturating_mul(context.entries().count()))
    }

    /// Units of a value once its variables are filled in, at most.
    fn filled_in(&self, value: &ConditionValue) -> usize {
        let variables = value.text.matches("${").count();
        value.text.len().saturating_add(variables.saturating_mul(self.longest))
    }
}

/// Units of all values of a key.
fn units(entry: &Entry<'_>) -> usize {
    entry.values.iter().map(|value| value.len() + 1).sum()
}

fn spend(left: &mut usize, units: usize) -> bool {
    let rest = left.checked_sub(units);
    *left = rest.unwrap_or(*left);
    rest.is_some()
}
