/**
 * Builds the site: the page, the same in one file, the frame for other sites and what the host of
 * a frame needs.
 *
 *     node www/build.mjs --bindings pkg/src/bindings.js --wasm pkg/assumable.wasm --out www/dist
 *
 * With `--url https://…/`, where the page will be, the social card goes along and is named in the
 * page. No browser loads it.
 *
 * Run after the core was built and the examples were written to generated/. The same sources and
 * the same core give the same bytes.
 */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  bundle,
  bundleWithBindings,
  bundleWithCore,
  coreBeside,
  coreInParts,
  editorsBeside,
  editorsWithin,
  elementInPage,
  www,
} from "./build/bundle.mjs";
import { headerTable } from "./build/headers.mjs";
import { hostFiles } from "./build/hosts.mjs";
import { licencesText } from "./build/licences.mjs";
import { hostedPage, inlinedPage, withCard } from "./build/pages.mjs";
import { Site, integrityOf, sha256, sumsFile } from "./build/site.mjs";

const { values: given } = parseArgs({
  options: {
    bindings: { type: "string", default: join(www, "../pkg/src/bindings.js") },
    wasm: { type: "string", default: join(www, "../pkg/assumable.wasm") },
    out: { type: "string", default: join(www, "dist") },
    url: { type: "string" },
  },
});

/** So many that each takes a slow phone no longer than a person notices. */
const partsOfCore = 4;

const site = new Site();
const style = await bundle("src/page.css");
const about = await aboutCore();

const inlined = {
  "assumable.html": await inFile(
    "assumable.html",
    "index.html",
    "src/single-file.ts",
    [editorsWithin],
    about,
  ),
  "embed.html": await inFile("embed.html", "embed.html", "src/embed.ts", [elementInPage]),
};
await forHosts();
await page();
site.add("licences.txt", await licencesText());
site.add("SHA256SUMS", sumsFile(site.sums()));
for (const [name, text] of Object.entries(hostFiles(headerTable(site, inlined)))) site.add(name, text);
await site.write(resolve(given.out));

/** The hosted page: the script that draws it, the core and the code editors beside that, and what keeps it all. */
async function page() {
  const scripts = await coreInParts(given, partsOfCore);
  const core = scripts.map((script, index) => site.addHashed(`core-${index + 1}.js`, script));
  const editors = site.addHashed("editor.js", await bundle("src/editor/editor.ts"));
  const beside = (name) => ({ file: `./${name}`, integrity: site.integrity(name) });
  const plugins = [coreBeside(core.map(beside)), editorsBeside(beside(editors))];
  const script = site.addHashed("main.js", await bundleWithBindings("src/main.ts", given, { plugins }));
  const parts = { script, style: site.addHashed("page.css", style) };
  const html = await hostedPage(site, parts, { core: about, files: site.sums() });
  site.add("index.html", given.url === undefined ? html : await withSocialCard(html));
  site.add("sw.js", await worker([...core, editors, ...Object.values(parts)]));
}

/** The service worker with its list: the page under the address that hosts do not lead away from, and its files. */
async function worker(names) {
  const files = Object.fromEntries(names.map((name) => [name, site.integrity(name)]));
  const list = JSON.stringify({ "./": site.integrity("index.html"), ...files });
  const define = { FILES: list, EDITION: JSON.stringify(sha256(list, "hex").slice(0, 10)) };
  return bundle("worker/sw.ts", { format: "iife", define });
}

/** A page with everything inside it. Gives the hashes of what its policy lets run. */
async function inFile(name, template, source, parts, about) {
  // The core is inside, so that what would look for it beside the script is never called.
  const logOverride = { "empty-import-meta": "silent" };
  const options = { format: "iife", plugins: parts, logOverride };
  const script = await bundleWithCore(source, given, options);
  const hashes = { script: integrityOf(script), style: integrityOf(style) };
  site.add(name, await inlinedPage(template, { script, style }, hashes, about));
  return hashes;
}

/** What a page needs that shows the frame: a script, the same as a module, and its types. */
async function forHosts() {
  // Not every page that takes a script says that it is in UTF-8.
  site.add("embed.js", await bundle("src/host/script.ts", { format: "iife", charset: "ascii" }));
  site.add("embed.mjs", await bundle("src/host/module.ts", { charset: "ascii" }));
  const types = await readFile(join(www, "src/host/embed.d.ts"), "utf8");
  site.add("embed.d.mts", types.replace("../../../pkg/assumable.js", "./assumable.js"));
  site.add("assumable.d.ts", await readFile(join(www, "../pkg/assumable.d.ts")));
}

/** What the page says of its core: its sum, and all that it can call. */
async function aboutCore() {
  const wasm = await readFile(resolve(given.wasm));
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(wasm));
  return { sha256: sha256(wasm, "hex"), imports: imports.map(({ name }) => name) };
}

async function withSocialCard(html) {
  const card = site.add("social-card.png", await readFile(join(www, "../docs/social-card.png")));
  return withCard(html, card, new URL(given.url));
}
