/** A site of somebody else's that shows the frame: another origin, with a policy of its own. */
import { createServer } from "node:http";
import { once } from "node:events";
import { browser, site } from "./harness.mjs";

/** What a careful host allows: the script that it loads from the site, and the site's pages in frames. */
export const strictPolicy = `default-src 'none'; script-src ${site}/embed.js; frame-src ${site}/embed.html; style-src 'none'; connect-src 'none'; base-uri 'none'; form-action 'none'`;

/**
 * Serves a page and opens it. Everything that the frames tell is collected in `heard`, in order.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} body
 * @param {object} [options]
 * @param {string} [options.policy] the Content-Security-Policy of the host's page
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} [options.prepare] before it is opened
 */
export async function hostPage(t, body, { policy = strictPolicy, prepare } = {}) {
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    if (policy !== "") response.setHeader("Content-Security-Policy", policy);
    response.end(`<!doctype html><html lang="en"><title>Deploying</title>${body}</html>`);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const context = await (
    await browser()
  ).newContext({ locale: "en-GB", viewport: { width: 1000, height: 800 } });
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(message.text());
  });
  t.after(async () => {
    await context.close();
    server.close();
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
