/** The page as a screen reader's tree has it, kept as texts: `cargo xtask test --only page --update` accepts what is new. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const folder = new URL("./snapshots/", import.meta.url);
const update = process.env.UPDATE_SNAPSHOTS === "1";

/** How long the code editors, which start after the first paint, are waited for: tries, and milliseconds between. */
const tries = 20;
const pause = 250;

/** Compares the tree of the whole page with the one kept under this name. */
export async function assertTree(page, name) {
  const file = new URL(fileOf(name), folder);
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, await settled(page));
    return;
  }
  const kept = readFileSync(file, "utf8");
  let found = await tree(page);
  for (let tried = 1; found !== kept && tried < tries; tried += 1) {
    await page.waitForTimeout(pause);
    found = await tree(page);
  }
  assert.equal(found, kept, `the tree of the state “${name}” is the one in ${file.pathname}`);
}

/** The tree when it no longer changes. */
async function settled(page) {
  let before = "";
  let found = await tree(page);
  while (found !== before) {
    await page.waitForTimeout(4 * pause);
    [before, found] = [found, await tree(page)];
  }
  return found;
}

async function tree(page) {
  return `${steady(await page.locator("body").ariaSnapshot())}\n`;
}

/** Every snapshot is of a state that there is. */
export function assertNoneLeftOver(names) {
  assert.deepEqual(readdirSync(folder).sort(), names.map(fileOf).sort());
}

function fileOf(name) {
  return `${name.replaceAll(/[ ,]+/g, "-")}.aria.yml`;
}

/** Keys are made anew at each build, and with them signatures and the names of keys and of files. */
function steady(tree) {
  return tree
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, "http://127.0.0.1")
    .replace(/-[0-9a-f]{10}\.js/g, "-….js")
    .replace(/#v1\.[\w-]+/g, "#v1.…")
    .replace(/eyJ[\w-]{20,}\.[\w-]*\.[\w-]*/g, "«token»")
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "«uuid»")
    .replace(/(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Z])[\w-]{40,}/g, "«base64url»")
    .replace(/Assumable \d+\.\d+\.\d+/g, "Assumable x.y.z");
}
