/**
 * The built site of a portal in a browser. `open` brings one of its pages, with all that a page of
 * somebody else's may suffer from an embedded inspector watched until the test ends.
 *
 * `cargo xtask test --only build,portals` runs these files. By hand, after that: serve
 * `target/assumable/portals` and `www/dist` and name both in ASSUMABLE_PORTALS and ASSUMABLE_SITE.
 */

import assert from "node:assert/strict";
import { newContext } from "../support/chromium.mjs";
import { site } from "../page/harness.mjs";

/** Where the built sites of the portals are served, each under its own path. */
const portals = process.env.ASSUMABLE_PORTALS ?? "http://127.0.0.1:8081";

/** Where the sites say that the frame's pages are; what is served as `site` answers in its place. */
export const frames = "https://assumable.example.com";

/**
 * Opens a page of a portal in a context of its own, which is closed when the test ends.
 *
 * @param {import("node:test").TestContext} t
 * @param {string} path
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
export async function open(t, path, options) {
  let watch;
  // Not emulated: an emulated preference would hide which scheme a frame is given by its page.
  const context = await newContext(t, { colorScheme: null, ...options }, () => watch?.assertHarmless());
  await context.route(`${frames}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    try {
      await route.fulfill({ response: await route.fetch({ url: `${site}${pathname}` }) });
    } catch {
      // The page has gone, or misses its frame, which its test says.
      await route.abort().catch(() => {});
    }
  });
  const page = await context.newPage();
  watch = await Watch.on(page);
  await page.goto(`${portals}${path}`, { waitUntil: "load" });
  return { page, watch };
}

class Watch {
  /** @type {import("playwright-core").Request[]} */
  #requests = [];
  #errors = [];
  #said = [];
  #secrets = [];

  static async on(page) {
    const watch = new Watch();
    watch.page = page;
    page.on("request", (request) => watch.#requests.push(request));
    page.on("pageerror", (error) => watch.#errors.push(String(error)));
    page.on("console", (message) => {
      watch.#said.push(message.text());
      if (message.type() === "error") watch.#errors.push(`console: ${message.text()}`);
    });
    await page.addInitScript(() => {
      if (window !== top) return;
      globalThis.heard = [];
      for (const type of ["assumable-ready", "assumable-verdict", "assumable-error"]) {
        document.addEventListener(type, ({ target, detail }) => {
          globalThis.heard.push({ type, from: target.localName, detail });
        });
      }
    });
    return watch;
  }

  /** What must be found nowhere: the token, and its parts. */
  secret(token) {
    this.#secrets.push(token, ...token.split(".").filter((segment) => segment.length > 20));
  }

  /** What has been heard on the page from elements of this name. */
  heard(from) {
    return this.page.evaluate((from) => globalThis.heard.filter((event) => event.from === from), from);
  }

  async assertHarmless() {
    assert.deepEqual(this.#errors, [], "no error is thrown or logged");
    const urls = this.#requests.map((request) => request.url());
    const foreign = urls.filter(
      (url) => !/^(data|blob):/.test(url) && ![portals, frames].includes(new URL(url).origin),
    );
    assert.deepEqual(foreign, [], "nothing is asked of anybody else");
    const traces = {
      ...(await this.page.evaluate(traceable)),
      "a request": await Promise.all(this.#requests.map(textOf)),
      "the console": this.#said,
    };
    for (const [where, texts] of Object.entries(traces)) {
      const found = texts.some((text) => this.#secrets.some((secret) => text.includes(secret)));
      assert.ok(!found, `what was pasted is found in ${where}`);
    }
  }
}

async function textOf(request) {
  return JSON.stringify([request.url(), await request.allHeaders().catch(() => ({})), request.postData()]);
}

/** Runs in the page: every text of it that outlives or leaves it. */
async function traceable() {
  const elements = (function all(root) {
    return [...root.querySelectorAll("*")].flatMap((element) => [
      element,
      ...(element.shadowRoot ? all(element.shadowRoot) : []),
    ]);
  })(document);
  return {
    "the address": [location.href],
    "the history": [JSON.stringify(history.state) ?? ""],
    "the title": [document.title],
    "what is stored": [JSON.stringify([localStorage, sessionStorage]), document.cookie],
    "a database": (await indexedDB.databases()).map(({ name }) => name),
    "the performance entries": performance.getEntries().map(({ name }) => name),
    "an attribute": elements.flatMap(({ attributes }) => [...attributes].map(({ value }) => value)),
    "what the page is told": [JSON.stringify(globalThis.heard)],
  };
}
