/**
 * From a key press in the policy to the painted verdict, in Chromium, with the CPU slowed down.
 *
 *     cargo xtask serve
 *     ASSUMABLE_SITE=http://127.0.0.1:8080 CHROMIUM=/usr/bin/chromium node wasm-tests/bench/typing.mjs
 *
 * The times are those of the browser's own Event Timing: from the key to the next paint, which shows
 * the new verdict since the page answers within the event. They are given to 8 ms. `--profile` adds what
 * the script spends its time on.
 */
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";

const { values: given } = parseArgs({
  options: {
    example: { type: "string", default: "branch-instead-of-environment" },
    keys: { type: "string", default: "40" },
    slower: { type: "string", multiple: true, default: ["1", "4", "6"] },
    profile: { type: "boolean", default: false },
  },
});
const site = process.env.ASSUMABLE_SITE ?? "http://127.0.0.1:8080";
/** Between two keys, as of a quick typist. */
const pause = 120;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
console.log(`key press to painted verdict, example ${given.example}, ${given.keys} keys, in ms`);
console.log("CPU slowed  median   p75    most   within the event, median");
for (const factor of given.slower) console.log(row(factor, await typing(Number(factor))));
await browser.close();

async function typing(factor) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  await page.goto(`${site}/#example=${given.example}`, { waitUntil: "networkidle" });
  const place = page.locator("assumable-text-box .cm-differs").first();
  await place.click();
  const debug = await context.newCDPSession(page);
  await debug.send("Emulation.setCPUThrottlingRate", { rate: factor });
  // The first keys warm up what is compiled when it is first used.
  await press(page, 5);
  await page.evaluate(() => {
    globalThis.keys.length = 0;
  });
  if (given.profile) {
    await debug.send("Profiler.enable");
    await debug.send("Profiler.start");
  }
  await press(page, Number(given.keys));
  if (given.profile) print((await debug.send("Profiler.stop")).profile);
  await page.waitForTimeout(500);
  const keys = await page.evaluate(() => globalThis.keys);
  await context.close();
  return keys;
}

/** Letters within the value that the condition compares, so that every key makes another answer. */
async function press(page, count) {
  for (let pressed = 0; pressed < count; pressed += 1) {
    await page.keyboard.press(pressed % 2 === 0 ? "x" : "Backspace");
    await page.waitForTimeout(pause);
  }
}

/** Runs in the page. */
function observe() {
  globalThis.keys = [];
  new PerformanceObserver((list) => {
    for (const { name, duration, processingStart, processingEnd } of list.getEntries()) {
      if (name === "keydown" || name === "input" || name === "beforeinput") {
        globalThis.keys.push({ name, duration, within: processingEnd - processingStart });
      }
    }
  }).observe({ type: "event", durationThreshold: 16 });
}

function row(factor, entries) {
  const durations = sorted(entries.map(({ duration }) => duration));
  const within = sorted(entries.map(({ within }) => within));
  const at = (values, part) => (values[Math.floor((values.length - 1) * part)] ?? 0).toFixed(0).padStart(7);
  return `${`${factor} times`.padEnd(10)}${at(durations, 0.5)}${at(durations, 0.75)}${at(durations, 1)}${at(within, 0.5)}`;
}

function sorted(values) {
  return values.toSorted((one, other) => one - other);
}

/** The functions that took longest by themselves. */
function print({ nodes, samples, timeDeltas }) {
  const spent = new Map();
  const byId = new Map(nodes.map((node) => [node.id, node]));
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber, columnNumber } = byId.get(id).callFrame;
    const place = `${functionName || "(anonymous)"} ${url.replace(/.*\//, "")}:${lineNumber}:${columnNumber}`;
    spent.set(place, (spent.get(place) ?? 0) + (timeDeltas[index] ?? 0));
  });
  for (const [place, time] of [...spent].sort((one, other) => other[1] - one[1]).slice(0, 30)) {
    console.log(`  ${(time / 1000).toFixed(0).padStart(6)} ms  ${place}`);
  }
}
