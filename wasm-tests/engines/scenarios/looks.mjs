/** What is seen: themes, marks, no violation that axe can find. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { finishTransitions } from "../../page/drawn.mjs";
import { attempt } from "../examples.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const refused = attempt("branch-instead-of-environment");
const path = "/#example=branch-instead-of-environment";

export default function register(scenario) {
  scenario("the theme is chosen, and is the only thing kept", async (page) => {
    const paper = () => page.inside("return getComputedStyle(document.documentElement).backgroundColor");
    const choose = async (theme) => {
      await page.inside(
        `const select = shown("select").find((one) => one.closest("label")?.textContent.includes("Theme"));
         select.value = arguments[0];
         select.dispatchEvent(new Event("change"))`,
        theme,
      );
    };
    await choose("light");
    const light = await paper();
    await choose("dark");
    const dark = await paper();
    assert.notEqual(dark, light);
    await page.driver.navigate().refresh();
    await page.loadedAgain();
    assert.equal(await paper(), dark);
    assert.deepEqual(await page.inside("return { ...localStorage }"), { theme: "dark" });
    await choose("system");
    assert.deepEqual(await page.inside("return { ...localStorage }"), {});
  });

  scenario(
    "pointing at a condition lights up its claim in the token and in the policy",
    { path },
    async (page) => {
      page.secret(refused.token);
      await page.verdict("Refused");
      await page.pointAt(() =>
        page.until(
          "the condition",
          `return all(document, "assumable-condition").find(({ shadowRoot }) =>
           shadowRoot.textContent.includes(":sub"))?.shadowRoot.querySelector(".head") ?? null`,
        ),
      );
      const row = await page.until(
        "the claim",
        "return shown('tr').find((one) => one.matches('.lit'))?.innerText ?? null",
      );
      assert.match(row, /^sub/);
      assert.ok((await page.marked("token-lit")) > 0, "the claim’s bytes are marked in the token");
      assert.ok((await page.marked("trustPolicy-lit")) > 0, "the condition is marked in the policy");
      for (const segment of ["header", "payload", "signature"]) {
        assert.equal(await page.marked(`token-${segment}`), 1, segment);
      }
    },
  );

  for (const [state, options] of Object.entries({
    empty: {},
    refused: { path },
    "refused, on a phone": { path, size: [500, 800] },
    "an unreadable policy": { path: "/#example=policy-that-iam-no-longer-saves" },
  })) {
    for (const theme of ["light", "dark"]) {
      scenario(`axe finds nothing, and nothing is cut off: ${state}, ${theme}`, options, async (page) => {
        await page.inside("document.documentElement.dataset.theme = arguments[0]", theme);
        await page.assertFits();
        assert.deepEqual(await violations(page), []);
        await page.picture(`${state} ${theme}`);
      });
    }
  }
}

async function violations(page) {
  await page.inside(`(${finishTransitions})()`);
  await page.driver.executeScript(axe);
  return page.driver.executeAsyncScript(`
    const [done] = arguments;
    const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    axe.run(document, { runOnly }).then(({ violations }) => done(violations.map(
      ({ id, nodes }) => \`\${id}: \${nodes.map(({ target, failureSummary }) => \`\${target} \${failureSummary}\`)}\`,
    )), (error) => done(String(error)));
  `);
}
