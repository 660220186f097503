/** Every state of the page: no violation that axe can find, nothing cut off. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { assertNoneLeftOver, assertTree } from "./aria.mjs";
import { isDrawn } from "./drawn.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, assertFits, verdict } from "./person.mjs";
import { fontConfiguration } from "./pictures/fonts.mjs";
import { assertNoPictureLeftOver, assertPicture } from "./pictures/pictures.mjs";
import { fromTheTop, reach } from "./reach.mjs";
import { dresses, states } from "./states.mjs";

// Before the browser is started.
process.env.FONTCONFIG_FILE = fontConfiguration();

for (const [name, state] of Object.entries(states)) {
  test(`${name}: what is seen, what is read out, and no violation`, async (t) => {
    const { page, watch } = await reach(t, state);
    await assertFits(page, name);
    await assertTree(page, name);
    await assertPicture(page, name);
    await fromTheTop(page);
    await assertAccessible(page, name);
    await state.afterwards?.(page, watch);
  });
}

test("nothing is kept of a state that is gone", () => {
  const names = Object.keys(states);
  assertNoneLeftOver(names);
  assertNoPictureLeftOver([...names, ...Object.keys(dresses)]);
});

test("the answer is above the fold, on a laptop and on a phone", async (t) => {
  for (const viewport of [
    { width: 1366, height: 657 },
    { width: 360, height: 740 },
  ]) {
    const { page } = await visit(t, {
      path: "/#example=branch-instead-of-environment",
      context: { viewport },
    });
    const summary = await verdict(page).locator(".summary").boundingBox();
    assert.ok(
      summary.y + summary.height <= viewport.height,
      `the sentence ends at ${summary.y + summary.height}`,
    );
  }
});

test("out of sight, the answer stays in one line at the upper edge", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  assert.equal(await page.locator("assumable-answer-bar").count(), 0);
  await page.locator("assumable-keys").scrollIntoViewIfNeeded();
  const bar = page.locator("assumable-answer-bar");
  await bar.waitFor();
  await bar.getByText("Refused").waitFor();
  await assertAccessible(page, "scrolled");
  await bar.getByRole("button").click();
  await bar.waitFor({ state: "detached" });
});

test("the theme is chosen, and is the only thing kept", async (t) => {
  const { page } = await visit(t, {
    context: { colorScheme: "light" },
    // Loading it again, which this test does, asks for it again.
    allow: () => true,
  });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.getByLabel("Theme").selectOption("dark");
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.reload();
  await page.waitForFunction(isDrawn);
  assert.equal(await paper(), dark);
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), { theme: "dark" });
});

test("a report is copied for a ticket, and holds no token", async (t) => {
  const { page } = await visit(t, {
    path: "/#example=branch-instead-of-environment",
    context: { permissions: ["clipboard-read", "clipboard-write"] },
  });
  await page.getByRole("button", { name: "Copy as Markdown" }).click();
  await page.getByText("Copied").last().waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /Refused/);
  assert.match(copied, /AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity/);
  assert.doesNotMatch(copied, /eyJ/);
});
