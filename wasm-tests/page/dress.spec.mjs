/** What the page does for who asks for less motion, reads from right to left, or prints. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { box, verdict } from "./person.mjs";

const path = "/#example=branch-instead-of-environment";

test("nothing moves for who asks for less motion", async (t) => {
  const moving = async (reducedMotion) => {
    const { page } = await visit(t, { context: { reducedMotion } });
    return page.evaluate(() => {
      const elements = (function all(root) {
        return [...root.querySelectorAll("*")].flatMap((element) => [
          element,
          ...(element.shadowRoot ? all(element.shadowRoot) : []),
        ]);
      })(document);
      const seconds = (value) => Math.max(...value.split(",").map((one) => Number.parseFloat(one)));
      return elements.filter((element) => {
        const { transitionDuration, animationName, animationDuration, scrollBehavior } =
          getComputedStyle(element);
        const animated = animationName !== "none" && seconds(animationDuration) > 0;
        return seconds(transitionDuration) > 0 || animated || scrollBehavior === "smooth";
      }).length;
    });
  };
  assert.ok((await moving("no-preference")) > 0, "what moves otherwise is found");
  assert.equal(await moving("reduce"), 0);
});

test("from right to left the page is mirrored, and what was pasted is not", async (t) => {
  const { page } = await visit(t, { path, context: { viewport: { width: 1280, height: 900 } } });
  const places = async () => {
    const left = async (locator) => (await locator.boundingBox()).x;
    return {
      inputs: await left(page.locator("assumable-inputs")),
      checks: await left(page.locator("assumable-gates")),
      copy: await left(page.getByRole("button", { name: "Copy as Markdown" })),
      heading: await left(verdict(page).getByRole("heading", { name: "Refused" }).locator("svg")),
    };
  };
  const before = await places();
  await page.evaluate(() => {
    document.documentElement.dir = "rtl";
  });
  const after = await places();
  assert.ok(before.inputs < before.checks && after.inputs > after.checks, "the columns change sides");
  assert.ok(before.copy > before.heading && after.copy < after.heading, "and so does the verdict");
  const directions = await page
    .locator("assumable-text-box")
    .evaluateAll((all) =>
      all.flatMap((one) =>
        [...one.shadowRoot.querySelectorAll("textarea, pre, .cm-content")].map(
          (text) => getComputedStyle(text).direction,
        ),
      ),
    );
  assert.deepEqual([...new Set(directions)], ["ltr"]);

  // On the clock, what lies ahead is to the left now.
  const clock = page.getByLabel("Time at which STS sees the call, in UTC");
  const at = await clock.inputValue();
  await page.getByLabel("Move the time of the call").press("ArrowLeft");
  assert.ok((await clock.inputValue()) > at);
});

test("on paper there is the answer with every name, in dark ink, and no token", async (t) => {
  const { page } = await visit(t, { path, context: { colorScheme: "dark" } });
  await page.emulateMedia({ media: "print" });
  await verdict(page).getByText("Not authorized to perform sts:AssumeRoleWithWebIdentity").waitFor();
  await page.locator("assumable-way").getByText("Trust policy").waitFor();
  await page.locator("assumable-claims").getByText("repository_owner_id", { exact: true }).waitFor();
  await box(page, "Trust policy").whole.locator(".printed", { hasText: '"Statement"' }).waitFor();
  for (const name of ["Copy as Markdown", "Clear", "Format", "Show in the policy"]) {
    assert.equal(await page.getByRole("button", { name }).count(), 0, `“${name}” is of no use on paper`);
  }
  assert.equal(await box(page, "Token").area.isVisible(), false, "a token is a credential");
  const ink = await page.evaluate(() => getComputedStyle(document.documentElement).color);
  assert.ok(
    ink.match(/\d+/g).every((channel) => Number(channel) < 64),
    ink,
  );

  const pdf = await page.pdf({ format: "A4" });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
  assert.ok(pages > 1 && pages < 12, `${pages} pages`);
});
