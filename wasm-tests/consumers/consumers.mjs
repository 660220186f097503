/**
 * Small projects that use the installed package, each in its own way: `projects/`.
 *
 * `cargo xtask test --only build,consumers` packs the package, installs it in a folder elsewhere
 * and says where that is. Each project is copied into that folder and finds the package as any
 * dependency is found. The tools are those of this folder's own package-lock.json.
 */

import { spawn } from "node:child_process";
import { cp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { newContext } from "../support/chromium.mjs";
import { consumer, expectations, examples } from "../node/package.mjs";

const here = fileURLToPath(new URL("./", import.meta.url));

/** A program of this folder. */
export const tool = (name) => join(here, "node_modules/.bin", name);

/** A fresh copy of the project, beside the installed package. */
export async function project(name) {
  const folder = join(consumer, name);
  await rm(folder, { recursive: true, force: true });
  await cp(join(here, "projects", name), folder, { recursive: true });
  return folder;
}

/** Runs a program to its end; what it says is in the error where it fails. */
export function run(program, args, { cwd, stdin = "", env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env } });
    let [stdout, all] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      stdout += text;
      all += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => (all += text));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(stdout);
      else reject(new Error(`${program} ${args.join(" ")} ended with ${code}:\n${all}`));
    });
    child.stdin.end(stdin);
  });
}

/** What every project is asked, and what it has to answer: one that is let in, one that is not. */
export async function questions() {
  const [all, expected] = [await examples(), await expectations()];
  return ["github-branch", "trailing-space-in-policy"].map((id) => {
    const { outcome, summary, code } = expected[id];
    return { attempt: all.find((example) => example.id === id).attempt, outcome, summary, code };
  });
}

/** A verdict in the words of the expectation. */
export const essence = ({ outcome, summary, error }) => ({ outcome, summary, code: error?.code });

const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".wasm": "application/wasm",
};

/** What a page needs that uses the package, as its README says: no more. */
export const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src data:";

/** Serves a folder until the test ends; `headers` are sent with every file. */
export async function serve(t, folder, { wasm = types[".wasm"], headers = {} } = {}) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname.replace(/\/$/, "/index.html");
    try {
      const body = await readFile(join(folder, path));
      const type = path.endsWith(".wasm") ? wasm : (types[extname(path)] ?? "text/plain");
      response.writeHead(200, { "Content-Type": type, ...headers }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${server.address().port}/`;
}

/** The page, once it has said that it is ready, with whatever went wrong in it until then. */
export async function open(t, url) {
  const page = await (await newContext(t)).newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(url);
  await page
    .waitForFunction(() => globalThis.inspect !== undefined)
    .catch(() => {
      throw new Error(`${url} is not ready: ${errors.join("; ")}`);
    });
  return { page, errors };
}
