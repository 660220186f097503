/**
 * A module that traps is replaced.
 *
 * Nothing that is known makes it trap, so its memory is kept small: an attempt that does not
 * fit then stops the very module that is published.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
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
  const trapping = await readFile(process.env.ASSUMABLE_TRAPPING);
  assert.ok(trapping.includes(marker), "the module of the tests can");
  const published = await wasm();
  assert.ok(!published.includes(marker));
  const names = (bytes) => WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  assert.ok(!names(published).some((name) => /trap|panic|crash/i.test(name)));
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
