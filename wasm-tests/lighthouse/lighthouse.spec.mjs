/** What Lighthouse says of the built page, on a phone in a slow network, as it simulates them. */
import assert from "node:assert/strict";
import { after } from "node:test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
import { beforeSecondTry, test } from "../support/test.mjs";
import { startHost } from "./host.mjs";

/**
 * The least of each score. That of performance is of the machine as much as of the page, so it is asserted
 * where a quiet one says so, by `LIGHTHOUSE_PERFORMANCE=95`; everywhere it is printed, and nothing may jump.
 */
const least = {
  performance: Number(process.env.LIGHTHOUSE_PERFORMANCE ?? 0),
  accessibility: 95,
  "best-practices": 95,
  seo: 95,
};
const mostShift = 0.1;
/**
 * Lighthouse asks for it from within the page, which may ask for nothing at all: its policy counts as a
 * broken file there. A crawler is not stopped by it.
 */
const skipAudits = ["robots-txt"];
/** How often a page is looked at when Lighthouse itself fails, as by a trace that its browser did not write. */
const mostLooks = 3;

const host = await startHost(process.env.ASSUMABLE_SITE ?? "http://127.0.0.1:8080");
let chrome;

/** One for the tests of this file, and another one for a second try. */
async function startBrowser() {
  chrome ??= await launch({
    chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    chromeFlags: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--disable-background-networking",
      "--disable-dev-shm-usage",
    ],
    // On a busy machine a browser takes its time to come up.
    connectionPollInterval: 500,
    maxConnectionRetries: 240,
  });
  return chrome;
}

function endBrowser() {
  chrome?.kill();
  chrome = undefined;
}

beforeSecondTry(endBrowser);
after(() => {
  endBrowser();
  host.close();
});

for (const [name, path] of Object.entries({
  "the empty page": "/",
  "an answer": "/#example=branch-instead-of-environment",
})) {
  test(name, async () => {
    const lhr = await look(`${host.url}${path}`);
    const scores = Object.values(lhr.categories).map(({ id, score }) => [id, Math.round(score * 100)]);
    console.log(`${name}: ${scores.map(([id, score]) => `${id} ${score}`).join(", ")}`);
    assert.deepEqual(scores.map(([id]) => id).sort(), Object.keys(least).sort());
    const low = scores.filter(([id, score]) => score < least[id]);
    assert.deepEqual(low, [], `what keeps it low:\n${lacks(lhr)}`);
    assert.ok(
      lhr.audits["cumulative-layout-shift"].numericValue <= mostShift,
      "nothing jumps while it loads",
    );
  });
}

/** The first whole result. An audit that could not be made says nothing of the page, and takes its category's score along. */
async function look(url) {
  const failures = [];
  while (failures.length < mostLooks) {
    const { port } = await startBrowser();
    const { lhr } = await lighthouse(url, { port, logLevel: "error", skipAudits });
    const failed = failuresIn(lhr);
    if (failed.length === 0) return lhr;
    failures.push(failed.join("\n"));
    console.log(`Lighthouse failed:\n${failed.join("\n")}`);
  }
  throw new Error(`Lighthouse failed ${mostLooks} times:\n${failures.join("\n\n")}`);
}

function failuresIn({ audits, runtimeError }) {
  if (runtimeError) return [`  ${runtimeError.code}: ${runtimeError.message}`];
  return Object.values(audits)
    .filter(({ scoreDisplayMode }) => scoreDisplayMode === "error")
    .map(({ id, errorMessage }) => `  ${id}: ${errorMessage}`);
}

function lacks({ audits, categories }) {
  return Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ weight, id }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `  ${id}: ${audits[id].title} ${audits[id].displayValue ?? ""}`)
    .join("\n");
}
