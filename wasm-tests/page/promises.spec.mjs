/** What the page promises before anything is typed, and that the browser really keeps it to it. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { site, visit } from "./harness.mjs";

test("the page loads, stores nothing and asks for nothing more, without its worker and with it", async (t) => {
  for (const worker of [false, true]) {
    const { page } = await visit(t, { worker });
    assert.match(await page.title(), /Assumable/);
  }
});

test("the core is asked for after what draws the page, the editors last, and all before the page has loaded", async (t) => {
  const asked = [];
  await visit(t, {
    prepare: async (page) => {
      page.on("request", (request) => asked.push(new URL(request.url()).pathname));
      page.on("load", () => asked.push("load"));
    },
  });
  const kinds = asked.map((path) => path.replace(/^\/(\w*).*/, "$1"));
  assert.deepEqual(
    kinds.filter((kind) => ["main", "core", "editor", "load"].includes(kind)),
    ["main", "core", "core", "core", "core", "editor", "load"],
  );
});

test("the licences of what is passed on are there, each with its text", async (t) => {
  const { page } = await visit(t, { allow: (url) => url.pathname === "/licences.txt" });
  await page.getByRole("button", { name: "Help" }).click();
  await page.getByRole("link", { name: "Licences of what this page is made of" }).waitFor();
  const text = await (await fetch(`${site}/licences.txt`)).text();
  for (const name of ["lit", "@codemirror/view", "style-mod", "jsonwebtoken", "rsa", "subtle"]) {
    assert.match(text, new RegExp(`^${name} [\\d.]+: `, "m"));
  }
  assert.doesNotMatch(text, /carries no text/);
  assert.doesNotMatch(text, /^(esbuild|playwright-core|criterion) /m, "tools are not passed on");
});

test("the header says the policy of the page, and the page says one", async () => {
  const response = await fetch(`${site}/`);
  const policy = response.headers.get("Content-Security-Policy");
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.equal(response.headers.get("X-Content-Type-Options"), "nosniff");
  assert.equal(response.headers.get("Referrer-Policy"), "no-referrer");
});
