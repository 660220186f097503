/** What the page around the element hears of it, and what it never hears. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "../support/test.mjs";
import { attempt, paste } from "../page/person.mjs";
import { traces } from "../page/traces.mjs";
import { answered, box, defined, host, told } from "./host.mjs";

const works = attempt("github-branch");

test("ready, then a verdict for every answer, from inside of other shadow roots", async (t) => {
  const { page } = await host(t, { body: `<div id="outer"></div>${defined}` });
  await page.evaluate(() => {
    const root = document.querySelector("#outer").attachShadow({ mode: "open" });
    const element = document.createElement("assumable-inspector");
    element.setAttribute("example", "github-branch");
    root.append(element);
  });
  await answered(page, "accepted");
  const [ready] = await told(page, "assumable-ready");
  assert.match(ready.detail.version, /^\d+\.\d+\.\d+/);
  assert.match(ready.detail.facts, /^\d{4}-\d\d-\d\d$/);
  const [verdict] = await told(page, "assumable-verdict");
  assert.deepEqual(Object.keys(verdict.detail), ["outcome", "checks"]);
  assert.equal(verdict.detail.checks.length, 11);
  assert.deepEqual(Object.keys(verdict.detail.checks[0]), ["id", "status"]);
});

test("no event carries the token, whatever is done with it", async (t) => {
  const internal = [...(await events()), "input", "change"];
  const { page } = await host(t, {
    body: `<assumable-inspector></assumable-inspector>${defined}`,
    prepare: (page) =>
      page.addInitScript(
        (names) => {
          globalThis.leaked = [];
          for (const name of names) {
            const hear = EventTarget.prototype.addEventListener;
            hear.call(
              window,
              name,
              (event) => globalThis.leaked.push(`${name} ${JSON.stringify(event.detail)}`),
              true,
            );
          }
        },
        internal.filter((name) => !["input", "change"].includes(name)),
      ),
  });
  const { area } = box(page, "Token");
  await area.focus();
  await paste(page, `Bearer ${works.token}`);
  await answered(page);
  await box(page, "Trust policy").area.fill(works.trustPolicy);
  await box(page, "Keys").area.fill(works.jwks);
  await area.fill(`${works.token.slice(0, 80)}!${works.token.slice(80)}`);
  await area.fill(works.token.split(".").slice(0, 2).join("."));
  await area.fill(works.token);
  await page.getByText("is a live credential").count();
  assert.deepEqual(
    await page.evaluate(() => globalThis.leaked),
    [],
    "no event of the parts leaves the element",
  );
  const heard = JSON.stringify(await page.evaluate(() => globalThis.told));
  for (const segment of works.token.split(".")) {
    assert.ok(!heard.includes(segment), "a segment of the token is in an event");
    assert.ok(!heard.includes(segment.slice(0, 30)), "the beginning of a segment is in an event");
  }
  const report = await page.evaluate(() =>
    JSON.stringify(document.querySelector("assumable-inspector").report),
  );
  assert.ok(report.includes("repo:octo-org/app"), "the claims are in the report");
  assert.ok(!report.includes(works.token.split(".")[2].slice(0, 30)));
  const { shown } = await page.evaluate(traces);
  for (const [where, texts] of Object.entries(shown)) {
    for (const segment of works.token.split(".")) {
      assert.ok(!texts.some((text) => text.includes(segment)), `the token is found in ${where}`);
    }
  }
});

test("a report that is changed by the page changes nothing here", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector example="github-branch"></assumable-inspector>${defined}`,
  });
  await answered(page, "accepted");
  await page.evaluate(() => {
    const element = document.querySelector("assumable-inspector");
    globalThis.told.at(-1).detail.outcome = "refused";
    element.report.checks.length = 0;
  });
  assert.equal(
    await page.evaluate(() => document.querySelector("assumable-inspector").report.checks.length),
    11,
  );
  await page.getByRole("heading", { name: "Accepted" }).waitFor();
});

/** The names of the events by which the parts speak, as the source lists them. */
async function events() {
  const source = await readFile(new URL("../../www/src/events.ts", import.meta.url), "utf8");
  const [, list] = /interface PageEvents \{(.*?)\n\}/s.exec(source);
  const names = [...list.matchAll(/^ {2}"?([a-z-]+)"?: /gm)].map(([, name]) => name);
  assert.ok(names.includes("box-text") && names.length > 10);
  return names;
}
