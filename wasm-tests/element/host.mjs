/**
 * Pages of somebody else's with the element on them, each with the policy, the style sheet and the
 * markup that a test gives it. They are served beside the packed package, as from a static folder.
 *
 *     const { page } = await host(t, { body: '<assumable-inspector example="github-branch">…' });
 *
 * When the test ends, the page is looked at: nothing of it was changed, nothing was stored, no
 * event carried a token away.
 */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { once } from "node:events";
import { extname, join } from "node:path";
import { after } from "node:test";
import { installed } from "../node/package.mjs";
import { newContext } from "../support/chromium.mjs";
import { traces } from "../page/traces.mjs";

const types = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".wasm": "application/wasm",
  ".html": "text/html; charset=utf-8",
};

/** What a page that is strict with itself allows: the package's files, and nothing else. */
export const strict = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "connect-src 'self'",
  "style-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types lit-html",
].join("; ");

/** Registers the element, as a page does that has no bundler. */
export const defined = '<script type="module" src="/pkg/define.js"></script>';

/** Pages and changed files by path, beside the package's own. A browser may ask for an icon at any time. */
const pages = new Map([["/favicon.ico", { status: 204 }]]);

/** Answers under a path as told, in place of the file of the package. */
export function serve(path, answer) {
  pages.set(path, answer);
}

const server = createServer((request, response) => {
  void answer(new URL(request.url, "http://localhost").pathname).then(({ status = 200, headers, body }) => {
    response.writeHead(status, headers);
    response.end(body);
  });
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
after(() => {
  server.close();
  server.closeAllConnections();
});
export const origin = `http://127.0.0.1:${server.address().port}`;

async function answer(path) {
  if (pages.has(path)) return pages.get(path);
  const [, folder, file] = path.split("/");
  // A second folder with the same files is a second copy of the package.
  if (!["pkg", "copy"].includes(folder)) return { status: 404, body: "" };
  try {
    const body = await readFile(join(installed, file));
    return { headers: { "Content-Type": types[extname(file)] ?? "text/plain" }, body };
  } catch {
    return { status: 404, body: "" };
  }
}

let count = 0;

/**
 * Opens a page in a context of its own.
 *
 * @param {import("node:test").TestContext} t
 * @param {object} [given]
 * @param {string} [given.body] markup of the page
 * @param {string} [given.style] its style sheet, linked
 * @param {string} [given.csp] its policy
 * @param {string} [given.html] attributes of its `html` element
 * @param {string[]} [given.forgive] messages that the test provokes
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} [given.prepare] before it is loaded
 */
export async function host(t, given = {}) {
  const {
    body = "",
    style = "",
    csp,
    html = 'lang="en"',
    context: options = {},
    forgive = [],
    prepare,
  } = given;
  count += 1;
  const at = `/host/${count}`;
  serve(`${at}/host.css`, { headers: { "Content-Type": "text/css" }, body: style });
  const sheet = style === "" ? "" : '<link rel="stylesheet" href="host.css">';
  serve(`${at}/`, {
    headers: { "Content-Type": types[".html"], ...(csp && { "Content-Security-Policy": csp }) },
    body: `<!doctype html><html ${html}><head><meta charset="utf-8"><title>Deploying with OIDC</title>${sheet}</head><body>${body}</body></html>`,
  });
  const errors = [];
  let page;
  const context = await newContext(t, options, async () => {
    assert.deepEqual(errors, [], "nothing is thrown or logged");
    const { stored, cached } = await page.evaluate(traces);
    assert.deepEqual([stored, cached], [[], {}], "nothing is stored");
    assert.deepEqual(await page.evaluate(changes), [], "the page is left as it was");
  });
  page = await context.newPage();
  const said = (text) => forgive.some((part) => text.includes(part)) || errors.push(text);
  page.on("pageerror", (error) => said(String(error)));
  page.on("console", (message) => message.type() === "error" && said(message.text()));
  await page.addInitScript(observe);
  await prepare?.(page);
  await page.goto(`${origin}${at}/`, { waitUntil: "load" });
  return { page, context };
}

/** The box of a text in an element, by its title. */
export function box(page, title) {
  const whole = page.locator('[part="box"]', { has: page.getByRole("heading", { name: title }) });
  return { whole, area: whole.getByRole("textbox"), fold: whole.locator("summary").first() };
}

/** The events that the elements of the page have sent so far, by name. */
export function told(page, name) {
  return page.evaluate((name) => globalThis.told.filter((event) => event.name === name), name);
}

/** Waits for the next answer that a test is after. */
export async function answered(page, outcome) {
  await page.waitForFunction(
    (outcome) =>
      globalThis.told.some(
        ({ name, detail }) => name === "assumable-verdict" && (!outcome || detail.outcome === outcome),
      ),
    outcome,
  );
}

/** Runs before the page's own scripts: hears what any script of the page could hear. */
function observe() {
  globalThis.told = [];
  globalThis.listeners = [];
  for (const target of [window, Document.prototype]) {
    const add = target.addEventListener;
    target.addEventListener = function (name, ...rest) {
      // The debugger listens too.
      if (/element\.js/.test(new Error().stack)) globalThis.listeners.push(name);
      return add.call(this, name, ...rest);
    };
  }
  const own = ["assumable-ready", "assumable-verdict", "assumable-error"];
  for (const name of own) {
    EventTarget.prototype.addEventListener.call(
      window,
      name,
      ({ detail }) => globalThis.told.push({ name, detail }),
      true,
    );
  }
}

/** What about the page is otherwise than before the element came. */
function changes() {
  const listened = globalThis.listeners.filter((name) => name !== "pagehide");
  return Object.entries({
    "the address": location.hash,
    "the title": document.title === "Deploying with OIDC" ? "" : document.title,
    "the history": history.state ?? "",
    "style sheets": document.adoptedStyleSheets.length || "",
    "style elements": document.querySelectorAll("style").length || "",
    listeners: listened.join(" "),
    attributes: [...document.documentElement.attributes, ...document.body.attributes]
      .filter(({ name, value }) => !["lang", "dir"].includes(name) && value !== "")
      .map(({ name }) => name)
      .join(" "),
  }).filter(([, value]) => value !== "");
}
