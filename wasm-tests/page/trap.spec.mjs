/**
 * A core that really stops: the page around a module that was built to stop when the policy
 * says so (`src/wasm/trap.rs`). The person is told, keeps what was pasted, and gets the next answer.
 */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { assertAccessible, attempt, box, type, verdict } from "./person.mjs";

const site = process.env.ASSUMABLE_TRAPPING_SITE;
assert.ok(site, "ASSUMABLE_TRAPPING_SITE says where that page is; `cargo xtask test --only page` builds it");
// This file has a process of its own, and the harness visits what is named here.
process.env.ASSUMABLE_SITE = site;
const { visit } = await import("./harness.mjs");

const works = attempt("github-branch");

/** The panic's own message quotes the token. */
const place = /^assumable: panicked at src\/wasm\/trap\.rs:\d+:\d+; its message is left out/;

for (const [way, said, complains] of [
  ["panic", /unreachable/, [place]],
  ["stack", /call stack|out of bounds/, []],
  ["memory", /unreachable/, []],
]) {
  test(`the core stops: ${way}`, async (t) => {
    const complaints = [];
    const { page, watch } = await visit(t, {
      prepare: (page) =>
        page.on("console", (message) => {
          // What the driver says when it keeps the worker out is not the page's.
          if (!/^Service Worker registration blocked/.test(message.text())) complaints.push(message.text());
        }),
    });
    watch.secret(works.token);
    await type(page, "Token", works.token);
    await type(page, "Trust policy", works.trustPolicy);
    await verdict(page).waitFor();
    const before = await answer(page);

    const asks = `trap-for-tests: ${way}`;
    await type(page, "Trust policy", asks);
    await page.getByRole("heading", { name: "The core stopped on this input" }).waitFor();
    assert.equal(await box(page, "Token").area.inputValue(), works.token);
    assert.equal(await box(page, "Trust policy").area.inputValue(), asks);
    const report = await page.locator("assumable-failure pre").innerText();
    assert.match(report, said);
    assert.ok(!report.includes(works.token.slice(0, 30)), "the report holds no input");
    assert.equal(complaints.length, complains.length, complaints.join("\n"));
    complains.forEach((pattern, index) => assert.match(complaints[index], pattern));
    assert.ok(!complaints.join().includes(works.token.slice(0, 30)), "nor does the console");
    await assertAccessible(page, `stopped by ${way}`);

    // It stops again, and is there again.
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "The core stopped on this input" }).waitFor();
    await type(page, "Trust policy", works.trustPolicy);
    await verdict(page).waitFor();
    assert.equal(await answer(page), before);
    watch.forgiveErrors();
  });
}

/** What the page says, whatever the time is. */
async function answer(page) {
  return (await verdict(page).innerText()).replace(/\d+/g, "0");
}
