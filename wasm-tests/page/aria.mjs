/** The page as a screen reader's tree has it, kept as texts: `cargo xtask test --only page --update` accepts what is new. */

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";

const folder = new URL("./snapshots/", import.meta.url);
const update = process.env.UPDATE_SNAPSHOTS === "1";

/** Milliseconds in which the page, drawn and drawn again, has to come to the tree that is kept. */
const patience = 20_000;

/** Compares the tree of the whole page with the one kept under this name. */
export async function assertTree(page, name) {
  const file = new URL(fileOf(name), folder);
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, await settled(page));
    return;
  }
  const kept = readFileSync(file, "utf8");
  const latest = Date.now() + patience;
  let found = await tree(page);
  while (found !== kept && Date.now() < latest) {
    await drawnOnce(page);
    found = await tree(page);
  }
  assert.equal(found, kept, `the tree of the state “${name}” is the one in ${file.pathname}`);
}

/** The tree when it no longer changes. */
async function settled(page) {
  let before = "";
  let found = await tree(page);
  while (found !== before) {
    for (let times = 0; times < 3; times += 1) await drawnOnce(page);
    [before, found] = [found, await tree(page)];
  }
  return found;
}

/** Waits until the page has had its next moment of rest. */
function drawnOnce(page) {
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestIdleCallback(done, { timeout: 1000 }))),
  );
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
