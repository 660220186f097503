/** What goes in: typed, pasted into the right box and the wrong one, dropped, cleared. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, attempt, box, paste, type, verdict } from "./person.mjs";

const works = attempt("github-branch");
const refused = attempt("branch-instead-of-environment");

test("token, keys and policy are pasted, and the answer is there", async (t) => {
  const { page, watch } = await visit(t);
  watch.secret(works.token);
  for (const [title, text] of [
    ["Token", `Bearer ${works.token}`],
    ["Keys", works.jwks],
    ["Trust policy", works.trustPolicy],
  ]) {
    await box(page, title).area.focus();
    await paste(page, text);
  }
  await fixClock(page, works.now);
  assert.match(await verdict(page).innerText(), /^Accepted, if \d things hold/);
  await page.getByText("Left out around the token").waitFor();
  assert.equal(await box(page, "Keys").area.isVisible(), false, "keys fold away once they are there");
});

test("a text pasted into the wrong box goes to the right one, and the page says so", async (t) => {
  const { page } = await visit(t);
  await box(page, "Token").area.focus();
  await paste(page, works.trustPolicy);
  assert.equal(await box(page, "Token").area.inputValue(), "");
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
  await page.getByText("That was no token. It went to “Trust policy”.").waitFor();

  await box(page, "Trust policy").area.focus();
  await paste(page, works.trustPolicy);
  await paste(page, works.token);
  await page.getByText("That was no trust policy. It went to “Token”.").waitFor();
  assert.equal(await box(page, "Token").area.inputValue(), works.token);
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
});

test("pasted anywhere, a text goes where it belongs", async (t) => {
  const { page } = await visit(t);
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, works.jwks);
  await page.getByText("Pasted into “Keys”.").waitFor();
  await paste(page, "good morning");
  await page.getByText("That is no token, key set or trust policy.").waitFor();
});

/** As GitHub shows it, of a run that fails as an example does. */
function logOf({ token, role }, message) {
  return [
    "Run aws-actions/configure-aws-credentials@v4",
    "  with:",
    `    role-to-assume: ${role?.arn ?? "arn:aws:iam::123456789012:role/deploy"}`,
    "    aws-region: eu-west-1",
    "    audience: sts.amazonaws.com",
    `Debug: ${token}`,
    `Error: Could not assume role with OIDC: ${message}`,
  ].join("\n");
}

test("a whole failing log, pasted anywhere, is taken apart and compared", async (t) => {
  const { page, watch } = await visit(t);
  watch.secret(refused.token);
  await type(page, "Trust policy", refused.trustPolicy);
  await box(page, "Token").area.focus();
  await paste(page, logOf(refused, "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
  await page.getByText("Taken over: the token, the step’s inputs and what STS answered.").waitFor();
  assert.equal(await box(page, "Token").area.inputValue(), refused.token);
  await fixClock(page, refused.now);
  await verdict(page).getByText("Your log shows the same answer.").waitFor();
  await page.getByText("Role, provider and call").first().click();
  assert.match(await page.getByLabel("Role ARN").inputValue(), /^arn:aws:iam::\d{12}:role\//);
  assert.equal(
    await page.getByLabel("Further condition keys").inputValue(),
    "aws:RequestedRegion = eu-west-1",
  );
});

test("a log that shows another answer is no reason to believe either", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, logOf(works, "Incorrect token audience"));
  await verdict(page).getByText("Your log shows another answer: Incorrect token audience").waitFor();
  await assertAccessible(page, "another answer");
});

test("an error alone is kept until there is something to compare it with", async (t) => {
  const { page } = await visit(t);
  await box(page, "Trust policy").area.focus();
  await paste(page, "Error: Could not assume role with OIDC: Token is expired");
  assert.equal(await box(page, "Trust policy").area.inputValue(), "");
  await verdict(page).getByText("Your log shows this answer: Token is expired").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal(await page.getByText("Token is expired").count(), 0);
});

test("the provider as AWS answers goes to the account's details", async (t) => {
  const { page } = await visit(t);
  await page.evaluate(() => document.activeElement?.blur());
  await paste(
    page,
    JSON.stringify({
      Url: "token.actions.githubusercontent.com",
      ClientIDList: ["https://github.com/octo-org"],
      ThumbprintList: [],
    }),
  );
  await type(page, "Token", works.token);
  await fixClock(page, works.now);
  assert.match(await verdict(page).innerText(), /InvalidIdentityToken/);
  await page.getByText("Role, provider and call").click();
  assert.equal(await page.getByLabel("Issuer URL").inputValue(), "token.actions.githubusercontent.com");
});

test("a dropped file is put where it belongs", async (t) => {
  const { page } = await visit(t);
  await page.evaluate((text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([text], "trust-policy.json", { type: "application/json" }));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, works.trustPolicy);
  await page.getByText("Pasted into “Trust policy”.").waitFor();
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
});

test("a file is opened from a box, and a text that is none is refused by name", async (t) => {
  const { page } = await visit(t);
  const choose = box(page, "Trust policy").whole.getByLabel("Open a file");
  await choose.setInputFiles({
    name: "policy.txt",
    mimeType: "text/plain",
    buffer: Buffer.from("half a policy"),
  });
  assert.equal(await box(page, "Trust policy").area.inputValue(), "half a policy");
  await box(page, "Token")
    .whole.getByLabel("Open a file")
    .setInputFiles({
      name: "token.bin",
      mimeType: "application/octet-stream",
      buffer: Buffer.from([0xff, 0xfe, 0x00]),
    });
  await page.getByText("“token.bin” could not be read as text.").waitFor();
});

test("mending the policy turns the answer with every key", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  assert.match(await verdict(page).innerText(), /^Refused/);
  const mended = refused.trustPolicy.replace(":environment:prod", ":ref:refs/heads/main");
  await type(page, "Trust policy", mended);
  assert.match(await verdict(page).innerText(), /^Accepted\n/);
});

for (const way of ["button", "key"]) {
  test(`cleared by ${way}, nothing of it is left, not even to undo`, async (t) => {
    const { page, watch } = await visit(t, { path: "/#example=branch-instead-of-environment" });
    watch.secret(refused.token);
    await box(page, "Token").area.press("End");
    if (way === "button") await page.getByRole("button", { name: "Clear" }).click();
    else await page.keyboard.press("Control+Shift+Backspace");
    await page.getByText("Cleared. Nothing of it is kept.").waitFor();
    await page.keyboard.press("Control+z");
    const texts = await everyText(page);
    assert.ok(!texts.includes(refused.token.slice(0, 40)), "no text of the page holds the token");
    assert.ok(!texts.includes("environment:prod"), "nor the policy");
    await page.waitForFunction(() => !location.href.includes("#"));
  });
}

test("leaving the page clears it, also for who comes back", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true })));
  assert.ok(!(await everyText(page)).includes(refused.token.slice(0, 40)));
});

test("a live token is called one, and its signature can be forgotten", async (t) => {
  const { page, watch } = await visit(t, {
    // A minute after the token was issued, by the clock of the machine.
    prepare: (page) => page.clock.setFixedTime(new Date(works.now * 1000)),
  });
  watch.secret(works.token);
  await type(page, "Token", works.token);
  await page.getByText("This token is a live credential for another").waitFor();
  await page.getByRole("button", { name: "Forget the signature" }).click();
  await page.getByText("The signature is forgotten.").waitFor();
  const kept = await box(page, "Token").area.inputValue();
  assert.equal(JSON.parse(kept).iss, "https://token.actions.githubusercontent.com");
  assert.ok(!(await everyText(page)).includes(works.token.split(".")[2]));
});

test("an idle page warns, and clears itself unless told not to", async (t) => {
  const { page } = await visit(t, { prepare: (page) => page.clock.install() });
  await type(page, "Trust policy", works.trustPolicy);
  await page.clock.runFor(500_000);
  await page.getByText(/Everything here is cleared in 1:\d\d/).waitFor();
  await page.clock.runFor(120_000);
  await page.getByText("Cleared after ten idle minutes.").waitFor();
  assert.equal(await box(page, "Trust policy").area.inputValue(), "");

  await type(page, "Trust policy", works.trustPolicy);
  await page.clock.runFor(500_000);
  await page.getByRole("button", { name: "Keep it" }).click();
  await page.clock.runFor(600_000);
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
});

/** Two seconds pass between a press and its end, and the page draws its warning anew. */
const longPresses = {
  mouse: async (page, button) => {
    await button.hover();
    await page.mouse.down();
    await page.clock.runFor(2000);
    await page.mouse.up();
  },
  keyboard: async (page, button) => {
    await button.focus();
    await page.keyboard.down("Space");
    await page.clock.runFor(2000);
    await page.keyboard.up("Space");
  },
};

for (const [way, press] of Object.entries(longPresses)) {
  test(`an idle page is kept by a long press too, by ${way}`, async (t) => {
    const { page } = await visit(t, { prepare: (page) => page.clock.install() });
    await type(page, "Trust policy", works.trustPolicy);
    await page.clock.runFor(500_000);
    const button = page.getByRole("button", { name: "Keep it" });
    await press(page, button);
    await button.waitFor({ state: "detached" });
    await page.clock.runFor(700_000);
    assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
  });
}

test("of thousands of conditions the first are drawn, and more when asked for", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  const policy = JSON.parse(attempt("github-branch").trustPolicy);
  const keys = Array.from({ length: 5000 }, (_, index) => `token.actions.githubusercontent.com:k${index}`);
  policy.Statement[0].Condition = { StringEquals: Object.fromEntries(keys.map((key) => [key, "x"])) };
  await type(page, "Trust policy", JSON.stringify(policy));
  await verdict(page).getByText("Refused").first().waitFor();
  const conditions = page.locator("assumable-condition");
  await conditions.nth(99).waitFor();
  assert.equal(await conditions.count(), 100);
  await page.getByRole("button", { name: "Show 100 of 4900 more" }).click();
  await conditions.nth(199).waitFor();
  assert.equal(await conditions.count(), 200);
  await page.getByRole("button", { name: "Show 100 of 4800 more" }).waitFor();
});

test("pointing at a condition lights up its claim, and the other way round", async (t) => {
  const { page } = await visit(t, { path: "/#example=branch-instead-of-environment" });
  const condition = page.locator("assumable-condition", { hasText: ":sub" }).first();
  await condition.locator(".head").hover();
  const lit = page.locator("assumable-claims tr.lit");
  assert.match(await lit.innerText(), /^sub/);
  await untilMarked(page, "trustPolicy-lit");
  await untilMarked(page, "token-lit");

  await page.locator("assumable-claims").getByRole("button", { name: "aud", exact: true }).focus();
  assert.match(await lit.innerText(), /^aud/);
  const gates = page.locator("assumable-gate .lit h3");
  assert.deepEqual(
    (await gates.allInnerTexts()).some((title) => /audience/i.test(title)),
    true,
  );
});

test("the token is coloured by segment", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  for (const segment of ["header", "payload", "signature"]) {
    await untilMarked(page, `token-${segment}`, 1);
  }
});

test("helpers of the browser and of others are kept out of every field", async (t) => {
  const { page } = await visit(t);
  await page.getByText("Role, provider and call").click();
  await page.getByLabel("Further condition keys").waitFor();
  const fields = page.locator(
    "textarea, input:not([type=radio]):not([type=file]):not([type=range]):not([type=datetime-local])",
  );
  const count = await fields.count();
  assert.ok(count > 8);
  for (let index = 0; index < count; index += 1) {
    const field = fields.nth(index);
    for (const [name, value] of Object.entries({
      spellcheck: "false",
      autocomplete: "off",
      translate: "no",
      "data-gramm": "false",
      "data-dd-privacy": "mask",
    })) {
      assert.equal(await field.getAttribute(name), value, name);
    }
  }
});

async function fixClock(page, at) {
  const iso = new Date(at * 1000).toISOString().slice(0, 19);
  await page.getByLabel("Time at which STS sees the call, in UTC").fill(iso);
  await page.getByLabel("Time at which STS sees the call, in UTC").press("Tab");
}

/** Every text in the page, and everything in its fields. */
function everyText(page) {
  return page.evaluate(() => {
    const texts = [];
    (function read(root) {
      for (const element of root.querySelectorAll("*")) {
        if ("value" in element) texts.push(String(element.value));
        for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
        if (element.shadowRoot) read(element.shadowRoot);
      }
    })(document);
    return texts.join("\n");
  });
}

/** Until so many places carry a mark, or any: marks are set after the text is drawn. */
function untilMarked(page, name, count) {
  const [box, mark] = name.split("-");
  return page.waitForFunction(
    ({ name, box, mark, count }) => {
      const inputs = document.querySelector("assumable-page").shadowRoot.querySelector("assumable-inputs");
      const all = [...inputs.shadowRoot.querySelectorAll("assumable-text-box")];
      const { shadowRoot } = all.find((one) => one.box === box);
      const marks =
        (CSS.highlights.get(`assumable-${name}`)?.size ?? 0) +
        shadowRoot.querySelectorAll(`.cm-${mark}`).length;
      return count === undefined ? marks > 0 : marks === count;
    },
    { name, box, mark, count },
  );
}
