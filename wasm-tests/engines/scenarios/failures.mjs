/** When the core cannot work, the page says what happened, loses nothing, and goes on when it can. */

import assert from "node:assert/strict";
import { attempt } from "../examples.mjs";

const works = attempt("github-branch");

export default function register(scenario) {
  scenario(
    "a trap: the person is told, nothing is lost, and the next answer comes",
    { before: ["trap.js"] },
    async (page) => {
      page.secret(works.token);
      await page.paste("Token", works.token);
      const before = await page.inside("return instances");
      await page.inside("window.trapping = true");
      await page.paste("Trust policy", works.trustPolicy);
      await page.text("The core stopped on this input");
      assert.equal(await page.value("Token"), works.token);
      assert.equal(await page.value("Trust policy"), works.trustPolicy);
      assert.ok((await page.inside("return instances")) > before, "another instance has taken over");
      const report = await page.inside(
        "return all(document, 'assumable-failure')[0].shadowRoot.querySelector('pre').innerText",
      );
      assert.match(report, /unreachable/i);
      assert.ok(!report.includes(works.token.slice(0, 30)), "the report holds no input");

      await page.inside("window.trapping = false");
      await page.press("Try again");
      await page.verdict("Refused");
    },
  );

  scenario(
    "WebAssembly forbidden by the policy of the page",
    { change: (text) => text.replace(" 'wasm-unsafe-eval'", "") },
    async (page) => {
      await page.text("WebAssembly is blocked here");
      await page.text("Whoever hosts this page has to allow 'wasm-unsafe-eval'");
      await page.paste("Token", works.token);
      assert.equal(await page.value("Token"), works.token);
      await page.provoked();
    },
  );
}
