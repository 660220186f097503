/** What the built files could reach by what they name: addresses, and the browser's ways to send, keep and run. */

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { extname, join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { installed, project, wasm } from "./package.mjs";

const site = join(project, "www/dist");

// None of them is ever asked for anything.
const namespace = "http://www.w3.org";
const claimsOfAws = "https://aws.amazon.com";
const github = ["https://token.actions.githubusercontent.com"];
/** Where the recipes of a page without an address say that it is hosted. */
const placeholder = "https://assumable.example.com";
const examples = [...github, "https://github.com", "https://id.octo-corp.example"];
/** Owners of repositories are an audience of GitHub's, by their address. */
const audiences = ["https://buildkite.com", "https://github.com", "https://sts.amazonaws.com"];
const keysOfGoogle = "https://www.googleapis.com";
const module = [claimsOfAws, ...audiences, keysOfGoogle, ...github];
const licences = [
  "http://www.apache.org",
  "https://core-math.gitlabpages.inria.fr",
  "https://rust-lang.org",
  "https://www.musl-libc.org",
];

/** Files that name an address, each with those that it names. A name of a file may end in its sum. */
const addresses = {
  "LICENSE-APACHE": ["http://www.apache.org"],
  "assumable.html": [...examples, claimsOfAws, namespace, placeholder],
  "assumable.wasm": module,
  "cli.js": github,
  "core.js": module,
  "editor.js": [namespace],
  "element.js": [claimsOfAws, ...github],
  "embed.html": [...examples, claimsOfAws],
  "examples.js": examples,
  "licences.txt": licences,
  "main.js": [...examples, claimsOfAws, placeholder],
  "package.json": ["https://github.com"],
};

/** Ways to send, to keep and to run, as they are written. */
const ways = [
  ".cookie",
  "BroadcastChannel",
  "EventSource",
  "Function(",
  "RTCPeerConnection",
  "SharedWorker",
  "WebSocket",
  "WebTransport",
  "Worker(",
  "XMLHttpRequest",
  "caches",
  "document.write",
  "eval(",
  "fetch(",
  "importScripts",
  "indexedDB",
  "localStorage",
  "sendBeacon",
  "serviceWorker",
  "sessionStorage",
  "window.open",
];

/** Scripts that use some. `fetch` is the loader's, which a page with the core in it never calls. */
const used = {
  "assumable.html": ["fetch(", "localStorage"],
  "embed.html": ["fetch("],
  "engine.js": ["fetch("],
  "main.js": ["fetch(", "localStorage", "serviceWorker"],
  "sw.js": ["caches", "fetch("],
};

/** How the bindings describe a function in an error of the core's: text, and no call. */
const description = /`Function\(\$\{[\w.$]+\}\)`/g;

const isCompressed = (name) => [".br", ".gz"].includes(extname(name));

/** All files of the site and of the package that are not another one compressed, by their names without sums and numbers. */
async function files() {
  const found = new Map();
  for (const folder of [site, installed]) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || isCompressed(entry.name)) continue;
      const name = entry.name.replace(/(?:-\d)?-[0-9a-f]{10}(?=\.)/, "");
      const text = await readFile(join(entry.parentPath, entry.name), "latin1");
      found.set(name, `${found.get(name) ?? ""}\n${text}`);
    }
  }
  return found;
}

/** Each thing of each file as a line. */
const lines = (entries) =>
  [...new Set(entries.flatMap(([file, things]) => things.map((thing) => `${file}: ${thing}`)))].sort();

/** In the module texts stand side by side: only what goes on as a host does is an address. */
const address = /(?:https?|wss?|ftp):\/\/(?:[a-z0-9-]+\.)+[a-z]+|(?:https?|wss?):\/\/(?:localhost|\d|\[)/gi;

test("no file names an address but these", async () => {
  const found = [...(await files())].map(([name, text]) => [name, text.match(address) ?? []]);
  assert.deepEqual(lines(found), lines(Object.entries(addresses)));
});

test("no markup and no style sheet loads from another origin", async () => {
  for (const [name, text] of await files()) {
    if (![".html", ".css"].includes(extname(name))) continue;
    const [markup] = text.split("<script>");
    assert.doesNotMatch(markup, /\b(?:src|href|action|poster|data)=["']?(?:[a-z]+:)?\/\//i, name);
    assert.doesNotMatch(markup, /url\(["']?(?!data:|#)|@import/i, name);
  }
});

test("no script has a way to send, keep or run but these", async () => {
  const scripts = [...(await files())].filter(([name]) => [".js", ".mjs", ".html"].includes(extname(name)));
  const word = (way) => new RegExp(`(?<![\\w$])${way.replace(/[.(]/g, "\\$&")}`);
  const found = scripts.map(([name, text]) => [
    name,
    ways.filter((way) => word(way).test(text.replace(description, "``"))),
  ]);
  assert.deepEqual(lines(found), lines(Object.entries(used)));
});

test("what lies there compressed is the file beside it", async () => {
  const compressed = (await readdir(site)).filter(isCompressed);
  assert.ok(compressed.length > 0);
  for (const name of compressed) {
    const unpack = name.endsWith(".br") ? brotliDecompressSync : gunzipSync;
    const [packed, plain] = await Promise.all(
      [name, name.slice(0, -3)].map((file) => readFile(join(site, file))),
    );
    assert.ok(unpack(packed).equals(plain), name);
  }
});

test("the core in the pages of one file is that of the package", async () => {
  const core = await wasm();
  for (const name of ["assumable.html", "embed.html"]) {
    const page = await readFile(join(site, name), "utf8");
    const [, packed] = /"(H4sI[A-Za-z0-9+/=]+)"/.exec(page);
    assert.ok(gunzipSync(Buffer.from(packed, "base64")).equals(core), name);
  }
});
