/**
 * The page as one file, from a disk: by itself, in a sandboxed frame of another file, and as the text of
 * one. There is no server, and whatever it asked of the network would go to a proxy that writes it down.
 */

import assert from "node:assert/strict";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isDrawn } from "../page/drawn.mjs";
import { traces } from "../page/traces.mjs";
import { beforeSecondTry, test } from "../support/test.mjs";
import { engines, kept, launch } from "./driver.mjs";
import { examples, expected } from "./examples.mjs";
import { Page } from "./page.mjs";
import { startSite } from "./site.mjs";

const single = fileURLToPath(new URL("../../www/dist/assumable.html", import.meta.url));
const ids = ["github-branch", "branch-instead-of-environment"];

/** A folder with the page, and pages that frame it: by its address, and by its text. */
async function onDisk() {
  const folder = await mkdtemp(join(tmpdir(), "assumable-"));
  const text = (await readFile(single, "utf8")).replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const framing = (source) =>
    `<!doctype html><meta charset="utf-8"><iframe sandbox="allow-scripts" width="1200" height="800" ${source}></iframe>`;
  await copyFile(single, join(folder, "assumable.html"));
  await writeFile(join(folder, "by-address.html"), framing('src="assumable.html"'));
  await writeFile(join(folder, "by-text.html"), framing(`srcdoc="${text}"`));
  return {
    address: (file) => pathToFileURL(join(folder, file)).href,
    remove: () => rm(folder, { recursive: true }),
  };
}

for (const engine of ["chromium", "firefox", "webkit"]) {
  describe(engine, { skip: !engines.includes(engine) }, () => {
    let disk, network;
    const browser = kept(() => launch(engine, { proxy: network.proxy }));
    before(async () => {
      [disk, network] = await Promise.all([onDisk(), startSite()]);
    });
    beforeSecondTry(async () => {
      await browser.end();
      if (network !== undefined) network.requests.length = 0;
    });
    after(async () => {
      await browser.end();
      network?.close();
      await disk?.remove();
    });

    for (const [way, file] of Object.entries({
      "by itself": "assumable.html",
      "in a sandboxed frame": "by-address.html",
      "as the text of a sandboxed frame": "by-text.html",
    })) {
      test(`answers ${way}, and asks for nothing`, async () => {
        const running = await browser.get();
        const { driver } = running;
        await driver.get(disk.address(file));
        if (file !== "assumable.html") await driver.switchTo().frame(0);
        const page = new Page(running);
        await page.until("the page", `return (${isDrawn})()`);
        for (const id of ids) await assertAnswers(page, id);
        // In a frame without an origin there is nowhere to store anything.
        if (file === "assumable.html") assert.deepEqual(await stored(driver), []);
        assert.deepEqual(network.requests, []);
      });
    }

    test("had it asked, that would have been seen", async () => {
      const address = "http://elsewhere.invalid/";
      const { driver } = await browser.get();
      await driver.get(address).catch(() => {});
      assert.ok(network.requests.includes(`GET ${address}`), network.requests.join());
    });
  });
}

/** Chooses an example as a person does. */
async function assertAnswers(page, id) {
  const { title } = examples.find((example) => example.id === id);
  await page.press("Examples");
  await page.until(
    `the example “${title}”`,
    `const button = all(document, "button").find((one) => one.querySelector("b")?.textContent === arguments[0]);
     button?.click();
     return button !== undefined`,
    title,
  );
  await page.text(`Example: ${title}.`);
  const { outcome, summary } = expected[id];
  const said = await page.verdict(outcome === "refused" ? "Refused" : "Accepted");
  assert.ok(said.includes((summary ?? "").replace(/\s+/g, " ")), said);
}

function stored(driver) {
  return driver.executeAsyncScript(
    `const [done] = arguments; (${traces})().then(({ stored }) => done(stored), (error) => done([String(error)]))`,
  );
}
