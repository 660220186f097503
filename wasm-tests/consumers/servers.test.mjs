/** Consumers without a browser. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { essence, project, questions, run, tool } from "./consumers.mjs";

test("Node, ECMAScript modules", async () => {
  const folder = await project("node-esm");
  for (const { attempt, ...expected } of await questions()) {
    const answer = await run(process.execPath, ["index.mjs"], {
      cwd: folder,
      stdin: JSON.stringify(attempt),
    });
    assert.deepEqual(essence(JSON.parse(answer)), expected);
  }
});

for (const [resolution, config] of [
  ["node16", "tsconfig.json"],
  ["bundler", "tsconfig.bundler.json"],
]) {
  test(`Node, TypeScript with moduleResolution ${resolution}`, async () => {
    const folder = await project("node-typescript");
    await run(tool("tsc"), ["--project", config], { cwd: folder });
    const compiled = await import(pathToFileURL(join(folder, resolution, "index.js")).href);
    for (const { attempt, ...expected } of await questions()) {
      assert.deepEqual(essence(await compiled.answer(attempt)), expected);
    }
    assert.match(compiled.facts(), /^\d{4}-\d\d-\d\d$/);
  });
}

/** Deno is shut in: it may read the package, and no address resolves. */
const shutIn = ["--no-prompt", "--no-remote", "--node-modules-dir=manual", "--allow-read=.,../node_modules"];

for (const [how, file] of [
  ["by the address of the file", "index.ts"],
  ["by its name", "by-name.ts"],
]) {
  test(`Deno, ${how}`, async () => {
    const folder = await project("deno");
    const env = { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
    for (const { attempt, ...expected } of await questions()) {
      const args = ["run", "--check", ...shutIn, file];
      const answer = await run(tool("deno"), args, { cwd: folder, env, stdin: JSON.stringify(attempt) });
      assert.deepEqual(essence(JSON.parse(answer)), expected);
    }
  });
}
