/**
 * One scenario on the page, in one engine, with the promises of the page asserted at its end:
 * nothing was asked for after the load, by the page or by the browser on its behalf, nothing was
 * tried that the Content-Security-Policy forbids, nothing was stored, and nothing of a token is
 * found outside the boxes.
 */

import assert from "node:assert/strict";
import { after, before, test as plain } from "node:test";
import { beforeSecondTry, test } from "../support/test.mjs";
import { engines, kept, launch } from "./driver.mjs";
import { isDrawn } from "../page/drawn.mjs";
import { everyText, reachable, traces } from "../page/traces.mjs";
import { Page } from "./page.mjs";
import { startSite } from "./site.mjs";
import answers from "./scenarios/answers.mjs";
import failures from "./scenarios/failures.mjs";
import forgetting from "./scenarios/forgetting.mjs";
import keyboard from "./scenarios/keyboard.mjs";
import looks from "./scenarios/looks.mjs";

const all = [answers, keyboard, forgetting, failures, looks];

/** Registers every scenario for an engine. */
export function scenarios(engine) {
  if (!engines.includes(engine)) {
    plain(engine, { skip: "not one of ASSUMABLE_ENGINES" }, () => {});
    return;
  }
  let site;
  const browser = kept(() => launch(engine, { proxy: site.proxy }));
  before(async () => {
    site = await startSite();
  });
  beforeSecondTry(() => browser.end());
  after(async () => {
    await browser.end();
    site?.close();
  });
  const scenario = (name, ...rest) =>
    test(`${engine}: ${name}`, async () => {
      const act = rest.at(-1);
      const visit = new Visit(await browser.get(), site);
      try {
        await visit.open(...rest.slice(0, -1));
        await act(visit);
        await visit.assertPromises();
      } catch (error) {
        await visit.picture(name).catch(() => {});
        throw error;
      }
    });
  for (const register of all) register(scenario);
}

/** A load of the page, and what is promised of it. */
class Visit extends Page {
  #site;
  #loaded = 0;
  #secrets = [];

  constructor(browser, site) {
    super(browser);
    this.#site = site;
  }

  /**
   * @param {object} [options]
   * @param {string} [options.path] what stands behind the site's address, e.g. `/#example=…`
   * @param {string[]} [options.before] scripts of `inside/` that come before the page's own
   * @param {(text: string) => string} [options.change] what is done to the page and its policy
   * @param {[number, number]} [options.size] of the window
   */
  async open({ path = "/", before = [], change = (text) => text, size = [1280, 900] } = {}) {
    Object.assign(this.#site, { before: ["observe.js", ...before], change });
    await this.resize(...size);
    // Another document first, or a fragment alone would load nothing.
    await this.driver.get("about:blank");
    this.#loaded = this.#site.requests.length;
    await this.driver.get(`${this.#site.origin}${path}`);
    await this.loadedAgain();
  }

  /** A driver may go on before the page's script has. */
  async arrived() {
    await this.until("the page", `return (${isDrawn})()`);
  }

  /** A driver may say that it is done before the window has its size. */
  async resize(width, height) {
    await this.driver.manage().window().setRect({ width, height });
    await this.until("the window’s size", "return Math.abs(outerWidth - arguments[0]) < 2", width);
  }

  /** The page was loaded anew: what it asks for until it is there was asked for on purpose. */
  async loadedAgain() {
    await this.arrived();
    await this.#askedAhead();
    this.#loaded = this.#site.requests.length;
  }

  /**
   * The page asks for scripts ahead while it loads, and not every engine holds back the end of the load
   * for them: a driver may go on before the last has been sent. Each is there when the browser says how long it took.
   */
  async #askedAhead() {
    const ahead = await this.inside(
      "return [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => new URL(href).pathname)",
    );
    await this.until(
      "what the page asks for ahead",
      `const there = performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname);
       return arguments[0].every((path) => there.includes(path))`,
      ahead,
    );
  }

  /** Something that must not be found outside the boxes: a token, and each of its long segments. */
  secret(text) {
    this.#secrets.push(text, ...text.split(".").filter((segment) => segment.length > 20));
  }

  /** What the page has been made to violate and to complain of, looked at and put away. */
  async provoked() {
    const { violations, errors } = await this.inside(
      "const { violations, errors } = observed; observed.violations = []; observed.errors = []; return { violations, errors }",
    );
    return { violations, errors };
  }

  async assertPromises() {
    assert.deepEqual(this.#site.requests.slice(this.#loaded), [], "requests after the load");
    const observed = await this.inside("return observed");
    const { stored, cached, shown } = await this.traces();
    assert.deepEqual(observed.violations, [], "nothing is tried that the Content-Security-Policy forbids");
    assert.deepEqual(observed.errors, [], "no error is thrown or logged");
    assert.deepEqual([stored, cached], [[], {}], "nothing is stored");
    for (const secret of this.#secrets) {
      for (const [where, texts] of Object.entries({ ...shown, "the console": observed.said })) {
        assert.ok(!texts.some((text) => text.includes(secret)), `what was pasted is found in ${where}`);
      }
    }
  }

  traces() {
    return this.driver.executeAsyncScript(
      `const [done] = arguments; (${traces})().then(done, (error) => done(String(error)))`,
    );
  }

  everyText() {
    return this.driver.executeScript(`return (${everyText})()`);
  }

  /** Which of these texts scripts of the page could still find. */
  reachable(texts) {
    return this.driver.executeScript(`return (${reachable})(arguments[0])`, texts);
  }
}
