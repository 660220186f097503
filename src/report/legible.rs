//! Sentences are read from left to right, and show all that is in them.
//!
//! A sentence quotes what was pasted. A mark of direction in a statement's id would turn the rest of the
//! sentence around, wherever that is shown: in a page, a terminal, a ticket. Values stand in the report as they
//! are; in sentences what does not show is written out.

use std::fmt::Write as _;

use super::{Check, ConditionReading, Finding, KeysReading, Problem, Report, StatementReading, Verdict};
use crate::text::Unusual;

impl Report {
    /// The same with every hidden character of a sentence written as its code point, such as `\u{202e}`.
    pub(crate) fn legible(mut self) -> Self {
        verdict(&mut self.verdict);
        self.checks.iter_mut().for_each(check);
        problems(&mut self.token.problems);
        keys(&mut self.keys);
        problems(&mut self.trust.problems);
        problems(&mut self.trust.saveable.errors);
        self.trust.statements.iter_mut().for_each(statement);
        self.findings.iter_mut().for_each(finding);
        self
    }
}

fn verdict(verdict: &mut Verdict) {
    write_out(&mut verdict.summary);
    for assumption in &mut verdict.assumptions {
        write_out(&mut assumption.text);
    }
    for fix in &mut verdict.fixes {
        write_out(&mut fix.title);
        if let Some(effect) = &mut fix.effect {
            write_out(&mut effect.text);
        }
    }
}

fn check(check: &mut Check) {
    write_out(&mut check.summary);
    check.notes.iter_mut().for_each(write_out);
}

fn problems(problems: &mut [Problem]) {
    for problem in problems {
        write_out(&mut problem.message);
    }
}

fn keys(keys: &mut KeysReading) {
    problems(&mut keys.problems);
    for candidate in &mut keys.candidates {
        write_out(&mut candidate.reason);
        if let Some(sts) = &mut candidate.sts {
            write_out(&mut sts.reason);
        }
    }
}

fn statement(statement: &mut StatementReading) {
    write_out(&mut statement.principal.reason);
    write_out(&mut statement.action.reason);
    statement.conditions.iter_mut().for_each(condition);
}

fn condition(condition: &mut ConditionReading) {
    write_out(&mut condition.reason);
    let nearest = condition.expected.iter_mut().filter_map(|value| value.nearest.as_mut());
    nearest.filter_map(|nearest| nearest.hint.as_mut()).for_each(write_out);
}

fn finding(finding: &mut Finding) {
    write_out(&mut finding.message);
    write_out(&mut finding.help);
    if let Some(fix) = &mut finding.fix {
        write_out(&mut fix.title);
    }
}

fn write_out(sentence: &mut String) {
    let is_hidden = |found: char| Unusual::of(found).is_some_and(Unusual::is_hidden);
    if !sentence.bytes().any(|byte| !matches!(byte, b' '..=b'~')) || !sentence.contains(is_hidden) {
        return;
    }
    let mut shown = String::with_capacity(sentence.len());
    for found in sentence.chars() {
        if is_hidden(found) {
            // Writing to a string does not fail.
            let _ = write!(shown, "\\u{{{:x}}}", u32::from(found));
        } else {
            shown.push(found);
        }
    }
    *sentence = shown;
}

#[cfg(test)]
mod tests {
    use super::write_out;

    #[test]
    fn what_does_not_show_is_written_out() {
        for (given, shown) in [
            ("statement 1 (“prod”) allows it", "statement 1 (“prod”) allows it"),
            ("statement a\u{202e}b denies it", r"statement a\u{202e}b denies it"),
            ("a\r\nb\u{200b}", r"a\u{d}\u{a}b\u{200b}"),
        ] {
            let mut sentence = given.to_owned();
            write_out(&mut sentence);
            assert_eq!(sentence, shown);
        }
    }
}
