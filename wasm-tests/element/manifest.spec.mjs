/** What is written of the element, in its manifest and its README, is what it is. */

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "../support/test.mjs";
import { installed } from "../node/package.mjs";
import { answered, defined, host } from "./host.mjs";

const read = (file) => readFile(join(installed, file), "utf8");
const manifest = JSON.parse(await read("custom-elements.json"));
const [element] = manifest.modules[0].declarations;
const names = (list) => list.map(({ name }) => name).sort();
const fields = element.members.filter(({ kind }) => kind === "field");
const methods = element.members.filter(({ kind }) => kind === "method");

test("everything in the manifest has a description", () => {
  const all = ["attributes", "members", "events", "slots", "cssParts", "cssProperties"].flatMap(
    (kind) => element[kind],
  );
  assert.ok(all.length > 50);
  assert.deepEqual(names(all.filter(({ description }) => !description)), []);
});

test("attributes, properties and methods are those of the class", async (t) => {
  const { page } = await host(t, { body: `<assumable-inspector></assumable-inspector>${defined}` });
  const found = await page.evaluate(async () => {
    const { AssumableInspector } = await import("/pkg/element.js");
    const [start] = [AssumableInspector.prototype];
    const own = Object.getOwnPropertyDescriptors(start);
    return {
      attributes: AssumableInspector.observedAttributes,
      accessors: Object.keys(own).filter((name) => own[name].get !== undefined),
      methods: Object.keys(own).filter((name) => typeof own[name].value === "function"),
    };
  });
  assert.deepEqual(found.attributes.sort(), names(element.attributes));
  const internal = [
    "declared",
    "complaints",
    "moreOpen",
    "asked",
    "framed",
    "base",
    "inputs",
    "gates",
    "meanings",
  ];
  assert.deepEqual(
    found.accessors.filter((name) => !internal.includes(name)).sort(),
    names(fields),
    "what the class has beside them is its own business, and named above",
  );
  for (const { name } of methods) assert.ok(found.methods.includes(name), name);
});

test("a property and its attribute are one", async (t) => {
  const { page } = await host(t, { body: `<assumable-inspector></assumable-inspector>${defined}` });
  await page.locator('[part="base"]').waitFor();
  const linked = await page.evaluate(
    (attributes) =>
      attributes.map(({ name, fieldName = name }) => {
        const element = document.createElement("assumable-inspector");
        const before = element[fieldName];
        element.setAttribute(name, "dark");
        return [name, element[fieldName] !== before && ["dark", true].includes(element[fieldName])];
      }),
    element.attributes,
  );
  assert.deepEqual(
    linked,
    element.attributes.map(({ name }) => [name, true]),
  );
});

test("parts and slots are those that are drawn, events those that are sent, custom properties those that are used", async (t) => {
  const { page } = await host(t, {
    body: `<assumable-inspector id="a" example="environment-instead-of-branch" hide="x"></assumable-inspector>
      <assumable-inspector id="b"></assumable-inspector>${defined}`,
    forgive: ["404"],
    prepare: (page) => page.addInitScript(() => (globalThis.failing = false)),
  });
  await answered(page, "refused");
  const drawn = await page.evaluate(async () => {
    const element = document.querySelector("#a");
    element.trustPolicy = element.trustPolicy.replace("StringEquals", "StringLike");
    await element.updateComplete;
    const parts = new Set();
    const slots = new Set();
    for (const { shadowRoot } of document.querySelectorAll("assumable-inspector")) {
      for (const one of shadowRoot.querySelectorAll("*")) {
        for (const part of one.part) parts.add(part);
        for (const part of (one.getAttribute("exportparts") ?? "").split(/[\s,]+/)) if (part) parts.add(part);
        if (one.localName === "slot") slots.add(one.name);
      }
    }
    return { parts: [...parts].sort(), slots: [...slots].sort() };
  });
  const source = await read("element.js");
  // Drawn in states that are tested elsewhere.
  const elsewhere = ["failure", "findings", "story"];
  for (const part of elsewhere) assert.ok(source.includes(`part="${part}"`), part);
  assert.deepEqual([...new Set([...drawn.parts, ...elsewhere])].sort(), names(element.cssParts));
  const data = ["trust-policy", "jwks", "claims", "provider", "role", "request", "context", "now"];
  assert.deepEqual([...drawn.slots, ...data].sort(), names(element.slots));
  const events = [...source.matchAll(/"(assumable-(?:ready|verdict|error))"/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(events)].sort(), names(element.events));
  const used = [...source.matchAll(/var\((--assumable-[\w-]+)/g)].map(([, name]) => name);
  assert.deepEqual([...new Set(used)].sort(), names(element.cssProperties));
});

test("the README has a row for each, with the same words", async () => {
  const readme = await read("README.md");
  for (const [heading, list] of Object.entries({
    Attributes: element.attributes,
    Properties: fields,
    Methods: methods,
    Slots: element.slots,
    Events: element.events,
    Parts: element.cssParts,
    "Custom properties": element.cssProperties,
  })) {
    const rows = tableUnder(readme, heading);
    assert.deepEqual(
      Object.fromEntries(rows.map(([name, ...cells]) => [name, cells.at(-1)])),
      Object.fromEntries(list.map(({ name, description }) => [name, description])),
      heading,
    );
  }
});

/** Rows of the table under a heading, without head and rule; the name as it is, without its code marks and arguments. */
function tableUnder(text, heading) {
  const [, section] = new RegExp(`^### ${heading}\\n(.*?)(?=^##|$(?![\\s\\S]))`, "ms").exec(text) ?? [];
  assert.ok(section, `the README has no heading “${heading}”`);
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) => {
    const cells = row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
    return [cells[0].replace(/^`|`$/g, "").replace(/\(.*\)$/, ""), ...cells.slice(1)];
  });
}
