/** The code editors for the keys and the policy, and the plain text box that they come in place of. */

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { test } from "../support/test.mjs";
import { isDrawnWithoutEditors } from "./drawn.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, assertFits, attempt, box, paste, type, verdict } from "./person.mjs";

const refused = attempt("branch-instead-of-environment");
const broken = '{"Version": "2012-10-17",\n "Statement": [{"Effect": "Allow",}]}';

const editorIn = (page, title) => box(page, title).whole.locator(".cm-content");

test("the keys and the policy get editors, the token keeps its colours", async (t) => {
  const { page } = await visit(t);
  for (const [title, label] of [
    ["Keys", "The issuer’s JWK Set"],
    ["Trust policy", "The role’s trust policy"],
  ]) {
    const editor = editorIn(page, title);
    await editor.waitFor();
    assert.equal(await editor.getAttribute("aria-label"), label);
    for (const [name, value] of Object.entries({
      spellcheck: "false",
      autocomplete: "off",
      translate: "no",
      writingsuggestions: "false",
      "data-gramm": "false",
      "data-dd-privacy": "mask",
    })) {
      assert.equal(await editor.getAttribute(name), value, name);
    }
    assert.match(await editor.getAttribute("class"), /\bph-no-capture\b/);
  }
  assert.equal(await editorIn(page, "Token").count(), 0);
  const styles = await page.evaluate(() => document.querySelectorAll("style").length);
  assert.equal(styles, 0, "no style element, which the policy of the page would stop");
});

test("what is typed is read with every key, and undone", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  await editorIn(page, "Trust policy").waitFor();
  const mended = refused.trustPolicy.replace(":environment:prod", ":ref:refs/heads/main");
  await type(page, "Trust policy", mended);
  assert.equal(await box(page, "Trust policy").area.inputValue(), mended);
  assert.match(await verdict(page).innerText(), /^Accepted\n/);
  while ((await box(page, "Trust policy").area.inputValue()) !== refused.trustPolicy) {
    await page.keyboard.press("Control+z");
  }
  assert.match(await verdict(page).innerText(), /^Refused/);
});

test("a letter takes the place of several selected lines", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", "[\n  1,\n  2\n]");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.type("3]");
  assert.equal(await box(page, "Trust policy").area.inputValue(), "[\n 3]");
});

test("line ends and characters that cannot be seen stay as they were pasted", async (t) => {
  const { page } = await visit(t);
  await editorIn(page, "Trust policy").focus();
  await paste(page, '{\r\n "Statement": "a\u200bb"\r\n}');
  const { area, whole } = box(page, "Trust policy");
  assert.equal(await area.inputValue(), '{\n "Statement": "a\u200bb"\n}');
  assert.equal(await whole.locator(".cm-specialChar").count(), 1, "the zero-width space is shown");
  assert.equal(await whole.getByRole("img", { name: "hidden character U+200B" }).count(), 1);
});

test("no word of the editors stands outside the page's own table", async () => {
  const chunk = await readFile(new URL(await chunkFile(), dist), "utf8");
  const asked = [...chunk.matchAll(/\.phrase\("([^"]+)"\)/g)].map(([, phrase]) => phrase);
  const table = await readFile(new URL("../../www/src/strings.ts", import.meta.url), "utf8");
  const given = /phrases: \{([^}]*)\}/.exec(table)[1];
  const answered = [...given.matchAll(/^\s*"?([^":]+)"?:/gm)].map(([, phrase]) => phrase);
  assert.ok(asked.length > 0);
  assert.deepEqual([...new Set(asked)].sort(), answered.sort());
});

const dist = new URL("../../www/dist/", import.meta.url);

async function chunkFile() {
  return (await readdir(dist)).find((name) => /^editor-\w+\.js$/.test(name));
}

test("a problem is underlined where it is, and says why", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", broken);
  const { whole, area } = box(page, "Trust policy");
  const line = whole.locator(".cm-line", { has: page.locator(".cm-lintRange-error, .cm-lintPoint-error") });
  assert.match(await line.first().innerText(), /Statement/);
  assert.equal(await area.getAttribute("aria-invalid"), "true");
  await whole.locator(".cm-lintRange-error, .cm-lintPoint-error").first().hover();
  const said = await whole.locator(".cm-tooltip .cm-diagnosticText").first().innerText();
  const listed = await whole.locator(".remarks").innerText();
  assert.ok(listed.includes(said), `“${said}” is also listed below`);

  await area.press("Control+a");
  await area.press("Delete");
  assert.equal(await whole.locator(".cm-lintRange, .cm-lintPoint").count(), 0);
  assert.equal(await area.getAttribute("aria-invalid"), null);
});

test("a fix is applied where the risk is, and can be undone", async (t) => {
  const { page } = await visit(t, { path: "/#example=wildcard-in-string-equals" });
  await editorIn(page, "Trust policy").waitFor();
  const { whole, area } = box(page, "Trust policy");
  const before = await area.inputValue();
  const start = before.indexOf("StringEquals");
  await page.evaluate((start) => {
    const span = { start, end: start + "StringEquals".length };
    const fix = { title: "compare with StringLike", edits: [{ span, text: "StringLike" }] };
    const texts = { message: "“*” is only a character here", help: "", rule: "wildcard-taken-literally" };
    const page = document.querySelector("assumable-page");
    const finding = { ...texts, severity: "broken", input: "trustPolicy", span, fix };
    page.reading = { ...page.reading, findings: [finding] };
  }, start);
  await whole.locator(".cm-lintRange-error").hover();
  // The page is drawn anew every second, and the reason stays.
  const drawnAt = () => page.evaluate(() => document.querySelector("assumable-page").wall);
  await page.waitForFunction(
    (before) => document.querySelector("assumable-page").wall >= before + 2,
    await drawnAt(),
  );
  await whole.getByRole("button", { name: "compare with StringLike" }).click();
  assert.equal(await area.inputValue(), before.replace("StringEquals", "StringLike"));
  await area.press("Control+z");
  assert.equal(await area.inputValue(), before);
});

test("a box that is taken out of the page is drawn once more without harm, and works when it is back", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  await editorIn(page, "Trust policy").waitFor();
  await page.evaluate(async () => {
    const inputs = document.querySelector("assumable-page").shadowRoot.querySelector("assumable-inputs");
    const box = [...inputs.shadowRoot.querySelectorAll("assumable-text-box")].at(-1);
    const { parentNode, nextSibling } = box;
    box.remove();
    box.requestUpdate();
    await box.updateComplete;
    parentNode.insertBefore(box, nextSibling);
    await box.updateComplete;
  });
  const { area } = box(page, "Trust policy");
  await area.press("Control+a");
  await area.press("Delete");
  await page.waitForFunction(() => location.hash === "");
  assert.equal(await area.inputValue(), "");
});

test("where policy and token part is brought into view, and the page stays where it is", async (t) => {
  const { page } = await visit(t, {
    path: "/#example=branch-instead-of-environment",
    context: { viewport: { width: 360, height: 600 } },
  });
  const { whole, fold } = box(page, "Trust policy");
  await fold.scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await fold.click();
  await page.waitForFunction(() => {
    const inputs = document.querySelector("assumable-page").shadowRoot.querySelector("assumable-inputs");
    const { shadowRoot } = [...inputs.shadowRoot.querySelectorAll("assumable-text-box")].at(-1);
    const frame = shadowRoot.querySelector(".cm-scroller").getBoundingClientRect();
    const place = shadowRoot.querySelector(".cm-differs")?.getBoundingClientRect();
    return place !== undefined && place.top >= frame.top && place.top < frame.bottom;
  });
  assert.ok((await whole.locator(".cm-scroller").evaluate((scroller) => scroller.scrollTop)) > 0);
  assert.equal(await page.evaluate(() => scrollY), before);
});

test("JSON is formatted with every value as it was written", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", '{"Version":"2012-10-17","a":[1.0,{}],"a":"\\u0041"}');
  const { whole, area } = box(page, "Trust policy");
  await whole.getByRole("button", { name: "Format" }).click();
  assert.equal(
    await area.inputValue(),
    '{\n  "Version": "2012-10-17",\n  "a": [\n    1.0,\n    {}\n  ],\n  "a": "\\u0041"\n}',
  );
  await type(page, "Trust policy", broken);
  await whole.getByRole("button", { name: "Format" }).click();
  await whole.getByText("Only complete JSON").waitFor();
  assert.equal(await area.inputValue(), broken);
});

for (const keys of [["Tab"], ["Escape", "Tab"], ["Shift+Tab"]]) {
  test(`${keys.join(", then ")} leaves an editor`, async (t) => {
    const { page } = await visit(t);
    await type(page, "Trust policy", "{}");
    for (const key of keys) await page.keyboard.press(key);
    const isInside = await editorIn(page, "Trust policy").evaluate((editor) => editor.matches(":focus"));
    assert.equal(isInside, false);
    assert.equal(await box(page, "Trust policy").area.inputValue(), "{}");
  });
}

test("the plain text box takes the text and the selection along, there and back", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", '{"Version": "2012-10-17"}');
  const { whole, area } = box(page, "Trust policy");
  await area.press("Home");
  await area.press("ArrowRight");
  await area.press("Shift+End");
  const toggle = whole.getByRole("button", { name: "Plain text box" });
  await toggle.click();
  const plain = whole.locator("textarea");
  assert.equal(await plain.inputValue(), '{"Version": "2012-10-17"}');
  assert.deepEqual(await plain.evaluate((area) => [area.selectionStart, area.selectionEnd]), [1, 25]);
  assert.equal(await toggle.getAttribute("aria-pressed"), "true");
  assert.equal(await box(page, "Keys").whole.locator("textarea").count(), 1, "for the keys as well");
  await assertAccessible(page, "plain text boxes");

  await page.getByRole("button", { name: "Clear" }).click();
  await type(page, "Trust policy", "[]");
  await whole.getByRole("button", { name: "Plain text box" }).click();
  await editorIn(page, "Trust policy").waitFor();
  assert.equal(await area.inputValue(), "[]");
});

test("what is typed before the editors arrive is kept, with the caret", async (t) => {
  const { page } = await visit(t, {
    prepare: (page) =>
      page.addInitScript(() => {
        // The editors start when the first frame has been drawn; here that takes until it is told to.
        const waiting = [];
        const idle = globalThis.requestIdleCallback;
        globalThis.requestIdleCallback = (done) => waiting.push(done);
        globalThis.goOn = () => {
          globalThis.requestIdleCallback = idle;
          for (const done of waiting) done();
        };
      }),
    until: isDrawnWithoutEditors,
  });
  const { whole, area } = box(page, "Trust policy");
  await area.pressSequentially('{"Version": }');
  await area.press("ArrowLeft");
  assert.equal(await whole.locator("textarea").count(), 1);
  await page.evaluate(() => globalThis.goOn());
  await editorIn(page, "Trust policy").waitFor();
  await page.keyboard.type('"2012-10-17"');
  assert.equal(await area.inputValue(), '{"Version": "2012-10-17"}');
});

test("where the editors do not arrive, the text boxes stay, and nothing is said", async (t) => {
  const { page, watch } = await visit(t, {
    path: "/#example=branch-instead-of-environment",
    allow: (url) => /editor-\w+\.js$/.test(url.pathname),
    prepare: (page) => page.route(/editor-\w+\.js$/, (route) => route.abort()),
    until: isDrawnWithoutEditors,
  });
  const { whole, area } = box(page, "Trust policy");
  assert.equal(await whole.locator("textarea").count(), 1);
  assert.equal(await whole.getByRole("button", { name: "Plain text box" }).count(), 0);
  await area.fill(refused.trustPolicy.replace(":environment:prod", ":ref:refs/heads/main"));
  assert.match(await verdict(page).innerText(), /^Accepted\n/);
  // The browser has said in its console what the test has brought about.
  watch.forgiveErrors();
});

for (const [dress, context] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
  "forced colours": { forcedColors: "active" },
})) {
  test(`editors with problems and marks, ${dress}`, async (t) => {
    const { page } = await visit(t, { path: "/#example=second-statement-with-audience-only", context });
    const { whole, fold } = box(page, "Trust policy");
    const editor = editorIn(page, "Trust policy");
    if (!(await editor.isVisible())) await fold.click();
    await editor.waitFor();
    await whole.locator(".remarks").getByRole("button", { name: "Show" }).first().click();
    await whole.locator(".cm-focused").waitFor();
    await page.locator("assumable-claims").getByRole("button", { name: "aud", exact: true }).focus();
    await whole.locator(".cm-lit").first().waitFor();
    await assertAccessible(page, dress);
    await whole.locator(".cm-lintRange").first().hover();
    await whole.locator(".cm-tooltip").waitFor();
    await assertFits(page, dress);
    await assertAccessible(page, `${dress}, with the reason`);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${dress}.png` });
  });
}
