/** Where things are on the page: what is printed, what stays in view, what is changed, what is dragged. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { attempt, box, paste, type, verdict } from "./person.mjs";

const works = attempt("github-branch");
const refused = attempt("environment-instead-of-branch");
const at = ({ now }) => ({ prepare: (page) => page.clock.setFixedTime(new Date(now * 1000)) });

/** A policy of so many lines. */
function longPolicy(statements) {
  const [statement] = JSON.parse(works.trustPolicy).Statement;
  const all = Array.from({ length: statements }, (_, index) => ({ ...statement, Sid: `Number${index}` }));
  return JSON.stringify({ Version: "2012-10-17", Statement: all }, undefined, 2);
}

test("all of the policy is printed", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", longPolicy(12));
  await box(page, "Trust policy").whole.locator(".cm-content").waitFor();
  // A fold is for the screen.
  await box(page, "Trust policy").fold.click();
  await page.emulateMedia({ media: "print" });
  const printed = box(page, "Trust policy").whole.locator(".printed");
  assert.equal(await printed.isVisible(), true);
  assert.equal(await printed.textContent(), longPolicy(12));
  const { inside, whole } = await printed.evaluate((pre) => {
    const frame = pre.closest(".frame").getBoundingClientRect();
    return { inside: frame.bottom - pre.getBoundingClientRect().top, whole: pre.scrollHeight };
  });
  assert.ok(inside >= whole - 2, `${inside} px of ${whole} px are on paper`);
});

test("what goes in is not cut off, and does not scroll inside itself", async (t) => {
  const { page } = await visit(t, { ...at(works), context: { viewport: { width: 1280, height: 700 } } });
  await type(page, "Token", works.token);
  await type(page, "Trust policy", longPolicy(12));
  await page.locator("assumable-gates").waitFor();
  const inputs = page.locator("assumable-inputs");
  const { scrolls, overflow } = await inputs.evaluate((element) => ({
    scrolls: element.scrollHeight > element.clientHeight + 1,
    overflow: getComputedStyle(element).overflowY,
  }));
  assert.deepEqual({ scrolls, overflow }, { scrolls: false, overflow: "visible" });
  await page.evaluate(() => scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" }));
  await page.waitForFunction(() => {
    const root = document.querySelector("assumable-page").shadowRoot;
    const clock = root.querySelector("assumable-inputs").shadowRoot.querySelector("assumable-clock");
    const { top, bottom } = clock.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
});

test("a condition key that wraps goes on under its own beginning, beside its number", async (t) => {
  const { page } = await visit(t, { context: { viewport: { width: 360, height: 780 } } });
  await type(page, "Trust policy", longPolicy(1));
  const line = box(page, "Trust policy").whole.locator(".cm-line", {
    hasText: "actions.githubusercontent.com:sub",
  });
  await line.waitFor();
  const rows = await line.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const blanks = element.textContent.length - element.textContent.trimStart().length;
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const tops = new Map();
    let offset = 0;
    for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
      for (let index = 0; index < node.length; index += 1, offset += 1) {
        if (offset < blanks) continue;
        range.setStart(node, index);
        range.setEnd(node, index + 1);
        const { top, left } = range.getBoundingClientRect();
        const row = Math.round(top);
        tops.set(row, Math.min(tops.get(row) ?? Infinity, left));
      }
    }
    return {
      lefts: [...tops.values()],
      top: Math.min(...tops.keys()),
      own: element.getBoundingClientRect().top,
    };
  });
  assert.ok(rows.lefts.length > 1, "it wraps");
  assert.ok(rows.top - rows.own < 10, "its first row is not empty");
  for (const left of rows.lefts) assert.ok(left >= rows.lefts[0] - 1, rows.lefts.join());
});

test("an edit that is tried is brought into view, taken back at one press, and copied bare", async (t) => {
  const { page } = await visit(t, {
    ...at(refused),
    context: {
      viewport: { width: 360, height: 780 },
      permissions: ["clipboard-read", "clipboard-write"],
    },
  });
  const role = {
    Role: {
      Arn: "arn:aws:iam::111122223333:role/deploy",
      AssumeRolePolicyDocument: JSON.parse(refused.trustPolicy),
    },
  };
  const written = JSON.stringify(role, undefined, 2);
  await type(page, "Token", refused.token);
  await type(page, "Trust policy", written);
  await verdict(page)
    .getByRole("button", { name: /^Try it here/ })
    .press("Enter");
  const changed = page.getByText("Changed here, in the box “Trust policy”.");
  await changed.waitFor();
  const policy = box(page, "Trust policy");
  await page.waitForFunction(() => {
    const root = document.querySelector("assumable-page").shadowRoot;
    const boxes = root.querySelector("assumable-inputs").shadowRoot.querySelectorAll("assumable-text-box");
    const { top, bottom } = [...boxes].find((one) => one.box === "trustPolicy").getBoundingClientRect();
    return top < innerHeight && bottom > 0;
  });
  await policy.whole.getByText("environment:prod").first().waitFor();

  await policy.whole.getByRole("button", { name: "Copy the policy" }).click();
  await policy.whole.getByText("Copied").waitFor();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  assert.deepEqual(Object.keys(copied), ["Version", "Statement"]);
  assert.match(JSON.stringify(copied), /environment:prod/);

  const undo = page.locator("assumable-notice").getByRole("button", { name: "Undo" });
  const { y } = await undo.boundingBox();
  assert.ok(y >= 0 && y < 780, "it is in view without scrolling");
  await undo.click();
  assert.equal(await policy.area.inputValue(), written);
});

test("a notice does not follow who scrolls on", async (t) => {
  const { page } = await visit(t, { path: "/#example=owner-left-open" });
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, "good morning");
  const notice = page.locator("assumable-notice .notice");
  await notice.waitFor();
  await page.mouse.move(900, 400);
  await page.mouse.wheel(0, 900);
  await page.waitForFunction(() => {
    const root = document.querySelector("assumable-page").shadowRoot;
    const { bottom } = root.querySelector("assumable-notice").getBoundingClientRect();
    return scrollY > 500 && bottom < 0;
  });
});

test("while a file is dragged it is said that it may be dropped, and where it goes", async (t) => {
  const { page } = await visit(t);
  const drag = (type, name, bytes) =>
    page.evaluate(
      ({ type, name, bytes }) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      },
      { type, name, bytes },
    );
  const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0xff];
  const cue = page.getByText("Drop it here: it goes where it belongs.");
  await drag("dragover", "shot.png", png);
  await cue.waitFor();
  await drag("dragleave", "shot.png", png);
  await cue.waitFor({ state: "detached" });
  await drag("dragover", "shot.png", png);
  await drag("drop", "shot.png", png);
  await page.getByText("“shot.png” is an image, not text. Drop the log").waitFor();
  assert.equal(await cue.count(), 0);
  await drag("drop", "logs.zip", [0x50, 0x4b, 0x03, 0x04, 0xff]);
  await page.getByText("“logs.zip” is a ZIP archive, not text. Unpack it").waitFor();
  await drag("drop", "notes.txt", [...Buffer.from("good morning")]);
  await page.getByText("“notes.txt” holds no token, key set, trust policy or log.").waitFor();
  await drag("drop", "policy.json", [0xff, 0xfe, ...Buffer.from(works.trustPolicy, "utf16le")]);
  await page.getByText("Pasted into “Trust policy”.").waitFor();
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
});
