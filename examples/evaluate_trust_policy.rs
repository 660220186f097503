//! Asks a trust policy about one call, with nothing but the policy language:
//!
//! ```text
//! cargo run --example evaluate_trust_policy -- trust.json KEY=VALUE …
//! ```
//!
//! Each `KEY=VALUE` is a condition key of the call; a key that is given twice is
//! multivalued. The caller comes by the first provider that the policy names.

use std::collections::BTreeMap;
use std::io::Write;

use assumable::policy::{self, Call, Context, Principal};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments
        .next()
        .ok_or("expected the path of a trust policy, then condition keys as KEY=VALUE")?;
    let document = policy::read(&std::fs::read_to_string(path)?);

    let context = context(arguments)?;
    let provider = document.federated_principals().next().unwrap_or_default().to_owned();
    let call = Call {
        principal: Principal::Federated(&provider),
        action: "sts:AssumeRoleWithWebIdentity",
        context: &context,
    };
    let evaluation = policy::evaluate(&document, &call);

    let mut out = std::io::stdout().lock();
    writeln!(out, "decision: {:?}", evaluation.decision)?;
    for statement in &evaluation.statements {
        let applies = if statement.applies { "applies" } else { "does not apply" };
        writeln!(out, "{:?} statement {applies}", statement.effect)?;
        writeln!(out, "  {}", statement.principal.reason)?;
        writeln!(out, "  {}", statement.action.reason)?;
        for condition in &statement.conditions {
            writeln!(out, "  {:?}: {}", condition.result, condition.reason)?;
        }
    }
    for objection in document.saveable().errors {
        writeln!(out, "IAM, when it is saved: {}", objection.message)?;
    }
    for problem in document.problems() {
        writeln!(out, "{:?}: {}", problem.severity, problem.message)?;
    }
    Ok(())
}

fn context(pairs: impl Iterator<Item = String>) -> Result<Context<'static>, String> {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in pairs {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| format!("expected KEY=VALUE, found {pair}"))?;
        values.entry(key.to_owned()).or_default().push(value.to_owned());
    }
    let mut context = Context::new();
    for (key, values) in values {
        let multivalued = values.len() > 1;
        context.insert(&key, values, multivalued);
    }
    Ok(context)
}
