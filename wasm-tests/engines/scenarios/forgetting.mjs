/** What was pasted is gone: by button, by key, after a while, by leaving. */

import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { attempt } from "../examples.mjs";

const refused = attempt("branch-instead-of-environment");
const path = "/#example=branch-instead-of-environment";

/** Like no text of the page: its own script holds the examples. */
const marker = "TypedByAPerson";
const marked = (text) => text.replaceAll("octo-org", marker);

/** The token of the example with the mark in its claims; its signature fits no longer. */
function markedToken() {
  const [header, payload, signature] = refused.token.split(".");
  const claims = marked(Buffer.from(payload, "base64url").toString());
  return [header, Buffer.from(claims).toString("base64url"), signature].join(".");
}

export default function register(scenario) {
  scenario(
    "cleared, nothing is left in what is shown, what scripts reach, and the core’s memory",
    { before: ["memory.js"] },
    async (page) => {
      const token = markedToken();
      const [, payload] = token.split(".");
      page.secret(token);
      await page.paste("Token", token);
      await page.paste("Keys", marked(refused.jwks.replace(/"kid": *"[^"]*"/, `"kid": "${marker}"`)));
      await page.paste("Trust policy", marked(refused.trustPolicy));
      await page.verdict("Refused");
      const sought = [marker, payload];
      // It is found while it is there.
      assert.deepEqual(await whereabouts(page, sought), { shown: sought, reached: sought, inMemory: sought });

      await page.press("Clear");
      await page.text("Cleared. Nothing of it is kept.");
      assert.deepEqual(await whereabouts(page, sought), { shown: [], reached: [], inMemory: [] });
      assert.equal(await page.inside("return getSelection().toString()"), "");
      for (const texts of Object.values((await page.traces()).shown)) {
        assert.ok(!texts.some((text) => text.includes(marker)));
      }
    },
  );

  for (const way of ["button", "key"]) {
    scenario(`cleared by ${way}, nothing is left, not even to undo`, { path }, async (page) => {
      page.secret(refused.token);
      await page.verdict("Refused");
      await page.field("Trust policy");
      await page.keys(" ");
      if (way === "button") await page.press("Clear");
      else await page.chord(Key.CONTROL, Key.SHIFT, Key.BACK_SPACE);
      await page.text("Cleared. Nothing of it is kept.");
      for (const title of ["Token", "Trust policy"]) {
        await page.field(title);
        await page.chord(Key.CONTROL, "z");
      }
      await assertForgotten(page);
      await page.bareAddress();
    });
  }

  scenario(
    "an idle page warns, and clears itself unless told not to",
    { before: ["clock.js"] },
    async (page) => {
      await page.paste("Trust policy", refused.trustPolicy);
      await page.inside("putForward(500)");
      await page.text("Everything here is cleared in 1:");
      await page.inside("putForward(110)");
      await page.text("Cleared after ten idle minutes.");
      assert.equal(await page.value("Trust policy"), "");

      // The boxes are made anew.
      await page.editors();
      await page.paste("Trust policy", refused.trustPolicy);
      assert.equal(await page.value("Trust policy"), refused.trustPolicy);
      await page.inside("putForward(500)");
      await page.press("Keep it for an hour");
      await page.inside("putForward(600)");
      await page.ticks(3);
      assert.equal(await page.value("Trust policy"), refused.trustPolicy);
    },
  );

  scenario("who leaves and comes back finds nothing", { path: "/" }, async (page) => {
    page.secret(refused.token);
    await page.paste("Token", refused.token);
    await page.verdict("Refused");
    await page.driver.get("data:text/html,elsewhere");
    await page.driver.navigate().back();
    await page.loadedAgain();
    await assertForgotten(page);
    assert.equal(await page.value("Token"), "");
  });

  scenario(
    "a live token is called one, and its signature can be forgotten",
    { before: ["clock.js"] },
    async (page) => {
      page.secret(refused.token);
      await page.inside("putForward(arguments[0] - Date.now() / 1000)", refused.now);
      await page.paste("Token", refused.token);
      await page.text("This token is a live credential for another");
      await page.press("Forget the signature");
      await page.text("The signature is forgotten.");
      assert.equal(JSON.parse(await page.value("Token")).iss, "https://token.actions.githubusercontent.com");
      assert.ok(!(await page.everyText()).includes(refused.token.split(".")[2]));
    },
  );
}

/** Which of these texts are shown or in a field, can be reached by a script, are in the core's memory. */
async function whereabouts(page, texts) {
  const all = await page.everyText();
  const shown = texts.filter((text) => all.includes(text));
  const reached = await page.reachable(texts);
  const inMemory = await page.inside("return arguments[0].filter(isInMemory)", texts);
  return { shown, reached: texts.filter((text) => reached.includes(text)), inMemory };
}

async function assertForgotten(page) {
  const texts = await page.everyText();
  assert.ok(!texts.includes(refused.token.slice(0, 40)), "no text of the page holds the token");
  assert.ok(!texts.includes("environment:prod"), "nor the policy");
}
