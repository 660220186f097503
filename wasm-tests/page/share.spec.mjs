/** A link to the page as it stands: made, copied, opened again, and what of it is told to whom. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, assertFits, attempt, box, verdict } from "./person.mjs";

const refused = attempt("branch-instead-of-environment");
const shown = "/#example=branch-instead-of-environment";

async function openDialog(page) {
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  await page.waitForFunction(() => {
    const form = document.querySelector("assumable-page").shadowRoot.querySelector("assumable-share");
    return (form.shadowRoot.querySelector("textarea")?.value ?? "") !== "";
  });
  return link;
}

/** The path of a link that was made, for another visit. */
function pathOf(link) {
  return link.slice(new URL(link).origin.length);
}

test("a link opens the page as it stood, without the token", async (t) => {
  const { page, watch } = await visit(t, { path: shown });
  watch.secret(refused.token);
  const made = await (await openDialog(page)).inputValue();
  assert.match(new URL(made).hash, /^#v1\.[A-Za-z0-9_-]+$/);
  assert.equal(
    await page.evaluate(() => location.hash),
    "#example=branch-instead-of-environment",
    "the address is left alone",
  );

  const { page: other } = await visit(t, { path: pathOf(made) });
  await other.getByText("Opened from a link.").waitFor();
  assert.equal(await box(other, "Trust policy").area.inputValue(), refused.trustPolicy);
  assert.equal(await box(other, "Token").area.inputValue(), "");
  assert.match(await verdict(other).innerText(), /Waiting for a token/);
  // What the link holds is taken out of the address.
  await other.waitForFunction(() => !location.href.includes("#"));
  assert.equal(await other.evaluate(() => history.length), 2);
});

test("the claims go along only if asked for, and give the same answer", async (t) => {
  const { page, watch } = await visit(t, { path: shown });
  watch.secret(refused.token.split(".")[2]);
  const link = await openDialog(page);
  const without = await link.inputValue();
  await page.getByLabel("Include the claims").check();
  await page.waitForFunction((without) => {
    const form = document.querySelector("assumable-page").shadowRoot.querySelector("assumable-share");
    return form.shadowRoot.querySelector("textarea").value !== without;
  }, without);
  const made = await link.inputValue();
  await page.keyboard.press("Escape");
  await openDialog(page);
  assert.equal(await page.getByLabel("Include the claims").isChecked(), false, "asked for anew each time");

  const { page: other } = await visit(t, { path: pathOf(made) });
  await verdict(other).getByText("Refused").waitFor();
  assert.equal(
    JSON.parse(await box(other, "Token").area.inputValue()).iss,
    "https://token.actions.githubusercontent.com",
  );
});

test("where copying is refused, the link is selected", async (t) => {
  const { page } = await visit(t, {
    path: shown,
    prepare: (page) =>
      page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined })),
  });
  const link = await openDialog(page);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.getByText("The browser refused to copy. The text is selected").waitFor();
  const [start, end, length] = await link.evaluate((area) => [
    area.selectionStart,
    area.selectionEnd,
    area.value.length,
  ]);
  assert.deepEqual([start, end], [0, length]);
});

test("copied, it says so once it is", async (t) => {
  const { page } = await visit(t, {
    path: shown,
    context: { permissions: ["clipboard-read", "clipboard-write"] },
  });
  const link = await openDialog(page);
  await page.getByRole("button", { name: "Copy the link" }).click();
  await page.locator("assumable-share").getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await link.inputValue());
});

for (const broken of ["/#v1.", "/#v1.AAAA", "/#v1.%E0%A4%A", "/#v7.eyJ4Ijoi"]) {
  test(`the link ${broken} blanks nothing`, async (t) => {
    const { page } = await visit(t, { path: broken });
    await page.getByText("This link could not be read").waitFor();
    await page.getByRole("heading", { name: "Examples, by what goes wrong" }).first().waitFor();
    await page.waitForFunction(() => !location.href.includes("#"));
  });
}

for (const [dress, context] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true },
})) {
  test(`the dialog, ${dress}`, async (t) => {
    const { page } = await visit(t, { path: shown, context });
    await openDialog(page);
    await assertFits(page, "share");
    await assertAccessible(page, "share");
    if (process.env.PICTURES) await page.screenshot({ path: `${process.env.PICTURES}/share-${dress}.png` });
  });
}
