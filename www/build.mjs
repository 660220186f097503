/**
 * Bundles the page: index.html, one script that holds everything but the code editors, the
 * editors, which it starts after the first paint, and one style sheet.
 *
 *     node www/build.mjs --bindings pkg/src/bindings.js --wasm pkg/assumable.wasm --out www/dist
 *
 * With `--url https://…/`, where the page will be, the social card goes along and is named in the
 * page: what shows a link wants a whole address. No browser loads it.
 *
 * Run after the core was built and the examples were written to generated/.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { licencesText } from "./build/licences.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));
const { values: given } = parseArgs({
  options: {
    bindings: { type: "string", default: join(here, "../pkg/src/bindings.js") },
    wasm: { type: "string", default: join(here, "../pkg/assumable.wasm") },
    out: { type: "string", default: join(here, "dist") },
    url: { type: "string" },
  },
});

/** Stands for the packed core until the script is bundled, which would escape it. */
const coreGoesHere = '"the core goes here"';

/** The core's bindings where they were built, and its module as a text inside the script. */
const core = {
  name: "core",
  setup(build) {
    build.onResolve({ filter: /\/bindings\.js$/ }, () => ({ path: resolve(given.bindings) }));
    build.onResolve({ filter: /^virtual:core$/ }, ({ path }) => ({ path, namespace: "core" }));
    build.onLoad({ filter: /.*/, namespace: "core" }, () => ({
      contents: `export default ${coreGoesHere};`,
    }));
  },
};

/** The editors' chunk by its name, beside the script that asks for it. */
const editors = (name) => ({
  name: "editors",
  setup(build) {
    build.onResolve({ filter: /^virtual:editor$/ }, ({ path }) => ({ path, namespace: "editor" }));
    build.onResolve({ filter: /.*/, namespace: "editor" }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: "editor" }, () => ({
      contents: `export const file = "./${name}";\nexport default () => import("./${name}");`,
    }));
  },
});

/** A string literal with one character for each byte, which compresses on the way much better than base64. */
function literal(bytes) {
  // What a literal would escape is moved up, out of the way; the lower eight bits stay.
  const escaped = new Set([...'\0\n\r"\\'].map((character) => character.charCodeAt(0)));
  const characters = Array.from(bytes, (byte) => String.fromCharCode(escaped.has(byte) ? byte + 256 : byte));
  return `"${characters.join("")}"`;
}

/** Bundles a source and gives the text. */
async function bundle(source, options = {}) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [source],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "eof",
    logLevel: "warning",
    ...options,
  });
  return outputFiles[0].text;
}

/** Writes a text under a name that changes with it, so that it can be cached for good. */
async function emit(name, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 10);
  const [stem, extension] = name.split(".");
  const hashed = `${stem}-${hash}.${extension}`;
  await writeFile(join(given.out, hashed), text);
  return hashed;
}

await rm(given.out, { recursive: true, force: true });
await mkdir(given.out, { recursive: true });

const chunk = await emit("editor.js", await bundle("src/editor/editor.ts"));
const script = await bundle("src/main.ts", { plugins: [core, editors(chunk)] });
const module = literal(await readFile(resolve(given.wasm)));
const files = {
  "main.js": script.replace(coreGoesHere, () => module),
  "page.css": await bundle("src/page.css"),
};

let page = await readFile(join(here, "index.html"), "utf8");
for (const [name, text] of Object.entries(files)) {
  page = page.replace(`"${name}"`, `"${await emit(name, text)}"`);
}
// A browser may ask for an icon at any time; from the page itself it has it without asking.
const icon = await readFile(join(here, "favicon.svg"), "base64");
page = page.replace(`"favicon.svg"`, `"data:image/svg+xml;base64,${icon}"`);
if (given.url !== undefined) page = await withCard(page, new URL(given.url));
await writeFile(join(given.out, "index.html"), page);
await writeFile(join(given.out, "licences.txt"), await licencesText());

async function withCard(page, url) {
  const name = "social-card.png";
  await copyFile(join(here, "../docs", name), join(given.out, name));
  const properties = {
    "og:url": url.href,
    "og:image": new URL(name, url).href,
    "og:image:width": "1200",
    "og:image:height": "630",
  };
  const elements = Object.entries(properties).map(
    ([property, content]) => `<meta property="${property}" content="${content}" />\n    `,
  );
  return page.replace('<link rel="icon"', () => `${elements.join("")}<link rel="icon"`);
}
