/** Every state of the page, in every dress: no violation that axe can find, nothing cut off. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoneLeftOver, assertTree } from "./aria.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, assertFits, verdict } from "./person.mjs";
import { fontConfiguration } from "./pictures/fonts.mjs";
import { assertNoPictureLeftOver, assertPicture } from "./pictures/pictures.mjs";
import { dresses, moment, pictured, states, worn } from "./states.mjs";

// Before the browser is started.
process.env.FONTCONFIG_FILE = fontConfiguration();

test("every state: what is seen, what is read out, and no violation", async (t) => {
  for (const [name, state] of Object.entries(states)) {
    await t.test(name, async (t) => {
      const { page, watch } = await reach(t, state);
      await assertFits(page, name);
      await assertTree(page, name);
      await assertPicture(page, name);
      await fromTheTop(page);
      await assertAccessible(page, name);
      await state.afterwards?.(page, watch);
    });
  }
});

for (const [dress, { context, then }] of Object.entries(dresses)) {
  test(`every part: ${dress}`, async (t) => {
    for (const name of worn) {
      await t.test(name, async (t) => {
        const { page } = await reach(t, states[name], context);
        await then?.(page);
        await assertFits(page, `${name}, ${dress}`);
        if (name === pictured) await assertPicture(page, dress);
        await fromTheTop(page);
        await assertAccessible(page, `${name}, ${dress}`);
      });
    }
  });
}

test("nothing is kept of a state that is gone", () => {
  const names = Object.keys(states);
  assertNoneLeftOver(names);
  assertNoPictureLeftOver([...names, ...Object.keys(dresses)]);
});

/** Seen from the top, and laid out to its end: what is out of view has no sizes that axe could go by. */
async function fromTheTop(page) {
  await page.evaluate(async () => {
    const everything = new CSSStyleSheet();
    everything.replaceSync("* { content-visibility: visible !important; }");
    document.querySelector("assumable-page")?.shadowRoot?.adoptedStyleSheets.push(everything);
    scrollTo({ top: 0, behavior: "instant" });
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  });
}

async function reach(t, { path, prepare, context: own, then }, context) {
  const visited = await visit(t, {
    path,
    context: { ...own, ...context },
    prepare: async (page) => {
      await page.clock.setFixedTime(moment);
      await prepare?.(page);
    },
  });
  await then?.(visited.page);
  return visited;
}

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
  await page.reload({ waitUntil: "networkidle" });
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
