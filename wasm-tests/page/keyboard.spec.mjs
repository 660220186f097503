/** Everything by keyboard: shortcuts, gates, dialogs, the clock. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { box, verdict } from "./person.mjs";

test("shortcuts work outside of text, and are text inside it", async (t) => {
  const { page } = await visit(t);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "How this page works" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("e");
  await page.getByRole("dialog", { name: "Examples, by what goes wrong" }).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("/");
  await page.keyboard.type("e?/");
  assert.equal(await box(page, "Token").area.inputValue(), "e?/");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

test("from the first Tab everything is reached in the order in which it is seen", async (t) => {
  const { page } = await visit(t);
  const reached = [];
  for (let press = 0; press < 20; press += 1) {
    await page.keyboard.press("Tab");
    reached.push(await focusedName(page));
  }
  const order = ["Examples", "Clear", "Theme", "Help", "How to verify that", "Copy the command"];
  const places = order.map((name) => reached.findIndex((one) => one.includes(name)));
  assert.deepEqual(
    places,
    [...places].sort((one, other) => one - other),
    reached.join(", "),
  );
  assert.ok(
    places.every((place) => place >= 0),
    reached.join(", "),
  );
  assert.ok(reached.some((name) => name.includes("OIDC token")));
});

test("a gate opens and closes with Enter, and the picture leads to it", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  await page
    .locator("assumable-way")
    .getByRole("button", { name: /^Audience/ })
    .press("Enter");
  const gate = page.locator("assumable-gate", { has: page.getByRole("heading", { name: /^Audience/ }) });
  assert.equal(await gate.locator("details").first().getAttribute("open"), "");
  await page.keyboard.press("Enter");
  assert.equal(await gate.locator("details").first().getAttribute("open"), null);
});

test("the clock moves by a minute, by an hour with Shift, and the answer with it", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  const slider = page.getByLabel("Move the time of the call");
  const before = Number(await slider.inputValue());
  await slider.press("ArrowRight");
  assert.equal(Number(await slider.inputValue()), before + 60);
  await slider.press("ArrowLeft");
  assert.equal(Number(await slider.inputValue()), before);
  await slider.press("Shift+ArrowRight");
  assert.match(await verdict(page).innerText(), /ExpiredTokenException/);
});

test("the focus can always be seen", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press("Tab");
    const seen = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (element === null || element === document.body) return "body";
      const own = getComputedStyle(element);
      const frame = element.closest(".frame");
      const around = frame === null ? "none" : getComputedStyle(frame).boxShadow;
      return own.outlineStyle !== "none" || around !== "none" ? "seen" : element.outerHTML.slice(0, 80);
    });
    assert.ok(["seen", "body"].includes(seen), seen);
  }
});

function focusedName(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const label = element?.closest("label")?.textContent ?? "";
    return `${element?.ariaLabel ?? ""} ${element?.textContent ?? ""} ${label}`.replace(/\s+/g, " ").trim();
  });
}
