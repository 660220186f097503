/** The dialog that writes what to paste elsewhere: how it is used, what never gets into it, and that it works there. */

import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { test } from "../support/test.mjs";
import { pathToFileURL } from "node:url";
import { newContext } from "../support/chromium.mjs";
import { site, visit } from "./harness.mjs";
import { hostPage } from "./host.mjs";
import { hostileJson, hostileText } from "./hostile.mjs";
import { source } from "./modules.mjs";
import { assertAccessible, assertFits, attempt, expected, type } from "./person.mjs";

const example = "branch-instead-of-environment";
const shown = `/#example=${example}`;
const refused = attempt(example);
const dialog = (page) => page.getByRole("dialog", { name: "Embed it on your page" });
const form = (page) => page.locator("assumable-embed-form");

async function openDialog(page) {
  await page.getByRole("button", { name: "Share" }).click();
  await page.getByRole("button", { name: "Embed it" }).click();
  await dialog(page).waitFor();
}

/** Everything that is written, by what it goes into. */
function written(page) {
  return page
    .locator("assumable-embed-form label", { has: page.locator("textarea") })
    .evaluateAll((labels) =>
      Object.fromEntries(
        labels.map((label) => [label.querySelector("b").textContent, label.querySelector("textarea").value]),
      ),
    );
}

/** The one text that a recipe for the page itself has. */
async function forThePage(page) {
  const texts = await written(page);
  const found = Object.keys(texts).find((into) => into.startsWith("The page"));
  return texts[found];
}

const choose = (page, name) => page.getByRole("radio", { name }).check();
const place = (page, name) => form(page).getByLabel("Where").selectOption(name);

const frame = (page) => page.frameLocator("iframe").locator("assumable-inspector");
const ownFolder = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";

// --------------------------------------------------------------- how it is used

test("by keyboard alone: opened, chosen, copied and left, with the focus back where it was", async (t) => {
  const { page } = await visit(t, {
    path: shown,
    context: { permissions: ["clipboard-read", "clipboard-write"] },
  });
  await page.getByRole("button", { name: "Share" }).press("Enter");
  await page.getByRole("button", { name: "Embed it" }).press("Enter");
  await dialog(page).waitFor();
  assert.equal(await page.getByRole("dialog").count(), 1, "one dialog, in place of the other");

  const tabTo = async (name) => {
    for (let press = 0; press < 12; press += 1) {
      if ((await focusedName(page)).includes(name)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not lead to “${name}”`);
  };
  await tabTo("Where");
  await page.keyboard.type("VitePress");
  await tabTo("Frame");
  await page.keyboard.press("ArrowDown");
  await tabTo("Readers cannot change it");
  await page.keyboard.press("Space");
  await tabTo("Left out");
  await page.keyboard.press("Enter");
  await tabTo("Clock");
  await page.keyboard.press("Space");
  const texts = await written(page);
  assert.deepEqual(Object.keys(texts), [
    "A terminal, in the folder of the site",
    ".vitepress/theme/index.mjs",
    ".vitepress/config.mjs",
    "The page, in Markdown",
  ]);
  assert.equal(
    texts["The page, in Markdown"],
    `<assumable-inspector example="${example}" readonly hide="clock">\n</assumable-inspector>`,
  );

  const copy = page.getByRole("button", { name: "Copy The page, in Markdown" });
  await copy.press("Enter");
  await form(page).getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), texts["The page, in Markdown"]);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  assert.match(await focusedName(page), /^Share/);
});

function focusedName(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return (element?.closest("label, summary, button")?.textContent ?? "").replace(/\s+/g, " ").trim();
  });
}

test("the help leads there too", async (t) => {
  const { page } = await visit(t);
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "How this page works" }).waitFor();
  await page.getByRole("button", { name: "Embed it" }).click();
  await dialog(page).waitFor();
  assert.equal(await page.getByRole("radio", { name: "Nothing yet" }).isChecked(), true);
  assert.equal(
    await forThePage(page),
    `<iframe
  data-assumable
  sandbox="allow-scripts"
  src="${site}/embed.html"
  title="Can this token assume this role?"
></iframe>
<script async src="${site}/embed.js"></script>`,
  );
});

test("where copying is refused, the text is selected", async (t) => {
  const { page } = await visit(t, {
    path: shown,
    prepare: (page) =>
      page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })),
  });
  await openDialog(page);
  await page.getByRole("button", { name: "Copy The page" }).click();
  await page.getByText("The browser refused to copy. The text is selected").waitFor();
  const selected = await page
    .locator("assumable-embed-form textarea")
    .evaluate((area) => [area.selectionStart, area.selectionEnd - area.value.length]);
  assert.deepEqual(selected, [0, 0]);
});

test("the frame is recommended for real tokens, and what was not tried says so", async (t) => {
  const { page } = await visit(t, { path: shown });
  await openDialog(page);
  for (const way of ["Frame", "Element"]) {
    await choose(page, way);
    await page.getByText("Where people paste real ones, take the frame.").waitFor();
  }
  for (const untried of ["techdocs", "confluence"]) {
    await place(page, untried);
    await page.getByText("Nobody has tried it here.").waitFor();
    assert.equal(await page.getByRole("radio", { name: "Element" }).count(), 0);
    assert.equal(await page.getByRole("radio", { name: "Frame" }).isChecked(), true);
  }
  await place(page, "docusaurus");
  assert.equal(await page.getByRole("radio", { name: "Element" }).isChecked(), true, "the choice is kept");
});

test("the address is that of the hosted page; what is none is said and not taken", async (t) => {
  const { page } = await visit(t, { path: shown });
  await openDialog(page);
  const address = form(page).getByLabel("Address of the hosted page");
  assert.equal(await address.inputValue(), `${site}/`);
  for (const [given, taken] of [
    ["https://tools.example.com/assumable", "https://tools.example.com/assumable/"],
    ["https://tools.example.com/assumable/index.html?x#y", "https://tools.example.com/assumable/"],
    ["https://me:secret@tools.example.com:8443/", "https://tools.example.com:8443/"],
    ["javascript:alert(1)", undefined],
    ["tools.example.com", undefined],
    ['https://tools.example.com/"><script>', "https://tools.example.com/%22%3E%3Cscript%3E/"],
  ]) {
    await address.fill(given);
    const text = await forThePage(page);
    assert.ok(text.includes(`src="${taken ?? "https://assumable.example.com/"}embed.html"`), text);
    const fault = form(page).getByText("That is no address");
    assert.equal(await fault.count(), taken === undefined ? 1 : 0, given);
    assert.equal(await address.getAttribute("aria-invalid"), taken === undefined ? "true" : null);
  }
});

test("a page that is a file has no address: one has to be put in", async (t) => {
  const context = await newContext(t);
  const page = await context.newPage();
  const file = new URL("../../www/dist/assumable.html", import.meta.url);
  await page.goto(`${pathToFileURL(file.pathname).href}#example=${example}`);
  await openDialog(page);
  assert.equal(await form(page).getByLabel("Address of the hosted page").inputValue(), "");
  await page.getByText("Put in where you host it.").waitFor();
  assert.match(await forThePage(page), /src="https:\/\/assumable\.example\.com\/embed\.html"/);
});

for (const [dress, context] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "320 pixels": { viewport: { width: 320, height: 640 }, hasTouch: true },
})) {
  test(`the dialog, ${dress}`, async (t) => {
    const { page } = await visit(t, { path: shown, context });
    await openDialog(page);
    for (const portal of ["html", "vitepress", "confluence"]) {
      await place(page, portal);
      await choose(page, /What is here now/);
      await assertFits(page, `embed for ${portal}, ${dress}`);
      const box = await dialog(page).evaluate((dialog) => dialog.scrollWidth - dialog.clientWidth);
      assert.ok(box <= 0, `the dialog is ${box} px too narrow for ${portal}`);
      await assertAccessible(page, `embed for ${portal}, ${dress}`);
    }
  });
}

// ------------------------------------------------------ what never gets into it

/** Every recipe that the dialog can write of what is there, with and without the claims. */
async function everything(page) {
  const texts = [];
  for (const portal of ["html", "mkdocs", "docusaurus", "vitepress", "techdocs", "confluence"]) {
    await place(page, portal);
    for (const way of await form(page)
      .getByRole("radio", { name: /^(Frame|Element)/ })
      .all()) {
      await way.check();
      for (const shows of await form(page)
        .getByRole("radio", { name: /example|now|yet/ })
        .all()) {
        await shows.check();
        texts.push(...Object.values(await written(page)));
      }
      await choose(page, /What is here now/);
      const claims = page.getByLabel(/Include the claims/);
      if (!(await claims.isEnabled())) continue;
      await claims.check();
      texts.push(...Object.values(await written(page)));
      await claims.uncheck();
    }
  }
  return texts;
}

function assertNowhere(texts, secrets, what) {
  for (const secret of secrets) {
    assert.ok(!texts.some((text) => text.includes(secret)), `${what} is in a recipe`);
  }
}

test("a token that was pasted is in no recipe, wherever it was pasted; the claims are, if asked for", async (t) => {
  const { token, trustPolicy, jwks } = attempt("github-branch");
  const segments = token.split(".");
  const { page, watch } = await visit(t);
  watch.secret(token);
  await type(page, "Token", token);
  await type(page, "Keys", jwks);
  await type(page, "Trust policy", trustPolicy.replace('"Effect"', `"Sid": "${token}", "Effect"`));
  await openDialog(page);
  await form(page).getByLabel("Address of the hosted page").fill(`https://example.com/${token}/?t=${token}`);
  const texts = await everything(page);
  assert.ok(texts.length > 30, `${texts.length} texts`);
  assertNowhere(texts, segments, "a segment of the token");
  await page.getByText("Left out, because it holds a token or a private key: “Trust policy”.").waitFor();
  await form(page).getByLabel("Address of the hosted page").fill("https://example.com/docs/");
  assert.ok((await everything(page)).some((text) => text.includes("https://example.com/docs/")));

  await place(page, "html");
  await choose(page, "Element");
  const { sub } = JSON.parse(Buffer.from(segments[1], "base64url").toString());
  assert.doesNotMatch(await forThePage(page), /slot="claims"/);
  await page.getByLabel("Include the claims").check();
  const text = await forThePage(page);
  assert.ok(text.includes(`"sub": ${JSON.stringify(sub)}`), "the claims that were asked for");
  await page.keyboard.press("Escape");
  await openDialog(page);
  assert.equal(await page.getByLabel("Include the claims").isChecked(), false, "asked for anew each time");
  await choose(page, "Frame");
  const address = await form(page).getByLabel("Address of the hosted page").inputValue();
  assertNowhere([address], segments, "a segment of the token");
});

test("keys that are not public stay at home, and that is said", async (t) => {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { d } = privateKey.export({ format: "jwk" });
  const pem = createPrivateKey({ key: privateKey.export({ format: "jwk" }), format: "jwk" });
  const { page } = await visit(t, { path: shown });
  for (const [keys, secret] of [
    [JSON.stringify({ keys: [privateKey.export({ format: "jwk" })] }), d],
    [pem.export({ format: "pem", type: "pkcs8" }), "PRIVATE KEY"],
    ['{"keys": [{"kty": "oct", "k": "c2hhcmVkLXNlY3JldA"}]}', "c2hhcmVkLXNlY3JldA"],
  ]) {
    await type(page, "Keys", keys);
    await openDialog(page);
    assertNowhere(await everything(page), [secret], "a key");
    await page.getByText(/The keys stay here|private key: “Keys”/).waitFor();
    await page.keyboard.press("Escape");
  }
});

// ------------------------------------------------------------- that it works

test("the written frame shows the example, in a theme and without a part", async (t) => {
  const { page } = await visit(t, { path: shown });
  await openDialog(page);
  await form(page).getByLabel("Theme").selectOption("dark");
  await page.getByText("Left out").first().click();
  await page.getByRole("checkbox", { name: "Clock" }).check();
  const host = await hostPage(t, await forThePage(page));
  const [{ detail }] = await host.heard("verdict");
  assert.equal(detail.outcome, expected[example].outcome);
  assert.equal(detail.error, "AccessDenied");
  await frame(host.page).getByText("Example: The job lost its environment.").waitFor();
  assert.equal(await frame(host.page).getByText("Clock", { exact: true }).count(), 0);
  assert.deepEqual(await looks(frame(host.page)), { theme: "dark", readOnly: false, hide: "clock" });
  assert.deepEqual(host.errors, []);
});

test("the written frame shows what was here: the same answer to the same claims", async (t) => {
  const { page } = await visit(t, { path: shown });
  await openDialog(page);
  await choose(page, /What is here now/);
  await page.getByLabel("Include the claims").check();
  await page.getByLabel("Readers cannot change it").check();
  const host = await hostPage(t, await forThePage(page));
  await assertSame(frame(host.page), () => host.heard("verdict"));
  assert.deepEqual(await looks(frame(host.page)), { theme: "auto", readOnly: true, hide: "" });
  assert.deepEqual(host.errors, []);
});

test("the written element shows the example, and what was here", async (t) => {
  const { page } = await visit(t, { path: shown });
  await openDialog(page);
  await choose(page, "Element");
  const ofExample = await hostPage(t, await forThePage(page), { policy: ownFolder });
  const [{ detail }] = await ofExample.heard("verdict");
  assert.equal(detail.outcome, expected[example].outcome);
  assert.equal(detail.error, "AccessDenied");
  assert.deepEqual(ofExample.errors, []);

  await choose(page, /What is here now/);
  await page.getByLabel("Include the claims").check();
  const ofOwn = await hostPage(t, await forThePage(page), { policy: ownFolder });
  await assertSame(ofOwn.page.locator("assumable-inspector"), () => ofOwn.heard("verdict"));
  assert.deepEqual(ofOwn.errors, []);
});

function looks(inspector) {
  return inspector.evaluate(({ theme, readOnly, hide }) => ({ theme, readOnly, hide }));
}

/** Everything but the token is as in the example, and so is the answer. */
async function assertSame(inspector, heard) {
  const [{ detail }] = await heard();
  assert.equal(detail.outcome, expected[example].outcome);
  assert.equal(detail.error, "AccessDenied");
  const { trustPolicy, jwks, provider, role, request, context, now } = await inspector.evaluate(
    ({ attempt }) => attempt,
  );
  assert.deepEqual(JSON.parse(trustPolicy), JSON.parse(refused.trustPolicy));
  assert.deepEqual(JSON.parse(jwks), JSON.parse(refused.jwks));
  assert.deepEqual(
    [provider, role, request, context, now],
    [refused.provider, refused.role, refused.request, refused.context, refused.now],
  );
}

for (const [kind, trustPolicy] of Object.entries({ JSON: hostileJson, "no JSON": hostileText })) {
  test(`a text full of what ends other texts goes through every way in HTML: ${kind}`, async (t) => {
    const { recipeOf } = await source("recipes.ts");
    const address = `${site}/`;
    const recipe = (place, way) =>
      recipeOf({ place, way, site: address, shown: { trustPolicy } }).at(-1).text;
    const tags = {
      element: '<script type="module" src="/assumable/define.js"></script>',
      frame: `<script src="${site}/embed.js"></script>`,
    };
    const markup = [
      ["html", "element", ""],
      ["html", "frame", ""],
      ["mkdocs", "element", tags.element],
      ["mkdocs", "frame", tags.frame],
      ["vitepress", "element", tags.element],
      ["vitepress", "frame", tags.frame],
      ["techdocs", "frame", ""],
      ["confluence", "frame", ""],
    ];
    for (const [place, way, tag] of markup) {
      const text = recipe(place, way);
      const body =
        place === "confluence" ? `<iframe src="${text.replaceAll("&", "&amp;")}"></iframe>` : text + tag;
      const host = await hostPage(t, body, way === "element" ? { policy: ownFolder } : { policy: "" });
      const inspector =
        way === "element" ? host.page.locator("assumable-inspector") : frame(host.page).first();
      await inspector.locator("[part=verdict]").first().waitFor();
      assert.equal(
        await inspector.evaluate(({ trustPolicy }) => trustPolicy),
        trustPolicy,
        `${place}, ${way}`,
      );
      assert.equal(
        await host.page.evaluate(() => document.querySelectorAll("img, ul, h1").length),
        0,
        `${place}, ${way}: markup of its own`,
      );
      assert.doesNotMatch(text, /\n[ \t]*\n(?!<assumable-inspector>)/, `${place}, ${way}: an empty line`);
      assert.deepEqual(host.errors, [], `${place}, ${way}`);
      await host.page.context().close();
    }
  });
}

test("in MDX, what stands in braces is the text again", async () => {
  const { recipeOf } = await source("recipes.ts");
  for (const trustPolicy of [hostileJson, hostileText]) {
    for (const way of ["element", "frame"]) {
      const shown = { trustPolicy };
      const { text } = recipeOf({ place: "docusaurus", way, site: `${site}/`, shown }).at(-1);
      const [, expression] =
        /(?:slot="trust-policy">|data-trust-policy=)\{([^]*)\}(?:<\/pre>|\n {2}sandbox)/.exec(text);
      const { default: read } = await import(
        `data:text/javascript,${encodeURIComponent(`export default ${expression}`)}`
      );
      // JSON stands two blanks to the right, and MDX takes these away.
      const back = trustPolicy === hostileJson ? read.replaceAll("\n  ", "\n") : read;
      assert.equal(back.trim(), trustPolicy);
      assert.doesNotMatch(text, /\n[ \t]*\n/, "an empty line ends a block");
    }
  }
});
