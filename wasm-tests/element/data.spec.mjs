/** What goes in: by attribute, by property, by data inside of the element, at whatever time. */

import assert from "node:assert/strict";
import { test } from "../support/test.mjs";
import { attempt } from "../page/person.mjs";
import { answered, box, defined, host, told } from "./host.mjs";

const works = attempt("github-branch");
const fails = attempt("branch-instead-of-environment");

const script = (slot, text) => `<script type="application/json" slot="${slot}">${text}</script>`;
const claims = {
  iss: "https://token.actions.githubusercontent.com",
  sub: "repo:octo-org/app:ref:refs/heads/main",
};

/** The first element of the page, or of another name. */
const inspector = (page) => page.locator("assumable-inspector").first();
const value = (page, title) => box(page, title).area.inputValue();

test("an example", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="branch-instead-of-environment"></assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  await page.getByText("Example: The job lost its environment.").waitFor();
  await page.locator("assumable-inspector").evaluate((element) => {
    element.example = "github-branch";
  });
  await answered(page, "accepted");
  await page.locator("assumable-inspector").evaluate((element) => element.removeAttribute("example"));
  await page.getByText("Paste a GitHub Actions OIDC token").waitFor();
  assert.deepEqual(await told(page, "assumable-error"), []);
});

test("data inside of the element, as a Markdown processor leaves it", async (t) => {
  const policy = fails.trustPolicy;
  const { page } = await host(t, {
    body: `<assumable-inspector><p>
      ${script("trust-policy", `\n\n    ${policy}\n  `)}
      ${script("jwks", fails.jwks.replaceAll('"', "&quot;"))}
      ${script("claims", JSON.stringify(claims))}
      ${script("provider", '{"Url": "token.actions.githubusercontent.com", "ClientIDList": ["x"]}')}
    </p></assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  const set = await inspector(page).evaluate(({ trustPolicy, jwks, provider, token }) => ({
    trustPolicy,
    jwks,
    provider,
    token,
  }));
  assert.equal(set.trustPolicy, policy.trim());
  assert.deepEqual(JSON.parse(set.jwks), JSON.parse(fails.jwks), "what was escaped is read");
  assert.deepEqual(set.provider.clientIdList, ["x"]);
  assert.equal(set.token, "", "the page did not set a token by its property");
  await page.getByRole("heading", { name: "Refused" }).waitFor();
});

test("the role, the call and the moment inside of the element", async (t) => {
  const role = { arn: "arn:aws:iam::111122223333:role/deploy", maxSessionDuration: 3600 };
  const request = { roleSessionName: "deploy", durationSeconds: 7200 };
  const context = { "aws:SourceIp": ["203.0.113.9"] };
  const now = 1_793_620_800;
  const { page } = await host(t, {
    body: `<assumable-inspector>
      ${Object.entries({ role, request, context, now })
        .map(([slot, value]) => script(slot, JSON.stringify(value)))
        .join("\n")}
      ${script("claims", JSON.stringify(claims))}
    </assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  const { attempt } = await inspector(page).evaluate(({ attempt }) => ({ attempt }));
  const found = [attempt.role, attempt.request, attempt.context, attempt.now];
  assert.deepEqual(found, [role, request, context, now]);
  assert.deepEqual(await told(page, "assumable-error"), []);
});

test("data that changes, comes and goes", async (t) => {
  const { page } = await host(t, { body: `<assumable-inspector></assumable-inspector>${defined}` });
  await page.getByText("Paste a GitHub Actions OIDC token").waitFor();
  await inspector(page).evaluate((element, text) => {
    const script = document.createElement("script");
    script.type = "application/json";
    script.slot = "trust-policy";
    script.textContent = text;
    element.append(script);
  }, fails.trustPolicy);
  await page.getByRole("heading", { name: "Waiting for a token" }).waitFor();
  assert.equal(await value(page, "Trust policy"), fails.trustPolicy.trim());
  await inspector(page).evaluate((element) => {
    element.querySelector("script").firstChild.data = '{"Version": "2012-10-17", "Statement": []}';
  });
  await page.waitForFunction(() => document.querySelector("assumable-inspector").trustPolicy.includes("[]"));
  await inspector(page).evaluate((element) => element.querySelector("script").remove());
  await page.getByText("Paste a GitHub Actions OIDC token").waitFor();
});

test("what a person has typed stays when the page changes something else", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector>${script("trust-policy", fails.trustPolicy)}</assumable-inspector>${defined}`,
  });
  await page.getByRole("heading", { name: "Waiting for a token" }).waitFor();
  await box(page, "Token").area.fill(JSON.stringify(claims));
  await inspector(page).evaluate((element, jwks) => {
    element.jwks = jwks;
  }, works.jwks);
  await page.waitForFunction(() => document.querySelector("assumable-inspector").jwks !== "");
  assert.equal(await value(page, "Token"), JSON.stringify(claims));
  assert.equal(await inspector(page).evaluate((element) => element.token), "", "and is not read out");
});

test("properties that were set before the element was defined", async (t) => {
  const { page } = await host(t, { body: "<assumable-inspector></assumable-inspector>" });
  await inspector(page).evaluate((element, { token, jwks, trustPolicy, now, role, provider, request }) => {
    Object.assign(element, {
      token,
      jwks,
      trustPolicy,
      now,
      roleToAssume: role,
      provider,
      request,
      hide: "clock",
      readOnly: true,
    });
  }, works);
  assert.deepEqual(await told(page, "assumable-ready"), []);
  await page.addScriptTag({ type: "module", url: "/pkg/define.js" });
  await answered(page, "accepted");
  const { token, attempt } = await inspector(page).evaluate(({ token, attempt }) => ({ token, attempt }));
  assert.equal(token, works.token);
  const known = Object.fromEntries(Object.entries(works).filter(([, value]) => value !== undefined));
  assert.deepEqual(attempt, known, "all of it is there");
  assert.equal(await page.locator("assumable-inspector").getByRole("heading", { name: "Clock" }).count(), 0);
});

test("an attempt at once, made by a script", async (t) => {
  const { page } = await host(t, { body: defined });
  await page.evaluate(async (attempt) => {
    await customElements.whenDefined("assumable-inspector");
    const element = document.createElement("assumable-inspector");
    element.attempt = attempt;
    document.body.append(element);
  }, works);
  await answered(page, "accepted");
  await inspector(page).evaluate((element) => {
    element.provider = null;
  });
  await answered(page, "refused");
});

test("a value of a wrong type is refused by its name, said, and takes nothing away", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="github-branch"></assumable-inspector>${defined}`,
  });
  await answered(page, "accepted");
  for (const [name, wrong] of [
    ["token", 5],
    ["jwks", {}],
    ["trustPolicy", ["x"]],
    ["provider", "x"],
    ["roleToAssume", "arn:aws:iam::1:role/x"],
    ["request", 7],
    ["context", { a: 1 }],
    ["now", "noon"],
    ["attempt", "x"],
  ]) {
    await inspector(page).evaluate(
      (element, [name, wrong]) => {
        element[name] = wrong;
      },
      [name, wrong],
    );
  }
  await page.waitForFunction(
    () => globalThis.told.filter(({ name }) => name === "assumable-error").length >= 9,
  );
  const errors = await told(page, "assumable-error");
  assert.equal(errors.length, 9);
  for (const { detail } of errors) {
    assert.equal(detail.kind, "property");
    assert.match(detail.message, /attempt/);
  }
  await page.getByText("attempt.token: expected a string").waitFor();
  await page.getByRole("heading", { name: "Accepted" }).waitFor();
});

test("what cannot be followed is said, in the element and as an event", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="no-such-thing" hide="clock nonsense" theme="pink" lang="de">
      ${script("policy", "{}")} ${script("provider", '{"url": 5}')}
      ${script("role", '{"arn": 5}')} ${script("request", "none")} ${script("now", "null")}
      <script type="text/plain" slot="jwks">{}</script>
    </assumable-inspector>${defined}`,
  });
  const said = {
    "There is no example “no-such-thing”.": "example",
    "hide: there is no “nonsense”.": "attribute",
    "theme: “pink” is none of auto, light, dark.": "attribute",
    "lang: nothing is written in “de” here. English is shown.": "attribute",
    "There is no slot “policy” for data.": "slot",
    "What stands in slot “provider” is no OIDC provider": "slot",
    "What stands in slot “jwks” has to be of type application/json.": "slot",
    "What stands in slot “role”: attempt.role.arn: expected a string, found a number.": "slot",
    "What stands in slot “request” is no JSON, or null.": "slot",
    "What stands in slot “now” is no JSON, or null.": "slot",
  };
  for (const text of Object.keys(said)) await page.getByText(text).waitFor();
  const errors = await told(page, "assumable-error");
  assert.equal(errors.length, Object.keys(said).length, "each once");
  for (const [text, kind] of Object.entries(said)) {
    const error = errors.find(({ detail }) => detail.message.includes(text));
    assert.equal(error?.detail.kind, kind, text);
  }
  await inspector(page).evaluate((element) => {
    element.hide = "clock";
    element.theme = "dark";
    element.lang = "en-GB";
    element.example = "github-branch";
    for (const script of element.querySelectorAll("script")) script.remove();
  });
  await answered(page, "accepted");
  assert.equal(await page.getByText("There is no").count(), 0, "what is mended is not said any more");
});

test("data that is no JSON is shown and objected to, as if it were typed", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector>${script("trust-policy", '{"Statement": [')}${script("claims", "&lt;none&gt;")}</assumable-inspector>${defined}`,
  });
  await answered(page, "refused");
  assert.equal(await inspector(page).evaluate((element) => element.trustPolicy), '{"Statement": [');
});
