/** What `support/test.mjs` makes of tests that pass, that fail once and that fail for good. */

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const wrapper = new URL("../support/test.mjs", import.meta.url).href;

/** Runs a file of tests as the steps do, in a process of its own. */
function run(t, body, { recordedIn = "recorded" } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "assumable-tries-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const step = join(folder, "page");
  mkdirSync(step);
  writeFileSync(
    join(step, "some.spec.mjs"),
    `import assert from "node:assert/strict";
     import { beforeSecondTry, test } from ${JSON.stringify(wrapper)};
     const log = [];
     ${body}
     process.on("exit", () => console.log("log: " + log.join(", ")));`,
  );
  const record = join(folder, recordedIn ?? "none");
  writeFileSync(record, "");
  // Of the environment, nothing of the runner that this file itself runs in.
  const environment = { ...process.env, ASSUMABLE_SECOND_TRIES: recordedIn === null ? "" : record };
  delete environment.NODE_TEST_CONTEXT;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--test", "--test-reporter=tap", join(step, "some.spec.mjs")],
    { encoding: "utf8", env: environment },
  );
  return { status, stdout, log: /log: (.*)/.exec(stdout)?.[1], recorded: readFileSync(record, "utf8") };
}

test("a test that passes is run once, and recorded nowhere", (t) => {
  const found = run(t, `test("a", async () => log.push("tried"));`);
  assert.deepEqual([found.status, found.log, found.recorded], [0, "tried", ""]);
});

test("a test that fails twice fails, and is not recorded", (t) => {
  const found = run(t, `test("a", async () => { log.push("tried"); assert.equal(log.length, 5); });`);
  assert.deepEqual([found.status, found.log, found.recorded], [1, "tried, tried", ""]);
  assert.match(found.stdout, /^not ok 1 - a$/m);
  assert.match(found.stdout, /failed twice, at first with: Expected values to be strictly equal/);
});

test("a test that fails once passes and is recorded, in one line", (t) => {
  const found = run(
    t,
    `let tries = 0;
     test("a\\tb", async () => { tries += 1; if (tries === 1) throw new Error("gone\\n\\tfor \\u001b[31mgood"); });`,
  );
  assert.equal(found.status, 0);
  assert.equal(found.recorded, "page\tsome.spec.mjs\ta b\tgone for good\n");
});

test("where no file is named, the process names the tests at its end", (t) => {
  const body = `const seen = new Set();
     for (const name of ["a", "b", "c"]) test(name, async () => {
       if (name !== "c" && !seen.has(name)) { seen.add(name); throw new Error("once"); }
     });`;
  const found = run(t, body, { recordedIn: null });
  assert.equal(found.status, 0);
  assert.match(found.stdout, /2 tests needed a second try: a; b/);
});

test("what comes at the end of a try belongs to it, runs in order and may fail it", (t) => {
  const found = run(
    t,
    `let tries = 0;
     test("a", async (t) => {
       tries += 1;
       const now = tries;
       t.after(() => log.push("first " + now));
       t.after(() => { log.push("second " + now); if (now === 1) throw new Error("a promise is broken"); });
       t.after(() => log.push("third " + now));
     });`,
  );
  assert.equal(found.status, 0);
  assert.equal(found.log, "first 1, second 1, third 1, first 2, second 2, third 2");
  assert.match(found.recorded, /\ta promise is broken$/m);
});

test("what always fails at the end of a try fails the test", (t) => {
  const found = run(
    t,
    `test("a", async (t) => { t.after(() => { throw new Error("a promise is broken"); }); });`,
  );
  assert.deepEqual([found.status, found.recorded], [1, ""]);
});

test("before a second try what was registered for it is done", (t) => {
  const found = run(
    t,
    `beforeSecondTry(async () => log.push("renewed"));
     test("a", async () => { log.push("tried"); assert.ok(log.includes("renewed")); });`,
  );
  assert.deepEqual([found.status, found.log], [0, "tried, renewed, tried"]);
});

test("a step that fails has the whole test tried again, after the other steps", (t) => {
  const found = run(
    t,
    `let tries = 0;
     test("a", async (t) => {
       tries += 1;
       for (const step of ["x", "y"]) await t.test(step, async (t) => {
         t.after(() => log.push("end of " + step));
         log.push(step);
         assert.ok(tries > 1 || step === "y", "not yet");
       });
     });`,
  );
  assert.equal(found.status, 0);
  assert.equal(found.log, "x, end of x, y, end of y, x, end of x, y, end of y");
  assert.match(found.recorded, /\tx: not yet/);
});

test("a step that always fails fails the test", (t) => {
  const found = run(t, `test("a", async (t) => { await t.test("x", async () => assert.fail("never")); });`);
  assert.deepEqual([found.status, found.recorded], [1, ""]);
  assert.match(found.stdout, /x: never/);
});
