/** What a person has put in goes when it should; what the page has declared stays. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { fileURLToPath } from "node:url";
import { attempt } from "../page/person.mjs";
import { everyText, reachable, traces } from "../page/traces.mjs";
import { answered, box, defined, host } from "./host.mjs";

/** Its token is another one than that of the example which the page shows. */
const works = attempt("github-environment");
const fails = "branch-instead-of-environment";
const shown = `<assumable-inspector example="${fails}"></assumable-inspector>${defined}`;
const signature = works.token.split(".")[2];

/** Time stands still until it is told to go on. */
const timed = (page) => page.clock.install({ time: new Date(works.now * 1000) });

test("ten idle minutes: said before, put off by a press, done in the end", async (t) => {
  const { page } = await host(t, { body: shown, prepare: timed });
  await answered(page, "refused");
  await box(page, "Token").area.fill(works.token);
  await page.getByText("This token is a live credential for another").waitFor();
  await page.clock.runFor(490_000);
  await page.getByText("Everything here is cleared in").waitFor();
  await page.getByRole("heading", { name: "Clock" }).click();
  await page.clock.runFor(5_000);
  assert.equal(await page.getByText("Everything here is cleared in").count(), 0);
  await page.clock.runFor(610_000);
  await page.getByText("Cleared after ten idle minutes.").waitFor();
  assert.ok(!(await page.evaluate(everyText)).includes(signature));
  await page.getByText("Example: The job lost its environment.").waitFor();
});

test("what the page has declared is not cleared by time", async (t) => {
  const { page } = await host(t, { body: shown, prepare: timed });
  await answered(page, "refused");
  await page.clock.runFor(3_600_000);
  assert.equal(await page.getByText(/[Cc]leared/).count(), 0);
  await page.getByRole("heading", { name: "Refused" }).waitFor();
});

test("a token that the page has set is no less a credential", async (t) => {
  const { page } = await host(t, { body: shown, prepare: timed });
  await answered(page, "refused");
  const token = () => page.evaluate(() => document.querySelector("assumable-inspector").token);
  await page.evaluate((token) => {
    document.querySelector("assumable-inspector").token = token;
  }, works.token);
  await page.getByText("This token is a live credential for another").waitFor();
  assert.equal(await token(), works.token);
  await page.clock.runFor(610_000);
  await page.getByText("Cleared after ten idle minutes.").waitFor();
  assert.equal(await token(), "");
  assert.ok(!(await page.evaluate(everyText)).includes(signature));
});

test("the page is left, and comes back from the browser's memory", async (t) => {
  const { page } = await host(t, { body: shown });
  await answered(page, "refused");
  await box(page, "Token").area.fill(works.token);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  await page.evaluate(() => document.querySelector("assumable-inspector").updateComplete);
  assert.ok(!(await page.evaluate(everyText)).includes(signature));
  await page.getByText("Example: The job lost its environment.").waitFor();
});

test("one key clears, while the focus is inside, and the page keeps its own keys", async (t) => {
  const { page } = await host(t, { body: `<input aria-label="Search">${shown}` });
  await answered(page, "refused");
  const { area } = box(page, "Token");
  await area.fill(works.token);
  await page.getByLabel("Search").focus();
  await page.keyboard.type("e/?");
  await page.keyboard.press("Control+Shift+Backspace");
  assert.equal(await area.inputValue(), works.token, "a key that was pressed elsewhere");
  await area.focus();
  await page.keyboard.press("Control+Shift+Backspace");
  await page.getByText("Cleared. Nothing of it is kept.").waitFor();
  assert.ok(!(await page.evaluate(everyText)).includes(signature));
  assert.equal(await page.evaluate(() => getSelection().toString()), "");
});

const watchMemory = {
  path: fileURLToPath(new URL("../engines/inside/memory.js", import.meta.url)),
};

test("clear(), by the page or by the button: nothing is left anywhere", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector></assumable-inspector>${defined}`,
    prepare: (page) => page.addInitScript(watchMemory),
  });
  const { area } = box(page, "Token");
  const segments = works.token.split(".").slice(1);
  const whereabouts = async () => {
    const [all, { shown }, reached] = await Promise.all([
      page.evaluate(everyText),
      page.evaluate(traces),
      page.evaluate(reachable, segments),
    ]);
    return {
      shown: segments.filter((segment) => all.includes(segment)),
      elsewhere: segments.filter((segment) => Object.values(shown).flat().join().includes(segment)),
      reached: segments.filter((segment) => reached.includes(segment)),
      inMemory: await page.evaluate((texts) => texts.filter(globalThis.isInMemory), segments),
    };
  };
  for (const clear of [
    () => page.evaluate(() => document.querySelector("assumable-inspector").clear()),
    () => page.getByRole("button", { name: "Clear" }).click(),
  ]) {
    await area.fill(works.token);
    await answered(page);
    const there = { shown: segments, elsewhere: [], reached: segments, inMemory: segments };
    assert.deepEqual(await whereabouts(), there, "what is sought is found while it is there");
    await clear();
    await page.getByText("Paste a GitHub Actions OIDC token").waitFor();
    const nowhere = { shown: [], elsewhere: [], reached: [], inMemory: [] };
    assert.deepEqual(await whereabouts(), nowhere);
  }
});

test("the signature alone is forgotten", async (t) => {
  const { page } = await host(t, { body: shown, prepare: timed });
  await answered(page, "refused");
  await box(page, "Token").area.fill(works.token);
  await page.getByRole("button", { name: "Forget the signature" }).click();
  await page.getByText("The signature is forgotten.").waitFor();
  assert.ok(!(await page.evaluate(everyText)).includes(signature));
});

test("how a thing is known is explained in place", async (t) => {
  const { page } = await host(t, { body: shown });
  await answered(page, "refused");
  await page.getByRole("button", { name: "observed" }).first().click();
  const dialog = page.getByRole("dialog", { name: "How it is known" });
  await dialog.waitFor();
  await page.getByText("Seen on real AWS STS").waitFor();
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "hidden" });
});
