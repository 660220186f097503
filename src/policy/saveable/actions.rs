//! Actions that a trust policy may hold.

use crate::policy::document::Statement;
use crate::policy::problem::{Fault, FaultKind};

/// In any letter case; wildcards are refused, `sts:*` too.
const ALLOWED: [&str; 6] = [
    "sts:AssumeRole",
    "sts:AssumeRoleWithWebIdentity",
    "sts:AssumeRoleWithSAML",
    "sts:TagSession",
    "sts:SetSourceIdentity",
    "sts:SetContext",
];

pub(super) fn judge(statement: &Statement, faults: &mut Vec<Fault>) {
    let Some(element) = &statement.action else {
        return;
    };
    if element.negated {
        let kind = FaultKind::NotAction;
        return faults.push(Fault { at: element.at, kind });
    }
    for pattern in &element.patterns {
        let found = &pattern.text;
        if ALLOWED.iter().any(|allowed| allowed.eq_ignore_ascii_case(found)) || pattern.templated {
            continue;
        }
        let vendor = found.split_once(':').map_or("", |(vendor, _)| vendor);
        let kind = if vendor.contains(['*', '?']) {
            FaultKind::ActionVendor(found.clone())
        } else {
            FaultKind::NotAnAssumeAction(found.clone())
        };
        faults.push(Fault { at: pattern.at, kind });
    }
}
