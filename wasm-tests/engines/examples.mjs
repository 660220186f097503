/** The examples as built, with the answers that they were written for. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const generated = new URL("../../www/generated/", import.meta.url);

export const examples = JSON.parse(readFileSync(new URL("examples.json", generated), "utf8"));
export const expected = JSON.parse(readFileSync(new URL("examples-expected.json", generated), "utf8"));

/** The attempt of an example. */
export function attempt(id) {
  const found = examples.find((example) => example.id === id);
  assert.ok(found, `there is no example ${id}`);
  return found.attempt;
}
