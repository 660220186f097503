/**
 * The pages' policy against a script that got in: it takes every way out that there is, and nothing
 * arrives elsewhere. The same ways lead there from the same page without a policy.
 */

import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { beforeSecondTry, test } from "../support/test.mjs";
import { eventually } from "../support/eventually.mjs";
import { engines, kept, launch } from "./driver.mjs";
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

for (const engine of ["chromium", "firefox", "webkit"]) {
  describe(engine, { skip: !engines.includes(engine) }, () => {
    let site, elsewhere;
    const browser = kept(() => launch(engine));
    before(async () => {
      [site, elsewhere] = await Promise.all([startSite(), startElsewhere()]);
    });
    beforeSecondTry(() => browser.end());
    after(async () => {
      await browser.end();
      elsewhere?.close();
      site?.close();
    });

    const open = async (path, change) => {
      Object.assign(site, { before: ["ways-out.js"], change });
      const { driver } = await browser.get();
      await driver.get(`${site.origin}${path}`);
      elsewhere.hits.clear();
    };
    const inside = async (name, ...given) =>
      (await browser.get()).driver.executeAsyncScript(
        "const [name, given, done] = arguments; window[name](...given).then(done, (error) => done(String(error)))",
        name,
        given,
      );
    const arrived = (names) =>
      eventually(() => {
        const missing = names.filter((name) => !elsewhere.hits.has(name));
        assert.deepEqual(missing, [], "these have not arrived elsewhere");
      });
    /** Takes every way; of those that arrive, each has arrived before one leaves the page, which would cancel it. */
    const takeAll = async (policy) => {
      for (const leaving of [false, true]) {
        const { stopped, expected } = await inside("takeWaysOut", engine, policy, elsewhere.origin, leaving);
        assert.deepEqual(stopped, expected);
        if (policy === "none") await arrived(Object.keys(expected));
      }
    };

    for (const { name, path, policy, change } of pages) {
      test(`no way leads out of ${name}`, async () => {
        await open(path, change);
        await takeAll(policy);
        // For what nothing is said of.
        await wait(300);
        assert.deepEqual([...elsewhere.hits], []);
      });
    }

    test("without a policy every one of them does", async () => {
      await open("/", withoutPolicy);
      await takeAll("none");
    });

    test("no policy keeps a page from being left, which SECURITY.md says", async () => {
      await open("/", (text) => text);
      const { driver } = await browser.get();
      for (const name of await driver.executeScript("return departures")) {
        await inside("depart", name, elsewhere.origin);
        await arrived([name]);
      }
    });
  });
}
