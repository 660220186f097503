/** What Lighthouse says of the built page, on a phone in a slow network, as it simulates them. */
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";
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

const host = await startHost(process.env.ASSUMABLE_SITE ?? "http://127.0.0.1:8080");
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  chromeFlags: [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
  ],
});
after(() => {
  chrome.kill();
  host.close();
});

for (const [name, path] of Object.entries({
  "the empty page": "/",
  "an answer": "/#example=branch-instead-of-environment",
})) {
  test(name, async () => {
    const { lhr } = await lighthouse(`${host.url}${path}`, {
      port: chrome.port,
      logLevel: "error",
      skipAudits,
    });
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

function lacks({ audits, categories }) {
  return Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ weight, id }) => weight > 0 && audits[id].score !== null && audits[id].score < 0.9)
    .map(({ id }) => `  ${id}: ${audits[id].title} ${audits[id].displayValue ?? ""}`)
    .join("\n");
}
