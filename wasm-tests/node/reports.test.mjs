/** What comes out: plain things, and places in what was pasted. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { examples, expectations, loaded } from "./package.mjs";

let inspect;
let all;

before(async () => {
  ({ inspect } = await loaded());
  all = await examples();
});

test("a report is what JSON could say", () => {
  for (const { id, attempt } of all) {
    const report = inspect(attempt);
    assert.deepStrictEqual(JSON.parse(JSON.stringify(report)), report, id);
  }
});

test("every example has the answer that it was written to show", async () => {
  for (const [id, expected] of Object.entries(await expectations())) {
    const { verdict, checks } = inspect(all.find((example) => example.id === id).attempt);
    assert.equal(verdict.outcome, expected.outcome, id);
    assert.equal(checks.find((check) => check.status === "failed")?.id, expected.check, id);
    assert.equal(verdict.error?.code, expected.code, id);
  }
});

test("every check is there, in the order of STS", () => {
  const order = [
    "parameters",
    "token-format",
    "required-claims",
    "provider",
    "timestamps",
    "audience",
    "signature",
    "session-tags",
    "roles-claim",
    "trust-policy",
    "session",
  ];
  for (const { id, attempt } of all) {
    assert.deepEqual(
      inspect(attempt).checks.map((check) => check.id),
      order,
      id,
    );
  }
});

test("the verdict is that of the first failed check", () => {
  for (const { id, attempt } of all) {
    const { verdict, checks } = inspect(attempt);
    const failed = checks.find((check) => check.status === "failed");
    assert.equal(verdict.outcome, failed ? "refused" : "accepted", id);
    assert.deepEqual(verdict.error, failed?.error, id);
    assert.equal(verdict.session === undefined, failed !== undefined, id);
  }
});

test("what is assumed is named", () => {
  for (const { id, attempt } of all) {
    const { verdict, checks } = inspect(attempt);
    const assumed = new Set(checks.filter((check) => check.status === "assumed").map((check) => check.id));
    for (const check of assumed) {
      assert.ok(
        verdict.assumptions.some((assumption) => assumption.check === check),
        `${id}: ${check} is assumed and not named`,
      );
    }
  }
});

test("spans count as JavaScript does, whatever stands before them", () => {
  // Two UTF-16 units and four bytes; one and three; one that is no character at all.
  for (const before of ["", "🦀", "é€", "\ud800"]) {
    const statement =
      '{"Sid": "one", "Effect": "Allow", "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"}, "Action": "sts:AssumeRoleWithWebIdentity"}';
    const trustPolicy = `{"Version": "2012-10-17", "Id": "${before}", "Statement": [${statement}]}`;
    const token = `{"name": "${before}", "x": 1`;
    const report = inspect({ token, trustPolicy, now: 0 });
    const [{ span }] = report.trust.statements;
    assert.equal(trustPolicy.slice(span.start, span.end), statement);
    const problem = report.token.problems.find((problem) => problem.span !== undefined);
    if (problem) assert.ok(problem.span.end <= token.length);
  }
});

test("the three parts of a token are where they stand in what was pasted", () => {
  for (const { id, attempt } of all) {
    const { segments } = inspect(attempt).token;
    if (segments === undefined) continue;
    const { header, payload, signature } = segments;
    for (const span of [header, payload, signature]) {
      assert.ok(0 <= span.start && span.start <= span.end && span.end <= attempt.token.length, id);
    }
    const pasted = inspect({ ...attempt, token: `Authorization: Bearer ${attempt.token}` }).token.segments;
    assert.ok(pasted.header.start > header.start, id);
  }
});
