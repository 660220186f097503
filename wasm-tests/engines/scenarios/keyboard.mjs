/** Everything by keyboard alone. */

import assert from "node:assert/strict";
import { Key } from "selenium-webdriver";

const refused = "/#example=branch-instead-of-environment";

export default function register(scenario) {
  scenario("shortcuts work outside of text, and are text inside it", async (page) => {
    await page.keys("?");
    await page.text("How this page works");
    await page.keys(Key.ESCAPE);
    await page.keys("e");
    await page.element("dialog h2", "Examples, by what goes wrong");
    await page.keys(Key.ESCAPE);
    await page.keys("/");
    await page.keys("e?/");
    assert.equal(await page.value("Token"), "e?/");
    assert.equal(await page.inside("return shown('dialog').length"), 0);
  });

  scenario("from the first Tab everything is reached in the order in which it is seen", async (page) => {
    const reached = [];
    for (let press = 0; press < 20; press += 1) {
      await page.keys(Key.TAB);
      reached.push(await page.focus());
    }
    const order = ["button Examples", "button Clear", "select", "button Help", "button How to verify that"];
    const places = order.map((name) => reached.findIndex((one) => one.startsWith(name)));
    assert.ok(
      places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0)),
      reached.join("\n"),
    );
    assert.ok(
      reached.some((name) => name.startsWith("textarea")),
      reached.join("\n"),
    );
  });

  scenario("Escape, then Tab, leaves an editor, and Tab alone does", { path: refused }, async (page) => {
    for (const keys of [[Key.ESCAPE, Key.TAB], [Key.TAB]]) {
      await page.field("Trust policy");
      assert.match(await page.focus(), /trust policy/);
      const before = await page.value("Trust policy");
      await page.keys(...keys);
      assert.doesNotMatch(await page.focus(), /^div/);
      assert.equal(await page.value("Trust policy"), before);
    }
  });

  scenario("a gate opens and closes with Enter", { path: refused }, async (page) => {
    await page.verdict("Refused");
    const gate = `const gate = all(document, "assumable-gate").find(({ shadowRoot }) =>
      shadowRoot.querySelector("h3").textContent.trim().startsWith("Audience")).shadowRoot;`;
    await page.until("the checks", "return all(document, 'assumable-gate').length > 0");
    const isOpen = () => page.inside(`${gate} return gate.querySelector("details").open`);
    assert.equal(await isOpen(), false);
    await page.inside(`${gate} gate.querySelector("summary").focus()`);
    await page.keys(Key.ENTER);
    assert.equal(await isOpen(), true);
    await page.keys(Key.ENTER);
    assert.equal(await isOpen(), false);
  });

  scenario("a dialog keeps the focus and gives it back", async (page) => {
    await page.inside("shown('button').find((one) => nameOf(one) === 'Help').focus()");
    await page.keys(Key.ENTER);
    await page.text("How this page works");
    for (let press = 0; press < 12; press += 1) {
      await page.keys(Key.TAB);
      const isOutside = await page.inside(`
        const element = focused();
        if (element === document.body || element === document.documentElement) return false;
        for (let one = element; one; one = one.parentNode ?? one.host) if (one.localName === "assumable-dialog") return false;
        return true;`);
      assert.equal(isOutside, false, await page.focus());
    }
    await page.keys(Key.ESCAPE);
    assert.equal(await page.focus(), "button Help");
  });

  scenario("the focus can always be seen", { path: refused }, async (page) => {
    await page.verdict("Refused");
    for (let press = 0; press < 30; press += 1) {
      await page.keys(Key.TAB);
      const seen = await page.inside(`
        const element = focused();
        if (element === null || element === document.body) return "";
        const frame = element.closest(".frame");
        const around = frame === null ? "none" : getComputedStyle(frame).boxShadow;
        const isSeen = getComputedStyle(element).outlineStyle !== "none" || around !== "none";
        return isSeen ? "" : element.outerHTML.slice(0, 80);`);
      assert.equal(seen, "");
    }
  });

  scenario(
    "the clock moves by a minute, by an hour with Shift, and the answer with it",
    { path: "/#example=github-branch" },
    async (page) => {
      await page.verdict("Accepted");
      await page.element("input[type=range]", "Move the time of the call");
      const slider = "const slider = shown('input[type=range]')[0];";
      const at = () => page.inside(`${slider} return Number(slider.value)`);
      const before = await at();
      await page.inside(`${slider} slider.focus()`);
      await page.keys(Key.ARROW_RIGHT);
      assert.equal(await at(), before + 60);
      await page.keys(Key.ARROW_LEFT);
      assert.equal(await at(), before);
      await page.chord(Key.SHIFT, Key.ARROW_RIGHT);
      assert.match(await page.verdict("Refused"), /ExpiredTokenException/);
    },
  );
}
