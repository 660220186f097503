/** How the element stands on a page: in a narrow column, under a hostile style sheet, by its own attributes. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { assertAccessible, assertFits, attempt } from "../page/person.mjs";
import { answered, box, defined, host } from "./host.mjs";

const works = attempt("github-branch");
const fails = "branch-instead-of-environment";

const script = (slot, text) => `<script type="application/json" slot="${slot}">${text}</script>`;

/** Everything that a style sheet can do to an element that it does not know. */
const hostile = `
  html { font-size: 62.5% }
  body { font: italic bold 40px/3 serif; color: lime; background: navy; text-transform: uppercase;
    letter-spacing: 5px; word-spacing: 1em; text-align: center; white-space: pre; visibility: visible;
    writing-mode: horizontal-tb; cursor: none; --ink: red; --paper: blue; --small: 90px; --mono: cursive }
  * { all: unset !important }
  div, p, pre, svg, section, details, table, textarea { display: none !important }
  button { position: fixed; inset: 0; opacity: 0 }
  [part] { outline: 20px solid red !important }
  head, script, style, title, meta { display: none !important }
`;

/** What is measured of an answer: its size, its face, and where its parts stand. */
const measured = (page) =>
  page.locator("assumable-inspector").evaluate((element) => {
    const verdict = [...element.shadowRoot.querySelectorAll("*")].find(({ localName }) =>
      localName.startsWith("assumable-verdict"),
    );
    const summary = verdict.shadowRoot.querySelector(".summary");
    const style = getComputedStyle(summary);
    const { width, height } = verdict.getBoundingClientRect();
    const names = [
      "fontSize",
      "fontFamily",
      "fontStyle",
      "fontWeight",
      "color",
      "textTransform",
      "lineHeight",
    ];
    const more = ["letterSpacing", "wordSpacing", "textAlign", "whiteSpace", "cursor", "visibility"];
    return { width, height, ...Object.fromEntries([...names, ...more].map((name) => [name, style[name]])) };
  });

test("a hostile style sheet changes nothing inside", async (t) => {
  const body = `<assumable-inspector example="${fails}"></assumable-inspector>${defined}`;
  const context = { viewport: { width: 1000, height: 800 } };
  const plain = await host(t, { body, style: "body { margin: 0 }", context });
  await answered(plain.page, "refused");
  const worst = await host(t, { body, style: hostile, context });
  await answered(worst.page, "refused");
  assert.deepEqual(await measured(worst.page), await measured(plain.page));
  await assertFits(worst.page, "hostile");
});

test("a page from right to left: values and sentences run as they are written", async (t) => {
  const { page } = await host(t, {
    html: 'lang="ar" dir="rtl"',
    body: `<assumable-inspector example="${fails}"></assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  const { base, code, heading } = await page.locator("assumable-inspector").evaluate((element) => {
    const parts = [...element.shadowRoot.querySelectorAll("*")];
    const verdict = parts.find(({ localName }) => localName.startsWith("assumable-verdict"));
    const side = (one) => one.getBoundingClientRect().left;
    const actions = verdict.shadowRoot.querySelector(".actions");
    return {
      base: getComputedStyle(element.shadowRoot.querySelector(".base")).direction,
      code: getComputedStyle(verdict.shadowRoot.querySelector("code")).direction,
      heading: side(verdict.shadowRoot.querySelector("h2 svg")) > side(actions),
    };
  });
  assert.deepEqual({ base, code, heading }, { base: "rtl", code: "ltr", heading: true });
  await assertFits(page, "right to left");
});

test("a column of 280 pixels: the answer first, and nothing cut off", async (t) => {
  const { page } = await host(t, {
    body: `<div class="column"><assumable-inspector example="${fails}"></assumable-inspector></div>${defined}`,
    style: ".column { width: 280px } body { margin: 0 }",
    context: { viewport: { width: 1280, height: 900 } },
  });
  await answered(page, "refused");
  await page.getByText("Claims, condition keys, keys").click();
  const widest = await page.evaluate(() => {
    const wide = [];
    (function look(root) {
      for (const element of root.querySelectorAll("*")) {
        const { right, width } = element.getBoundingClientRect();
        if (right > 281 && width > 1 && !element.closest(".sr"))
          wide.push(`${element.localName}.${element.className}`);
        if (element.shadowRoot) look(element.shadowRoot);
      }
    })(document.querySelector(".column"));
    return wide;
  });
  assert.deepEqual(widest, [], "nothing reaches out of the column");
  const order = await page.evaluate(() => {
    const root = document.querySelector("assumable-inspector").shadowRoot;
    const top = (selector) => root.querySelector(selector).getBoundingClientRect().top;
    return [
      top('[exportparts="verdict"]'),
      top('[part="way"]'),
      top('[part="inputs"]'),
      top('[part="checks"]'),
    ];
  });
  assert.deepEqual(
    order,
    order.toSorted((a, b) => a - b),
    "answer, way, inputs, checks",
  );
  assert.equal(await box(page, "Trust policy").area.isVisible(), false, "what is filled is folded");
});

test("a wide place: what goes in beside what comes out", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="${fails}"></assumable-inspector>${defined}`,
    context: { viewport: { width: 1280, height: 900 } },
  });
  await answered(page, "refused");
  const beside = await page.evaluate(() => {
    const root = document.querySelector("assumable-inspector").shadowRoot;
    const [inputs, checks] = ["inputs", "checks"].map((part) =>
      root.querySelector(`[part="${part}"]`).getBoundingClientRect(),
    );
    return inputs.right <= checks.left;
  });
  assert.ok(beside);
});

for (const [layout, style] of Object.entries({
  "a row of a flexible box": "body { display: flex }",
  "a cell of a grid": "body { display: grid; grid-template-columns: 1fr 1fr }",
  "as wide as it wants": "assumable-inspector { display: inline-block }",
  "a float": "assumable-inspector { float: left }",
})) {
  test(`it has a width in ${layout}`, async (t) => {
    const { page } = await host(t, {
      body: `<assumable-inspector example="${fails}"></assumable-inspector><p>Text</p>${defined}`,
      style,
    });
    await answered(page, "refused");
    const { width } = await page.locator("assumable-inspector").boundingBox();
    assert.ok(width >= 280, `${width} px`);
    await assertFits(page, layout);
  });
}

test("theme: as the page around it, or as told", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector></assumable-inspector>${defined}`,
    context: { colorScheme: "light" },
  });
  const paper = () =>
    page
      .locator("assumable-inspector")
      .evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector(".base")).backgroundColor);
  await page.locator('[part="base"]').waitFor();
  const light = await paper();
  await page.evaluate(() => {
    document.querySelector("assumable-inspector").theme = "dark";
  });
  await page.locator(".base.dark").waitFor();
  const dark = await paper();
  assert.notEqual(dark, light);
  await page.evaluate(() => {
    document.querySelector("assumable-inspector").theme = "auto";
    document.body.style.colorScheme = "dark";
  });
  await page.locator(".base.auto").waitFor();
  assert.equal(await paper(), dark, "a page that says that it is dark");
  await page.evaluate(() => document.body.removeAttribute("style"));
  assert.equal(await paper(), light);
});

test("its colours, sizes and parts can be set by the page", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="${fails}"></assumable-inspector>${defined}`,
    style: `assumable-inspector { --assumable-paper: rgb(1, 2, 3); --assumable-font-size: 20px }
      ::part(verdict) { outline: 3px solid rgb(4, 5, 6) } ::part(box) { margin-top: 7px }
      ::part(base) { border-radius: 0 }`,
  });
  await answered(page, "refused");
  const found = await page.locator("assumable-inspector").evaluate(({ shadowRoot }) => {
    const of = (root, selector) => getComputedStyle(root.querySelector(selector));
    const verdict = shadowRoot.querySelector('[exportparts="verdict"]').shadowRoot;
    const inputs = shadowRoot.querySelector('[exportparts="box"]').shadowRoot;
    const base = of(shadowRoot, ".base");
    return [
      base.backgroundColor,
      base.fontSize,
      base.borderRadius,
      of(verdict, "section").outlineColor,
      of(inputs, '[part="box"]').marginTop,
    ];
  });
  assert.deepEqual(found, ["rgb(1, 2, 3)", "20px", "0px", "rgb(4, 5, 6)", "7px"]);
});

test("readonly: everything is shown, nothing can be changed", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector readonly example="${fails}"></assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  const { area } = box(page, "Trust policy");
  const before = await area.inputValue();
  await area.focus();
  await page.keyboard.type("x");
  assert.equal(await area.inputValue(), before);
  for (const name of ["Format", "Clear", "Open a file"])
    assert.equal(await page.getByText(name, { exact: true }).count(), 0, name);
  assert.ok(await page.getByLabel("Time at which STS sees the call, in UTC").isDisabled());
  await page.getByText("Role, provider and call").click();
  assert.ok(!(await page.getByLabel("Role ARN").isEditable()));
  assert.equal(await page.getByRole("button", { name: /^Apply:/ }).count(), 0);
  // Not even by a script that speaks as a part does.
  await page.locator('[exportparts="box"]').evaluate((inputs) => {
    inputs.dispatchEvent(new CustomEvent("box-text", { detail: { box: "token", text: "" }, bubbles: true }));
  });
  await page.getByRole("heading", { name: "Refused" }).waitFor();
  await page.evaluate(() => {
    document.querySelector("assumable-inspector").readOnly = false;
  });
  await area.fill("{}");
  await box(page, "Trust policy").whole.getByText("Format", { exact: true }).waitFor();
});

test("hide: each part by its name", async (t) => {
  const headings = {
    token: "Token",
    jwks: "Keys",
    policy: "Trust policy",
    surroundings: "Role, provider and call",
    clock: "Clock",
    checks: "Checks, in the order of STS",
  };
  const { page } = await host(t, {
    body: `<assumable-inspector example="${fails}"></assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  const shown = async () => {
    await page.evaluate(() => document.querySelector("assumable-inspector").updateComplete);
    const found = await page.getByRole("heading").allInnerTexts();
    return (heading) => found.some((text) => text.replace(/^\d\s*/, "") === heading);
  };
  const hide = (names) =>
    page.evaluate(
      (names) => document.querySelector("assumable-inspector").setAttribute("hide", names),
      names,
    );
  for (const [name, heading] of Object.entries(headings)) {
    await hide(name);
    const isShown = await shown();
    for (const other of Object.values(headings))
      assert.equal(isShown(other), other !== heading, `hide="${name}": ${other}`);
  }
  await hide("claims keys");
  await page.getByText("Condition keys", { exact: true }).waitFor();
  await hide(`${Object.keys(headings).join(" ")} claims context keys`);
  const isShown = await shown();
  assert.ok(isShown("Refused"), "the answer is always there");
  assert.equal(await page.locator('[part="inputs"], [part="details"], [part="way"]').count(), 0);
});

test("slots hold what the page has to say", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="${fails}">
      <h2 slot="header">Try it</h2><p slot="footer">Ask <a href="/help">the platform team</a>.</p>
    </assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  const header = await page.getByRole("heading", { name: "Try it" }).boundingBox();
  const footer = await page.getByRole("link", { name: "the platform team" }).boundingBox();
  const verdict = await page.getByRole("heading", { name: "Refused" }).boundingBox();
  assert.ok(header.y < verdict.y && verdict.y < footer.y);
});

const states = {
  empty: "<assumable-inspector></assumable-inspector>",
  refused: `<assumable-inspector example="${fails}"></assumable-inspector>`,
  accepted: `<assumable-inspector example="github-branch" readonly></assumable-inspector>`,
  waiting: `<assumable-inspector>${script("trust-policy", works.trustPolicy)}</assumable-inspector>`,
  misdeclared: '<assumable-inspector hide="x" theme="y" lang="z" example="none"></assumable-inspector>',
  many: `<assumable-inspector example="${fails}"></assumable-inspector>`.repeat(3),
};

const dresses = {
  light: {},
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 320, height: 640 } },
  "forced colours": { forcedColors: "active" },
};

for (const [dress, context] of Object.entries(dresses)) {
  test(`axe finds nothing: ${dress}`, async (t) => {
    for (const [state, body] of Object.entries(states)) {
      await t.test(state, async (t) => {
        const { page } = await host(t, {
          body: `<main><h1>Deploying with OIDC</h1>${body}</main>${defined}`,
          style: "html { color-scheme: light dark }",
          context,
        });
        await page.locator('[part="base"]').first().waitFor();
        if (body.includes(fails) || state === "accepted") await answered(page);
        for (const details of await page.getByText("Claims, condition keys, keys").all())
          await details.click();
        await assertFits(page, state);
        await assertAccessible(page, `${dress}, ${state}`);
      });
    }
  });
}
