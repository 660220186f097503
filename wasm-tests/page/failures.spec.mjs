/** When the page cannot do its work it says what happened and what to do, and loses nothing. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { isLoaded } from "./drawn.mjs";
import {
  forgiveViolations,
  withDamagedModule,
  withPolicy,
  withRefusingClipboard,
  withoutPartOfCore,
  withoutScripts,
  withoutWebAssembly,
} from "./faults.mjs";
import { newContext } from "../support/chromium.mjs";
import { site, visit } from "./harness.mjs";
import { assertAccessible, attempt, box, type } from "./person.mjs";

const works = attempt("github-branch");

test("WebAssembly forbidden by the policy of the page", async (t) => {
  const { page, watch } = await visit(t, { prepare: withPolicy("'wasm-unsafe-eval'", "") });
  await page.getByRole("heading", { name: "WebAssembly is blocked here" }).waitFor();
  await page.getByText("Whoever hosts this page has to allow 'wasm-unsafe-eval'").waitFor();
  await type(page, "Token", works.token);
  assert.equal(await box(page, "Token").area.inputValue(), works.token);
  await assertAccessible(page, "blocked");
  await forgiveViolations(page, watch);
});

test("a browser without WebAssembly", async (t) => {
  const { page } = await visit(t, { prepare: withoutWebAssembly });
  await page.getByRole("heading", { name: "This browser has no WebAssembly" }).waitFor();
});

test("a module that does not compile", async (t) => {
  const { page } = await visit(t, { prepare: withDamagedModule });
  await page.getByRole("heading", { name: "The core could not be started" }).waitFor();
  await page.getByText("CompileError: not a module").waitFor();
});

test("a part of the core that does not arrive", async (t) => {
  const { page, watch } = await visit(t, { prepare: withoutPartOfCore });
  await page.getByRole("heading", { name: "A part of this page did not arrive" }).waitFor();
  await type(page, "Token", works.token);
  assert.equal(await box(page, "Token").area.inputValue(), works.token);
  await assertAccessible(page, "incomplete");
  watch.forgiveErrors();
});

test("a script that does not arrive", async (t) => {
  const { page, watch } = await visit(t, { prepare: withoutScripts, until: isLoaded });
  await page.getByText("The page’s script has not started.").waitFor();
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector(".late")).visibility === "visible",
  );
  watch.forgiveErrors();
});

test("no JavaScript", async (t) => {
  const page = await (await newContext(t, { javaScriptEnabled: false })).newPage();
  await page.goto(site);
  assert.match(await page.locator("noscript").innerText(), /JavaScript is switched\s+off here: allow it/);
});

test("a clipboard that refuses", async (t) => {
  const { page } = await visit(t, { prepare: withRefusingClipboard });
  await page.getByRole("button", { name: "Copy the command" }).first().click();
  await page.getByText("The browser refused to copy. The text is selected").waitFor();
});

for (const tag of ["assumable-verdict", "assumable-gates", "assumable-statement"]) {
  test(`${tag} that cannot be drawn leaves no older answer`, async (t) => {
    const { page } = await visit(t, { path: "/#example=github-branch" });
    await page.getByRole("heading", { name: "Accepted" }).first().waitFor();
    await page.evaluate((tag) => {
      const { prototype } = customElements.get(tag);
      globalThis.drawn = prototype.render;
      prototype.render = () => {
        throw new Error(document.querySelector("assumable-page").data?.texts.token ?? "what was pasted");
      };
    }, tag);
    await type(page, "Trust policy", works.trustPolicy.replace("sts.amazonaws.com", "sts.amazonaws.com.cn"));
    await page.getByRole("heading", { name: "The answer could not be shown" }).waitFor();
    assert.equal(await page.getByRole("heading", { name: "Accepted" }).count(), 0);
    assert.doesNotMatch(await page.title(), /Accepted/);
    assert.equal(await page.getByText("what was pasted").count(), 0, "no message of an error is shown");
    await page.evaluate((tag) => {
      customElements.get(tag).prototype.render = globalThis.drawn;
    }, tag);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Refused" }).first().waitFor();
  });
}

test("a claim that is called as what every object has is a claim", async (t) => {
  const names = ["constructor", "toString", "__proto__", "valueOf", "hasOwnProperty"];
  const claims = `{"iss": "https://a.example", ${names.map((name) => `"${name}": "x"`).join(", ")}}`;
  const { page } = await visit(t, { path: "/#example=github-branch" });
  await page.getByRole("heading", { name: "Accepted" }).first().waitFor();
  await type(page, "Token", claims);
  await page.getByRole("heading", { name: "Refused" }).first().waitFor();
  await page.getByText("Claims", { exact: true }).first().click();
  for (const name of names) await page.getByText(name, { exact: true }).first().hover();
  assert.equal(await page.getByRole("heading", { name: "The answer could not be shown" }).count(), 0);
});
