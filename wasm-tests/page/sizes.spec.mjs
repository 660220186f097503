/**
 * Whatever is pasted or opened, however large, the page stays alive: it answers or says that it
 * is too much and of what, keeps what was there, and takes the next text. How long it stood still
 * is printed, not asserted.
 */

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { attempt, box, type, verdict } from "./person.mjs";

const works = attempt("github-branch");
const boxes = { Token: works.token, Keys: works.jwks, "Trust policy": works.trustPolicy };
const MEGABYTE = 1_000_000;
/** Milliseconds after which a page is not slow but dead. */
const DEAD = 120_000;

/** Runs in the page: a paste of so many times a text, made there; the longest time without a breath. */
async function pasteMany({ text, times, at }) {
  let last = performance.now();
  let longest = 0;
  const breath = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  let target = document.activeElement ?? document.body;
  while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
  const whole = text.repeat(times);
  if (at === "input") {
    target.value = whole;
    target.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  } else {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", whole);
    const options = { clipboardData, bubbles: true, composed: true, cancelable: true };
    const goesOn = target.dispatchEvent(new ClipboardEvent("paste", options));
    if (goesOn && "setRangeText" in target) {
      target.setRangeText(whole, target.selectionStart, target.selectionEnd, "end");
      target.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 1000));
  clearInterval(breath);
  return Math.max(longest, performance.now() - last);
}

async function paste(t, page, title, given) {
  await open(page, title);
  await box(page, title).area.press("Control+a");
  const longest = await page.evaluate(pasteMany, given);
  const size = (given.text.length * given.times) / MEGABYTE;
  t.diagnostic(
    `${String(Math.round(longest)).padStart(6)} ms  ${size} MB of ${given.text.slice(0, 12)} in ${title}`,
  );
  assert.ok(longest < DEAD, `the page stood still for ${Math.round(longest)} ms`);
}

async function filled(t) {
  const { page } = await visit(t);
  for (const [title, text] of Object.entries(boxes)) await type(page, title, text);
  await verdict(page).waitFor();
  for (const title of Object.keys(boxes)) await open(page, title);
  return page;
}

/** A box may have folded itself once it was filled. */
async function open(page, title) {
  const { area, fold } = box(page, title);
  if (!(await area.isVisible())) await fold.click();
}

async function isAsItWas(page) {
  for (const [title, text] of Object.entries(boxes)) {
    assert.equal(await box(page, title).area.inputValue(), text, title);
  }
  await type(page, "Token", works.token.slice(0, 60));
  await page.getByText("The ID Token provided is not a valid JWT").first().waitFor();
}

for (const title of Object.keys(boxes)) {
  test(`fifty megabytes pasted: ${title}`, async (t) => {
    const page = await filled(t);
    await paste(t, page, title, { text: "a", times: 50 * MEGABYTE });
    await page.getByText("That text is too large: 50 MB, where at most 10 MB are taken.").waitFor();
    await paste(t, page, title, { text: '{"a":1},', times: MEGABYTE / 2 });
    await page.getByText("That text is too large: 4 MB, where at most 1 MB are taken.").waitFor();
    await isAsItWas(page);
  });
}

test("five megabytes that arrive as if typed", async (t) => {
  const page = await filled(t);
  await paste(t, page, "Token", { text: "a", times: 5 * MEGABYTE, at: "input" });
  await page.getByText("That text is too large: 5 MB, where at most 1 MB are taken.").waitFor();
  await isAsItWas(page);
});

test("a file of fifty megabytes", async (t) => {
  const { page } = await visit(t);
  const folder = await mkdtemp(join(tmpdir(), "assumable-"));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, "large.json");
  await writeFile(file, Buffer.alloc(50 * MEGABYTE, "a"));
  await page.locator("input[type=file]").last().setInputFiles(file);
  await page.getByText("That text is too large: 50 MB, where at most 10 MB are taken.").waitFor();
  await type(page, "Token", works.token);
  await verdict(page).waitFor();
});

test("as much as is taken", async (t) => {
  const page = await filled(t);
  for (const [title, text] of [
    ["Token", "a"],
    ["Token", "eyJ.a.b "],
    ["Keys", '{"kty":"RSA"},'],
    ["Keys", "{"],
    ["Trust policy", '{"Effect":"Allow"},'],
    ["Trust policy", "*"],
  ]) {
    await paste(t, page, title, { text, times: Math.floor(MEGABYTE / text.length) });
    await verdict(page).waitFor();
  }
  await type(page, "Token", works.token.slice(0, 60));
  await page.getByText("The ID Token provided is not a valid JWT").first().waitFor();
});

/** A `sub` of so many letters, against a pattern of half of them that fits at every place but for its end. */
function longPattern(letters) {
  const claims = JSON.parse(Buffer.from(works.token.split(".")[1], "base64url").toString());
  const policy = JSON.parse(works.trustPolicy);
  const pattern = { "token.actions.githubusercontent.com:sub": `*${"a".repeat(letters / 2)}b*` };
  policy.Statement[0].Condition = { StringLike: pattern };
  return {
    claims: JSON.stringify({ ...claims, sub: "a".repeat(letters) }),
    trustPolicy: JSON.stringify(policy),
  };
}

function linkOf(parts) {
  return `/#v1.${deflateRawSync(JSON.stringify(parts)).toString("base64url")}`;
}

test("a long pattern against a long sub: as a link that unpacks to more than one may hold", async (t) => {
  const { page } = await visit(t, { path: linkOf(longPattern(600_000)) });
  await page.getByText("This link was not opened").waitFor();
  await type(page, "Token", works.token);
  await verdict(page).waitFor();
});

test("a long pattern against a long sub: as the largest link, and pasted", async (t) => {
  const { page } = await visit(t, { path: linkOf(longPattern(160_000)) });
  await verdict(page).getByText("Refused").waitFor({ timeout: DEAD });
  for (const letters of [160_000, 900_000]) {
    const { claims, trustPolicy } = longPattern(letters);
    await paste(t, page, "Token", { text: claims, times: 1 });
    await paste(t, page, "Trust policy", { text: trustPolicy, times: 1 });
    await verdict(page).getByText("Refused").waitFor({ timeout: DEAD });
  }
  await type(page, "Token", works.token.slice(0, 60));
  await page.getByText("The ID Token provided is not a valid JWT").first().waitFor();
});
