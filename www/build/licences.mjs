/**
 * The licences of everything that the built page passes on: the npm packages in its scripts and the
 * crates in its module, each with the text that its own package carries.
 */
import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const target = "wasm32-unknown-unknown";

/** One text for all, the same text once. */
export async function licencesText() {
  const passedOn = [...(await npmPackages()), ...(await crates())];
  const byText = new Map();
  for (const { name, licence, folder } of passedOn) {
    const text = await textIn(folder, licence);
    byText.set(text, [...(byText.get(text) ?? []), `${name}: ${licence}`]);
  }
  const own = await readFile(join(root, "LICENSE-MIT"), "utf8");
  const parts = [...byText].map(([text, names]) => [...names.sort(), "", text ?? noText].join("\n"));
  return [["Assumable: MIT OR Apache-2.0", "", own.trim()].join("\n"), ...parts.sort(), standardLibrary].join(
    rule,
  );
}

const rule = `\n\n${"-".repeat(78)}\n\n`;
const noText = "Its package carries no text of this licence.";
const standardLibrary =
  "The Rust standard library: MIT OR Apache-2.0\n\nCopyright (c) The Rust Project Contributors, https://rust-lang.org/";

/** Of a package under a choice of licences, the shorter text: MIT before Apache. Where both hold, both. */
async function textIn(folder, licence) {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|copying|unlicense)/i.test(name));
  const rank = (name) => ["mit", "bsd", ""].findIndex((word) => name.toLowerCase().includes(word));
  names.sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const chosen = licence.includes(" AND ") ? names : names.slice(0, 1);
  if (chosen.length === 0) return undefined;
  const texts = await Promise.all(chosen.map((name) => readFile(join(folder, name), "utf8")));
  return texts.join("\n\n").replace(/\r\n/g, "\n").trim();
}

// -------------------------------------------------------------- npm packages

/** Those of which the bundler takes something. */
async function npmPackages() {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ["www/src/main.ts", "www/src/editor/editor.ts"],
    outdir: "unwritten",
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    external: ["virtual:*", "*/bindings.js"],
    logLevel: "error",
  });
  const within = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
  const names = Object.keys(metafile.inputs).flatMap((input) => within.exec(input)?.[1] ?? []);
  return Promise.all([...new Set(names)].map(npmPackage));
}

async function npmPackage(name) {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  return { name: `${name} ${version}`, licence: license, folder };
}

// -------------------------------------------------------------------- crates

/** Those that the module is linked from: what macros and build scripts need stays on the machine that builds. */
async function crates() {
  const { stdout } = await promisify(execFile)(
    "cargo",
    ["metadata", "--format-version=1", "--locked", "--filter-platform", target],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  const { packages, resolve } = JSON.parse(stdout);
  const packageOf = new Map(packages.map((one) => [one.id, one]));
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]));
  const isLinked = (id) => !packageOf.get(id).targets.some(({ kind }) => kind.includes("proc-macro"));
  const found = new Set();
  const waiting = [packages.find(({ name }) => name === "assumable").id];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    const linked = nodeOf.get(id).deps.filter(({ pkg, dep_kinds: kinds }) => {
      return kinds.some(({ kind }) => kind === null) && isLinked(pkg);
    });
    waiting.push(...linked.map(({ pkg }) => pkg));
  }
  return [...found]
    .map((id) => packageOf.get(id))
    .filter(({ name }) => name !== "assumable")
    .map(({ name, version, license, manifest_path: manifest }) => ({
      name: `${name} ${version}`,
      licence: license ?? "see its text",
      folder: join(manifest, ".."),
    }));
}
