/**
 * The pages' policy against a script that got in: it takes every way out that there is, and nothing
 * arrives elsewhere. The same ways lead there from the same page without a policy.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { engines, launch } from "./driver.mjs";
import { startElsewhere } from "./elsewhere.mjs";
import { startSite } from "./site.mjs";

/** The script of the tests comes from the site's own origin, which a page of one file does not allow. */
const withOwnScripts = (text) => text.replace("script-src 'sha256-", "script-src 'self' 'sha256-");

const withoutSandbox = (text) => text.replace("; sandbox allow-scripts", "");
const withoutTypes = (text) => text.replace(/; require-trusted-types-for [^;]*; trusted-types [^;"]*/, "");
const withoutHeader = (text) => (text.startsWith("<") ? text : "");
const withoutPolicy = (text) => withoutHeader(text).replace(/<meta http-equiv="Content-[^>]*>/, "");

const pages = [
  { name: "the page", path: "/", policy: "whole", change: (text) => text },
  { name: "the page, without Trusted Types", path: "/", policy: "untyped", change: withoutTypes },
  {
    name: "the page in one file, whose policy is in its markup",
    path: "/assumable.html",
    policy: "whole",
    change: (text) => withOwnScripts(withoutHeader(text)),
  },
  {
    name: "the frame, without its sandbox",
    path: "/embed.html",
    policy: "whole",
    change: (text) => withOwnScripts(withoutSandbox(text)),
  },
];

/** A browser beside a site, with an address elsewhere. */
async function start(engine) {
  const [site, elsewhere, browser] = await Promise.all([startSite(), startElsewhere(), launch(engine)]);
  await browser.driver.manage().setTimeouts({ script: 120_000 });
  return { site, elsewhere, browser };
}

for (const engine of ["chromium", "firefox", "webkit"]) {
  describe(engine, { skip: !engines.includes(engine) }, () => {
    let site, elsewhere, browser;
    before(async () => {
      ({ site, elsewhere, browser } = await start(engine));
    });
    after(async () => {
      await browser?.end();
      elsewhere?.close();
      site?.close();
    });

    const open = async (path, change) => {
      Object.assign(site, { before: ["ways-out.js"], change });
      await browser.driver.get(`${site.origin}${path}`);
      elsewhere.hits.clear();
    };
    const inside = (name, ...given) =>
      browser.driver.executeAsyncScript(
        "const [name, given, done] = arguments; window[name](...given).then(done, (error) => done(String(error)))",
        name,
        given,
      );
    const arrived = async (names) => {
      const missing = () => names.filter((name) => !elsewhere.hits.has(name));
      for (let waited = 0; missing().length > 0 && waited < 20_000; waited += 50) await wait(50);
      assert.deepEqual(missing(), [], "these have not arrived elsewhere");
    };

    for (const { name, path, policy, change } of pages) {
      test(`no way leads out of ${name}`, async () => {
        await open(path, change);
        const { stopped, expected } = await inside("takeWaysOut", engine, policy, elsewhere.origin);
        assert.deepEqual(stopped, expected);
        await wait(300);
        assert.deepEqual([...elsewhere.hits], []);
      });
    }

    test("without a policy every one of them does", async () => {
      await open("/", withoutPolicy);
      const { stopped, expected } = await inside("takeWaysOut", engine, "none", elsewhere.origin);
      assert.deepEqual(stopped, expected);
      await arrived(Object.keys(expected));
    });

    test("no policy keeps a page from being left, which SECURITY.md says", async () => {
      await open("/", (text) => text);
      for (const name of await browser.driver.executeScript("return departures")) {
        await inside("depart", name, elsewhere.origin);
        await arrived([name]);
      }
    });
  });
}
