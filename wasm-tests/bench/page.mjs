/** The page as it is waited for: from navigation to the first verdict, and from a key press to the next. */

import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { launch } from "./chromium.mjs";
import { median } from "./measure.mjs";

const site = process.env.ASSUMABLE_SITE ?? "http://127.0.0.1:8080";
const EXAMPLE = "branch-instead-of-environment";
const STARTS = 9;

/** Milliseconds from navigation to the frame that shows the first verdict, with nothing cached. */
export async function coldStart() {
  const browser = await launch();
  const times = [];
  try {
    for (let start = 0; start < STARTS; start += 1) {
      const context = await browser.newContext();
      const page = await context.newPage();
      await page.addInitScript(watchForVerdict);
      await page.goto(`${site}/#example=${EXAMPLE}`);
      times.push(await page.evaluate(() => globalThis.firstVerdict));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return median(times);
}

/** Runs in the page, before its own script. */
function watchForVerdict() {
  globalThis.firstVerdict = new Promise((shown) => {
    const look = (time) => {
      const verdict = document
        .querySelector("assumable-page")
        ?.shadowRoot?.querySelector("assumable-verdict");
      if (verdict?.shadowRoot?.querySelector("section.bad")) shown(time);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** The table of `typing.mjs`. */
export async function typing() {
  const script = fileURLToPath(new URL("typing.mjs", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env: process.env });
  return stdout.trim();
}
