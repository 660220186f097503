/** What was pasted is gone: by button, by key, after a while, by leaving. */

import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";
import { attempt } from "../examples.mjs";

const refused = attempt("branch-instead-of-environment");
const path = "/#example=branch-instead-of-environment";

export default function register(scenario) {
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
      assert.doesNotMatch(await page.driver.getCurrentUrl(), /#/);
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
      await page.press("Keep it");
      await page.inside("putForward(600)");
      await page.pause(2500);
      assert.equal(await page.value("Trust policy"), refused.trustPolicy);
    },
  );

  scenario("who leaves and comes back finds nothing", { path: "/" }, async (page) => {
    page.secret(refused.token);
    await page.paste("Token", refused.token);
    await page.verdict("Refused");
    await page.driver.get("data:text/html,elsewhere");
    await page.driver.navigate().back();
    page.loadedAgain();
    await page.editors();
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

async function assertForgotten(page) {
  const texts = await page.everyText();
  assert.ok(!texts.includes(refused.token.slice(0, 40)), "no text of the page holds the token");
  assert.ok(!texts.includes("environment:prod"), "nor the policy");
}
