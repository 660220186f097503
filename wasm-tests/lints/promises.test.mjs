/** `SECURITY.md` names what holds each promise, and what it names is there. */

import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { test } from "node:test";

const project = new URL("../../", import.meta.url);
const text = await readFile(new URL("SECURITY.md", project), "utf8");

/** Of each promise: the promise, what keeps it, and how it is tested. */
const rows = [...text.matchAll(/^\|(.+)\|(.+)\|(.+)\|$/gm)].slice(2).map(([, ...cells]) => cells);

const filesIn = (cell) =>
  [...cell.matchAll(/`((?:[\w.-]+\/)*[\w.-]+\.(?:js|json|mjs|rs|ts|txt))`/g)].map(([, file]) => file);

test("each promise names the files that test it", () => {
  assert.ok(rows.length >= 8);
  for (const [promise, , tests] of rows) assert.notDeepEqual(filesIn(tests), [], promise);
});

test("every file that is named is there", async () => {
  for (const file of filesIn(text)) {
    const isFile = await stat(new URL(file, project)).then(
      (found) => found.isFile(),
      () => false,
    );
    assert.ok(isFile, `SECURITY.md names ${file}`);
  }
});
