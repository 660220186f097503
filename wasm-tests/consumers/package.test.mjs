/** The package as its registry and its users' tools see it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { project as repository } from "../node/package.mjs";
import { run, tool } from "./consumers.mjs";

const cwd = join(repository, "pkg");

test("publint has nothing to say", async () => {
  assert.match(await run(tool("publint"), ["run", "--strict", "."], { cwd }), /All good!/);
});

/** What is left out, and why, is in `pkg/.attw.json`: CommonJS, and what is no JavaScript. */
test("are the types wrong? They are not", async () => {
  const answer = await run(tool("attw"), ["--pack", ".", "--format", "json"], { cwd });
  const { analysis } = JSON.parse(answer);
  assert.equal(analysis.types.kind, "included");
  assert.ok(Object.keys(analysis.entrypoints).includes("."));
});
