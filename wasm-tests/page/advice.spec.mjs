/** What can be done about an answer: an edit that is tried, another moment, and what a log gives away. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { attempt, box, paste, type, verdict } from "./person.mjs";

const refused = attempt("environment-instead-of-branch");
const works = attempt("github-branch");

/** A log of configure-aws-credentials that ends so. */
function log(end) {
  return [
    "Run aws-actions/configure-aws-credentials@v4",
    "  with:",
    "    role-to-assume: arn:aws:iam::111122223333:role/deploy",
    "    audience: sts.amazonaws.com",
    end,
  ].join("\n");
}

async function pasteAnywhere(page, text) {
  await page.evaluate(() => document.activeElement?.blur());
  await paste(page, text);
}

/** The clock of the machine, at an example's time and so many seconds later. */
function at(seconds) {
  return { prepare: (page) => page.clock.setFixedTime(new Date(seconds * 1000)) };
}

test("the edit that the verdict speaks of is tried at a press, and taken back", async (t) => {
  const { page, watch } = await visit(t, at(refused.now));
  watch.secret(refused.token);
  await type(page, "Token", refused.token);
  await type(page, "Trust policy", refused.trustPolicy);
  const offer = verdict(page).getByRole("button", {
    name: "Try it here: allow repo:octo-org/app:environment:prod as well",
  });
  await offer.press("Enter");
  await verdict(page)
    .getByRole("heading", { name: /^Accepted, if/ })
    .waitFor();
  assert.match(
    await box(page, "Trust policy").area.inputValue(),
    /\["repo:octo-org\/app:ref:refs\/heads\/main", "repo:octo-org\/app:environment:prod"\]/,
  );
  await page.getByText("Changed here, in the box “Trust policy”. At AWS it is as it was.").waitFor();
  await box(page, "Trust policy").area.press("Control+z");
  await offer.waitFor();
  assert.equal(await box(page, "Trust policy").area.inputValue(), refused.trustPolicy);
});

test("a token that has expired since is looked at as of its time", async (t) => {
  const { page } = await visit(t, at(refused.now + 3600));
  await type(page, "Token", refused.token);
  await type(page, "Trust policy", refused.trustPolicy);
  await verdict(page).getByText("ExpiredTokenException").waitFor();
  await verdict(page).getByText("A token is often looked at long after its call.").waitFor();
  await pasteAnywhere(
    page,
    log("Error: Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity"),
  );
  await verdict(page).getByText("If the token was still good then, which is assumed here").waitFor();
  await verdict(page)
    .getByRole("button", { name: "See the answer at the time it was issued" })
    .press("Enter");
  await verdict(page).getByText("Your log shows the same answer.").waitFor();
  await verdict(page).getByText("at 2026-11-02 11:59:40 UTC").waitFor();
  assert.equal(await page.getByRole("button", { name: "See the answer at" }).count(), 0);
});

test("a log of a job that got no token says so, and what to write", async (t) => {
  const { page } = await visit(t);
  await pasteAnywhere(
    page,
    log(
      "It looks like you might be trying to authenticate with OIDC. Did you mean to set the `id-token` permission?\nError: Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers",
    ),
  );
  await verdict(page).getByRole("heading", { name: "The job got no token" }).waitFor();
  await verdict(page).getByText("id-token: write").waitFor();
  assert.equal(await page.locator("assumable-gates").count(), 0, "no check was made");
});

test("what a log says is wrong is not assumed to be right", async (t) => {
  const { page } = await visit(t, at(works.now));
  await type(page, "Token", works.token);
  await type(page, "Trust policy", works.trustPolicy);
  await verdict(page)
    .getByRole("heading", { name: /^Accepted, if/ })
    .waitFor();
  const issuer = "https://token.actions.githubusercontent.com";
  await pasteAnywhere(
    page,
    log(
      `Error: Could not assume role with OIDC: No OpenIDConnect provider found in your account for ${issuer}`,
    ),
  );
  await verdict(page).getByRole("heading", { name: "Refused" }).waitFor();
  await verdict(page).getByText("Your log shows the same answer.").waitFor();
  const arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/";
  await pasteAnywhere(page, JSON.stringify({ OpenIDConnectProviderList: [{ Arn: arn }] }));
  await verdict(page).getByText("The provider is registered with a slash at the end").waitFor();
});

test("a list of providers is looked through for the token’s issuer", async (t) => {
  const { page } = await visit(t, at(works.now));
  await type(page, "Token", works.token);
  const arn = (issuer) => ({ Arn: `arn:aws:iam::111122223333:oidc-provider/${issuer}` });
  const list = (...issuers) => JSON.stringify({ OpenIDConnectProviderList: issuers.map(arn) });
  await pasteAnywhere(page, list("gitlab.com"));
  await page.getByText("None of them is for the issuer.").waitFor();
  await verdict(page).getByText("No OpenIDConnect provider found in your account").waitFor();
  await pasteAnywhere(page, list("gitlab.com", "token.actions.githubusercontent.com"));
  await verdict(page)
    .getByRole("heading", { name: /^Accepted, if/ })
    .waitFor();
  await pasteAnywhere(
    page,
    JSON.stringify({ Url: "token.actions.githubusercontent.com", ClientIDList: ["sts.amazonaws.com"] }),
  );
  await page.getByRole("heading", { name: "Role, provider and call" }).click();
  assert.equal(
    await page.getByLabel("Provider ARN").inputValue(),
    arn("token.actions.githubusercontent.com").Arn,
    "the ARN that was known already stays",
  );
});

test("a log without a session name is of a call with the usual one", async (t) => {
  const { page } = await visit(t);
  await pasteAnywhere(page, log("Assuming role with OIDC"));
  await page.getByRole("heading", { name: "Role, provider and call" }).click();
  assert.equal(await page.getByLabel("Session name").inputValue(), "GitHubActions");
});

test("Terraform goes to the policy, which says what to paste instead", async (t) => {
  const { page } = await visit(t);
  await pasteAnywhere(page, 'data "aws_iam_policy_document" "trust" {\n  statement {\n  }\n}');
  await page.getByText("Pasted into “Trust policy”.").waitFor();
  await box(page, "Trust policy").whole.getByText("expected JSON, found Terraform").waitFor();
});

test("an operator that is none differs in no letter", async (t) => {
  const { page } = await visit(t, at(works.now));
  await type(page, "Token", works.token);
  await type(page, "Trust policy", works.trustPolicy.replaceAll("StringEquals", "StringEqual"));
  await verdict(page).getByRole("button", { name: "Try it here: write StringEquals" }).waitFor();
  assert.equal(await page.locator("assumable-difference").count(), 0);
});

test("other wordings of an error stand in lines", async (t) => {
  const { page } = await visit(t, { path: "/#example=token-expired" });
  const summary = page.getByText("Other wordings for the same cause").first();
  const { height, width } = await summary.boundingBox();
  assert.ok(height < 40 && width > 150, `${width} by ${height}`);
});
