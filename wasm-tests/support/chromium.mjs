/**
 * Chromium, driven by Playwright: one browser for a file of tests, started when first needed. A browser
 * that has gone is started again, and so is one in which a test has failed.
 */

import { after } from "node:test";
import { chromium } from "playwright-core";
import { beforeSecondTry } from "./test.mjs";

/** How long anything may take on a busy machine, in milliseconds: a state that is not there by then does not come. */
const patience = 60_000;

/** A process that does not come up on a busy machine comes up the next time. */
const launches = 3;

/** The browser's own errands would look like the page's; a machine without a screen is normal. */
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-dev-shm-usage",
  "--disable-sync",
  // A snapshot of the heap has all of a text, wherever in it something is sought.
  "--js-flags=--heap-snapshot-string-limit=10000000",
];

/** @type {Promise<import("playwright-core").Browser> | undefined} */
let launched;

/** The browser of this file of tests. */
export async function browser() {
  if (launched !== undefined && !(await launched).isConnected()) launched = undefined;
  launched ??= launch();
  return launched;
}

async function launch() {
  const failures = [];
  while (failures.length < launches) {
    try {
      return await chromium.launch({
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        args: flags,
        timeout: 2 * patience,
      });
    } catch (error) {
      failures.push(error);
    }
  }
  launched = undefined;
  throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"));
}

/**
 * A context of its own, closed when the test ends; `atEnd` looks at it before.
 *
 * @param {{ after: (hook: () => unknown) => void }} t
 * @param {import("playwright-core").BrowserContextOptions} [options]
 * @param {() => Promise<unknown>} [atEnd]
 */
export async function newContext(t, options = {}, atEnd = async () => {}) {
  const context = await (await browser()).newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
  context.setDefaultTimeout(patience);
  context.setDefaultNavigationTimeout(patience);
  t.after(async () => {
    try {
      await atEnd();
    } finally {
      // What is still on its way to a route is nobody's any more, and a browser that died has no contexts.
      await context.unrouteAll({ behavior: "ignoreErrors" }).catch(() => {});
      await context.close().catch(() => {});
    }
  });
  return context;
}

/** Ends the browser. One that no longer answers is left to the end of the process, which ends it. */
async function end() {
  const ending = launched;
  launched = undefined;
  if (ending === undefined) return;
  let timer;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, patience);
  });
  await Promise.race([ending.then((one) => one.close()).catch(() => {}), late]);
  clearTimeout(timer);
}

beforeSecondTry(end);
after(end);
