/** What holds of the page “Deploying with OIDC” in every portal. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { attempt, expected } from "../page/person.mjs";
import { frames, open } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The example on the page: its own policy refuses it, the one that the page gives lets it in. */
const example = "environment-instead-of-branch";

const verdict = (root) => root.locator("assumable-verdict section");

/**
 * @typedef {object} Portal
 * @property {string} home path of the first page
 * @property {string} path path of the page with the inspector
 * @property {string} policy the trust policy on that page
 * @property {(page: import("playwright-core").Page) => Promise<void>} toggleTheme from light to dark
 * @property {(page: import("playwright-core").Page) => Promise<void>} goHome by a link, as a reader would
 */

/** @param {Portal} portal */
export function scenarios({ home, path, policy, toggleTheme, goHome }) {
  test("the element answers by the policy in the page's own text", async (t) => {
    const { page, watch } = await open(t, path);
    const element = page.locator("assumable-inspector");
    await verdict(element).getByText("Accepted").first().waitFor();
    const events = await watch.heard("assumable-inspector");
    assert.deepEqual(
      events.map(({ type }) => type),
      ["assumable-ready", "assumable-verdict"],
    );
    const { report } = events[1].detail;
    assert.equal(report.verdict.outcome, "accepted");
    assert.deepEqual(
      await element.evaluate(({ trustPolicy }) => JSON.parse(trustPolicy)),
      JSON.parse(policy),
    );
  });

  test("the frame answers at its own address, and its page hears it", async (t) => {
    const { page, watch } = await open(t, path);
    const { summary } = expected[example];
    await verdict(frameOf(page)).getByText(summary).first().waitFor();
    assert.deepEqual(await frameOrigin(page), { address: frames, origin: "null" });
    const events = await watch.heard("iframe");
    assert.deepEqual(
      events.map(({ type }) => type),
      ["assumable-ready", "assumable-verdict"],
    );
    assert.equal(events[1].detail.report.verdict.summary, summary);
    await assertWhole(page);
  });
}
