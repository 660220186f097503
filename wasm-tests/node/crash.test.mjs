/**
 * A module that traps is replaced.
 *
 * Nothing that is known makes it trap, so its memory is kept small: an attempt that does not
 * fit then stops the very module that is published.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { fresh, wasm } from "./package.mjs";

test("a trapped instance is replaced, the call says so, and the next one is answered", async (t) => {
  const complaints = t.mock.method(console, "error", () => {});
  const assumable = await fresh();
  await assumable.default(withLittleMemory(await wasm()));
  const small = { token: "{}", now: 0 };
  const before = assumable.inspect(small);
  const secret = "never-to-be-repeated ".repeat(1_000_000);
  for (let round = 0; round < 3; round += 1) {
    assert.throws(
      () => assumable.inspect({ token: secret, now: 0 }),
      (error) => {
        assert.equal(error.name, "AssumableCrashed");
        assert.ok(error.cause instanceof WebAssembly.RuntimeError);
        assert.ok(!error.message.includes("never-to-be-repeated"));
        return true;
      },
    );
    assert.deepEqual(assumable.inspect(small), before);
    assert.ok(assumable.version().version);
  }
  for (const { arguments: said } of complaints.mock.calls) {
    assert.ok(!said.join(" ").includes("never-to-be-repeated"));
  }
});

test("a practice token survives an instance that is replaced while its keys are made", async (t) => {
  t.mock.method(console, "error", () => {});
  const assumable = await fresh();
  await assumable.default(withLittleMemory(await wasm()));
  const issuing = assumable.issueToken({ claims: { sub: "a" } });
  const large = "a ".repeat(10_000_000);
  assert.throws(() => assumable.inspect({ token: large, now: 0 }), { name: "AssumableCrashed" });
  const { token, jwks } = await issuing;
  const { checks } = assumable.inspect({ token, jwks, now: 0 });
  assert.equal(checks.find(({ id }) => id === "signature").status, "passed");

  const claims = { filler: large };
  for (const alg of ["RS256", "ES256"]) {
    await assert.rejects(assumable.issueToken({ claims, alg }), { name: "AssumableCrashed" });
    assert.ok((await assumable.issueToken({ claims: {}, alg })).token);
  }
});

test("whatever the engine says of its own limits is a crash, and the next call is answered", async (t) => {
  const assumable = await fresh();
  await assumable.default();
  const small = { token: "{}", now: 0 };
  const before = assumable.inspect(small);
  const tooLong = Object.assign(new Error("Cannot create a string longer than 0x1fffffe8 characters"), {
    code: "ERR_STRING_TOO_LONG",
  });
  class InternalError extends Error {}
  const limits = [
    tooLong,
    new Error("Cannot create a string longer than 0x1fffffe8 characters"),
    new RangeError("Invalid string length"),
    new InternalError("allocation size overflow"),
    new SyntaxError("never-to-be-met"),
    "a text",
  ];
  for (const limit of limits) {
    const parse = t.mock.method(JSON, "parse", () => {
      throw limit;
    });
    assert.throws(
      () => assumable.inspect(small),
      (error) => error.name === "AssumableCrashed" && error.cause === limit,
    );
    parse.mock.restore();
    assert.deepEqual(assumable.inspect(small), before);
  }
});

test("texts of hundreds of megabytes are answered, or a crash; the next call is answered", async (t) => {
  t.mock.method(console, "error", () => {});
  const assumable = await fresh();
  await assumable.default();
  const small = { token: "{}", now: 0 };
  const before = assumable.inspect(small);
  const huge = "a".repeat(120_000_000);
  const attempts = [
    { token: huge },
    { token: "{}", trustPolicy: huge },
    { token: "{}", request: { policy: huge, roleSessionName: huge } },
    { token: "{}", context: { "aws:k": [huge, huge] } },
    { token: "{}", role: { tags: { [huge]: huge } } },
  ];
  for (const attempt of attempts) {
    try {
      assert.equal(assumable.inspect({ ...attempt, now: 0 }).checks.length, 11);
    } catch (error) {
      assert.equal(error.name, "AssumableCrashed", error.stack);
    }
    assert.deepEqual(assumable.inspect(small), before);
  }
});

test("a stack that is nearly used up", async () => {
  const assumable = await fresh();
  await assumable.default();
  const small = { token: "{}", now: 0 };
  const before = assumable.inspect(small);
  const causes = new Set();
  let answers = 0;
  // Down to where the engine has no stack left; on the way up there is a little more each time.
  const descend = () => {
    try {
      descend();
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
    }
    if (answers > 0) return;
    try {
      assert.deepEqual(assumable.inspect(small), before);
      answers += 1;
    } catch (error) {
      causes.add(error.name === "AssumableCrashed" ? error.cause.name : error.name);
    }
  };
  descend();
  assert.equal(answers, 1, "as soon as there is room, there is an answer");
  assert.deepEqual([...causes], ["RangeError"]);
  assert.deepEqual(assumable.inspect(small), before);
});

test("the published module cannot be told to stop", async () => {
  const marker = "trap-for-tests";
  const trapping = await readFile(join(process.env.ASSUMABLE_TRAPPING, "bindings_bg.wasm"));
  assert.ok(trapping.includes(marker), "the module of the tests can");
  const published = await wasm();
  assert.ok(!published.includes(marker));
  const names = (bytes) => WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  assert.ok(!names(published).some((name) => /trap|panic|crash/i.test(name)));
});

const secret = "never-to-be-repeated";

/** What a panic says in the console, of a module whose panics quote the token. */
async function saidByPanic(t, folder) {
  const bindings = await import(pathToFileURL(join(folder, "bindings.js")).href);
  bindings.initSync({ module: await readFile(join(folder, "bindings_bg.wasm")) });
  const complaints = t.mock.method(console, "error", () => {});
  assert.throws(
    () => bindings.inspect({ token: secret, trustPolicy: "trap-for-tests: panic", now: 0 }),
    WebAssembly.RuntimeError,
  );
  const { calls } = complaints.mock;
  assert.equal(calls.length, 1);
  return calls[0].arguments.join(" ");
}

const leftOut = "its message is left out, since it may quote the input";

test("a panic says where it was and nothing else", async (t) => {
  const said = await saidByPanic(t, process.env.ASSUMABLE_TRAPPING);
  assert.match(said, new RegExp(`^assumable: panicked at src/wasm/trap\\.rs:\\d+:\\d+; ${leftOut}$`));
  assert.ok((await wasm()).includes(leftOut), "so does the published module");
});

test("a panic of a development build says all", async (t) => {
  const said = await saidByPanic(t, process.env.ASSUMABLE_DEVELOPMENT);
  assert.match(said, /panicked at src\/wasm\/trap\.rs:\d+:\d+/);
  assert.ok(said.includes(secret));
  const stack = "\n\nStack:\n\n";
  assert.ok(said.includes(stack));
  assert.ok(!(await wasm()).includes(stack), "the published module does not");
});

/** Pages of 64 KiB that the memory may grow by. */
const GROWTH = 64;

/** The module, with a limit on its memory. */
function withLittleMemory(module) {
  const bytes = [...module];
  for (let at = 8; at < bytes.length;) {
    const id = bytes[at];
    const [length, content] = number(bytes, at + 1);
    // Section 5 holds one memory: its count, a flag that there is a limit, the least, the most.
    if (id === 5) {
      assert.deepEqual(bytes.slice(content, content + 2), [1, 0], "one memory without a limit");
      const [least] = number(bytes, content + 2);
      const section = [1, 1, ...encoded(least), ...encoded(least + GROWTH)];
      return new Uint8Array([
        ...bytes.slice(0, at),
        5,
        section.length,
        ...section,
        ...bytes.slice(content + length),
      ]);
    }
    at = content + length;
  }
  throw new Error("the module declares no memory");
}

/** An unsigned LEB128 number, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at];
    at += 1;
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return [value, at];
  }
}

function encoded(value) {
  const bytes = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}
