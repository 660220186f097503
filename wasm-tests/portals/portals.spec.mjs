/** The page “Deploying with OIDC” of a site of each portal, with the element and the frame in it. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { hostileJson, hostileText } from "../page/hostile.mjs";
import { assertAccessible, attempt, expected } from "../page/person.mjs";
import { eventually } from "../support/eventually.mjs";
import { frames, open } from "./harness.mjs";

/** The example on the page: its own policy refuses it, the one that the page gives lets it in. */
const example = "environment-instead-of-branch";

const pages = {
  "MkDocs Material": {
    home: "/mkdocs/",
    path: "/mkdocs/deploying-with-oidc/",
    hard: "/mkdocs/hard-to-quote/",
    toDark: (page) => page.getByTitle("Switch to dark"),
  },
  Docusaurus: {
    home: "/docusaurus/",
    path: "/docusaurus/deploying-with-oidc",
    hard: "/docusaurus/hard-to-quote",
    toDark: (page) => page.getByRole("button", { name: /dark and light mode/ }),
  },
  VitePress: {
    home: "/vitepress/",
    path: "/vitepress/deploying-with-oidc.html",
    hard: "/vitepress/hard-to-quote.html",
    toDark: (page) => page.getByTitle("Switch to dark theme"),
  },
};

const heading = (root, name) => root.getByRole("heading", { name, exact: true });
const frameOf = (page) => page.frameLocator("iframe[data-assumable]");

for (const [portal, { home, path, hard, toDark }] of Object.entries(pages)) {
  test(`${portal}: the element answers by the policy in the page's own text`, async (t) => {
    const { page, watch } = await open(t, path);
    await heading(page.locator("assumable-inspector"), "Accepted").waitFor();
    const events = await watch.heard("assumable-inspector");
    assert.equal(events.at(-1).type, "assumable-verdict");
    assert.equal(events.at(-1).detail.outcome, "accepted");
  });

  test(`${portal}: the frame answers from another address, and takes a token that the page never sees`, async (t) => {
    const { page, watch } = await open(t, path);
    const frame = frameOf(page);
    await frame.getByText(expected[example].summary).first().waitFor();
    const address = await page.locator("iframe[data-assumable]").getAttribute("src");
    assert.equal(new URL(address, await page.evaluate(() => location.href)).origin, frames);
    const { token } = attempt("github-branch");
    watch.secret(token);
    const box = frame.locator("assumable-text-box").first();
    await box.locator("summary").first().click();
    await box.getByRole("textbox").fill(token);
    await heading(frame, "Accepted").waitFor();
  });

  test(`${portal}: a reader goes elsewhere and comes back`, async (t) => {
    const { page } = await open(t, home);
    const link = page.getByRole("link", { name: "Deploying with OIDC" });
    await link.first().click();
    await heading(page.locator("assumable-inspector"), "Accepted").waitFor();
    await page.goBack();
    await page.locator("assumable-inspector").waitFor({ state: "detached" });
    await page.goForward();
    await heading(page.locator("assumable-inspector"), "Accepted").waitFor();
  });

  test(`${portal}: element and frame follow its theme, and axe finds nothing in them in either`, async (t) => {
    const { page } = await open(t, path);
    await heading(page.locator("assumable-inspector"), "Accepted").waitFor();
    const frame = frameOf(page);
    await heading(frame, "Refused").waitFor();
    const inside = page.frames().find((one) => one.url().startsWith(frames));
    const inspectors = { element: page, frame: inside };
    const isDrawn = async (theme) => {
      for (const [way, root] of Object.entries(inspectors)) {
        await root.waitForFunction(isDrawnOn, theme);
        await assertAccessible(root, `the ${way}, ${theme}`, "assumable-inspector");
      }
    };
    await isDrawn("light");
    // A page that has not started yet does not hear the press.
    await eventually(async () => {
      if (await page.evaluate(isDrawnOn, "dark")) return;
      await toDark(page).first().click();
      await page.waitForFunction(isDrawnOn, "dark", { timeout: 5000 });
    });
    await isDrawn("dark");
  });

  test(`${portal}: texts with what ends other texts come through as they are`, async (t) => {
    const { page } = await open(t, hard);
    for (const [index, text] of [hostileJson, hostileText].entries()) {
      const element = page.locator("assumable-inspector").nth(index);
      const frame = page.frameLocator("iframe[data-assumable]").nth(index).locator("assumable-inspector");
      for (const [way, inspector] of Object.entries({ element, frame })) {
        await inspector.locator("[part=verdict]").waitFor();
        assert.equal(await inspector.evaluate(({ trustPolicy }) => trustPolicy), text, way);
      }
    }
  });
}

/** Runs in a page with an inspector: whether that is drawn on light or on dark. */
function isDrawnOn(theme) {
  const base = document.querySelector("assumable-inspector").shadowRoot.querySelector("[part=base]");
  const brightest = Math.max(...getComputedStyle(base).backgroundColor.match(/\d+/g).slice(0, 3));
  return theme === (brightest > 127 ? "light" : "dark");
}
