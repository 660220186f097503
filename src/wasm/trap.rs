//! Ways for a module to stop, for the tests of what happens around it. Never in a module
//! that is published: only the feature `trap-for-tests` brings this in.

use crate::attempt::Attempt;

/// Stops where the trust policy asks for it.
pub(super) fn on_demand(attempt: &Attempt) {
    match attempt.trust_policy.as_deref().unwrap_or_default().trim() {
        "trap-for-tests: panic" => panic(attempt),
        "trap-for-tests: stack" => stack(0),
        "trap-for-tests: memory" => memory(),
        _ => {}
    }
}

#[expect(clippy::panic, reason = "this is what it is for")]
fn panic(attempt: &Attempt) {
    panic!("as it was asked to, quoting {:?}", attempt.token)
}

#[expect(unconditional_recursion, reason = "this is what it is for")]
fn stack(depth: u64) {
    stack(std::hint::black_box(depth) + 1);
    std::hint::black_box(depth);
}

fn memory() {
    let mut held = Vec::new();
    loop {
        held.push(vec![1_u8; 1 << 28]);
    }
}
