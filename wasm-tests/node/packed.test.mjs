/** The package as it would be published: what is in it, what it weighs, what the module may reach. */

import assert from "node:assert/strict";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync, constants } from "node:zlib";
import { installed, project, wasm } from "./package.mjs";

const snapshots = join(project, "wasm-tests/snapshots");
const update = process.env.UPDATE_SNAPSHOTS === "1";

/** How much more a part may weigh than the snapshot says before somebody has to say that it may. */
const GROWTH = 1.02;

test("the package holds what the snapshot lists, none of it much larger", async () => {
  const files = (await readdir(installed)).sort();
  const lines = await Promise.all(
    files.map(
      async (file) => `${file.padEnd(24)} ${String((await stat(join(installed, file))).size).padStart(8)}`,
    ),
  );
  await matchesSnapshot("package.txt", `${lines.join("\n")}\n`, (found, kept) => {
    const listed = (text) =>
      Object.fromEntries([...text.matchAll(/^(\S+) +(\d+)$/gm)].map(([, ...line]) => line));
    const [now, before] = [listed(found), listed(kept)];
    assert.deepEqual(Object.keys(now), Object.keys(before));
    for (const [file, size] of Object.entries(now)) {
      assert.ok(size <= before[file] * GROWTH + 256, `${file} has grown from ${before[file]} to ${size}`);
    }
  });
});

test("everything that package.json names is there", async () => {
  const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const named = JSON.stringify([
    manifest.exports,
    manifest.types,
    manifest.customElements,
    `./${manifest.bin.assumable}`,
  ]).match(/\.\/[^"*]+\.\w+/g);
  const files = new Set((await readdir(installed)).map((file) => `./${file}`));
  assert.deepEqual(
    named.filter((file) => !files.has(file)),
    [],
  );
  assert.equal(Object.keys(manifest.exports["."])[0], "types");
  assert.equal(manifest.dependencies, undefined);
});

test("the version is the crate's", async () => {
  const manifest = JSON.parse(await readFile(join(installed, "package.json"), "utf8"));
  const crate = await readFile(join(project, "Cargo.toml"), "utf8");
  assert.equal(manifest.version, /^version = "(.+)"$/m.exec(crate)[1]);
});

test("the command reaches for files and nothing else of Node", async () => {
  const script = await readFile(join(installed, "cli.js"), "utf8");
  const imported = new Set([...script.matchAll(/^import .* from "(.+)";$/gm)].map(([, name]) => name));
  assert.deepEqual([...imported].sort(), [
    "./assumable.js",
    "./engine.js",
    "node:crypto",
    "node:fs",
    "node:fs/promises",
    "node:path",
    "node:util",
  ]);
  assert.doesNotMatch(script, /\bimport\(|\brequire\(|\bfetch\(|\beval\(|child_process/);
});

test("the module imports what the snapshot lists: it cannot reach anything else", async () => {
  const imports = WebAssembly.Module.imports(await WebAssembly.compile(await wasm()))
    // The hash behind a name changes with the compiler and says nothing.
    .map(({ name, kind }) => `${kind} ${name.replace(/_[0-9a-f]{16}$/, "")}`)
    .sort();
  await matchesSnapshot("imports.txt", `${imports.join("\n")}\n`, assert.equal);
});

test("no part has grown without somebody saying so", async () => {
  const parts = {
    "assumable.wasm": [await wasm()],
    "assumable.js": await Promise.all(
      ["assumable.js", "engine.js"].map((file) => readFile(join(installed, file))),
    ),
    "element.js": [await readFile(join(installed, "element.js"))],
    "first load of the page": await firstLoad(join(project, "www/dist")),
    "code editors": await editors(join(project, "www/dist")),
  };
  const lines = Object.entries(parts).map(([name, files]) => {
    const raw = files.reduce((sum, file) => sum + file.length, 0);
    const brotli = files.reduce((sum, file) => sum + compressed(file), 0);
    return `${name.padEnd(24)} ${String(raw).padStart(8)} raw ${String(brotli).padStart(8)} brotli`;
  });
  await matchesSnapshot("sizes.txt", `${lines.join("\n")}\n`, (found, kept) => {
    const sizes = (text) =>
      Object.fromEntries(
        [...text.matchAll(/^(.+?) +(\d+) raw +(\d+) brotli$/gm)].map(([, name, ...size]) => [
          name,
          size.map(Number),
        ]),
      );
    const before = sizes(kept);
    for (const [name, now] of Object.entries(sizes(found))) {
      assert.ok(before[name], `${name} is not in sizes.txt`);
      now.forEach((size, index) => {
        assert.ok(size <= before[name][index] * GROWTH, `${name} has grown from ${before[name]} to ${now}`);
      });
    }
  });
});

/** What the page needs before it can answer; what nothing waits for does not count. */
async function firstLoad(site) {
  const page = await readFile(join(site, "index.html"), "utf8");
  const named = [...page.matchAll(/(?:src|href)="(?!data:|#|https?:)([^"]+\.(?:js|css|wasm|svg))"/g)].map(
    ([, file]) => file,
  );
  // The parts of the core are fetched by the script.
  const core = (await readdir(site)).filter((file) => /^core-.*\.js$/.test(file));
  assert.ok(core.length > 0 && named.some((file) => file.startsWith("main-")));
  return Promise.all(["index.html", ...new Set(named), ...core].map((file) => readFile(join(site, file))));
}

async function editors(site) {
  const chunks = (await readdir(site)).filter((file) => /^editor-.*\.js$/.test(file));
  return Promise.all(chunks.map((file) => readFile(join(site, file))));
}

function compressed(bytes) {
  return brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}

async function matchesSnapshot(name, found, compare) {
  const file = join(snapshots, name);
  if (update) return writeFile(file, found);
  const kept = await readFile(file, "utf8");
  compare(found, kept, `${name} differs; \`cargo xtask test --update\` accepts it`);
}
