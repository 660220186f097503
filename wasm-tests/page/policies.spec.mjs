/** Each page's policy, as it is sent and as it is written in the page, under the eyes of Google's CSP Evaluator. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Version } from "csp_evaluator/dist/csp.js";
import { CspEvaluator } from "csp_evaluator/dist/evaluator.js";
import { Severity } from "csp_evaluator/dist/finding.js";
import { CspParser } from "csp_evaluator/dist/parser.js";
import { site } from "./harness.mjs";

/** What it finds, and why it stays. */
const kept = {
  "/": {
    "script-src 'self'":
      "The site holds its own scripts and no others: nobody uploads to it, and none of its files answers with what it is asked.",
  },
};

const found = (policy) => new CspEvaluator(new CspParser(policy).csp, Version.CSP3).evaluate();

for (const path of ["/", "/assumable.html", "/embed.html", "/sw.js"]) {
  test(`the policy of ${path}`, async () => {
    const response = await fetch(`${site}${path}`);
    const sent = response.headers.get("Content-Security-Policy");
    const written = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(await response.text());
    // A script has no markup to write it in.
    const policies = path.endsWith(".js") ? [sent] : [sent, written[1]];
    for (const policy of policies) {
      const findings = found(policy);
      assert.deepEqual(
        findings.filter(({ severity }) => severity <= Severity.HIGH_MAYBE),
        [],
      );
      const named = findings.map(({ directive, value }) => `${directive} ${value}`);
      assert.deepEqual(named, Object.keys(kept[path] ?? {}));
    }
  });
}

test("a policy with a hole in it is found out", () => {
  const severities = (policy) => found(policy).map(({ severity }) => severity);
  assert.ok(severities("default-src 'none'; script-src 'unsafe-inline'").includes(Severity.HIGH));
  assert.ok(severities("default-src 'none'; script-src data:").includes(Severity.HIGH));
  assert.ok(severities("script-src 'none'").includes(Severity.HIGH), "plugins are allowed");
});
