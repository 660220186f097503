/** Files that are no policy, no claims or no keys: it ends with 2, whatever is expected, and says which, where and why. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { claimsOf, example, folder, run, write } from "./cli.mjs";

async function repository(t) {
  const cwd = await folder(t);
  const { token, trustPolicy, jwks } = await example("github-branch");
  await write(cwd, {
    token,
    "claims.json": claimsOf(token),
    "policy.json": trustPolicy,
    "jwks.json": jwks,
    "brace.json": "{",
    "cut-policy.json": `{\n  "Version": "2012-10-17",\n  "Statement": [{]\n}\n`,
    "no-statement.json": { Version: "2012-10-17", Statement: [] },
    "words.txt": "good morning\n",
    "cut-claims.json": `{"sub": "repo:octo-org/app:pull_request"`,
    "list.json": ["sub"],
    "cut-keys.json": jwks.slice(0, -3),
    "no-keys.json": { keys: [] },
    "discovery.json": { issuer: "https://issuer.example.com", jwks_uri: "https://issuer.example.com/keys" },
  });
  return cwd;
}

const claims = ["--claims", "claims.json"];
const policy = ["--trust-policy", "policy.json"];

/** What is typed behind `check`, and what is said. */
const unreadable = [
  [
    [...claims, "--trust-policy", "brace.json"],
    /^--trust-policy brace\.json:1:2: this cannot be read as a trust policy: expected .*, found/m,
  ],
  [
    [...claims, "--trust-policy", "cut-policy.json"],
    /^--trust-policy cut-policy\.json:3:18: .*: expected '}', found \]/m,
  ],
  [
    [...claims, "--trust-policy", "no-statement.json"],
    /^--trust-policy no-statement\.json:3:16: .*: expected a statement, found an empty list/m,
  ],
  [[...claims, "--trust-policy", "words.txt"], /^--trust-policy words\.txt:1:1: .*: expected/m],
  [
    ["--claims", "cut-claims.json", ...policy],
    /^--claims cut-claims\.json:1:\d+: these cannot be read as claims: claims: expected .*, found/m,
  ],
  [["--claims", "words.txt", ...policy], /^--claims words\.txt(:1:1)?: these cannot be read as claims: /m],
  [["--claims", "list.json", ...policy], /^--claims list\.json.*: these cannot be read as claims: /m],
  [
    ["--token", "token", ...policy, "--jwks", "words.txt"],
    /^--jwks words\.txt:1:1: this cannot be read as keys: /m,
  ],
  [
    ["--token", "token", ...policy, "--jwks", "cut-keys.json"],
    /^--jwks cut-keys\.json:\d+:\d+: this cannot be read as keys: /m,
  ],
  [
    ["--token", "token", ...policy, "--jwks", "discovery.json"],
    /^--jwks discovery\.json.*: this cannot be read as keys: /m,
  ],
];

for (const [args, says] of unreadable) {
  test(`assumable check ${args.join(" ")}`, async (t) => {
    const cwd = await repository(t);
    const expectations = [[], ["--expect", "refused"], ["--expect", "trust-policy"], ["--strict"]];
    for (const expect of expectations) {
      const { code, stdout, stderr } = await run(["check", ...args, ...expect], { cwd });
      assert.equal(code, 2, stdout + stderr);
      assert.equal(stdout, "");
      assert.match(stderr.replace(/^assumable: /, ""), says);
    }
  });
}

test("every file is named once, and where it stands for GitHub", async (t) => {
  const cwd = await repository(t);
  const args = [
    "check",
    "--claims",
    "claims.json",
    "cut-claims.json",
    "--trust-policy",
    "brace.json",
    "policy.json",
  ];
  const { code, stdout, stderr } = await run([...args, "--format", "github"], { cwd });
  assert.equal(code, 2);
  assert.equal(stderr.match(/brace\.json/g).length, 1);
  assert.equal(stderr.match(/cut-claims\.json/g).length, 1);
  assert.match(
    stdout,
    /^::error file=brace\.json,line=1,endLine=1,col=\d+,endColumn=\d+,title=this cannot be read as a trust policy::expected/m,
  );
  assert.match(stdout, /^::error file=cut-claims\.json,line=1/m);
});

test("what STS would say something to is a verdict all the same", async (t) => {
  const cwd = await repository(t);
  for (const [args, code] of [
    [["--token", "words.txt", ...policy], 1],
    [["--token", "words.txt", ...policy, "--expect", "token-format"], 0],
    [["--token", "token", ...policy, "--jwks", "no-keys.json"], 1],
  ]) {
    const found = await run(["check", ...args], { cwd });
    assert.equal(found.code, code, found.stdout + found.stderr);
  }
});
