/** What a paste does: taken apart, sorted, in place of what was there, and taken back. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { source } from "./modules.mjs";
import { attempt, box, paste, type, verdict } from "./person.mjs";

const works = attempt("github-branch");
const refused = attempt("environment-instead-of-branch");

const open = attempt("owner-left-open");

const claimsOf = ({ token }) =>
  JSON.stringify(JSON.parse(Buffer.from(token.split(".")[1], "base64url")), undefined, 2);
const roleOf = ({ trustPolicy }) =>
  JSON.stringify(
    {
      Role: {
        RoleName: "deploy",
        Arn: "arn:aws:iam::111122223333:role/deploy",
        AssumeRolePolicyDocument: JSON.parse(trustPolicy),
      },
    },
    undefined,
    2,
  );
const accessDenied = "Not authorized to perform sts:AssumeRoleWithWebIdentity";
const logOf = (message) =>
  [
    "2026-11-02T12:00:01.1234567Z ##[group]Run aws-actions/configure-aws-credentials@v4",
    "2026-11-02T12:00:01.1234567Z with:",
    "2026-11-02T12:00:01.1234567Z   role-to-assume: arn:aws:iam::111122223333:role/deploy",
    "2026-11-02T12:00:01.1234567Z   role-session-name: release-7",
    "2026-11-02T12:00:01.1234567Z   aws-region: eu-west-1",
    "2026-11-02T12:00:01.1234567Z ##[endgroup]",
    `2026-11-02T12:00:03.1234567Z ##[error]Could not assume role with OIDC: ${message}`,
  ].join("\n");

async function pasteAnywhere(page, text) {
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, text);
}

const notice = (page) => page.locator("assumable-notice");
const undo = (page) => notice(page).getByRole("button", { name: "Undo" });

test("a log, a role and claims in one paste are all used, in whatever order", async (t) => {
  const { arrive } = await source("arrival.ts");
  const { empty } = await source("state.ts");
  const things = [logOf(accessDenied), roleOf(refused), claimsOf(refused)];
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];
  for (const order of orders) {
    await t.test(order.join(""), () => {
      const { state, notice, filled } = arrive(empty, order.map((index) => things[index]).join("\n"));
      assert.deepEqual(filled, ["token", "trustPolicy"]);
      assert.equal(state.texts.token, things[2]);
      assert.equal(state.texts.trustPolicy, things[1]);
      assert.equal(state.surroundings.roleSessionName, "release-7");
      assert.deepEqual(state.logAnswer, {
        outcome: "refused",
        message: accessDenied,
        at: Date.parse("2026-11-02T12:00:03Z") / 1000,
      });
      assert.equal(
        notice,
        "Taken over: the claims, the trust policy, the step’s inputs and what STS answered.",
      );
    });
  }
});

test("what a paste holds twice, and what is not understood in it, is named", async () => {
  const { arrive } = await source("arrival.ts");
  const { empty } = await source("state.ts");
  const two = `${claimsOf(works)}\n${claimsOf(refused)}`;
  const twice = arrive(empty, two);
  assert.equal(twice.state.texts.token, claimsOf(refused), "the last one counts");
  assert.match(twice.notice, /There were several sets of claims, and they differ: the last one was taken/);

  const same = arrive(empty, `${claimsOf(works)}\n${claimsOf(works)}\n${roleOf(works)}`);
  assert.equal(same.notice, "Taken over: the claims and the trust policy.");
  const both = arrive(empty, `${works.token}\n${claimsOf(works)}`);
  assert.equal(both.state.texts.token, works.token);
  assert.equal(both.notice, "Pasted into “Token”.", "claims beside their token say the same again");

  const event = '{"eventVersion": "1.08", "eventSource": "sts.amazonaws.com"}';
  const rest = arrive(empty, `Good morning,\n${event}\nand then ${roleOf(works)}`);
  assert.equal(rest.state.texts.trustPolicy, roleOf(works));
  assert.match(
    rest.notice,
    /^Taken over: the trust policy\. Not understood, and left out: “\{"eventVersion": .*” and “Good morning, and then”\.$/,
  );
  const many = arrive(empty, `${Array(9).fill(event).join("\n")}\n${roleOf(works)}`);
  assert.match(many.notice, / and 6 more\.$/);

  const permissions = '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}';
  const withOther = arrive(empty, `${permissions}\n${roleOf(works)}\n${claimsOf(works)}`);
  assert.equal(withOther.state.texts.trustPolicy, roleOf(works), "a policy without a principal is another");
  assert.match(withOther.notice, /Not understood, and left out: “\{"Statement": /);
});

test("a session policy in a log is the call’s, and no trust policy", async () => {
  const { arrive } = await source("arrival.ts");
  const { empty } = await source("state.ts");
  const session = '{"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}';
  const log = logOf(accessDenied).replace(
    "release-7",
    `release-7\n2026-11-02T12:00:01.1234567Z   inline-session-policy: ${session}`,
  );
  const { state, notice } = arrive(empty, log);
  assert.equal(state.surroundings.sessionPolicy, session);
  assert.equal(state.texts.trustPolicy, "");
  assert.equal(notice, "Taken over: the step’s inputs and what STS answered.");
});

test("a workflow after a log leaves the session its name", async () => {
  const { arrive } = await source("arrival.ts");
  const { empty } = await source("state.ts");
  const after = arrive(empty, logOf(accessDenied)).state;
  const file = [
    "      - uses: aws-actions/configure-aws-credentials@v4",
    "        with:",
    "          role-to-assume: arn:aws:iam::111122223333:role/deploy",
  ];
  for (const text of [file.join("\n"), file.slice(1).join("\n")]) {
    assert.equal(arrive(after, text).state.surroundings.roleSessionName, "release-7");
  }
  const another = logOf(accessDenied).replace(/.*role-session-name.*\n/, "");
  assert.equal(
    arrive(after, another).state.surroundings.roleSessionName,
    "GitHubActions",
    "the log of another run shows all of its inputs",
  );
});

test("a paste into a filled box takes the place of what is there, and can be taken back", async (t) => {
  const { page } = await visit(t);
  await type(page, "Token", claimsOf(works));
  const token = box(page, "Token");
  await token.area.press("Control+End");
  await paste(page, works.trustPolicy);
  await page.getByText("That was no token. It went to “Trust policy”.").waitFor();
  assert.equal(await token.area.inputValue(), claimsOf(works));
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);

  await token.area.press("Control+End");
  await paste(page, claimsOf(refused));
  await page.getByText("This replaces what was in “Token”.").waitFor();
  assert.equal(await token.area.inputValue(), claimsOf(refused));
  await undo(page).click();
  await page.getByText("Undone. Everything is as it was before.").waitFor();
  assert.equal(await token.area.inputValue(), claimsOf(works));
  assert.equal(await undo(page).count(), 0);

  await token.area.press("Control+Home");
  await paste(page, `${logOf(accessDenied)}\n${claimsOf(refused)}`);
  assert.equal(await token.area.inputValue(), claimsOf(refused));
  await verdict(page).getByText("Your log shows").waitFor();
  await token.area.press("Control+z");
  assert.equal(await token.area.inputValue(), claimsOf(works));
  assert.equal(await verdict(page).getByText("Your log shows").count(), 0);
});

test("in an editor a whole policy takes the place of the other, and Ctrl+Z brings that back", async (t) => {
  const { page } = await visit(t);
  const policy = box(page, "Trust policy");
  await type(page, "Trust policy", works.trustPolicy);
  await policy.whole.locator(".cm-content").waitFor();
  await policy.area.press("Control+Home");
  await paste(page, open.trustPolicy);
  await page.getByText("This replaces what was in “Trust policy”.").waitFor();
  assert.equal(await policy.area.inputValue(), open.trustPolicy);
  await policy.area.press("Control+z");
  assert.equal(await policy.area.inputValue(), works.trustPolicy);
  assert.equal(await undo(page).count(), 0, "there is nothing left to take back");
});

test("a part of a policy is inserted where the caret is, and a selection is replaced by what is pasted", async (t) => {
  const { page } = await visit(t);
  const policy = box(page, "Trust policy");
  await type(page, "Trust policy", "[]");
  await policy.whole.locator(".cm-content").waitFor();
  await policy.area.press("Control+Home");
  await policy.area.press("ArrowRight");
  await paste(page, '{"Effect": "Allow"}');
  assert.equal(await policy.area.inputValue(), '[{"Effect": "Allow"}]');
  await policy.area.press("Control+Home");
  await policy.area.press("ArrowRight");
  await policy.area.press("Shift+End");
  await policy.area.press("Shift+ArrowLeft");
  await paste(page, works.trustPolicy);
  assert.equal(await policy.area.inputValue(), `[${works.trustPolicy}]`, "what is selected is edited");
});

test("pasted anywhere, what the boxes read is taken", async (t) => {
  const token = Buffer.from(works.token).toString("base64");
  const stamped = claimsOf(works)
    .split("\n")
    .map((line) => `2026-11-02T12:00:01.1234567Z ${line}`)
    .join("\n");
  const texts = [
    ["Token", "a token in base64", token],
    ["Token", "claims in base64", Buffer.from(claimsOf(works)).toString("base64")],
    ["Token", "a log with nothing but claims", stamped],
    ["Trust policy", "a policy with percent signs", encodeURIComponent(works.trustPolicy)],
    ["Trust policy", "a policy as a JSON string", JSON.stringify(works.trustPolicy)],
  ];
  for (const [title, name, text] of texts) {
    await t.test(name, async (t) => {
      const { page } = await visit(t);
      await pasteAnywhere(page, text);
      await page.getByText(`Pasted into “${title}”.`).waitFor();
      assert.equal(await box(page, title).area.inputValue(), text);
      const other = title === "Token" ? "Trust policy" : "Token";
      assert.equal(await box(page, other).area.inputValue(), "");
    });
  }
});

test("nothing that was cleared is brought back", async (t) => {
  const { page, watch } = await visit(t);
  watch.secret(works.token);
  await type(page, "Token", claimsOf(works));
  await pasteAnywhere(page, works.token);
  await undo(page).waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal(await undo(page).count(), 0);
  await page.keyboard.press("Control+z");
  assert.equal(await box(page, "Token").area.inputValue(), "");
});

test("an example in place of one’s own input can be taken back", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", works.trustPolicy);
  await page.evaluate(() => {
    location.hash = "#example=owner-left-open";
  });
  await page.getByText("It is in place of what was here before.").waitFor();
  await undo(page).click();
  assert.equal(await box(page, "Trust policy").area.inputValue(), works.trustPolicy);
  assert.equal(await page.evaluate(() => location.hash), "");
});

// What takes a time that grows with the square would be stuck for minutes.
test("a paste of a megabyte is taken apart, whatever it repeats", { timeout: 60_000 }, async () => {
  const { sort, sortAll } = await source("sort-paste.ts");
  const megabyte = (text) => text.repeat(Math.ceil(1_000_000 / text.length));
  const texts = {
    "separators of lines that are no line ends": `role-to-assume: x${megabyte("\u2028")}`,
    "separators before every name": megabyte("\u2028role-to-assume: x"),
    "comments that never end": `role-to-assume: x${megabyte(" #")}\u2028`,
    "quotes that never end": `role-to-assume: ${megabyte('"#')}\u2028`,
    "further lines of one value": `role-to-assume: arn:a\n${megabyte("arn:aws\n")}`,
    "blank further lines": `role-to-assume: arn:a\n${megabyte(" arn:  \n")}`,
    tabs: megabyte("\t"),
    "brackets that open": megabyte('{"a":'),
    "brackets that open after a word": megabyte('x {"a":\n'),
    "lists that open": megabyte("[{"),
    "blanks after a bracket": megabyte("{                "),
    "small documents": megabyte('{"a":1} '),
    "documents with an issuer": megabyte('{"iss":1} '),
    "documents with a token": megabyte('{"a":"ey.ey."} '),
    quotes: megabyte('{"'),
    backslashes: `{"${megabyte("\\")}`,
    "headers of tokens": megabyte("ey."),
    "words that begin like a token": megabyte("ey-"),
    "beginnings of keys": megabyte("-----BEGIN PUBLIC KEY-----\n"),
    dashes: megabyte("-"),
    colours: megabyte("\u001b["),
    times: megabyte("2026-11-02T12:00:01."),
    "refusals on one line": megabyte("Could not assume role with OIDC: "),
    "calls on one line": megabyte("AssumeRoleWithWebIdentity, api error "),
    "operations on one line": megabyte("when calling the AssumeRoleWithWebIdentity operation"),
    "blank lines": `x${megabyte("\n")}y`,
    "blanks in lines": megabyte(`${" ".repeat(1000)}\n`),
    resources: megabyte("resource \t "),
  };
  for (const [name, text] of Object.entries(texts)) {
    sort(text);
    for (const whole of [text, `${text}\nCould not assume role with OIDC: ${accessDenied}`]) {
      sortAll(whole);
    }
    assert.ok(text.length >= 1_000_000, name);
  }
});
