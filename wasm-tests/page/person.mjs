/** What a person does on the page and sees there, by the names that the page itself uses. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { finishTransitions } from "./drawn.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const examples = JSON.parse(
  readFileSync(new URL("../../www/generated/examples.json", import.meta.url), "utf8"),
);

export const expected = JSON.parse(
  readFileSync(new URL("../../www/generated/examples-expected.json", import.meta.url), "utf8"),
);

/** The attempt of an example. */
export function attempt(id) {
  const found = examples.find((example) => example.id === id);
  assert.ok(found, `there is no example ${id}`);
  return found.attempt;
}

/** The box of a text: its fold, and what is typed into in it. */
export function box(page, title) {
  const whole = page.locator("assumable-text-box", { has: page.getByRole("heading", { name: title }) });
  const area = whole.getByRole("textbox");
  // A code editor is no form field, and has in the document only what is in view.
  area.inputValue = () => whole.evaluate((box) => box.value);
  area.fill = async (text) => {
    await area.press("Control+a");
    if (text === "") await area.press("Delete");
    else await page.keyboard.insertText(text);
  };
  return { whole, area, fold: whole.locator("summary").first() };
}

export function verdict(page) {
  return page.locator("assumable-verdict section");
}

/** Pastes as the clipboard would: into whatever has the focus. */
export async function paste(page, text) {
  await page.evaluate((text) => {
    let target = document.activeElement ?? document.body;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", {
      clipboardData,
      bubbles: true,
      composed: true,
      cancelable: true,
    });
    // A script's paste event does not paste; where nobody prevents it, the text is inserted as typing would.
    if (target.dispatchEvent(event) && "setRangeText" in target) {
      target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
      target.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
  }, text);
}

export async function type(page, title, text) {
  const { area, fold } = box(page, title);
  await fold.waitFor();
  if (!(await area.isVisible())) await fold.click();
  await area.fill(text);
}

/** No violation of WCAG 2.2 A and AA, nor of what axe calls best practice, on a page or in its elements of a name. */
export async function assertAccessible(page, state, within = "html") {
  await page.evaluate(finishTransitions);
  // By the debugger's own evaluation: the policy of the page lets no script in. Once is enough.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  const violations = await page.evaluate(async (within) => {
    const { violations } = await globalThis.axe.run(within, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`)}`,
    );
  }, within);
  assert.deepEqual(violations, [], `axe finds nothing in the state “${state}”`);
}

/** Nothing has to be scrolled sideways. */
export async function assertFits(page, state) {
  const { content, window } = await page.evaluate(() => ({
    content: document.documentElement.scrollWidth,
    window: document.documentElement.clientWidth,
  }));
  assert.ok(content <= window, `${state}: ${content} px of content in ${window} px`);
}
