/**
 * What is made to stop a page does not: inputs of a megabyte or so, dropped into their boxes, are answered or
 * refused, few things of them are drawn, and the page goes on with the next text. Links that unpack to much are
 * refused. How long the page stood still is printed; asserted is only that it lives.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { shapes } from "../bench/shapes.mjs";
import { visit } from "./harness.mjs";
import { attempt, type, verdict } from "./person.mjs";

/** Milliseconds after which a page is not slow but dead, on a machine that does other things as well. */
const DEAD = 10_000;

/** Elements that a page may have for any of these: a hundred of each list, and what is around them. */
const MOST = 8_000;

/** Those that a browser may find harder than the core. */
const asked = [
  "values of a condition",
  "conditions of an operator",
  "spellings of one operator",
  "patterns of stars, long sub",
  "pattern of letters, long sub",
  "few values, long sub",
  "long operator",
  "statements",
  "statement ids, distinct",
  "principals, distinct",
  "claims",
  "session tags",
  "audiences",
  "long sub, long value",
  "duplicate members",
  "lone surrogates",
  "bidirectional overrides",
  "newlines",
  "newlines in a claim",
  "text of near-tokens",
  "text of headers without end",
  "text of brackets",
  "text of PEM noise",
  "keys of a set, RS256",
];

const titles = { token: "Token", jwks: "Keys", trustPolicy: "Trust policy" };

/** Runs in the page: drops texts into their boxes; the longest time without a breath, and what is there then. */
async function dropAll(texts) {
  let last = performance.now();
  let longest = 0;
  const breathe = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const breath = setInterval(breathe, 10);
  const inside = (root, name) => [...root.querySelectorAll(name)];
  const page = document.querySelector("assumable-page").shadowRoot;
  const boxes = inside(page.querySelector("assumable-inputs").shadowRoot, "assumable-text-box");
  for (const [box, text] of Object.entries(texts)) {
    const target = boxes.find((found) => found.box === box);
    const file = new File([text], "dropped.txt");
    const detail = { box, file };
    target.dispatchEvent(new CustomEvent("box-file", { detail, bubbles: true, composed: true }));
  }
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let quiet = 0; quiet < 3; quiet += 1) {
    await new Promise((done) => setTimeout(done, 200));
    await painted();
  }
  clearInterval(breath);
  breathe();
  const count = (root) =>
    inside(root, "*").reduce((sum, { shadowRoot }) => sum + 1 + (shadowRoot ? count(shadowRoot) : 0), 0);
  const all = (root) => [
    root,
    ...inside(root, "*").flatMap(({ shadowRoot }) => (shadowRoot ? all(shadowRoot) : [])),
  ];
  const verdict = page.querySelector("assumable-verdict")?.shadowRoot.querySelector("h2")?.textContent.trim();
  const notice = page.querySelector("assumable-notice")?.shadowRoot.textContent.trim();
  const roots = all(document);
  return { longest, elements: count(document), verdict, notice, roots: roots.length };
}

test("inputs of every shape are answered, and drawn in part", async (t) => {
  const { page } = await visit(t);
  for (const name of asked) {
    const shape = shapes.find((shape) => shape.name === name);
    assert.ok(shape, name);
    const given = shape.attempt(shape.size);
    const texts = Object.fromEntries(
      Object.keys(titles).map((box) => [box, (given[box] ?? "").slice(0, 1_000_000)]),
    );
    const { longest, elements, verdict, notice } = await page.evaluate(dropAll, texts);
    t.diagnostic(
      `${String(Math.round(longest)).padStart(6)} ms  ${String(elements).padStart(5)} elements  ${name}`,
    );
    assert.ok(longest < DEAD, `${name}: the page stood still for ${Math.round(longest)} ms`);
    assert.ok(elements < MOST, `${name}: ${elements} elements are drawn`);
    assert.ok(/^(Refused|Accepted)/.test(verdict ?? "") || notice, `${name} is answered: ${verdict}`);
  }
  for (const [box, title] of Object.entries(titles)) await type(page, title, attempt("github-branch")[box]);
  await verdict(page)
    .getByText(/Accepted/)
    .waitFor();
});

test("everything that is folded away can be opened", async (t) => {
  const { page } = await visit(t);
  for (const name of [
    "long sub, long value",
    "bidirectional overrides",
    "statements",
    "few values, long sub",
  ]) {
    const { attempt, size } = shapes.find((shape) => shape.name === name);
    const { token, trustPolicy } = attempt(size);
    await page.evaluate(dropAll, { token, trustPolicy });
    const before = Date.now();
    const elements = await page.evaluate(async () => {
      const roots = (root) => [
        root,
        ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) => (shadowRoot ? roots(shadowRoot) : [])),
      ];
      const gates = roots(document).flatMap((root) => [...root.querySelectorAll("assumable-gate")]);
      for (const gate of gates) gate.open = true;
      await new Promise((done) => setTimeout(done, 100));
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
      return roots(document).reduce((sum, root) => sum + root.querySelectorAll("*").length, 0);
    });
    t.diagnostic(
      `${String(Date.now() - before).padStart(6)} ms  ${String(elements).padStart(5)} elements  ${name}`,
    );
    assert.ok(Date.now() - before < DEAD, name);
    assert.ok(elements < 4 * MOST, `${name}: ${elements} elements are drawn`);
  }
});

test("a link that unpacks to more than a link may hold is refused, and takes nothing away", async (t) => {
  const sub = "a".repeat(600_000);
  const claims = JSON.stringify({ iss: "https://token.actions.githubusercontent.com", sub });
  const payload = deflateRawSync(JSON.stringify({ claims })).toString("base64url");
  assert.ok(payload.length < 2000, "it is as short as any link");
  const { page } = await visit(t);
  await type(page, "Token", attempt("github-branch").token);
  await verdict(page).waitFor();
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#v1.${payload}`);
  await page.getByText("This link was not opened: it unpacks to more than 256 KB").waitFor();
  await verdict(page)
    .getByText(/Accepted/)
    .waitFor();
});

test("what is too much for a link is said in place of it", async (t) => {
  const { page } = await visit(t);
  const { trustPolicy } = shapes.find(({ name }) => name === "statements").attempt(3000);
  await page.evaluate(dropAll, { token: attempt("github-branch").token, trustPolicy });
  await page
    .getByRole("button", { name: /^Share/ })
    .first()
    .click();
  await page.getByText("This is too much for a link: it would hold more than 256 KB.").waitFor();
  assert.ok(await page.getByRole("button", { name: "Copy the link" }).isDisabled());
});
