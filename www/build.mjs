/**
 * Bundles the page: index.html, one script that holds everything, one style sheet.
 *
 *     node www/build.mjs --bindings pkg/src/bindings.js --wasm pkg/assumable.wasm --out www/dist
 *
 * Run after the core was built and the examples were written to generated/.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL("./", import.meta.url));
const { values: given } = parseArgs({
  options: {
    bindings: { type: "string", default: join(here, "../pkg/src/bindings.js") },
    wasm: { type: "string", default: join(here, "../pkg/assumable.wasm") },
    out: { type: "string", default: join(here, "dist") },
  },
});

/** The core, its bindings where they were built and its module as text inside the script. */
const core = {
  name: "core",
  setup(build) {
    build.onResolve({ filter: /\/bindings\.js$/ }, () => ({ path: resolve(given.bindings) }));
    build.onResolve({ filter: /^virtual:core-bytes$/ }, ({ path }) => ({ path, namespace: "core" }));
    build.onLoad({ filter: /.*/, namespace: "core" }, async () => {
      const packed = gzipSync(await readFile(resolve(given.wasm)), { level: 9 });
      return { contents: packed.toString("base64"), loader: "text" };
    });
  },
};

/** Bundles a source and gives the bytes. */
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
    legalComments: "none",
    logLevel: "warning",
    ...options,
  });
  return outputFiles[0].contents;
}

/** Writes bytes under a name that changes with them, so that they can be cached for good. */
async function emit(name, bytes) {
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 10);
  const [stem, extension] = name.split(".");
  const hashed = `${stem}-${hash}.${extension}`;
  await writeFile(join(given.out, hashed), bytes);
  return hashed;
}

await rm(given.out, { recursive: true, force: true });
await mkdir(given.out, { recursive: true });

const files = {
  "main.js": await bundle("src/main.ts", { plugins: [core] }),
  "page.css": await bundle("src/page.css"),
};

let page = await readFile(join(here, "index.html"), "utf8");
for (const [name, bytes] of Object.entries(files)) {
  page = page.replace(`"${name}"`, `"${await emit(name, bytes)}"`);
}
// A browser may ask for an icon at any time; from the page itself it has it without asking.
const icon = await readFile(join(here, "favicon.svg"), "base64");
page = page.replace(`"favicon.svg"`, `"data:image/svg+xml;base64,${icon}"`);
await writeFile(join(given.out, "index.html"), page);
