/** A site of somebody else's that shows the frame: another origin, with a policy of its own. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { basename, extname } from "node:path";
import { newContext } from "../support/chromium.mjs";
import { site } from "./harness.mjs";

/** What a careful host allows: the script that it loads from the site, and the site's pages in frames. */
export const strictPolicy = `default-src 'none'; script-src ${site}/embed.js; frame-src ${site}/embed.html; style-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'`;

const types = { ".js": "text/javascript", ".wasm": "application/wasm" };

/** A file of the package for browsers, as a page has it that copied them beside itself. */
async function packaged(path) {
  const body = await readFile(new URL(`../../pkg/${basename(path)}`, import.meta.url));
  return { type: types[extname(path)], body };
}

/**
 * Serves a page and opens it, with the package's files under `/assumable/`. Everything that the frames tell is collected in `heard`, in order.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} body
 * @param {object} [options]
 * @param {string} [options.policy] the Content-Security-Policy of the host's page
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} [options.prepare] before it is opened
 */
export async function hostPage(t, body, { policy = strictPolicy, prepare } = {}) {
  const markup = `<!doctype html><html lang="en"><title>Deploying</title>${body}</html>`;
  const server = createServer(async ({ url }, response) => {
    const asked = url.startsWith("/assumable/")
      ? await packaged(url)
      : { type: "text/html; charset=utf-8", body: markup };
    response.setHeader("Content-Type", asked.type);
    if (policy !== "") response.setHeader("Content-Security-Policy", policy);
    response.end(asked.body);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const context = await newContext(t, { viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  await page.addInitScript(collect);
  await prepare?.(page);
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  return { page, errors, heard: (type) => heard(page, type) };
}

/** Runs in the host's page and, to no effect, in the frames. */
function collect() {
  globalThis.heard = [];
  for (const type of ["ready", "verdict", "error"]) {
    addEventListener(`assumable-${type}`, ({ target, detail }) => {
      globalThis.heard.push({ type, id: target.id, detail });
    });
  }
}

/** Waits for something of a type, and gives all of that type. */
async function heard(page, type) {
  await page.waitForFunction((type) => globalThis.heard.some((told) => told.type === type), type);
  return page.evaluate((type) => globalThis.heard.filter((told) => told.type === type), type);
}
