/** The command `assumable` of the installed package, and a folder with what it is given. */

import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { examples, installed } from "./package.mjs";

const command = join(installed, "cli.js");

/** Of the surroundings only what the command needs: no colours, no workflow of our own. */
const surroundings = { PATH: process.env.PATH };

/** Runs it to its end. What is written to a terminal is not: these are pipes. */
export function run(args, { cwd, stdin = "", env = {}, program = [process.execPath, command] } = {}) {
  const [file, ...before] = program;
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...before, ...args], { cwd, env: { ...surroundings, ...env } });
    const output = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"]) {
      child[name].setEncoding("utf8").on("data", (text) => (output[name] += text));
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, ...output }));
    // It may have ended without reading.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}

/** A folder of one's own, gone when the test ends. */
export async function folder(t) {
  const path = await mkdtemp(join(tmpdir(), "assumable-"));
  t.after(() => rm(path, { recursive: true }));
  return path;
}

/** Writes texts under their names; what is no text is written as JSON. */
export async function write(path, files) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(join(path, name, ".."), { recursive: true });
    const isText = typeof content === "string" || content instanceof Uint8Array;
    await writeFile(join(path, name), isText ? content : JSON.stringify(content, null, 2));
  }
}

/** The attempt of one example of the page. */
export async function example(id) {
  return (await examples()).find((one) => one.id === id).attempt;
}

/** The claims of a token, as a fixture has them. */
export function claimsOf(token) {
  return JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString());
}

/** An attempt as files and arguments. */
export function asFiles({ token, jwks, trustPolicy, provider, role = {}, request = {}, context = {}, now }) {
  const files = {
    token,
    ...(jwks !== undefined && { "jwks.json": jwks }),
    ...(trustPolicy !== undefined && { "policy.json": trustPolicy }),
    ...(provider && { "provider.json": provider }),
  };
  const options = {
    "--token": "token",
    "--jwks": jwks && "jwks.json",
    "--trust-policy": trustPolicy && "policy.json",
    "--provider": provider === null ? "none" : provider && "provider.json",
    "--role-arn": role.arn,
    "--max-session-duration": role.maxSessionDuration,
    "--session-name": request.roleSessionName,
    "--duration": request.durationSeconds,
    "--now": now,
  };
  const args = Object.entries(options).flatMap(([name, value]) =>
    value === undefined ? [] : [name, String(value)],
  );
  for (const [key, values] of Object.entries(context)) {
    for (const value of [values].flat()) args.push("--context", `${key}=${value}`);
  }
  return { files, args: ["check", ...args] };
}
