/**
 * The page in a real browser, as a person meets it, with its promises watched.
 *
 * `visit` opens the built page and returns Playwright's `page` with a `watch` on it. When
 * the test ends, the watch asserts what holds in every scenario: no request after the page
 * has loaded, no violation of its Content-Security-Policy, no error, nothing stored, and no trace
 * of what was typed outside the boxes it was typed into. The service worker is left out, which
 * most tests are not about. A visit with it also asserts that the worker asks for the site's own
 * files alone, each once, and keeps these to the letter.
 *
 *     import { test } from "../support/test.mjs";
 *     import { visit } from "./harness.mjs";
 *
 *     test("what is pasted is read", async (t) => {
 *       const { page, watch } = await visit(t);
 *       watch.secret(token);
 *       await page.getByLabel("Token").fill(token);
 *     });
 *
 * `cargo xtask test --only build,page` runs these files. By hand: `cargo xtask serve`,
 * then `ASSUMABLE_SITE=http://127.0.0.1:8080 node --test wasm-tests/page/`.
 */

import assert from "node:assert/strict";
import { newContext } from "../support/chromium.mjs";
import { isDrawn } from "./drawn.mjs";
import { traces } from "./traces.mjs";

/** Where the built page is served. */
export const site = process.env.ASSUMABLE_SITE ?? "http://127.0.0.1:8080";

/**
 * Opens the page in a context of its own, which is closed when the test ends.
 *
 * @param {{ after: (hook: () => unknown) => void }} t
 * @param {object} [options]
 * @param {string} [options.path] what stands behind the site's address, e.g. `/#example=…`
 * @param {import("playwright-core").BrowserContextOptions} [options.context]
 * @param {(url: URL) => boolean} [options.allow] requests that may come after the load
 * @param {(page: import("playwright-core").Page) => Promise<unknown>} [options.prepare] before the page is loaded
 * @param {boolean} [options.worker] with the service worker
 * @param {() => boolean} [options.until] runs in the page: whether all of it is drawn
 */
export async function visit(
  t,
  {
    path = "/",
    context: contextOptions = {},
    allow = () => false,
    prepare,
    worker = false,
    until = isDrawn,
  } = {},
) {
  const kept = worker ? await filesKept() : {};
  let watch;
  const context = await newContext(t, { serviceWorkers: worker ? "allow" : "block", ...contextOptions }, () =>
    watch?.assertPromises(),
  );
  const page = await context.newPage();
  watch = await Watch.on(page, allow, kept);
  await prepare?.(page);
  await page.goto(`${site}${path}`, { waitUntil: "load" });
  await page.waitForFunction(until);
  watch.loaded();
  return { page, context, watch };
}

let kept;

/** The files that the service worker keeps, by their addresses, with their sums: the page, what it names, the core and the editors. */
function filesKept() {
  kept ??= (async () => {
    const [sums, page] = await Promise.all(
      ["/SHA256SUMS", "/"].map(async (path) => (await fetch(`${site}${path}`)).text()),
    );
    const files = [...sums.matchAll(/^([0-9a-f]{64}) {2}(\S+)$/gm)].map(([, sum, name]) => [name, sum]);
    const isKept = (name) =>
      page.includes(`="${name}" integrity=`) || /^(?:core|editor)-[\w-]+\.js$/.test(name);
    const named = files.filter(([name]) => isKept(name));
    const own = files.find(([name]) => name === "index.html");
    return Object.fromEntries([["", own[1]], ...named].map(([name, sum]) => [`${site}/${name}`, sum]));
  })();
  return kept;
}

/** Runs in the page: whether its worker is there. */
async function isInstalled() {
  const registration = await navigator.serviceWorker.getRegistration();
  return Boolean(registration?.active);
}

/** What is promised of every visit, collected while it lasts and asserted at its end. */
class Watch {
  /** @type {string[]} */
  #requests = [];
  /** @type {string[]} */
  #said = [];
  /** @type {string[]} */
  #errors = [];
  /** @type {string[]} */
  #secrets = [];
  #loaded = false;

  /** @param {import("playwright-core").Page} page */
  static async on(page, allow, kept) {
    const watch = new Watch(page, kept);
    page.context().on("request", (request) => {
      if (request.serviceWorker() !== null) watch.#installing(request);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      const own = url.origin === site || ["data:", "blob:"].includes(url.protocol);
      if (!own || (watch.#loaded && !allow(url))) watch.#requests.push(`${request.method()} ${url.href}`);
    });
    // What the policy stops has gone nowhere: it is counted as a violation instead.
    page.on("requestfailed", (request) => {
      if (request.failure()?.errorText !== "csp") return;
      watch.#requests = watch.#requests.filter((made) => made !== `${request.method()} ${request.url()}`);
    });
    page.on("websocket", (socket) => watch.#requests.push(`WebSocket ${socket.url()}`));
    page.on("pageerror", (error) => watch.#errors.push(String(error)));
    page.on("console", (message) => {
      watch.#said.push(message.text());
      if (message.type() === "error") watch.#errors.push(`console: ${message.text()}`);
    });
    await page.addInitScript(() => {
      globalThis.__violations = [];
      addEventListener("securitypolicyviolation", (event) => {
        globalThis.__violations.push(
          `${event.violatedDirective}: ${event.blockedURI} ${event.sourceFile ?? ""}`,
        );
      });
    });
    return watch;
  }

  constructor(page, kept) {
    this.page = page;
    this.kept = kept;
    this.installs = new Set([`${site}/sw.js`, ...Object.keys(kept)]);
  }

  /** The worker asks for itself and for each file once, and never again. */
  #installing(request) {
    const bare = request.method() === "GET" && request.postData() === null;
    if (bare && this.installs.delete(request.url())) return;
    this.#requests.push(`by the service worker: ${request.method()} ${request.url()}`);
  }

  /** From here on the page has all that it needs. */
  loaded() {
    this.#loaded = true;
  }

  /** Something that must never be found outside the boxes: the token, and its signature. */
  secret(text) {
    this.#secrets.push(text, ...text.split(".").filter((segment) => segment.length > 20));
  }

  /** An error that the test has provoked and looked at. */
  forgiveErrors() {
    this.#errors = [];
  }

  async assertPromises() {
    assert.deepEqual(this.#requests, [], "no request leaves the page after it has loaded");
    assert.deepEqual(this.#errors, [], "no error is thrown or logged");
    if (this.page.isClosed()) return;
    const violations = await this.page.evaluate(() => globalThis.__violations ?? []);
    assert.deepEqual(violations, [], "nothing is tried that the Content-Security-Policy forbids");
    if (Object.keys(this.kept).length > 0) await this.page.waitForFunction(isInstalled);
    const { stored, cached, shown } = await this.page.evaluate(traces);
    assert.deepEqual(stored, [], "nothing is stored");
    assert.deepEqual(cached, this.kept, "the site's own files are kept by the worker, and nothing else");
    for (const secret of this.#secrets) {
      for (const [where, texts] of [["the console", this.#said], ...Object.entries(shown)]) {
        assert.ok(!texts.some((text) => text.includes(secret)), `what was pasted is found in ${where}`);
      }
    }
  }
}
