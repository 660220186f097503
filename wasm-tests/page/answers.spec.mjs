/** What the page says of an answer, and of what is none: nothing false, nothing in a colour that it has not earned. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { linkOf, source } from "./modules.mjs";
import { assertAccessible, attempt, box, paste, type, verdict } from "./person.mjs";

const works = attempt("github-branch");
const refused = attempt("environment-instead-of-branch");

const claimsOf = ({ token }) => Buffer.from(token.split(".")[1], "base64url").toString();
const asked = (page) => verdict(page).getByRole("status");

/** The clock of the machine, so many seconds after an example's time. */
function later({ now }, seconds) {
  return { prepare: (page) => page.clock.setFixedTime(new Date((now + seconds) * 1000)) };
}

async function pasteAnywhere(page, text) {
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, text);
}

// ------------------------------------------------------- a policy that cannot be read

for (const [name, token] of [
  ["claims", claimsOf(works)],
  ["a token", works.token],
  ["nothing", ""],
]) {
  test(`beside ${name} a policy that cannot be read is called that, and no answer of STS`, async (t) => {
    const { page } = await visit(t, later(works, 60));
    if (token !== "") await type(page, "Token", token);
    await type(page, "Trust policy", "{");
    await verdict(page).getByRole("heading", { name: "The trust policy cannot be read" }).waitFor();
    const said = await verdict(page).innerText();
    assert.match(said, /expected .*, found /, "what is wrong with it is said");
    assert.doesNotMatch(said, /Refused|AccessDenied|403|as it stands/);
    assert.doesNotMatch(await page.locator("assumable-page").innerText(), /AccessDenied/);
    assert.match(await asked(page).innerText(), /The trust policy cannot be read/);
    assert.deepEqual(await classesOf(page), ["unsure"]);
    await verdict(page).getByRole("button", { name: "Show the place" }).press("Enter");
    assert.equal(await box(page, "Trust policy").area.evaluate((area) => area.matches(":focus")), true);
    await assertAccessible(page, "a policy that cannot be read");
  });
}

test("what was refused before the policy is looked at is still refused", async (t) => {
  const { page } = await visit(t, later(works, 86_400));
  await type(page, "Token", works.token);
  await type(page, "Trust policy", "{");
  await verdict(page).getByText("ExpiredTokenException").waitFor();
  await page.locator("assumable-gate", { hasText: "cannot be read" }).first().waitFor();
});

test("a policy that cannot be read is called that in what is copied", async () => {
  const { markdownOf } = await source("markdown.ts");
  const error = { code: "AccessDenied", message: "Not authorized", httpStatus: 403 };
  const check = {
    id: "trust-policy",
    status: "failed",
    title: "Trust policy",
    summary: "x",
    error,
    notes: [],
  };
  const report = {
    verdict: {
      outcome: "refused",
      assumptions: [{ text: "assumed" }],
      fixes: [],
      summary: "No principal.",
      error,
    },
    checks: [check],
    trust: {
      decision: "unreadable",
      statements: [],
      saveable: { ok: false, errors: [] },
      problems: [{ severity: "error", message: "expected a Statement, found none" }],
    },
    findings: [],
  };
  const written = markdownOf(report, 0);
  assert.match(written, /The trust policy cannot be read/);
  assert.match(written, /expected a Statement, found none/);
  assert.match(written, /\| Trust policy \| cannot be read \|/);
  assert.doesNotMatch(written, /AccessDenied|Not authorized|Refused|No principal|would (pass|also fail)/);
});

test("without a policy nothing is said of one", async (t) => {
  const { page } = await visit(t);
  await type(page, "Keys", works.jwks);
  await verdict(page).getByText("Paste a token, or its claims alone, and the role’s trust policy.").waitFor();
  assert.doesNotMatch(await verdict(page).innerText(), /as it stands/);
  await type(page, "Trust policy", works.trustPolicy);
  await verdict(page).getByText("The policy is read as it stands.").waitFor();
});

// ------------------------------------------------------- accepted, and wide open

test("what a policy lets everybody do is not shown in green", async (t) => {
  const { page } = await visit(t, { path: "/#example=owner-left-open" });
  await verdict(page).getByRole("heading", { name: "Accepted, with a critical risk" }).waitFor();
  assert.equal((await classesOf(page)).includes("good"), false);
  await verdict(page).getByText("critical risk:").waitFor();
});

test("green is for what is both accepted and narrow", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  await verdict(page).getByRole("heading", { name: "Accepted", exact: true }).waitFor();
  assert.deepEqual(await classesOf(page), ["good"]);
});

async function classesOf(page) {
  const classes = await verdict(page).evaluate((section) => [...section.classList]);
  return classes.filter((name) => name !== "wide");
}

// ------------------------------------------------------- the moment

test("claims alone are looked at as of when they were issued, and the clock says so", async (t) => {
  const { page } = await visit(t, later(refused, 86_400 * 30));
  await type(page, "Token", claimsOf(refused));
  await type(page, "Trust policy", refused.trustPolicy);
  await verdict(page).getByText("AccessDenied").waitFor();
  await verdict(page).getByText("at 2026-11-02 11:59:40 UTC").waitFor();
  await page
    .getByText("Claims without a signature are looked at as of the time they were issued (iat)")
    .waitFor();
  assert.equal(await page.getByRole("radio", { name: "When issued" }).isChecked(), true);
  await page.getByRole("button", { name: "Look at them as of now" }).press("Enter");
  await verdict(page).getByText("ExpiredTokenException").waitFor();
  await page.getByRole("radio", { name: "When issued" }).check();
  await verdict(page).getByText("AccessDenied").waitFor();
});

test("an old token is looked at now", async (t) => {
  const { page } = await visit(t, later(refused, 86_400));
  await type(page, "Token", refused.token);
  await type(page, "Trust policy", refused.trustPolicy);
  await verdict(page).getByText("ExpiredTokenException").waitFor();
  assert.equal(await page.getByRole("radio", { name: "Now" }).isChecked(), true);
  await verdict(page).getByRole("button", { name: "See the answer at the time it was issued" }).waitFor();
});

for (const [name, token, seconds] of [
  ["claims", claimsOf(refused), 0],
  ["a token that is good", refused.token, 60],
  ["a token that has expired", refused.token, 86_400],
]) {
  test(`a link with the claims of ${name} gives the same answer a month later`, async (t) => {
    const { page } = await visit(t, later(refused, seconds));
    await type(page, "Token", token);
    await type(page, "Trust policy", refused.trustPolicy);
    const error = seconds > 3600 ? "ExpiredTokenException" : "AccessDenied";
    await verdict(page).getByText(error).waitFor();
    const link = await linkWithClaims(page);
    const { page: other } = await visit(t, {
      ...later(refused, 86_400 * 30),
      path: link.slice(new URL(link).origin.length),
    });
    await verdict(other).getByText(error).waitFor();
  });
}

test("a link without claims leaves the clock to who opens it", async () => {
  const { openFragment } = await source("share.ts");
  const { empty } = await source("state.ts");
  const state = { ...empty, texts: { ...empty.texts, trustPolicy: "{}" } };
  const clockOf = async (choice) => (await openFragment((await linkOf(state, choice)).fragment)).state.clock;
  assert.deepEqual(await clockOf({ claims: undefined, at: 1000.5 }), { kind: "now" });
  assert.deepEqual(await clockOf({ claims: '{"iss": "a"}', at: 1000.5 }), { kind: "fixed", at: 1000 });
});

async function linkWithClaims(page) {
  await page.getByRole("button", { name: "Share" }).click();
  const link = page.getByRole("textbox", { name: "Link" });
  const isOther = (before) => {
    const form = document.querySelector("assumable-page").shadowRoot.querySelector("assumable-share");
    const { value } = form.shadowRoot.querySelector("textarea");
    return value !== "" && value !== before;
  };
  await page.waitForFunction(isOther, "");
  const without = await link.inputValue();
  await page.getByLabel("Include the claims").check();
  await page.waitForFunction(isOther, without);
  return link.inputValue();
}

// ------------------------------------------------------- the times of a log

const logAt = (time) =>
  [
    `${time} ##[group]Run aws-actions/configure-aws-credentials@v4`,
    `${time}   role-to-assume: arn:aws:iam::111122223333:role/deploy`,
    `${time} ##[error]Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity`,
  ]
    .join("\n")
    .replaceAll(/^ /gm, "");

for (const [name, time, said, offered] of [
  [
    "in time",
    "2026-11-02T12:00:20.1234567Z",
    "By its time stamp, STS answered at 2026-11-02 12:00:20 UTC, when the token was still good.",
    "See the answer at the time of the log",
  ],
  [
    "of another day",
    "2026-11-05T12:00:20.1234567Z",
    "when this token was not good: the log is of another run.",
    undefined,
  ],
  ["without times", "", "which is assumed here", "See the answer at the time it was issued"],
]) {
  test(`whether the token was good at the time of a log ${name} rests on what the log shows`, async (t) => {
    const { page } = await visit(t, later(refused, 86_400));
    await type(page, "Token", refused.token);
    await type(page, "Trust policy", refused.trustPolicy);
    await pasteAnywhere(page, logAt(time));
    await verdict(page).getByText(said).waitFor();
    const offers = verdict(page).getByRole("button", { name: /^See the answer at/ });
    assert.equal(await offers.count(), offered === undefined ? 0 : 1);
    if (offered === undefined) return;
    await verdict(page).getByRole("button", { name: offered }).press("Enter");
    await verdict(page).getByText("Your log shows the same answer.").waitFor();
  });
}

// ------------------------------------------------------- faults

test("a fault that two readers find is said once, with what IAM says of it", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", '{"eventName": "x", "userIdentity": {"a": 1}}');
  const remarks = box(page, "Trust policy").whole.locator(".remarks > li");
  await remarks.first().waitFor();
  const said = await remarks.allInnerTexts();
  assert.equal(said.filter((text) => text.includes("Syntax errors in policy.")).length, 1, said.join("\n"));
  assert.equal(said.filter((text) => text.includes("expected a Statement, found none")).length, 1);
  const bare = said.map((text) => text.toLowerCase().replaceAll(/[^a-z]/g, ""));
  assert.equal(new Set(bare).size, bare.length);
});

// ------------------------------------------------------- the two lines that differ

test("columns become rows that are no wider than there is room for", async () => {
  const { rowsOf } = await source("difference.ts");
  const same = (text) => ({ kind: "same", actual: text, expected: text });
  const columns = [
    same("repo:"),
    same("octo-org/"),
    { kind: "wildcard", actual: "a".repeat(25), expected: "*" },
    { kind: "differs", actual: "environment:prod", expected: "ref:refs/heads/main" },
  ];
  for (const capacity of [8, 20, 40, 400]) {
    const rows = rowsOf(columns, capacity);
    for (const line of ["actual", "expected"]) {
      const whole = columns.map((column) => column[line]).join("");
      assert.equal(
        rows
          .flat()
          .map((piece) => piece[line])
          .join(""),
        whole,
      );
      for (const row of rows) assert.ok(row.map((piece) => piece[line]).join("").length <= capacity);
    }
    assert.equal(rows.flat().filter(({ kind, begins }) => kind === "differs" && begins).length, 1);
  }
  assert.equal(rowsOf(columns, 400).length, 1);
  const family = "👨‍👩‍👧";
  const pieces = rowsOf([same(family.repeat(9))], 8).flat();
  assert.ok(
    pieces.every(({ actual }) => actual.length % family.length === 0),
    "no character is cut",
  );
});

for (const [name, viewport] of [
  ["a phone", { width: 360, height: 780 }],
  ["a window", { width: 1280, height: 900 }],
]) {
  test(`on ${name} every row of the difference bears the names of its lines`, async (t) => {
    const { page } = await visit(t, { ...later(refused, 60), context: { viewport } });
    const long = "a-repository-with-a-very-long-name-that-needs-several-rows".repeat(2);
    const claims = claimsOf(refused).replaceAll("octo-org/app", `octo-org/${long}`);
    await type(page, "Token", claims);
    await type(page, "Trust policy", refused.trustPolicy.replaceAll("octo-org/app", `octo-org/${long}`));
    const rows = page.locator("assumable-verdict assumable-difference .row");
    await rows.first().waitFor();
    const drawn = await rows.evaluateAll((all) =>
      all.map((row) => {
        const top = (element) => Math.round(element.getBoundingClientRect().top);
        const [token, policy] = [...row.querySelectorAll(".names span")];
        return {
          names: [token.textContent, policy.textContent],
          at: [top(token), top(policy)],
          lines: [...row.querySelectorAll(".column")].map((column) => [
            top(column.children[0]),
            top(column.children[1]),
          ]),
        };
      }),
    );
    assert.ok(drawn.length > 1);
    for (const { names, at, lines } of drawn) {
      assert.deepEqual(names, ["token", "policy"]);
      for (const line of lines) {
        assert.ok(Math.abs(line[0] - at[0]) <= 3 && Math.abs(line[1] - at[1]) <= 3, `${line} beside ${at}`);
      }
    }
  });
}
