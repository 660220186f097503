/** Every example, chosen by its link, gives on the page the answer that it was written for. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { box, examples, expected, verdict } from "./person.mjs";

test("every example gives its answer on the page", async (t) => {
  const { page, watch } = await visit(t);
  for (const { id, title, attempt } of examples) {
    await t.test(`${id}: ${title}`, async () => {
      if (/^ey[\w-]+\.[\w-]+\.[\w-]{20,}$/.test(attempt.token)) watch.secret(attempt.token);
      await page.evaluate((id) => {
        location.hash = `#example=${id}`;
      }, id);
      await page.getByText(`Example: ${title}.`).waitFor();
      await assertAnswer(page, expected[id]);
    });
  }
});

async function assertAnswer(page, { outcome, check, code, message, summary }) {
  const said = await verdict(page).innerText();
  assert.match(said, outcome === "refused" ? /^Refused/ : /^Accepted/);
  if (summary) assert.ok(said.includes(summary), `the summary is said: ${summary}`);
  if (outcome !== "refused") return;
  assert.ok(said.includes(message), `STS's own words are shown: ${message}`);
  assert.ok(said.includes(code), `STS's own code is shown: ${code}`);
  const open = page.locator("assumable-gate details.decides[open]");
  await open.first().waitFor();
  assert.equal(await open.count(), 1, "the check that failed first is open");
  const deciding = await open.evaluate((details) => details.getRootNode().host.gate.check.id);
  assert.equal(deciding, check, "and is the one that the example is about");
}

test("what is accepted without everything checked is never green", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  assert.match(await verdict(page).innerText(), /^Accepted\n/);
  assert.equal(await page.locator("assumable-verdict section.good").count(), 1);

  const { fold, area } = box(page, "Keys");
  await fold.click();
  await area.fill("");
  const said = await verdict(page).innerText();
  assert.match(said, /^Accepted, if one thing holds/);
  assert.match(said, /Assumed, not checked/);
  assert.equal(await page.locator("assumable-verdict section.good").count(), 0);
  await page.getByRole("heading", { name: /^Signature assumed/ }).waitFor();
});

test("the link of an example survives, and goes when the example is changed", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  // The page's own word: what the driver has heard of its address may be older.
  assert.equal(await page.evaluate(() => location.hash), "#example=branch-instead-of-environment");
  await box(page, "Trust policy").area.press("End");
  await box(page, "Trust policy").area.pressSequentially(" ");
  await page.waitForFunction(() => location.hash === "");
});

test("a link to an example that does not exist says so", async (t) => {
  const { page } = await visit(t, { path: "/#example=no-such-thing" });
  await page.getByText("There is no example “no-such-thing”.").waitFor();
  await page.getByRole("heading", { name: "Examples, by what goes wrong" }).first().waitFor();
});

test("an example is chosen from the gallery", async (t) => {
  const { page } = await visit(t);
  await page.getByRole("button", { name: "Examples" }).click();
  await page.getByRole("dialog").waitFor();
  const gallery = page.locator("assumable-dialog#examples");
  await gallery.locator("summary", { hasText: "Not authorized" }).click();
  await gallery.getByRole("button", { name: /^The job lost its environment/ }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  assert.match(await verdict(page).innerText(), /^Refused/);
});
