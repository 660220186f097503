/**
 * Bundles the element into the package: `element.js`, which holds Lit and everything but the
 * core, for which it imports `engine.js`; `define.js`; and `examples.js`, which is loaded
 * where a page names one.
 *
 *     node www/scripts/element.mjs --out pkg
 *
 * Run after the examples were written to generated/.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

import { colours } from "./colours.mjs";

const www = fileURLToPath(new URL("../", import.meta.url));
const { values: given } = parseArgs({
  options: { out: { type: "string", default: join(www, "../pkg") } },
});
const { version } = JSON.parse(await readFile(join(www, "../pkg/package.json"), "utf8"));

/** What is a file of its own in the package. */
const neighbours = {
  name: "neighbours",
  setup(build) {
    build.onResolve({ filter: /pkg\/src\/engine\.js$/ }, () => ({ path: "./engine.js", external: true }));
    build.onResolve({ filter: /^\.\/element\.js$/ }, ({ kind, path }) =>
      kind === "entry-point" ? undefined : { path, external: true },
    );
    build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, namespace: "virtual" }));
    build.onResolve({ filter: /.*/, namespace: "virtual" }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: "virtual" }, async ({ path }) => ({
      contents: await virtual[path.replace("virtual:", "")](),
    }));
  },
};

const virtual = {
  examples: () => 'export default () => import("./examples.js");',
  // The text boxes do here: the editors weigh more than all the rest of the element.
  editor: () => 'export const chunk = { file: "" }; export default () => Promise.reject(new Error());',
  colours: async () => `export default ${JSON.stringify(ownSize(await colours()))};`,
};

/** Sizes by the element's own measure: a rem is the page's, and may be anything. A query takes no such thing. */
function ownSize(css) {
  const queries = css.match(/@(media|container)[^{]*rem\b[^{]*/g);
  if (queries !== null) throw new Error(`a size in rem, which is the page's: ${queries}`);
  return css.replace(/(-?\d*\.?\d+)rem\b/g, "calc($1 * var(--rem))");
}

/**
 * The parts' tags with the version in them, so that two versions on one page have their own,
 * and their style sheets in the element's own measure.
 */
const owned = {
  name: "owned",
  setup(build) {
    const suffix = version.replaceAll(/[^a-z0-9]+/g, "-");
    build.onLoad({ filter: /www[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      for (const [, tag] of source.matchAll(/@part\("([^"]+)"/g)) tags.add(tag);
      const tagged = source.replace(
        /(<\/?|@part\("|querySelector(?:All<\w+>)?\("|@query\("|^\s+)(assumable-[a-z-]+)(?=[\s">. ])/gm,
        `$1$2-${suffix}`,
      );
      return { contents: tagged.replace(/\bcss`[^`]*`/g, ownSize), loader: "ts" };
    });
  },
};

/** Tags of the parts, as they are met. */
const tags = new Set();

/** A tag that was written in a way that {@link owned} does not know would be nobody's element. */
async function assertOwned(file) {
  const text = await readFile(file, "utf8");
  for (const tag of tags) {
    const bare = [...text.matchAll(new RegExp(`.{30}\\b${tag}(?![\\w-]).{10}`, "gs"))].map(
      ([found]) => found,
    );
    // The one event that is named like a part.
    const others = bare.filter((found) => !found.includes(`announce("${tag}"`));
    if (others.length > 0) throw new Error(`${tag} has no version in its name: ${others.join("\n")}`);
  }
}

const options = {
  absWorkingDir: www,
  outdir: given.out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
  plugins: [neighbours, owned],
};

await build({ ...options, entryPoints: ["src/define.ts", "src/examples.ts"] });
await build({
  ...options,
  entryPoints: ["src/element.ts"],
  // A program that renders pages without a browser can import the class; it cannot make one.
  banner: { js: "const {HTMLElement=class{},document={createTreeWalker(){}}}=globalThis;" },
});
await assertOwned(join(given.out, "element.js"));
