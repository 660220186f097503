/** Consumers that are built for a browser, and one that is not built at all: each opened in Chromium. */

import assert from "node:assert/strict";
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "../support/test.mjs";
import { build as esbuild } from "esbuild";
import { build as vite, createServer } from "vite";
import webpack from "webpack";
import { installed } from "../node/package.mjs";
import { essence, open, policy, project, questions, serve } from "./consumers.mjs";

/** The page answers through the package, and nothing went wrong on the way. */
async function assertAnswers(t, url) {
  const { page, errors } = await open(t, url);
  for (const { attempt, ...expected } of await questions()) {
    const verdict = await page.evaluate((attempt) => globalThis.inspect(attempt).verdict, attempt);
    assert.deepEqual(essence(verdict), expected);
  }
  assert.deepEqual(errors, []);
  return page;
}

/** The element shows what it is given, and the example that it names. */
async function assertElement(t, url) {
  const { page, errors } = await open(t, url);
  const [, { attempt, ...expected }] = await questions();
  const [given, example] = await page.evaluate(async (attempt) => {
    const [first, second] = document.querySelectorAll("assumable-inspector");
    const verdictOf = (element) =>
      new Promise((resolve) =>
        element.addEventListener("assumable-verdict", ({ target }) => resolve(target.report.verdict)),
      );
    const verdicts = [verdictOf(first), second.report?.verdict ?? verdictOf(second)];
    first.attempt = attempt;
    return Promise.all(verdicts);
  }, attempt);
  assert.deepEqual(essence(given), expected);
  assert.deepEqual(essence(example), expected);
  await page.getByText("Not authorized to perform sts:AssumeRoleWithWebIdentity").first().waitFor();
  assert.deepEqual(errors, []);
}

/** What was built, under the policy that the README asks for. */
async function assertBuilt(t, folder) {
  const url = await serve(t, folder, { headers: { "Content-Security-Policy": policy } });
  await assertAnswers(t, url);
  await assertElement(t, url);
}

test("Vite, built", async (t) => {
  const root = await project("vite");
  await vite({ root, logLevel: "warn" });
  const files = await readdir(join(root, "dist/assets"));
  assert.equal(files.filter((file) => file.endsWith(".wasm")).length, 1, "the module is an asset, once");
  await assertBuilt(t, join(root, "dist"));
});

test("Vite, in development", async (t) => {
  const root = await project("vite");
  const server = await createServer({ root, logLevel: "warn", server: { port: 0, host: "127.0.0.1" } });
  t.after(() => server.close());
  await server.listen();
  const [url] = server.resolvedUrls.local;
  await assertAnswers(t, url);
  await assertElement(t, url);
});

test("esbuild", async (t) => {
  const root = await project("esbuild");
  await esbuild({
    absWorkingDir: root,
    entryPoints: ["main.mjs"],
    outfile: "dist/main.js",
    bundle: true,
    format: "esm",
    loader: { ".wasm": "file" },
    logLevel: "warning",
  });
  await cp(join(root, "index.html"), join(root, "dist/index.html"));
  await assertBuilt(t, join(root, "dist"));
});

test("webpack 5", async (t) => {
  const root = await project("webpack");
  const { default: config } = await import(join(root, "webpack.config.mjs"));
  const stats = await new Promise((resolve, reject) =>
    webpack(
      { ...config, context: root, output: { ...config.output, path: join(root, "dist") } },
      (error, stats) => (error ? reject(error) : resolve(stats.toJson())),
    ),
  );
  assert.deepEqual(stats.errors, []);
  assert.deepEqual(stats.warnings, []);
  await cp(join(root, "index.html"), join(root, "dist/index.html"));
  await assertBuilt(t, join(root, "dist"));
});

/** The package as it is, in a folder of any web server, under any path. */
async function staticFolder() {
  const root = await project("static");
  await cp(installed, join(root, "some/where/vendor/assumable"), { recursive: true });
  for (const file of ["index.html", "main.mjs"]) await cp(join(root, file), join(root, "some/where", file));
  return root;
}

test("no bundler: a static folder and an import map", async (t) => {
  const url = `${await serve(t, await staticFolder())}some/where/`;
  await assertAnswers(t, url);
  await assertElement(t, url);
});

for (const wasm of ["text/plain", "application/octet-stream", "application/wasm; charset=utf-8"]) {
  test(`a server that calls the module ${wasm}`, async (t) => {
    const url = await serve(t, await staticFolder(), {
      wasm,
      headers: { "X-Content-Type-Options": "nosniff" },
    });
    const page = await assertAnswers(t, `${url}some/where/`);
    const loads = await page.evaluate(
      () => performance.getEntriesByType("resource").filter(({ name }) => name.endsWith(".wasm")).length,
    );
    assert.equal(loads, 1, "it is not fetched a second time");
  });
}
