/** Who else gets in, and what can never match: beside the answer, and where there is no token yet. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { visit } from "./harness.mjs";
import { assertAccessible, attempt, box, type, verdict } from "./person.mjs";

const anyBranch = attempt("github-any-branch");

/** The policy with another value for sub. */
function withSub(sub) {
  return anyBranch.trustPolicy.replace("repo:octo-org/app:ref:refs/heads/*", sub);
}

function findings(page) {
  return page.locator("assumable-findings");
}

test("an accepted token is told who else gets in, and one press leaves only itself", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-any-branch" });
  const risk = verdict(page).getByRole("group", { name: "Risks and remarks" });
  assert.match(await risk.innerText(), /high risk: Statement 1 lets in every branch or tag/);
  await risk.getByRole("button", { name: "See the risk" }).press("Enter");
  await page.waitForFunction(() => {
    const { shadowRoot } = document.querySelector("assumable-page");
    const { top } = shadowRoot.querySelector("assumable-findings").getBoundingClientRect();
    return top >= 0 && top < innerHeight;
  });
  await findings(page)
    .getByRole("button", { name: "Apply: allow repo:octo-org/app:ref:refs/heads/release/1.4 alone" })
    .press("Enter");
  await risk.waitFor({ state: "detached" });
  const policy = await box(page, "Trust policy").area.inputValue();
  assert.match(policy, /"repo:octo-org\/app:ref:refs\/heads\/release\/1\.4"/);
  await verdict(page).getByRole("heading", { name: "Accepted" }).waitFor();
});

test("a refused token is not told of risks in its answer, which would hide what to do", async (t) => {
  const { page } = await visit(t, { path: "/#example=pull-request-instead-of-branch" });
  await findings(page).getByText("any-branch").waitFor();
  assert.equal(await verdict(page).getByText("high risk").count(), 0);
});

test("a policy alone is reviewed before there is a token", async (t) => {
  const { page } = await visit(t);
  await type(page, "Trust policy", withSub("repo:octo*"));
  await verdict(page).getByRole("heading", { name: "Waiting for a token" }).waitFor();
  await verdict(page).getByText("critical risk:").waitFor();
  await findings(page).getByRole("button", { name: "Apply: write repo:octo/*" }).press("Enter");
  await verdict(page).getByText("high risk: Statement 1 lets in every repository of octo").waitFor();
  await assertAccessible(page, "a policy alone");
});

test("what is only good to know stays folded until somebody asks", async (t) => {
  const { page } = await visit(t, { path: "/#example=github-branch" });
  const remark = findings(page).getByText("names-instead-of-ids");
  assert.equal(await remark.isVisible(), false);
  await findings(page).getByText("1 remark").click();
  await remark.waitFor();
});
