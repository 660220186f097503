/** Every state of the page, in every dress: no violation that axe can find, nothing cut off. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { assertNoneLeftOver, assertTree, moment } from "./aria.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, assertFits, paste, type, verdict } from "./person.mjs";

const states = {
  empty: {},
  accepted: { path: "/#example=github-branch" },
  assumed: { path: "/#example=github-branch", then: (page) => type(page, "Keys", "") },
  "refused by the policy": { path: "/#example=branch-instead-of-environment" },
  "refused for its signature": { path: "/#example=claims-edited-after-signing" },
  expired: { path: "/#example=token-expired" },
  "no token yet": { then: (page) => type(page, "Trust policy", '{"Version": "2012-10-17"}') },
  "an unreadable token": { then: (page) => type(page, "Token", "good morning") },
  "unreadable keys": {
    path: "/#example=github-branch",
    then: (page) => type(page, "Keys", '{"keys": [{"kty": "RSA",]}'),
  },
  "an unreadable policy": {
    path: "/#example=github-branch",
    then: (page) => type(page, "Trust policy", '{"Statement": [{"Effect": "Allow",}]'),
  },
  "everything open": { path: "/#example=branch-instead-of-environment", then: openEverything },
  "another answer in the log": {
    path: "/#example=github-branch",
    then: (page) => paste(page, "Error: Could not assume role with OIDC: Incorrect token audience"),
  },
  share: { path: "/#example=branch-instead-of-environment", then: share },
  "a broken link": { path: "/#v1.AAAA" },
  help: { then: (page) => page.getByRole("button", { name: "Help" }).click() },
  gallery: { then: (page) => page.getByRole("button", { name: "Examples" }).click() },
};

const dresses = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
  narrow: { viewport: { width: 320, height: 640 } },
  "forced colours": { forcedColors: "active" },
};

for (const [dress, context] of Object.entries(dresses)) {
  test(dress, async (t) => {
    for (const [state, { path, then }] of Object.entries(states)) {
      await t.test(state, async (t) => {
        const { page } = await visit(t, {
          path,
          context,
          prepare: (page) => page.clock.setFixedTime(moment),
        });
        await then?.(page);
        await assertFits(page, state);
        await assertAccessible(page, state);
        // What is read out does not depend on how it is dressed.
        if (dress === "light") await assertTree(page, state);
      });
    }
  });
}

test("no tree is kept of a state that is gone", () => {
  assertNoneLeftOver(Object.keys(states));
});

test("text twice as large stays whole", async (t) => {
  for (const width of [1366, 360]) {
    const { page } = await visit(t, {
      path: "/#example=branch-instead-of-environment",
      context: { viewport: { width, height: 740 } },
    });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    await assertFits(page, `200 % in ${width} px`);
    assert.ok(await verdict(page).isVisible());
  }
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

async function share(page) {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Copy the link", disabled: false }).waitFor();
}

async function openEverything(page) {
  for (const details of await page.locator("details:not([open])").all()) {
    const summary = details.locator("summary").first();
    if (await summary.isVisible()) await summary.click();
  }
}
