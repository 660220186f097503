/** What the command is not given rightly: it ends with 2, says what was expected and found, and repeats no token. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { before, after, test } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { claimsOf, example, run, write } from "./cli.mjs";
import { consumer } from "./package.mjs";

let cwd;
let token;

before(async () => {
  cwd = await mkdtemp(join(tmpdir(), "assumable-"));
  const { token: signed, trustPolicy, jwks } = await example("github-branch");
  token = signed;
  const claims = claimsOf(signed);
  await write(cwd, {
    token: signed,
    "claims.json": claims,
    "other.json": claims,
    "policy.json": trustPolicy,
    "jwks.json": jwks,
    "empty.json": " \n",
    "utf-16.json": Buffer.from(`\ufeff${trustPolicy}`, "utf16le"),
    "latin-1.json": Buffer.from([0x7b, 0x22, 0xe9, 0x22, 0x7d]),
    "large.json": " ".repeat(1024 * 1024 + 1),
    "provider.json": { Url: "token.actions.githubusercontent.com", ClientIdList: [] },
    "list.json": [],
  });
});

after(() => rm(cwd, { recursive: true }));

const check = ["check", "--claims", "claims.json", "--trust-policy", "policy.json"];

/** What is typed, and what is said of it. */
const mistakes = [
  [[], /expected a command, `check`, found none/],
  [["chek"], /expected the command `check`, found `chek`/],
  [["check"], /expected --token FILE or --claims FILE, found neither/],
  [["check", "--claims", "claims.json"], /expected --trust-policy FILE, found none/],
  [["check", "--trust-policy", "policy.json"], /expected --token FILE or --claims FILE, found neither/],
  [[...check, "--format", "xml"], /--format: expected text, json or github, found `xml`/],
  [[...check, "--jwsk", "jwks.json"], /there is no option `--jwsk`/],
  [[...check, "-x"], /there is no option `-x`/],
  [[...check, "--fail-on", "info"], /--fail-on: expected critical, high, medium or broken, found `info`/],
  [[...check, "--strict=yes"], /--strict: expected no value, found one/],
  [[...check, "--strict", "yes"], /argument 7: expected an option, found `yes`/],
  [[...check, "--jwks"], /--jwks: expected a value behind it, found none/],
  [[...check, "--jwks="], /--jwks: expected a value behind it, found none/],
  [[...check, "--jwks", "--strict"], /--jwks: expected a value behind it, found another option/],
  [[...check, "--now", "1", "--now", "2"], /--now: expected once, found twice/],
  [
    [...check, "--now", "yesterday"],
    /--now: expected seconds since 1970, or a time as .*, found `yesterday`/,
  ],
  [[...check, "--now", "2026-11-02T12:00:00"], /--now: expected seconds since 1970, or a time/],
  [[...check, "--now", "9".repeat(20)], /--now: expected seconds since 1970, found more than any date has/],
  [[...check, "--duration", "1h"], /--duration: expected a number of seconds, found `1h`/],
  [[...check, "--context", "aws:SourceIp"], /--context: expected KEY=VALUE, found `aws:SourceIp`/],
  [[...check, "--context", "=x"], /--context: expected KEY=VALUE, found `=x`/],
  [
    [...check, "--expect", "refusd"],
    /--expect: expected accepted, refused or one of the checks .*, found `refusd`/,
  ],
  [
    [...check, "--expect", "claim.json=refused"],
    /--expect: expected CLAIMS .* as the files are called, found `claim.json`/,
  ],
  [[...check, "--expect", "claims.json@x=refused"], /--expect: .* found `claims.json@x`/],
  [[...check, "--expect", "refused", "accepted"], /`refused` and `accepted` contradict each other/],
  [
    [...check, "--expect", "claims.json=refused", "@policy.json=accepted"],
    /`claims.json=refused` and `@policy.json=accepted` contradict each other for claims.json and policy.json/,
  ],
  [
    [...check, "missing.json"],
    /--trust-policy `missing.json`: expected the name of a file, or -, found no such file/,
  ],
  [[...check, "."], /--trust-policy `\.`: expected a file, found a folder/],
  [[...check, "empty.json"], /--trust-policy `empty.json`: expected a text, found an empty one/],
  [[...check, "utf-16.json"], /`utf-16.json`: expected UTF-8, found UTF-16, as some shells' `>` writes it/],
  [[...check, "latin-1.json"], /`latin-1.json`: expected UTF-8, found bytes that are not/],
  [[...check, "large.json"], /`large.json`: expected at most 1 MiB, found more/],
  [[...check, "--jwks", "empty.json"], /--jwks `empty.json`: expected a text, found an empty one/],
  [[...check, "--jwks", "-"], /--jwks, standard input: expected a text, found an empty one/],
  [[...check, "--provider", "provider.json"], /--provider, provider.json: .* found a member `ClientIdList`/],
  [[...check, "--provider", "list.json"], /found JSON that is no object/],
  [[...check, "--provider", "latin-1.json"], /expected UTF-8/],
  [
    ["check", "--token", "-", "--trust-policy", "-"],
    /--trust-policy: expected a file, found standard input, which is already read for --token/,
    "{}",
  ],
  [
    ["check", "--claims", "token", "--trust-policy", "policy.json"],
    /--claims token: expected claims as JSON, found a token/,
  ],
];

for (const [args, says, stdin] of mistakes) {
  test(`assumable ${args.join(" ").slice(0, 100)}`, async () => {
    const found = await run(args, { cwd, stdin });
    assert.equal(found.code, 2, found.stdout);
    assert.equal(found.stdout, "");
    assert.match(found.stderr, says);
    assert.match(found.stderr, /^assumable: .*\n`assumable --help` lists every option\n$/s);
  });
}

test("a token among the arguments is refused and never repeated, wherever it stands", async () => {
  const places = [
    ["--token", token],
    [`--token=${token}`],
    [`--token=Bearer ${token}`],
    [token],
    ["check", token],
    [`--${token}`],
    [...check, token],
    ["check", "--claims", token],
    ["check", "--jwks", token, "--token", "token"],
    [...check, "--now", token],
    [...check, "--expect", token],
    [...check, "--expect", `${token}=refused`],
    [...check, "--context", token],
    [...check, "--format", token],
    [...check, "--provider", token],
  ];
  for (const args of places) {
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.equal(code, 2);
    for (const segment of token.split(".")) {
      assert.ok(!(stdout + stderr).includes(segment.slice(0, 20)), `${args[0]} repeats it: ${stderr}`);
    }
  }
  const { stderr } = await run(["check", "--token", token, "--trust-policy", "policy.json"], { cwd });
  assert.match(
    stderr,
    /found what looks like a token itself.*printf %s "\$TOKEN" \| assumable check --token -/,
  );
});

test("whatever does not fit in memory is given up early", async () => {
  const { code, stderr } = await run([...check, "/dev/zero"], { cwd });
  assert.equal(code, 2);
  assert.match(stderr, /at most 1 MiB/);
});

test("the installed command is found by its name, and says its version", async () => {
  const program = ["npm", "exec", "--offline", "--no", "--", "assumable"];
  const { code, stdout } = await run(["--version"], {
    cwd: consumer,
    program,
    env: { HOME: process.env.HOME },
  });
  assert.equal(code, 0);
  assert.match(stdout, /^assumable \d+\.\d+\.\d+, with what was known of AWS on \d{4}-\d\d-\d\d\n$/);
});

test("help is on the standard output, as asked for", async () => {
  for (const args of [
    ["--help"],
    ["-h"],
    ["help"],
    ["check", "--help"],
    ["check", "--token", "-", "--help"],
  ]) {
    const { code, stdout, stderr } = await run(args, { cwd });
    assert.equal(code, 0);
    assert.match(stdout, /^assumable: /);
    assert.equal(stderr, "");
    assert.ok(stdout.split("\n").every((line) => line.length <= 82));
  }
});
