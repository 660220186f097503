/** From sources to one script or style sheet, with the core inside where it is asked for. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { colours } from "./colours.mjs";

/** The folder of the page. */
export const www = fileURLToPath(new URL("../", import.meta.url));

/** Stands for the packed core until the script is bundled, which would escape it. */
const coreGoesHere = '"the core goes here"';

/** Bundles a source and gives the text. */
export async function bundle(source, options = {}) {
  const { outputFiles } = await build({
    absWorkingDir: www,
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

/** Bundles a script that has the core in it, packed one of the ways below. */
export async function bundleWithCore(source, { bindings, wasm }, packing, options = {}) {
  const { plugins = [], ...others } = options;
  const script = await bundle(source, { ...others, plugins: [core(bindings, packing), ...plugins] });
  const packed = packing.pack(await readFile(resolve(wasm)));
  return script.replace(coreGoesHere, () => packed);
}

/** The core's bindings where they were built, and its module as a text that the script unpacks. */
const core = (bindings, { unpack }) => ({
  name: "core",
  setup(build) {
    build.onResolve({ filter: /\/bindings\.js$/ }, () => ({ path: resolve(bindings) }));
    build.onResolve({ filter: /^virtual:core$/ }, ({ path }) => ({ path, namespace: "core" }));
    build.onLoad({ filter: /.*/, namespace: "core" }, () => ({
      contents: `import { ${unpack} } from "./src/unpack.ts"; export default () => ${unpack}(${coreGoesHere});`,
      resolveDir: www,
    }));
  },
});

/**
 * A character for each byte: much the smallest where the script is compressed on its way, and
 * nothing that HTML could hold.
 */
export const byCharacters = { unpack: "fromCharacters", pack: literal };

/** Compressed and in base64: small on a disk, and plain enough to stand in HTML. */
export const byGzip = {
  unpack: "fromGzip",
  pack: (bytes) => `"${gzipSync(bytes, { level: 9 }).toString("base64")}"`,
};

function literal(bytes) {
  // What a literal would escape is moved up, out of the way; the lower eight bits stay.
  const escaped = new Set([...'\0\n\r"\\'].map((character) => character.charCodeAt(0)));
  const characters = Array.from(bytes, (byte) => String.fromCharCode(escaped.has(byte) ? byte + 256 : byte));
  return `"${characters.join("")}"`;
}

/** The editors: a chunk of its own by its name, or in the same script. */
export const editorsFrom = (chunk) => ({
  name: "editors",
  setup(build) {
    build.onResolve({ filter: /^virtual:editor$/ }, ({ path }) => ({ path, namespace: "editor" }));
    if (chunk !== undefined) {
      build.onResolve({ filter: /.*/, namespace: "editor" }, ({ path }) => ({ path, external: true }));
    }
    build.onLoad({ filter: /.*/, namespace: "editor" }, () => ({
      contents: `export default () => import("./${chunk ?? "src/editor/editor.ts"}");`,
      resolveDir: www,
    }));
  },
});

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
  "virtual:editor": () => "export default () => Promise.reject(new Error());",
  "virtual:colours": async () =>
    `export default ${JSON.stringify(colours(await readFile(join(www, "src/page.css"), "utf8")))};`,
};
