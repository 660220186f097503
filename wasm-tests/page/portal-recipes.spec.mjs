/**
 * What docs/embedding.md shows, what the sites in wasm-tests/portals/ are made of and what the page
 * writes are the same. The pages “Hard to quote” of these sites are written here:
 * `cargo xtask test --only page --update`.
 */

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { hostileJson, hostileText } from "./hostile.mjs";
import { source } from "./modules.mjs";

const { recipeOf, someSite: site } = await source("recipes.ts");
const root = new URL("../../", import.meta.url);
const read = (file) => readFileSync(new URL(file, root), "utf8");
const docs = read("docs/embedding.md");

const example = "environment-instead-of-branch";

/** What the docs show, each way. */
const shownInDocs = {
  frame: { example },
  element: { trustPolicy: '{ "Version": "2012-10-17", "Statement": [] }' },
};

function recipe(place, way, shown = shownInDocs[way]) {
  return recipeOf({ place, way, site, shown });
}

/** What is pasted into the page itself: the last step of every recipe. */
const page = (...recipeFor) => recipe(...recipeFor).at(-1).text;

/** What is pasted into a file, of both ways where both go there. */
function pasted(place, file, ...ways) {
  return ways.map((way) => recipe(place, way).find(({ into }) => into === file).text).join("\n");
}

const portals = {
  mkdocs: {
    heading: "MkDocs Material",
    // One list, with what each of the two adds to it.
    files: {
      "mkdocs.yml": pasted("mkdocs", "mkdocs.yml", "element", "frame").replace(
        /(?<=.)\nextra_javascript:/s,
        "",
      ),
    },
    inDocs: [],
    pageAt: (name) => `docs/${name}.md`,
  },
  docusaurus: {
    heading: "Docusaurus",
    files: {
      "src/assumable.js": pasted("docusaurus", "src/assumable.js", "element"),
      "docusaurus.config.mjs": pasted("docusaurus", "docusaurus.config.mjs", "element", "frame"),
    },
    inDocs: [page("docusaurus", "element")],
    pageAt: (name) => `docs/${name}.mdx`,
  },
  vitepress: {
    heading: "VitePress",
    files: {
      ".vitepress/theme/index.mjs": pasted("vitepress", ".vitepress/theme/index.mjs", "element"),
      ".vitepress/config.mjs": pasted("vitepress", ".vitepress/config.mjs", "frame", "element"),
    },
    inDocs: [page("vitepress", "element")],
    pageAt: (name) => `${name}.md`,
  },
};

/** White space counts in neither HTML nor the code of these recipes; a formatter sets it. */
const squeezed = (text) => text.replace(/\s+/g, " ").trim();

/** A text under a heading of the docs. */
function section(heading) {
  const found = docs.split(/^## /m).find((section) => section.startsWith(heading));
  assert.ok(found, `docs/embedding.md has no heading “${heading}”`);
  return found;
}

function blocksUnder(heading) {
  return [...section(heading).matchAll(/^```\w+\n([^]*?)^```$/gm)].map(([, block]) => squeezed(block));
}

function assertHolds(whole, text, where) {
  assert.ok(squeezed(whole).includes(squeezed(text)), `${where} does not have\n${text}`);
}

test("the docs show the frame and the element as they are written for HTML", () => {
  assert.ok(blocksUnder("The frame").includes(squeezed(page("html", "frame"))));
  assert.deepEqual(blocksUnder("The element"), [squeezed(page("html", "element"))]);
});

test("Backstage TechDocs: what has to be allowed is in the docs", () => {
  const allowed = pasted("techdocs", "app-config.yaml", "frame");
  assert.deepEqual(blocksUnder("Backstage TechDocs"), [squeezed(allowed)]);
});

for (const [portal, { heading, files, inDocs, pageAt }] of Object.entries(portals)) {
  const at = (file) => `wasm-tests/portals/${portal}/${file}`;

  test(`${heading}: the docs show what is written, and nothing else`, () => {
    assert.deepEqual(blocksUnder(heading), [...Object.values(files), ...inDocs].map(squeezed));
    for (const { into, text } of recipe(portal, "element").slice(0, -1)) {
      const named = text?.startsWith("npm") ? text : into;
      assertHolds(section(heading), `\`${named}\``, heading);
    }
    const frame = page(portal, "frame").replace(/^<div>|<\/div>$/g, "");
    assertHolds(blocksUnder("The frame").join(" "), frame, "The frame");
  });

  test(`${heading}: the site that is built and opened is made of it`, () => {
    for (const [file, text] of Object.entries(files)) assertHolds(read(at(file)), text, file);
    const file = at(pageAt("deploying-with-oidc"));
    const trustPolicy = policyIn(read(file));
    assertHolds(read(file), page(portal, "element", { example, trustPolicy }), file);
    assertHolds(read(file), page(portal, "frame", { example }), file);
  });

  test(`${heading}: the page of texts that are hard to quote is what is written for them`, () => {
    const file = at(pageAt("hard-to-quote"));
    const blocks = [hostileJson, hostileText].flatMap((trustPolicy) =>
      ["element", "frame"].map((way) => page(portal, way, { trustPolicy })),
    );
    const whole = `${["# Hard to quote", ...blocks].join("\n\n")}\n`;
    if (process.env.UPDATE_SNAPSHOTS === "1") writeFileSync(new URL(file, root), whole);
    assert.equal(read(file), whole);
  });
}

/** The policy that a page of a site gives: the only JSON in it. */
function policyIn(page) {
  return page.slice(page.indexOf("\n{\n"), page.indexOf("\n}\n") + 3);
}
