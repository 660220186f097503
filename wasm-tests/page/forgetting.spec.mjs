/** What is put in goes again: by Clear after any walk through the page, and by itself when nothing happens. */

import assert from "node:assert/strict";
import { heapOf } from "../support/heap.mjs";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { attempt, box, paste, type } from "./person.mjs";
import { entries, pieces, press, random, texts } from "./walk.mjs";

const works = attempt("github-branch");

/** Puts in three things and presses a dozen, as the seed has it, and then clears. */
async function walk(page, seed) {
  const next = random(seed);
  const steps = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const names = Object.keys(entries);
    const name = names[Math.floor(next() * names.length)];
    steps.push(name);
    await entries[name](page, next);
    for (let presses = 0; presses < 4; presses += 1) steps.push(await press(page, next));
  }
  for (let escapes = 0; escapes < 3; escapes += 1) await page.keyboard.press("Escape");
  return steps;
}

async function clear(page) {
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await page.waitForFunction(() => document.querySelector("assumable-page").updateComplete);
}

for (const seed of [1, 2, 3, 4]) {
  test(`after Clear nothing of it is in the heap: walk ${seed}`, { timeout: 300_000 }, async (t) => {
    const { page, watch } = await visit(t);
    await paste(page, works.trustPolicy);
    const steps = await walk(page, seed);
    await clear(page);
    await page.mouse.click(5, 5);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
    const held = (await heapOf(page)).holding(pieces);
    const said = held.slice(0, 3).map(({ text, way }) => `${text}\n    ${way}`);
    assert.deepEqual(said, [], `after ${steps.join(", ")}`);
    watch.forgiveErrors();
  });
}

test("Embed it, closed and cleared, leaves nothing", async (t) => {
  const { page } = await visit(t);
  await entries["paste all at once"](page);
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: /Embed it/ }).click();
  await page.getByRole("radio", { name: /Element/ }).check();
  for (let escapes = 0; escapes < 2; escapes += 1) await page.keyboard.press("Escape");
  await clear(page);
  const held = (await heapOf(page)).holding(pieces);
  assert.deepEqual(held.slice(0, 3), []);
});

test("a line that is copied or cut where nothing is selected stays where it is, and leaves nothing", async (t) => {
  const { page } = await visit(t);
  await paste(page, texts.policy);
  const { area } = box(page, "Trust policy");
  await area.click();
  await page.keyboard.press("Control+Home");
  for (let line = 0; line < 4; line += 1) await page.keyboard.press("ArrowDown");
  const before = await area.innerText();
  for (const key of ["Control+c", "Control+x"]) await page.keyboard.press(key);
  assert.equal(await area.innerText(), before);
  await clear(page);
  const held = (await heapOf(page)).holding(pieces);
  assert.deepEqual(held.slice(0, 3), []);
});

async function atTen(t) {
  const { page } = await visit(t, {
    prepare: (page) => page.clock.install({ time: works.now * 1000 }),
  });
  return page;
}

const tokenBox = (page) => box(page, "Token").area;

test("idle clearing starts anew after each clearing, and a time that was granted is not the next one's", async (t) => {
  const page = await atTen(t);
  for (let times = 0; times < 2; times += 1) {
    await type(page, "Token", works.token);
    await page.clock.runFor(9 * 60_000);
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.clock.runFor(20 * 60_000);
    assert.equal(await tokenBox(page).inputValue(), works.token, "kept, as was asked for");
    await page.clock.runFor(41 * 60_000);
    await page.getByText("Cleared after an idle hour.").first().waitFor();
    assert.equal(await tokenBox(page).inputValue(), "");
    await type(page, "Token", works.token);
    await page.clock.runFor(11 * 60_000);
    await page.getByText("Cleared after ten idle minutes.").first().waitFor();
    assert.equal(await tokenBox(page).inputValue(), "");
  }
});

test("surroundings alone are cleared as well", async (t) => {
  const page = await atTen(t);
  await page.getByText("Role, provider and call").click();
  await page.getByLabel("Session name").fill("precious");
  await page.clock.runFor(11 * 60_000);
  await page.getByText("Cleared after ten idle minutes.").first().waitFor();
  assert.equal(await page.getByText("precious").count(), 0);
  await page.waitForFunction(
    () => !document.querySelector("assumable-page").shadowRoot.innerHTML.includes("precious"),
  );
});
