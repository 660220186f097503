/** From sources to one script or style sheet, with the core inside where it is asked for. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { colours } from "../scripts/colours.mjs";
import { byCharacters, byGzip } from "./packing.mjs";

/** The folder of the page. */
export const www = fileURLToPath(new URL("../", import.meta.url));

/** Stands for the packed core until the script is bundled, which would escape it. */
const coreGoesHere = '"the core goes here"';

/** Bundles a source and gives the text. */
export async function bundle(source, options = {}) {
  const { outputFiles } = await build({
    absWorkingDir: www,
    ...(source === undefined ? {} : { entryPoints: [source] }),
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

/** Bundles a script that knows the core's bindings; where the core is, `options.plugins` say. */
export function bundleWithBindings(source, { bindings }, options = {}) {
  const { plugins = [], ...others } = options;
  return bundle(source, { ...others, plugins: [bindingsFrom(bindings), ...plugins] });
}

/** The same, with the core in the script. */
export async function bundleWithCore(source, given, options = {}) {
  const { plugins = [], ...others } = options;
  const script = await bundleWithBindings(source, given, { ...others, plugins: [coreWithin, ...plugins] });
  return withCore(script, byGzip(await readFile(resolve(given.wasm))));
}

/**
 * The core as scripts of about the same size: a browser reads each in a task of its own, and between
 * them does what a person wants.
 */
export async function coreInParts({ wasm }, count) {
  const core = await readFile(resolve(wasm));
  const contents = `import { fromCharacters } from "./src/unpack.ts"; export default fromCharacters(${coreGoesHere});`;
  const script = await bundle(undefined, { stdin: { contents, resolveDir: www } });
  const size = Math.ceil(core.length / count);
  return Array.from({ length: count }, (_, index) =>
    withCore(script, byCharacters(core.subarray(index * size, (index + 1) * size))),
  );
}

const withCore = (script, packed) => script.replace(coreGoesHere, () => packed);

/** The core's bindings where they were built. */
const bindingsFrom = (bindings) => ({
  name: "bindings",
  setup(build) {
    build.onResolve({ filter: /\/bindings\.js$/ }, () => ({ path: resolve(bindings) }));
  },
});

/** What the sources import by `virtual:` and this name. Only what is beside the script is left to be imported there. */
const virtual = (name, contents) => ({
  name,
  setup(build) {
    const namespace = `virtual ${name}`;
    build.onResolve({ filter: new RegExp(`^virtual:${name}$`) }, ({ path }) => ({ path, namespace }));
    build.onResolve({ filter: /^\.\/[^/]+$/, namespace }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace }, () => ({ contents, resolveDir: www }));
  },
});

const coreWithin = virtual(
  "core",
  `import { fromGzip } from "./src/unpack.ts";
   export const chunks = [];
   export default () => fromGzip(${coreGoesHere});`,
);

/** The core in scripts of its own, by their names and sums. */
export const coreBeside = (chunks) =>
  virtual(
    "core",
    `import { joined } from "./src/unpack.ts";
     export const chunks = ${JSON.stringify(chunks)};
     export default async () => joined(await Promise.all([${chunks.map(({ file }) => `import("${file}")`)}]));`,
  );

/** The code editors in the same script. */
export const editorsWithin = virtual(
  "editor",
  `export const chunk = { file: "", integrity: "" };
   export default () => import("./src/editor/editor.ts");`,
);

/** The code editors in a script of their own, by its name and its sum. */
export const editorsBeside = (chunk) =>
  virtual(
    "editor",
    `export const chunk = ${JSON.stringify(chunk)};
     export default () => import("${chunk.file}");`,
  );

/**
 * The inspector element in a page of its own: the core and the examples are in the script, as on the
 * page; the text boxes do, as in the package.
 */
export const elementInPage = {
  name: "element in page",
  setup(build) {
    build.onResolve({ filter: /\/loaded-core\.js$/ }, () => ({ path: join(www, "src/engine.ts") }));
    build.onResolve({ filter: /^virtual:(examples|colours|editor)$/ }, ({ path }) => ({
      path,
      namespace: "element",
    }));
    build.onLoad({ filter: /.*/, namespace: "element" }, async ({ path }) => ({
      contents: await inPage[path](),
      resolveDir: www,
    }));
  },
};

const inPage = {
  "virtual:examples": () => 'export default () => import("./src/examples.ts");',
  "virtual:editor": () =>
    'export const chunk = { file: "" }; export default () => Promise.reject(new Error());',
  "virtual:colours": async () => `export default ${JSON.stringify(await colours())};`,
};
