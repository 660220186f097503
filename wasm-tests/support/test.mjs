/**
 * Tests that use a browser. A machine can fail such a test where the tree is right: a browser crashes,
 * a profile is not written, a process gets no time. So a test that fails is run once more, and fails if
 * it fails again. A test that needed its second try is recorded by its name.
 *
 *     import { test } from "../support/test.mjs";
 *
 *     test("what is pasted is read", async (t) => {
 *       const { page } = await visit(t);
 *     });
 *
 * Each try has its own `t`: what it registers with `t.after` runs at the end of that try, and counts as
 * a part of it. `t.test` is a step of the try; a test whose step fails is run again as a whole. So a test
 * must not depend on what a try before it has left.
 *
 * ASSUMABLE_SECOND_TRIES names a file to which a line is added for each test that passed on its second
 * try: step, file, name and first error, separated by tabs. Without it the process prints them at its end.
 */

import { appendFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { test as register } from "node:test";
import { stripVTControlCharacters } from "node:util";

/** Milliseconds after which one try is not slow but stuck. */
const stuck = 15 * 60_000;

const renewals = [];
const recorded = [];

/** Registers what is done before a second try, such as starting another browser. */
export function beforeSecondTry(renew) {
  renewals.push(renew);
}

/** As `test` of `node:test`, with a second try. */
export function test(name, ...rest) {
  const body = rest.pop();
  const [options = {}] = rest;
  return register(name, options, async (t) => {
    try {
      return await attempted(t, name, body);
    } catch (first) {
      for (const renew of renewals) await renew();
      await secondTry(t, name, body, first);
    }
  });
}

async function secondTry(t, name, body, first) {
  const reason = inOneLine(first);
  try {
    await attempted(t, name, body);
  } catch (second) {
    t.diagnostic(`failed twice, at first with: ${reason}`);
    throw second;
  }
  t.diagnostic(`needed a second try, after: ${reason}`);
  record(name, reason);
}

/** One try, with its steps and what it has to put away. */
async function attempted(t, name, body) {
  const attempt = new Attempt(t);
  try {
    await inTime(name, body(attempt));
  } catch (error) {
    // What the body itself says comes before what its steps and its end have said.
    attempt.failures.unshift(error);
  }
  for (const [index, hook] of attempt.hooks.entries()) {
    await inTime(`the end of ${name}, ${index}`, hook()).catch((error) => attempt.failures.push(error));
  }
  if (attempt.failures.length === 0) return;
  if (attempt.failures.length === 1) throw attempt.failures[0];
  const messages = attempt.failures.map((error) => error?.stack ?? String(error));
  throw new AggregateError(attempt.failures, messages.join("\n\n"));
}

/** What a test knows of the try that it is in: the part of `TestContext` that tests here use. */
class Attempt {
  #test;
  hooks = [];
  failures = [];

  constructor(test) {
    this.#test = test;
  }

  get name() {
    return this.#test.name;
  }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  after(hook) {
    this.hooks.push(async () => hook());
  }

  /** A step. The steps after one that fails are taken all the same. */
  async test(name, step) {
    try {
      await attempted(this.#test, name, step);
    } catch (error) {
      this.failures.push(new Error(`${name}: ${error?.message ?? error}`, { cause: error }));
    }
  }
}

async function inTime(name, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`“${name}” is stuck`)), stuck);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function inOneLine(error) {
  const text = error instanceof Error ? error.message : String(error);
  return stripVTControlCharacters(text)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, 300);
}

function record(name, reason) {
  const file = process.argv[1] ?? "";
  const where = process.env.ASSUMABLE_SECOND_TRIES;
  if (where) {
    const cells = [basename(dirname(file)), basename(file), inOneLine(name), reason];
    appendFileSync(where, `${cells.join("\t")}\n`);
    return;
  }
  if (recorded.length === 0) process.once("exit", sayRecorded);
  recorded.push(name);
}

function sayRecorded() {
  const tests = recorded.length === 1 ? "1 test" : `${recorded.length} tests`;
  console.log(`${tests} needed a second try: ${recorded.join("; ")}`);
}
