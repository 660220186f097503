/** What was read is only ever text: for a terminal, for the runner of GitHub Actions, in Markdown. And it stays here. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import { asFiles, claimsOf, example, folder, run, write } from "./cli.mjs";
import { examples, expectations, installed } from "./package.mjs";

/** What a terminal, a runner, a bidirectional reader and Markdown act on. */
const hostile = [
  "\u001b[2J\u001b]0;title\u0007",
  "\u009b31m",
  "\r\n::error file=x::forged\n",
  "##[add-mask]app ::add-mask::app",
  "\u202egnp.\u2066x\u2069",
  "\u0000\u007f\ufeff\u200b\u00ad",
  "<img src=x onerror=alert(1)> | ``` [x](https://example.com) @octocat",
  "\ud800",
].join("");

async function hostileRepository() {
  const claims = claimsOf((await example("github-branch")).token);
  const policy = JSON.parse((await example("github-branch")).trustPolicy);
  policy.Statement[0].Sid = hostile;
  policy.Statement[0].Condition.StringEquals[`token.actions.githubusercontent.com:sub`] =
    `${claims.sub}${hostile}`;
  return {
    "claims.json": { ...claims, sub: `${claims.sub} ${hostile}`, [hostile]: hostile },
    "policy.json": policy,
    "text.json": hostile,
    "na\u001b[31mme.json": policy,
  };
}

const outputs = [
  ["--trust-policy", "policy.json"],
  ["--trust-policy", "text.json"],
  ["--trust-policy", "policy.json", "na\u001b[31mme.json"],
  ["--trust-policy", "policy.json", "--context", `a=${hostile.replaceAll("\0", "")}`],
];

for (const format of ["text", "json", "github"]) {
  test(`nothing of it is acted on: ${format}`, async (t) => {
    const cwd = await folder(t);
    await write(cwd, await hostileRepository());
    for (const args of outputs) {
      const typed = ["check", "--claims", "claims.json", ...args, "--format", format];
      const { code, stdout, stderr } = await run(typed, { cwd, env: { GITHUB_ACTIONS: "true" } });
      const isText = args.includes("text.json");
      assert.equal(code, isText ? 2 : 1, stderr);
      assert.doesNotMatch(stderr, /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/u, "nor one beside it");
      assert.doesNotMatch(stdout, /[^\P{Cc}\n]|\p{Cf}|[\u2028\u2029]/u, "no character that acts");
      const carriedOut = commands(stdout);
      if (format !== "github") assert.deepEqual(carriedOut, []);
      for (const { name } of carriedOut) assert.ok(["error", "warning"].includes(name), name);
      for (const { file } of carriedOut) assert.ok(file === undefined || !file.includes("forged"));
      if (format === "json" && !isText)
        assert.equal(JSON.parse(stdout).results[0].report.verdict.outcome, "refused");
    }
  });
}

test("of what is huge only as much is said as a person can take in, and at once", async (t) => {
  const cwd = await folder(t);
  const claims = claimsOf((await example("github-branch")).token);
  const policy = JSON.parse((await example("github-branch")).trustPolicy);
  const [statement] = policy.Statement;
  const wanting = (sub) => ({ StringEquals: { "token.actions.githubusercontent.com:sub": sub } });
  await write(cwd, {
    "long.json": { ...claims, sub: `${"a:".repeat(400_000)}x` },
    "words.json": { ...claims, sub: "a b ".repeat(200_000) },
    "value.json": {
      ...policy,
      Statement: [{ ...statement, Condition: wanting(`${"a:".repeat(400_000)}y`) }],
    },
    "problems.json": {
      ...policy,
      Statement: [statement, ...Array(2000).fill({ ...statement, Effect: "Alow" })],
    },
  });
  for (const [claims, policy] of [
    ["long.json", "value.json"],
    ["words.json", "value.json"],
    ["long.json", "problems.json"],
  ]) {
    for (const format of ["text", "github"]) {
      const started = performance.now();
      const typed = ["check", "--claims", claims, "--trust-policy", policy, "--format", format];
      const { code, stdout } = await run(typed, { cwd });
      assert.equal(code, 1);
      assert.ok(stdout.length < 20_000, `${claims} against ${policy}: ${stdout.length} characters`);
      // A second where nothing else runs. What grew with the square of the input took a minute.
      assert.ok(performance.now() - started < 20_000);
      if (policy === "problems.json") assert.match(stdout, /… and \d+ more; --format json has them all/);
    }
  }
});

/** Milliseconds after which something is not slow but stuck; each takes about a second where nothing else runs. */
const STUCK = 30_000;

/** What took minutes, or more memory than there is, of up to a megabyte a file. */
const families = {
  "a long sub and a long pattern": {
    sub: "a".repeat(1_000_000),
    Condition: { StringLike: `*${"a".repeat(500_000)}b*` },
  },
  "a long sub and many values": {
    sub: "a".repeat(200_000),
    Condition: { StringLike: Array.from({ length: 3000 }, (_, at) => `*${at}*`) },
  },
  "patterns of many stars": {
    sub: "a".repeat(18_000),
    Condition: { StringLike: Array.from({ length: 300 }, () => `${"*a".repeat(300)}b`) },
  },
  "many variables": {
    sub: "a".repeat(200_000),
    Condition: { StringEquals: "${token.actions.githubusercontent.com:sub}".repeat(500) },
  },
  "many values": { Condition: { StringLike: Array.from({ length: 40_000 }, (_, at) => `repo:o/${at}:*`) } },
  "many statements": { statements: 2000 },
  "many claims": { claims: Object.fromEntries(Array.from({ length: 40_000 }, (_, at) => [`c${at}`, "x"])) },
  "many audiences": { claims: { aud: Array.from({ length: 40_000 }, (_, at) => `a${at}`) } },
  "many principals": {
    Principal: {
      Federated: Array.from({ length: 10_000 }, (_, at) => `arn:aws:iam::1:oidc-provider/i${at}.example`),
    },
  },
  "characters that cannot be seen": { sub: "\u202e".repeat(100_000), Sid: "\u202e".repeat(100_000) },
};

for (const [what, { sub, Condition, statements = 1, claims: more, ...members }] of Object.entries(families)) {
  test(`it ends soon, with an answer: ${what}`, async (t) => {
    const cwd = await folder(t);
    const claims = claimsOf((await example("github-branch")).token);
    const policy = JSON.parse((await example("github-branch")).trustPolicy);
    const on = "token.actions.githubusercontent.com:sub";
    const wanted = Object.entries(Condition ?? {}).map(([operator, values]) => [operator, { [on]: values }]);
    const statement = {
      ...policy.Statement[0],
      ...members,
      ...(Condition !== undefined && { Condition: Object.fromEntries(wanted) }),
    };
    await write(cwd, {
      "claims.json": JSON.stringify({ ...claims, ...(sub !== undefined && { sub }), ...more }),
      "policy.json": JSON.stringify({ ...policy, Statement: Array(statements).fill(statement) }),
    });
    for (const format of ["text", "json", "github"]) {
      const started = performance.now();
      const typed = ["check", "--claims", "claims.json", "--trust-policy", "-", "--format", format];
      const { code, stdout, stderr } = await run(typed, {
        cwd,
        stdin: await readFile(join(cwd, "policy.json")),
      });
      const took = performance.now() - started;
      t.diagnostic(`${String(Math.round(took)).padStart(6)} ms  ${stdout.length} characters of ${format}`);
      assert.ok([0, 1].includes(code), `${code}: ${stderr.slice(0, 500)}`);
      assert.ok(took < STUCK, `${Math.round(took)} ms`);
      if (format !== "json") assert.ok(stdout.length < 60_000, `${stdout.length} characters`);
    }
  });
}

test("what is wrong with a hostile argument is said without acting on it", async (t) => {
  const cwd = await folder(t);
  for (const args of [["check", "--claims", hostile.replaceAll("\0", "")], [hostile.replaceAll("\0", "")]]) {
    const { code, stderr } = await run(args, { cwd });
    assert.equal(code, 2);
    assert.doesNotMatch(stderr, /[^\P{Cc}\n]|\p{Cf}/u);
  }
});

test("the summary of the step holds no markup of it", async (t) => {
  const cwd = await folder(t);
  await write(cwd, await hostileRepository());
  const file = join(cwd, "summary.md");
  await run(["check", "--claims", "claims.json", "--trust-policy", "policy.json", "--format", "github"], {
    cwd,
    env: { GITHUB_STEP_SUMMARY: file },
  });
  const outside = (await readFile(file, "utf8")).replace(/^(`{3,})\n[^]*?\n\1$/gm, "");
  assert.match(outside, /Refused/);
  assert.doesNotMatch(outside, /(?<!\\)<img|(?<!\\)\]\(|@octocat/);
});

test("annotations say where in the repository, from wherever the step runs", async (t) => {
  const cwd = await folder(t);
  const { trustPolicy, token } = await example("trailing-space-in-policy");
  await write(cwd, { "infra/a,b:c/100%.json": trustPolicy, "infra/claims.json": claimsOf(token) });
  const { stdout } = await run(
    ["check", "--claims", "claims.json", "--trust-policy", "a,b:c/100%.json", "--format", "github"],
    { cwd: join(cwd, "infra"), env: { GITHUB_WORKSPACE: cwd } },
  );
  const [error] = commands(stdout);
  assert.equal(error.name, "error");
  assert.equal(error.file, "infra/a,b:c/100%.json");
  const line = trustPolicy.split("\n")[error.line - 1];
  const marked = line.slice(error.col - 1, error.endColumn);
  assert.match(marked, /^"token\.actions\.githubusercontent\.com:sub": "repo:.*"$/);
  assert.match(error.message, /trailing space.*\nSTS answers AccessDenied \(403\)/);
});

test("no output of any example holds its signature", async (t) => {
  const signed = (await examples()).filter(({ attempt }) => /\.[\w-]{40,}"?$/.test(attempt.token.trim()));
  assert.ok(signed.length > 60);
  for (const { attempt } of [signed[0], signed.at(-1)]) {
    const cwd = await folder(t);
    const { files, args } = asFiles(attempt);
    await write(cwd, files);
    const signature = attempt.token.trim().split(".")[2].replace('"', "");
    for (const format of ["text", "json", "github"]) {
      const { stdout, stderr } = await run([...args, "--format", format], { cwd });
      assert.ok(stdout.length > 500);
      assert.ok(!(stdout + stderr).includes(signature.slice(0, 24)), format);
    }
  }
});

/** The page says what STS would make of such an address; to the command it is the wrong file. */
const withoutKeys = "discovery-document-instead-of-keys";

test("every example of the page comes out of the command as it does of the page", async (t) => {
  const all = await examples();
  const expected = await expectations();
  const cwd = await folder(t);
  const one = async ({ id, attempt }) => {
    const { files, args } = asFiles(attempt);
    const here = join(cwd, id);
    await write(here, files);
    const { code, stdout, stderr } = await run(args, { cwd: here });
    if (attempt.token.trim() === "") {
      assert.match(stderr, /--token `token`: expected a text, found an empty one/);
      assert.equal(code, 2);
      return;
    }
    if (id === withoutKeys) {
      assert.match(stderr, /--jwks jwks\.json:1:1: this cannot be read as keys: /);
      assert.equal(code, 2);
      return;
    }
    const { outcome, code: error, message, summary } = expected[id];
    const text = stdout.replace(/\s+/g, " ");
    assert.equal(code, outcome === "accepted" ? 0 : 1, `${id}: ${stderr}`);
    for (const said of [summary, message, error]) {
      if (said !== undefined)
        assert.ok(text.includes(said.replace(/\s+/g, " ")), `${id} does not say: ${said}`);
    }
  };
  for (let at = 0; at < all.length; at += 4) await Promise.all(all.slice(at, at + 4).map(one));
});

test("JSON holds the very report of the package", async (t) => {
  const attempt = await example("trailing-space-in-policy");
  const cwd = await folder(t);
  const { files, args } = asFiles(attempt);
  await write(cwd, files);
  const { stdout } = await run([...args, "--format", "json"], { cwd });
  const { met, assumable, results } = JSON.parse(stdout);
  const { inspect, default: init, version } = await import(join(installed, "assumable.js"));
  await init();
  assert.equal(met, false);
  assert.deepEqual(assumable, version());
  assert.deepEqual(results, [
    {
      token: "token",
      trustPolicy: "policy.json",
      now: attempt.now,
      expected: "accepted",
      met: false,
      report: inspect(attempt),
    },
  ]);
});

test("colours are for a terminal, or for who asks", { skip: process.platform !== "linux" }, async (t) => {
  const cwd = await folder(t);
  const { files, args } = asFiles(await example("trailing-space-in-policy"));
  await write(cwd, files);
  const coloured = (text) => text.includes("\u001b[31m");
  const pipes = { none: {}, FORCE_COLOR: { FORCE_COLOR: "1" }, both: { FORCE_COLOR: "1", NO_COLOR: "1" } };
  const wanted = { none: false, FORCE_COLOR: true, both: true };
  for (const [name, env] of Object.entries(pipes)) {
    assert.equal(coloured((await run(args, { cwd, env })).stdout), wanted[name], `a pipe, ${name}`);
  }
  // `script` runs it in a terminal of its own.
  const command = [process.execPath, join(installed, "cli.js"), ...args].map((word) => `'${word}'`).join(" ");
  const terminal = async (env) =>
    (await run(["-qec", `stty cols 64; ${command}`, "/dev/null"], { cwd, env, program: ["script"] })).stdout;
  const seen = await terminal({ TERM: "xterm" });
  assert.ok(coloured(seen), "a terminal");
  const widest = Math.max(
    ...stripVTControlCharacters(seen)
      .split(/\r?\n/)
      .filter((line) => !line.includes("arn:"))
      .map((line) => line.length),
  );
  assert.ok(widest <= 64 && widest > 50, `as wide as the terminal, found ${widest}`);
  assert.ok(!coloured(await terminal({ TERM: "xterm", NO_COLOR: "1" })), "a terminal, NO_COLOR");
  assert.ok(!coloured(await terminal({ TERM: "dumb" })), "a terminal that has none");
  const plain = (text) => stripVTControlCharacters(text).replaceAll("\r", "");
  assert.equal(
    plain(await terminal({ TERM: "xterm", NO_COLOR: "1" })),
    plain(seen),
    "colours add nothing but colour",
  );
});

test("a reader that has had enough is no failure", { skip: process.platform === "win32" }, async (t) => {
  const cwd = await folder(t);
  const { files, args } = asFiles(await example("trailing-space-in-policy"));
  await write(cwd, files);
  const command = [process.execPath, join(installed, "cli.js"), ...args].map((word) => `'${word}'`).join(" ");
  const { stdout, stderr } = await run(["-c", `${command} | head -n 1`], { cwd, program: ["sh"] });
  assert.match(stdout, /^✗ Refused/);
  assert.equal(stderr, "");
});

/**
 * The commands that the runner of GitHub Actions would carry out: `::` where a line begins,
 * `##[` anywhere in it, nothing while commands are stopped.
 */
function commands(output) {
  const found = [];
  let key;
  for (const line of output.split(/\r\n|\r|\n/)) {
    const [, name, properties = "", message] = /^\s*::([\w-]+)(?: (.*?))?::(.*)$/.exec(line) ?? [];
    if (key !== undefined) {
      if (line === `::${key}::`) key = undefined;
    } else if (name === "stop-commands") {
      key = message;
    } else if (name !== undefined) {
      const pairs = properties.split(",").map((pair) => pair.split("="));
      found.push({
        name,
        ...Object.fromEntries(pairs.map(([k, v]) => [k, unescaped(v)])),
        message: unescaped(message),
      });
    } else if (/##\[\w/.test(line)) {
      found.push({ name: "##" });
    }
  }
  assert.equal(key, undefined, "commands are taken again");
  return found;
}

function unescaped(text = "") {
  return ["%0D=\r", "%0A=\n", "%3A=:", "%2C=,", "%25=%"].reduce((result, pair) => {
    const [code, character] = [pair.slice(0, 3), pair.slice(4)];
    return result.replaceAll(code, character);
  }, text);
}
