/**
 * The same suites in Chromium: on a page from a server of its own, isolated from other origins, so that
 * the browser lets its clock be precise.
 */

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** How Chromium is started for measurements. */
export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });

/** What `suites.mjs` gives, and the version of the browser. */
export async function inChromium() {
  const server = await serve();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    const results = await page.evaluate(() => globalThis.measured);
    return { version: browser.version(), ...results };
  } finally {
    await browser.close();
    server.close();
  }
}

async function serve() {
  const bundle = await build({
    entryPoints: [here("browser.mjs")],
    bundle: true,
    format: "esm",
    write: false,
    logLevel: "warning",
  });
  const files = {
    "/": ["text/html", '<!doctype html><title>Bench</title><script type="module" src="/bench.js"></script>'],
    "/bench.js": ["text/javascript", bundle.outputFiles[0].contents],
    "/assumable.wasm": ["application/wasm", await readFile(here("../../pkg/assumable.wasm"))],
  };
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(request.url in files ? 200 : 404, {
      "Content-Type": type,
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    });
    response.end(body);
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}
