/** The page “Deploying with OIDC” of a site of each portal, with the element and the frame in it. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { attempt, expected } from "../page/person.mjs";
import { frames, open } from "./harness.mjs";

/** The example on the page: its own policy refuses it, the one that the page gives lets it in. */
const example = "environment-instead-of-branch";

const pages = {
  "MkDocs Material": { home: "/mkdocs/", path: "/mkdocs/deploying-with-oidc/" },
  Docusaurus: { home: "/docusaurus/", path: "/docusaurus/deploying-with-oidc" },
  VitePress: { home: "/vitepress/", path: "/vitepress/deploying-with-oidc.html" },
};

const heading = (root, name) => root.getByRole("heading", { name, exact: true });
const frameOf = (page) => page.frameLocator("iframe[data-assumable]");

for (const [portal, { home, path }] of Object.entries(pages)) {
  test(`${portal}: the element answers by the policy in the page's own text`, async (t) => {
    const { page, watch } = await open(t, path);
    await heading(page.locator("assumable-inspector"), "Accepted").waitFor();
    const events = await watch.heard("assumable-inspector");
    assert.equal(events.at(-1).type, "assumable-verdict");
    assert.equal(events.at(-1).detail.report.verdict.outcome, "accepted");
  });

  test(`${portal}: the frame answers from another address, and takes a token that the page never sees`, async (t) => {
    const { page, watch } = await open(t, path);
    const frame = frameOf(page);
    await frame.getByText(expected[example].summary).first().waitFor();
    const address = await page.locator("iframe[data-assumable]").getAttribute("src");
    assert.equal(new URL(address, page.url()).origin, frames);
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
}
